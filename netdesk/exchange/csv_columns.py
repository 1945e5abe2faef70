"""What the columns of address books mean, by their headers in five languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import islice

from netdesk.domain.text import fold
from netdesk.exchange.records import Format

OWN_HEADER = (
    "Name",
    "First Name",
    "Last Name",
    "Organisation",
    "Title",
    "Location",
    "Emails",
    "Phones",
    "URLs",
    "Tags",
    "Can help with",
    "Looking for",
    "Interests",
    "Learned",
    "Notes",
    "Met on",
    "Introduced by",
    "Knows",
    "Cadence days",
)
"""The columns of netdesk's own CSV."""


class Target(StrEnum):
    """What a column can be mapped to."""

    NAME = "name"
    GIVEN = "first name"
    MIDDLE = "middle name"
    FAMILY = "last name"
    PREFIX = "name prefix"
    SUFFIX = "name suffix"
    NICKNAME = "nickname"
    PRONOUNS = "pronouns"
    LANGUAGE = "language"
    EMAIL = "e-mail"
    PHONE = "phone"
    URL = "link"
    SOCIAL = "messenger"
    LOCATION = "location"
    ADDRESS = "address"
    ORGANISATION = "organisation"
    ROLE = "title"
    DEPARTMENT = "department"
    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"
    EVENT = "event"
    NOTES = "notes"
    TAGS = "tags"
    OFFERS = "can help with"
    NEEDS = "looking for"
    INTEREST = "interests"
    LEARNED = "learned"
    MET_ON = "met on"
    PLACE = "met at"
    INTRODUCER = "introduced by"
    KNOWS = "knows"
    RELATION = "relation"
    CADENCE = "cadence days"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; `group` joins the columns of one value (Address 2), `part` tells them apart."""

    target: Target
    label: str = ""
    part: str = ""
    group: str = ""


_NAMES: Mapping[Target, str] = {
    Target.NAME: "name|full name|display name|contact|contact name|anzeigename|nom complet|nom complet affiche"
    "|nombre completo|nombre para mostrar|nome completo|nome visualizzato|vollstandiger name",
    Target.GIVEN: "first name|given name|firstname|forename|vorname|prenom|nombre|nome|nombre de pila",
    Target.MIDDLE: "middle name|additional name|weitere vornamen|zweiter vorname|deuxieme prenom|segundo nombre"
    "|secondo nome",
    Target.FAMILY: "last name|family name|surname|lastname|nachname|nom|nom de famille|apellido|apellidos|cognome",
    Target.SUFFIX: "suffix|name suffix|suffixe|sufijo|suffisso|namenszusatz|titolo straniero",
    Target.PREFIX: "name prefix|anrede|salutation|titre de civilite|tratamiento|titolo",
    Target.NICKNAME: "nickname|spitzname|surnom|apodo|soprannome|short name",
    Target.PRONOUNS: "pronouns|pronomen|pronoms|pronombres|pronomi",
    Target.LANGUAGE: "language|sprache|langue|idioma|lingua",
    Target.EMAIL: "e mail|email|emails|e mails|mail|email address|e mail address|e mail 2 address|e mail 3 address"
    "|primary email|secondary email|e mail adresse|e mail 2 adresse|e mail 3 adresse|adresse de messagerie"
    "|adresse de messagerie 2|adresse de messagerie 3|adresse de courrier|adresse de courrier 2"
    "|adresse de courrier 3|courriel|adresse mail|adresse email|correo electronico"
    "|direccion de correo electronico|direccion de correo electronico 2|direccion de correo electronico 3"
    "|direccion del correo electronico 2|direccion del correo electronico 3"
    "|indirizzo posta elettronica|indirizzo posta elettronica 2|indirizzo posta elettronica 3|indirizzo e mail",
    Target.PHONE: "phone|phones|telephone|telefon|phone number|telephone number|primary phone|tel|telefono"
    "|telefonnummer|haupttelefon|telefone|numero de telephone|car phone|radio phone|callback|isdn|telex"
    "|tty tdd phone|company main phone|autotelefon|ruckmeldung"
    "|telefon firma|telefon fur horbehinderte|mobiltelefon 2|telephone principal|telephone societe|telephone voiture"
    "|radio telephone|radiotelephone|telephone tdd tty|rappel|rnis|telefono principal|telefono principale|radiotelefono"
    "|numero de teletipo|numero de centralita de la organizacion|devolucion de llamada|telefono del automovil"
    "|telefono principale societa|telefono auto|telefono tty tdd|richiamata automatica",
    Target.URL: "url|urls|web page|website|web|webseite|homepage|link|links|linkedin|linkedin url|profile|profile url"
    "|web page 1|web page 2|page web|pagina web|sitio web|sito web|twitter|github",
    Target.SOCIAL: "screen name|im|skype",
    Target.LOCATION: "location|city|town|ort|stadt|ville|ciudad|citta|standort|lieu|ubicacion|place|emplacement|luogo",
    Target.ORGANISATION: "organisation|organization|company|company name|employer|organization name|firma|societe"
    "|entreprise|empresa|compania|organizacion|organizzazione|societa|azienda|unternehmen|compagnie",
    Target.ROLE: "title|job title|position|role|occupation|function|organization title|position title|berufsbezeichnung"
    "|stellenbezeichnung|fonction|intitule du poste|cargo|puesto|posizione|qualifica|titre",
    Target.DEPARTMENT: "department|organization department|abteilung|service|departement|departamento|reparto|ufficio",
    Target.BIRTHDAY: "birthday|date of birth|geburtstag|geburtsdatum|anniversaire|date de naissance|cumpleanos"
    "|fecha de nacimiento|compleanno|data di nascita",
    Target.ANNIVERSARY: "anniversary|jahrestag|anniversaire de mariage ou fete|aniversario|anniversario",
    Target.NOTES: "notes|note|comments|comment|remarks|notizen|remarques|notas|anmerkungen|commentaires",
    Target.TAGS: "tags|labels|categories|category|group membership|groups|kategorien|categorie|categories personnelles"
    "|categorias|keywords|gruppen|stichworter|mots cles|parole chiave|palabras clave",
    Target.OFFERS: "can help with|offers|kann helfen mit",
    Target.NEEDS: "looking for|needs|sucht",
    Target.INTEREST: "interests|interest|hobby|hobbies|interessen|centres d interet|aficion|aficiones|passatempi"
    "|passe temps",
    Target.LEARNED: "learned",
    Target.MET_ON: "met on|connected on|date met|first met",
    Target.PLACE: "met at|where we met|met where",
    Target.INTRODUCER: "introduced by|referred by|introducer|empfohlen von|recommande par|referido por|segnalato da"
    "|presentato da|indicato da|recomendado por",
    Target.KNOWS: "knows|kennt",
    Target.CADENCE: "cadence days|cadence|keep in touch days",
    Target.IGNORED: "initials|gender|internet free busy|primary|private|priority|sensitivity|file as|photo|yomi name"
    "|given name yomi|additional name yomi|family name yomi|directory server|initialen|geschlecht|prioritat"
    "|vertraulichkeit|privat|initiales|sexe|priorite|prive|critere de diffusion|iniciales|sexo|prioridad|privado"
    "|genero|confidencialidad|internet frei gebucht|disponibilite internet|disponibilita internet"
    "|e mail type|e mail typ|e mail 2 typ|e mail 3 typ|type de messagerie|type de messagerie 2|type de messagerie 3"
    "|tipo de correo electronico|tipo de correo electronico 2|tipo de correo electronico 3|tipo posta elettronica"
    "|tipo posta elettronica 2|tipo posta elettronica 3"
    "|type de courrier|type de courrier 2|type de courrier 3|iniziali|sesso|priorita|privato|riservatezza"
    "|server di directory|servidor de directorio|serveur d annuaire|verzeichnisserver",
}

_PLACES = {
    "home": "home|private|privat|domicile|du domicile|particular|casa|del domicilio|de la direccion personal"
    "|abitazione|ab|indirizzo ab",
    "work": "work|business|geschaftlich|bureau|professionnel|professionnelle|trabajo|de trabajo|del trabajo"
    "|de la direccion del trabajo|negocio|ufficio|uff|indirizzo uff",
    "other": "other|weitere|weiterer|weiteres|weiteres r|weiteres e|autre|otro|otra|altro|altra|altro indirizzo",
}
_DEVICES = {
    "mobile": "mobile phone|mobile number|mobile|cell|cell phone|mobiltelefon|handy|tel mobile|telephone mobile"
    "|portable|movil|telefono movil|cellulare",
    "fax": "fax number|fax|telecopie",
    "pager": "pager|pager number|radiomessagerie|recepteur de radiomessagerie|localizador|cercapersone",
    "assistant": "assistant s phone|assistant phone|telefon assistent|telephone de l assistant e|telefono assistente"
    "|telefono del ayudante",
}
_FAX = "fax|telecopie"
_ADDRESS_PARTS = {
    "formatted": "address|adresse|formatted|direccion|indirizzo",
    "street": "street|address 1|address 2|strasse|rue|calle|via",
    "city": "city|ort|ville|ciudad|citta",
    "region": "state|region|province|bundesland|bundesland kanton|dep region|provincia|provincia o estado|estado",
    "postal_code": "postal code|zipcode|zip|zip code|postleitzahl|plz|code postal|codigo postal|cap",
    "country": "country|country region|land|land region|pays|pays region|pais|pais o region|paese"
    "|paese area geografica",
    "po_box": "po box|address po box|postfach|boite postale|b p|apartado postal|casella postale",
    "extended": "extended address",
}
_RELATIONS = {
    "spouse": "spouse|partner|ehepartner ehefrau|partner|conjoint e|conjoint|conyuge|nome coniuge"
    "|nome coniuge partner|coniuge",
    "child": "children|kinder|enfants|hijos|figli",
    "manager": "manager s name|manager|name des der vorgesetzten|name des r vorgesetzten|responsable"
    "|nom du responsable|jefe|nombre del director|nome manager",
    "assistant": "assistant s name|assistant|name assistent|assistent in|nom de l assistant e|ayudante|nome assistente",
}


def _flat(words: Mapping[str, str]) -> dict[str, str]:
    return {word: meaning for meaning, spellings in words.items() for word in spellings.split("|")}


def _mapped(header: str, target: Target) -> Column:
    """Give the column that a header was mapped to, keeping the part of an address or a date that it names itself."""
    column = column_of(header)
    if column is not None and column.target is target:
        return column
    return Column(target, part="formatted" if target is Target.ADDRESS else "")


def _placed(place: str, word: str) -> Iterator[str]:
    """Spell a header with its place before or after it, and with the numbers Outlook gives a second and a third."""
    for number in ("", " 2", " 3"):
        yield from (f"{place} {word}{number}", f"{word} {place}{number}", f"{word}{number} {place}")


@cache
def _table() -> dict[str, Column]:
    """Spell out the headers of all languages; some thousands, so only when a CSV file is read."""
    table = {
        word: Column(Target.RELATION, label=kind) for kind, words in _RELATIONS.items() for word in words.split("|")
    }
    for part, parts in _ADDRESS_PARTS.items():
        for word in parts.split("|"):
            table.setdefault(word, Column(Target.ADDRESS, part=part, group="address"))
    for word in ("street", "strasse", "rue", "calle", "via"):
        table |= {f"{word} {number}": table[word] for number in (2, 3)}
    for place, place_word in ((value, key) for key, value in _flat(_PLACES).items()):
        for part, parts in _ADDRESS_PARTS.items():
            for word in parts.split("|"):
                column = Column(Target.ADDRESS, label=place, part=part, group=f"address {place}")
                table |= dict.fromkeys(_placed(place_word, word), column)
        for word in ("phone", "telefon", "telephone", "tel", "telefono"):
            table |= dict.fromkeys(_placed(place_word, word), Column(Target.PHONE, label=place))
        for word in _FAX.split("|"):
            table |= dict.fromkeys(_placed(place_word, word), Column(Target.PHONE, label=f"{place} fax"))
        for word in ("email", "e mail"):
            table[f"{place_word} {word}"] = Column(Target.EMAIL, label=place)
    for word, label in _flat(_DEVICES).items():
        table[word] = Column(Target.PHONE, label=label)
    for target, words in _NAMES.items():
        table |= {word: Column(target) for word in words.split("|")}
    for part in ("year", "month", "day"):
        table[f"birth {part}"] = Column(Target.BIRTHDAY, part=part, group="birth")
    return table


_NUMBERED = re.compile(
    r"(e mail|email|phone|address|website|relation|event|custom field|organization|im) (\d{1,3}) ([a-z ]+)", re.ASCII
)
_NUMBERED_TARGETS = {
    "e mail": Target.EMAIL,
    "email": Target.EMAIL,
    "phone": Target.PHONE,
    "website": Target.URL,
    "relation": Target.RELATION,
    "event": Target.EVENT,
    "im": Target.SOCIAL,
}
_ORGANISATION_PARTS = {"name": Target.ORGANISATION, "title": Target.ROLE, "department": Target.DEPARTMENT}
_SEPARATORS = re.compile(r"[\W_]+")
_MOST = 2_000
"""Columns that are looked at; what lies beyond is kept as it is."""


def plain(header: str) -> str:
    """Fold a header to its words: `E-mail 1 - Value` gives “e mail 1 value”."""
    return _SEPARATORS.sub(" ", fold(header[:100])).strip()


def columns_of(header: Iterable[str], mapping: Mapping[str, Target] | None = None) -> list[Column | None]:
    """Tell what every column means; a mapping from headers to targets goes before what the headers say themselves."""
    headers = list(header)
    if mapping is not None:
        return [_mapped(one, mapping[one]) if one in mapping else None for one in headers]
    columns = [column_of(one) if place < _MOST else None for place, one in enumerate(headers)]
    if format_of(headers) is Format.OUTLOOK:
        return list(map(_of_outlook, headers, columns, range(len(headers))))
    return columns


_OUTLOOK = {"title": Column(Target.PREFIX)} | {
    word: Column(Target.PHONE, label=place)
    for place, words in {"home": "particular|abitazione|abitazione 2", "work": "ufficio|ufficio 2"}.items()
    for word in words.split("|")
}
"""What Outlook calls otherwise than everybody else: Italian and Spanish leave the word telephone out."""


def _of_outlook(header: str, column: Column | None, place: int) -> Column | None:
    """Tell the two columns that are both called Titre in French apart: the first of all is that of the name."""
    words = plain(header)
    return Column(Target.PREFIX) if words == "titre" and place == 0 else _OUTLOOK.get(words, column)


def column_of(header: str) -> Column | None:
    """Tell what a column means by its header; None where nobody knows."""
    words = plain(header)
    found = _NUMBERED.fullmatch(words)
    numbered = _numbered(found[1], found[2], found[3]) if found else None
    return numbered or _table().get(words)


def _numbered(what: str, number: str, part: str) -> Column | None:
    """Read Google's numbered groups of a label (or type) and a value."""
    part = "label" if part in {"label", "type"} else part
    group = f"{what} {number}"
    if what in _NUMBERED_TARGETS and part in {"label", "value"}:
        return Column(_NUMBERED_TARGETS[what], part=part, group=group)
    if what == "organization":
        return Column(_ORGANISATION_PARTS[part]) if part in _ORGANISATION_PARTS else None
    if what == "address":
        known = part == "label" or part in _flat(_ADDRESS_PARTS)
        return Column(Target.ADDRESS, part=_flat(_ADDRESS_PARTS).get(part, part), group=group) if known else None
    return None


