"""What the columns of address books mean, by their headers in five languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from netdesk.domain.text import fold
from netdesk.exchange.csv_words import (
    ADDRESS_PARTS,
    DEVICES,
    FAX,
    MESSENGERS,
    NAMES,
    PLACES,
    RELATIONS,
    SITES,
    Target,
)
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


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; `group` joins the columns of one value (Address 2), `part` tells them apart."""

    target: Target
    label: str = ""
    part: str = ""
    group: str = ""


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
        word: Column(Target.RELATION, label=kind) for kind, words in RELATIONS.items() for word in words.split("|")
    }
    for part, parts in ADDRESS_PARTS.items():
        for word in parts.split("|"):
            table.setdefault(word, Column(Target.ADDRESS, part=part, group="address"))
    for word in ("street", "strasse", "rue", "calle", "via"):
        table |= {f"{word} {number}": table[word] for number in (2, 3)}
    for place, place_word in ((value, key) for key, value in _flat(PLACES).items()):
        for part, parts in ADDRESS_PARTS.items():
            for word in parts.split("|"):
                column = Column(Target.ADDRESS, label=place, part=part, group=f"address {place}")
                table |= dict.fromkeys(_placed(place_word, word), column)
        for word in ("phone", "telefon", "telephone", "tel", "telefono", "telefone"):
            table |= dict.fromkeys(_placed(place_word, word), Column(Target.PHONE, label=place))
        for word in FAX.split("|"):
            table |= dict.fromkeys(_placed(place_word, word), Column(Target.PHONE, label=f"{place} fax"))
        for word in ("email", "e mail"):
            table |= dict.fromkeys(_placed(place_word, word), Column(Target.EMAIL, label=place))
    table |= {f"im {word}": Column(Target.SOCIAL, label=word) for word in MESSENGERS}
    table |= {f"website {word}": Column(Target.URL, label=word) for word in SITES}
    table["phone video"] = Column(Target.PHONE, label="video")
    for word, label in _flat(DEVICES).items():
        table[word] = Column(Target.PHONE, label=label)
    for target, words in NAMES.items():
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
    return _together(headers, columns)


def _together(headers: list[str], columns: list[Column | None]) -> list[Column | None]:
    """Tell a city beside a street from a place alone, and the title of a person from the one beside it of a job."""
    found = [column for column in columns if column]
    has_address = any(column.target is Target.ADDRESS and column.group == "address" for column in found)
    has_role = sum(column.target is Target.ROLE for column in found) > 1
    city, cities = Column(Target.ADDRESS, part="city", group="address"), set(ADDRESS_PARTS["city"].split("|"))
    changed: list[Column | None] = []
    for header, column in zip(headers, columns, strict=True):
        target = column.target if column else None
        if has_address and target is Target.LOCATION and plain(header) in cities:
            changed.append(city)
        elif has_role and target is Target.ROLE and plain(header) == "title":
            changed.append(Column(Target.PREFIX))
        else:
            changed.append(column)
    return changed


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
    if what == "im":
        part = {"service": "label", "username": "value", "label": "place", "type": "place"}.get(part, part)
    part = "label" if part in {"label", "type"} else part
    group = f"{what} {number}"
    if part == "place":
        return Column(Target.IGNORED)
    if what in _NUMBERED_TARGETS and part in {"label", "value"}:
        return Column(_NUMBERED_TARGETS[what], part=part, group=group)
    if what == "organization":
        return Column(_ORGANISATION_PARTS[part]) if part in _ORGANISATION_PARTS else None
    if what == "address":
        known = part == "label" or part in _flat(ADDRESS_PARTS)
        return Column(Target.ADDRESS, part=_flat(ADDRESS_PARTS).get(part, part), group=group) if known else None
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
