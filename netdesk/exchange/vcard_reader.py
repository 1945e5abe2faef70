"""The typed layer over vCard lines: the items a card's properties say, alone and together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from netdesk.domain.text import clean_line
from netdesk.exchange.photos import photo_of_base64
from netdesk.exchange.records import AffiliationRecord, PhotoRecord
from netdesk.exchange.vcard_heads import Property
from netdesk.exchange.vcard_items import Field, Item, vcard_key
from netdesk.exchange.vcard_properties import SAYS, is_stand_in, plain_label
from netdesk.exchange.vcard_relations import uuid_of
from netdesk.exchange.vcard_values import components, line_of, split_raw, unescape

Findings = dict[Item, list[int]]
"""Items, each with the indices of the properties that say it."""


class _Reading:
    """The findings of one card while its properties are gone through."""

    def __init__(self, properties: Sequence[Property], kept: bool) -> None:
        self.properties = properties
        self.kept = kept
        self.found: Findings = {}
        self.alone: list[int] = []
        self.named: dict[str, list[int]] = {}
        alone, named = self.alone, self.named
        for index, prop in enumerate(properties):
            name = prop[0].name
            if name in SAYS:
                alone.append(index)
            elif name in named:
                named[name].append(index)
            else:
                named[name] = [index]

    def add(self, field: Field, value: Any, *origins: int) -> None:
        """Note what properties say of a field."""
        self.add_item((field, value), [*origins])

    def add_item(self, item: Item, origins: list[int]) -> None:
        """Note an item; said twice, it has all the origins."""
        if item in self.found:
            self.found[item] += origins
        else:
            self.found[item] = origins

    def read(self) -> Findings:
        """Go through all properties in a fixed order of fields."""
        self._identity()
        self._names()
        self._affiliations()
        self._said_alone()
        self._joined(Field.NOTES, "NOTE", "\n\n")
        self._tags()
        self._language()
        self._photo()
        return self.found

    def _filled(self, name: str, empty: str | None = None) -> list[int]:
        """Give the properties of a name that hold more than white space, or than the characters that mean nothing."""
        if name not in self.named:
            return []
        return [index for index in self.named[name] if self.properties[index].value.strip(empty)]

    def _line(self, index: int) -> str:
        return line_of(self.properties[index].value)

    def _said_alone(self) -> None:
        labels = self._labels()
        for index in self.alone:
            prop = self.properties[index]
            label, origins = prop.head.label, [index]
            if prop.head.group in labels:
                origins.append(labels[prop.head.group])
                label = plain_label(unescape(self.properties[origins[1]].value))
            if item := SAYS[prop.head.name](prop, label):
                self.add_item(item, origins)

    def _labels(self) -> dict[str, int]:
        """Find the label of each group, the first one if there are more."""
        lines = self.named.get("X-ABLABEL", ())
        return {group: index for index in reversed(lines) if (group := self.properties[index].head.group)}

    def _identity(self) -> None:
        own = ""
        for index in self.named.get("X-NETDESK-UID", ()):
            if own := uuid_of(unescape(self.properties[index].value)):
                self.add(Field.UID, own, index)
                break
        for index in self.named.get("UID", ())[:1]:
            text = unescape(self.properties[index].value).strip()
            if not own and (uid := uuid_of(text)):
                self.add(Field.UID, uid, index)
            elif text:
                self.add(Field.EXTERNAL, vcard_key(text), index)

    def _names(self) -> None:
        for index in self.named.get("FN", ()):
            if name := self._line(index):
                self.add(Field.DISPLAY_NAME, name, index)
                break
        for index in self.named.get("N", ()):
            parts = [clean_line(part) for part in components(self.properties[index].value)]
            family, given, middle, prefix, suffix, *_ = [*parts, "", "", "", "", ""]
            if family or given or middle or prefix or suffix:
                self.add(Field.NAME, (prefix, given, middle, family, suffix), index)
                break
        self._joined(Field.NICKNAME, "NICKNAME", ", ")

    def _joined(self, field: Field, name: str, separator: str) -> None:
        if filled := self._filled(name):
            whole = separator.join([unescape(self.properties[index].value) for index in filled])
            self.add(field, whole if field is Field.NOTES else clean_line(whole), *filled)

    def _affiliations(self) -> None:
        bodies = self._filled("ORG", "; ")
        roles = self._filled("TITLE" if "TITLE" in self.named else "ROLE")
        for body, role in _paired(bodies, roles, self.properties):
            organisation, *units = components(self.properties[body].value) if body is not None else [""]
            affiliation = AffiliationRecord(
                organisation=clean_line(organisation),
                department=", ".join(filter(None, map(clean_line, units))),
                role=self._line(role) if role is not None else "",
            )
            self.add(Field.AFFILIATION, affiliation, *[index for index in (body, role) if index is not None])

    def _tags(self) -> None:
        lines = self._filled("CATEGORIES", ",; ")
        parts = [part for index in lines for part in split_raw(self.properties[index].value, ";")]
        tags = [line_of(tag) for part in parts for tag in split_raw(part, ",")]
        if unique := tuple(dict.fromkeys(filter(None, tags))):
            self.add(Field.TAGS, unique, *lines)

    def _language(self) -> None:
        def rank(index: int) -> int:
            text = self.properties[index].head.parameter("PREF")
            return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 101

        for index in sorted(self._filled("LANG"), key=rank)[:1]:
            self.add(Field.LANGUAGE, self._line(index), index)

    def _photo(self) -> None:
        for index in self.named.get("PHOTO", ()):
            prop = self.properties[index]
            if self.kept:
                if is_stand_in(prop):
                    self.add(Field.PHOTO, None, index)
            elif photo := _picture(prop):
                self.add(Field.PHOTO, photo, index)
                break


def _picture(prop: Property) -> PhotoRecord | None:
    if prop.head.encoding == "b":
        return photo_of_base64(prop.value)
    marker = prop.value[:100].find(";base64,")
    if prop.value[:5].lower() == "data:" and marker > 0:
        return photo_of_base64(prop.value[marker + 8 :])
    return None


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


def interpret(properties: Sequence[Property], kept: bool = False) -> Findings:
    """Tell what properties say and which of them say it; `kept` reads the lines kept beside a record."""
    return _Reading(properties, kept).read()
