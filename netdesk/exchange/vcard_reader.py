"""The typed layer over vCard lines: the items a card's properties say, alone and together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from netdesk.domain.text import clean_line
from netdesk.exchange.photos import photo_of_bare_base64, photo_of_base64
from netdesk.exchange.records import AffiliationRecord, PhotoRecord
from netdesk.exchange.vcard_android import ANDROID, android_nickname
from netdesk.exchange.vcard_heads import Property
from netdesk.exchange.vcard_items import Field, Item, Said, vcard_key
from netdesk.exchange.vcard_properties import DATA_URI, SAYS, is_stand_in, plain_label
from netdesk.exchange.vcard_relations import uuid_of
from netdesk.exchange.vcard_values import line_components, line_of, split_raw, unescape

Findings = Sequence[Said]

_SAID_TOGETHER = frozenset(
    {"X-NETDESK-UID", "UID", "FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "NOTE", "CATEGORIES", "LANG", "PHOTO"}
)


def interpret(properties: Sequence[Property], kept: bool = False) -> Findings:
    """Tell what properties say and which of them say it; `kept` reads the lines kept beside a record.

    Fields come in a fixed order; an item said twice has all the origins.
    """
    alone, named = _said_alone(properties)
    said = _Reading(properties, named, kept).read(alone)
    values = {item[1].value if item[0] == Field.POINT else item[1] for item, _ in said}
    return said if len(values) == len(said) else _joined(said)


def _joined(said: list[Said]) -> Findings:
    """Give each item once."""
    joined: dict[Item, list[int]] = {}
    for item, origins in said:
        joined.setdefault(item, []).extend(origins)
    return list(joined.items())


def _said_alone(properties: Sequence[Property]) -> tuple[list[Said], dict[str, list[int]]]:
    """Give what properties say by themselves, and where those are, by name, that speak together."""
    alone: list[Said] = []
    named: dict[str, list[int]] = {}
    labels: dict[str, int] | None = None
    says_of = SAYS.get
    for index, prop in enumerate(properties):
        head = prop.head
        name = head.name
        if says := says_of(name):
            if head.group:
                labels = _labels(properties) if labels is None else labels
                if (place := labels.get(head.group)) is not None:
                    label = plain_label(unescape(properties[place].value))
                    if item := says(prop, label):
                        alone.append((item, (index, place)))
                    continue
            if item := says(prop, head.label):
                alone.append((item, (index,)))
            elif name == ANDROID and android_nickname(prop):
                named.setdefault("NICKNAME", []).append(index)
        elif name in named:
            named[name].append(index)
        elif name in _SAID_TOGETHER:
            named[name] = [index]
    return alone, named


def _labels(properties: Sequence[Property]) -> dict[str, int]:
    """Find the first label of each group."""
    places: dict[str, int] = {}
    for index, (head, _) in enumerate(properties):
        if head.name == "X-ABLABEL" and head.group:
            places.setdefault(head.group, index)
    return places


class _Reading:
    """The findings of one card that several properties make together."""

    def __init__(self, properties: Sequence[Property], named: dict[str, list[int]], kept: bool) -> None:
        self.properties = properties
        self.named = named
        self.kept = kept
        self.said: list[Said] = []

    def read(self, alone: list[Said]) -> list[Said]:
        """Add to what was said alone what is said together, in a fixed order of fields."""
        named = self.named
        if "UID" in named or "X-NETDESK-UID" in named:
            self._identity()
        self._names()
        if "NICKNAME" in named:
            self._joined(Field.NICKNAME, "NICKNAME", ", ")
        if "ORG" in named or "TITLE" in named or "ROLE" in named:
            self._affiliations()
        self.said += alone
        if "NOTE" in named:
            self._joined(Field.NOTES, "NOTE", "\n\n")
        if "CATEGORIES" in named:
            self._tags()
        if "LANG" in named:
            self._language()
        if "PHOTO" in named:
            self._photo()
        return self.said

    def _filled(self, name: str, empty: str | None = None) -> list[int]:
        """Give the properties of a name that hold more than white space, or than the characters that mean nothing."""
        properties = self.properties
        return [index for index in self.named.get(name, ()) if properties[index].value.strip(empty)]

    def _line(self, index: int) -> str:
        return line_of(self.properties[index].value)

    def _text(self, index: int) -> str:
        prop = self.properties[index]
        return android_nickname(prop) if prop.head.name == ANDROID else unescape(prop.value)

    def _identity(self) -> None:
        own = ""
        for index in self.named.get("X-NETDESK-UID", ()):
            if own := uuid_of(unescape(self.properties[index].value)):
                self.said.append(((Field.UID, own), (index,)))
                break
        for index in self.named.get("UID", ())[:1]:
            text = unescape(self.properties[index].value).strip()
            if not own and (uid := uuid_of(text)):
                self.said.append(((Field.UID, uid), (index,)))
            elif text:
                self.said.append(((Field.EXTERNAL, vcard_key(text)), (index,)))

    def _names(self) -> None:
        for index in self.named.get("FN", ()):
            if name := self._line(index):
                self.said.append(((Field.DISPLAY_NAME, name), (index,)))
                break
        for index in self.named.get("N", ()):
            parts = line_components(self.properties[index].value)
            family, given, middle, prefix, suffix = parts if len(parts) == 5 else [*parts, "", "", "", "", ""][:5]
            if family or given or middle or prefix or suffix:
                self.said.append(((Field.NAME, (prefix, given, middle, family, suffix)), (index,)))
                break

    def _joined(self, field: str, name: str, separator: str) -> None:
        if filled := self._filled(name):
            whole = separator.join(map(self._text, filled))
            self.said.append(((field, whole if field == Field.NOTES else clean_line(whole)), filled))

    def _affiliations(self) -> None:
        bodies = self._filled("ORG", "; ")
        roles = self._filled("TITLE" if "TITLE" in self.named else "ROLE")
        is_grouped = any(self.properties[index].head.group for index in (*bodies, *roles))
        for body, role in _paired(bodies, roles, self.properties) if is_grouped else zip_longest(bodies, roles):
            organisation, *units = line_components(self.properties[body].value) if body is not None else ("",)
            affiliation = AffiliationRecord(
                organisation, self._line(role) if role is not None else "", ", ".join(filter(None, units))
            )
            origins = [index for index in (body, role) if index is not None]
            self.said.append(((Field.AFFILIATION, affiliation), origins))

    def _tags(self) -> None:
        lines = self._filled("CATEGORIES", ",; ")
        parts = [part for index in lines for part in split_raw(self.properties[index].value, ";")]
        tags = [line_of(tag) for part in parts for tag in split_raw(part, ",")]
        if unique := tuple(dict.fromkeys(filter(None, tags))):
            self.said.append(((Field.TAGS, unique), lines))

    def _language(self) -> None:
        def rank(index: int) -> int:
            text = self.properties[index].head.parameter("PREF")
            return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 101

        for index in sorted(self._filled("LANG"), key=rank)[:1]:
            self.said.append(((Field.LANGUAGE, self._line(index)), [index]))

    def _photo(self) -> None:
        for index in self.named["PHOTO"]:
            prop = self.properties[index]
            if self.kept:
                if is_stand_in(prop):
                    self.said.append(((Field.PHOTO, None), [index]))
            elif photo := _picture(prop):
                self.said.append(((Field.PHOTO, photo), [index]))
                break


def _picture(prop: Property) -> PhotoRecord | None:
    if prop.head.encoding == "b":
        return photo_of_base64(prop.value)
    found = DATA_URI.match(prop.value)
    return photo_of_base64(prop.value[found.end() :]) if found else photo_of_bare_base64(prop.value)


def _paired(
    bodies: Sequence[int], roles: Sequence[int], properties: Sequence[Property]
) -> Iterator[tuple[int | None, int | None]]:
    """Put each ORG to the TITLE of its group, the others to each other in their order."""
    by_group = {properties[role].head.group: role for role in roles}
    free_roles = iter([role for role in roles if not properties[role].head.group])
    by_group.pop("", None)
    for body in bodies:
        group = properties[body].head.group
        yield body, by_group.pop(group, None) if group else next(free_roles, None)
    yield from ((None, role) for role in (*by_group.values(), *free_roles))
