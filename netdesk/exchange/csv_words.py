"""The words by which address books call their columns, in five languages and a few words of more."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


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


NAMES: Mapping[Target, str] = {
    Target.NAME: "name|full name|display name|contact|contact name|anzeigename|nom complet|nom complet affiche"
    "|nombre completo|nombre para mostrar|nome completo|nome visualizzato|vollstandiger name",
    Target.GIVEN: "first|first name|given name|firstname|forename|vorname|prenom|nombre|nome|nombre de pila|voornaam",
    Target.MIDDLE: "middle|middle name|additional name|weitere vornamen|zweiter vorname|deuxieme prenom|segundo nombre"
    "|secondo nome",
    Target.FAMILY: "last|last name|family name|surname|lastname|nachname|nom|nom de famille|apellido|apellidos|cognome"
    "|achternaam|sobrenome",
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
    "|indirizzo posta elettronica|indirizzo posta elettronica 2|indirizzo posta elettronica 3|indirizzo e mail"
    "|alternate email|alternate email 1|alternate email 2|primare e mail adresse|sekundare e mail adresse"
    "|weitere e mail adresse|emailadres|e mailadres|endereco de email|endereco de correio eletronico",
    Target.PHONE: "phone|phones|telephone|telefon|phone number|telephone number|primary phone|tel|telefono"
    "|telefonnummer|haupttelefon|telefone|numero de telephone|car phone|radio phone|callback|isdn|telex"
    "|tty tdd phone|company main phone|autotelefon|ruckmeldung"
    "|telefon firma|telefon fur horbehinderte|mobiltelefon 2|telephone principal|telephone societe|telephone voiture"
    "|radio telephone|radiotelephone|telephone tdd tty|rappel|rnis|telefono principal|telefono principale|radiotelefono"
    "|numero de teletipo|numero de centralita de la organizacion|devolucion de llamada|telefono del automovil"
    "|telefono principale societa|telefono auto|telefono tty tdd|richiamata automatica",
    Target.URL: "url|urls|web page|website|web|webseite|homepage|link|links|linkedin|linkedin url|profile|profile url"
    "|web page 1|web page 2|webseite 1|webseite 2"
    "|personal website|business website|page web|pagina web|sitio web|sito web|twitter|github",
    Target.SOCIAL: "screen name|messenger name|messenger id|im|skype",
    Target.LOCATION: "location|city|town|ort|stadt|ville|ciudad|citta|standort|lieu|ubicacion|place|emplacement|luogo",
    Target.ORGANISATION: "associated company|organisation|organization|company|company name|employer|organization name"
    "|firma|societe|entreprise|empresa|compania|organizacion|organizzazione|societa|azienda|unternehmen|compagnie",
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

PLACES = {
    "home": "home|private|privat|domicile|du domicile|particular|casa|del domicilio|de la direccion personal"
    "|abitazione|ab|indirizzo ab",
    "work": "work|business|geschaftlich|dienstlich|comercial|bureau|professionnel|professionnelle"
    "|trabajo|de trabajo|del trabajo"
    "|de la direccion del trabajo|negocio|ufficio|uff|indirizzo uff",
    "other": "other|weitere|weiterer|weiteres|weiteres r|weiteres e|autre|otro|otra|altro|altra|altro indirizzo",
}
DEVICES = {
    "mobile": "mobile phone|mobile number|home mobile|mobil tel nr|mobiele telefoon|telefone celular|telemovel"
    "|mobile|cell|cell phone|mobiltelefon|handy|tel mobile|telephone mobile"
    "|portable|movil|telefono movil|cellulare",
    "fax": "fax number|fax nummer|fax|telecopie",
    "pager": "pager|pager number|radiomessagerie|recepteur de radiomessagerie|localizador|cercapersone",
    "assistant": "assistant s phone|assistant phone|telefon assistent|telephone de l assistant e|telefono assistente"
    "|telefono del ayudante",
}
FAX = "fax|telecopie"
ADDRESS_PARTS = {
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
RELATIONS = {
    "spouse": "spouse|partner|ehepartner ehefrau|partner|conjoint e|conjoint|conyuge|nome coniuge"
    "|nome coniuge partner|coniuge",
    "child": "children|kinder|enfants|hijos|figli",
    "manager": "manager s name|manager|name des der vorgesetzten|name des r vorgesetzten|responsable"
    "|nom du responsable|jefe|nombre del director|nome manager",
    "assistant": "assistant s name|assistant|name assistent|assistent in|nom de l assistant e|ayudante|nome assistente",
}
MESSENGERS = ("aim", "icq", "jabber", "msn", "skype", "yahoo")
SITES = ("blog", "home page", "profile", "home", "work", "other")