_MARKS: tuple[tuple[Format, frozenset[str]], ...] = (
    (Format.NETDESK, frozenset({"can help with", "looking for", "introduced by"})),
    (Format.LINKEDIN, frozenset({"first name", "last name", "connected on"})),
    (Format.GOOGLE, frozenset({"organization name", "file as"})),
    (Format.GOOGLE, frozenset({"given name", "family name", "group membership"})),
    (Format.THUNDERBIRD, frozenset({"primary email", "screen name"})),
    (Format.OUTLOOK, frozenset({"first name", "e mail address", "business phone"})),
    (Format.OUTLOOK, frozenset({"vorname", "e mail adresse"})),
    (Format.OUTLOOK, frozenset({"prenom", "adresse de messagerie"})),
    (Format.OUTLOOK, frozenset({"prenom", "adresse de courrier"})),
    (Format.OUTLOOK, frozenset({"nombre", "direccion de correo electronico"})),
    (Format.OUTLOOK, frozenset({"nombre", "apellidos", "e mail address"})),
    (Format.OUTLOOK, frozenset({"nome", "indirizzo posta elettronica"})),
)


def format_of(header: Iterable[str]) -> Format:
    """Name the program a header comes from; plain CSV for all others."""
    words = {plain(one) for one in islice(header, _MOST)}
    return next((kind for kind, marks in _MARKS if marks <= words), Format.CSV)


_NAMING = frozenset({Target.NAME, Target.GIVEN, Target.FAMILY, Target.EMAIL})


def score(cells: Iterable[str]) -> int:
    """Count the columns a row would name if it were the header; 0 where it names nobody, or one column only."""
    columns = [column for column in map(column_of, islice(cells, _MOST)) if column]
    names = any(column.target in _NAMING for column in columns)
    return len(columns) if names and len(columns) > 1 else 0
