"""The typed layer over vCard lines: the items a card's properties say, alone and together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from netdesk.domain.text import clean_line
from netdesk.exchange.photos import photo_of_base64
from netdesk.exchange.records import AffiliationRecord
from netdesk.exchange.vcard_items import Field, Finding, Item, vcard_key
from netdesk.exchange.vcard_heads import Property
from netdesk.exchange.vcard_properties import SAYS, Said, is_stand_in, plain_label, uuid_of
from netdesk.exchange.vcard_values import components, split_raw, unescape


class _Reading:
    """The findings of one card while its properties are gone through."""

    def __init__(self, properties: Sequence[Property], kept: bool) -> None:
        self.properties = properties
        self.kept = kept
        self.found: dict[Item, list[int]] = {}
        self.named: dict[str, list[int]] = defaultdict(list)
        self.labels: dict[str, int] = {}
        for index, prop in enumerate(properties):
            self.named[prop.head.name].append(index)
            if prop.head.group and prop.head.name == "X-ABLABEL":
                self.labels.setdefault(prop.head.group, index)

    def add(self, field: Field, value: Any, *origins: int) -> None:
        """Note an item; said twice, it has all the origins."""
        self.found.setdefault(Item(field, value), []).extend(origins)

    def read(self) -> list[Finding]:
        """Go through all properties in a fixed order of fields."""
        self._identity()
        self._names()
        self._affiliations()
        for index, prop in enumerate(self.properties):
            if says := SAYS.get(prop.head.name):
                self._alone(index, prop, says)
        self._joined(Field.NOTES, "NOTE", "\n\n")
        self._tags()
        self._language()
        self._photo()
        return [
            Finding(item, tuple(origins) if len(origins) == 1 else tuple(dict.fromkeys(origins)))
            for item, origins in self.found.items()
        ]

    def _text(self, index: int) -> str:
        return unescape(self.properties[index].value)

    def _alone(self, index: int, prop: Property, says: Callable[[Property, str], Said]) -> None:
        label_index = self.labels.get(prop.head.group) if prop.head.group else None
        label = prop.head.label if label_index is None else plain_label(self._text(label_index))
        origins = (index,) if label_index is None else (index, label_index)
        for field, value in says(prop, label):
            self.add(field, value, *origins)

    def _identity(self) -> None:
        own = [index for index in self.named.get("X-NETDESK-UID", ()) if uuid_of(self._text(index))]
        for index in own[:1]:
            self.add(Field.UID, uuid_of(self._text(index)), index)
        for index in self.named.get("UID", [])[:1]:
            text = self._text(index).strip()
            if not own and uuid_of(text):
                self.add(Field.UID, uuid_of(text), index)
            elif text:
                self.add(Field.EXTERNAL, vcard_key(text), index)

    def _names(self) -> None:
        for index in self.named.get("FN", ()):
            if name := clean_line(self._text(index)):
                self.add(Field.DISPLAY_NAME, name, index)
                break
        for index in self.named.get("N", ()):
            family, given, middle, prefix, suffix, *_ = [
                *map(clean_line, components(self.properties[index].value)),
                "",
                "",
                "",
                "",
                "",
            ]
            if family or given or middle or prefix or suffix:
                self.add(Field.NAME, (prefix, given, middle, family, suffix), index)
                break
        self._joined(Field.NICKNAME, "NICKNAME", ", ")

    def _joined(self, field: Field, name: str, separator: str) -> None:
        filled = [index for index in self.named.get(name, ()) if self.properties[index].value.strip()]
        texts = [self._text(index) for index in filled]
        if filled:
            whole = separator.join(texts)
            self.add(field, whole if field is Field.NOTES else clean_line(whole), *filled)

    def _affiliations(self) -> None:
        bodies = [index for index in self.named.get("ORG", ()) if self.properties[index].value.strip("; ")]
        roles = [
            index
            for index in self.named.get("TITLE", ()) or self.named.get("ROLE", ())
            if self.properties[index].value.strip()
        ]
        for body, role in _paired(bodies, roles, lambda index: self.properties[index].head.group):
            fields = components(self.properties[body].value) if body is not None else [""]
            affiliation = AffiliationRecord(
                organisation=clean_line(fields[0]),
                department=", ".join(filter(None, map(clean_line, fields[1:]))),
                role=clean_line(self._text(role)) if role is not None else "",
            )
            self.add(Field.AFFILIATION, affiliation, *(index for index in (body, role) if index is not None))

    def _tags(self) -> None:
        lines = [index for index in self.named.get("CATEGORIES", ()) if self.properties[index].value.strip(",; ")]
        tags = [
            clean_line(unescape(tag))
            for index in lines
            for part in split_raw(self.properties[index].value, ";")
            for tag in split_raw(part, ",")
        ]
        if unique := tuple(dict.fromkeys(filter(None, tags))):
            self.add(Field.TAGS, unique, *lines)

    def _language(self) -> None:
        def rank(index: int) -> int:
            text = self.properties[index].head.parameter("PREF")
            return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 101

        lines = [index for index in self.named.get("LANG", ()) if self.properties[index].value.strip()]
        for index in sorted(lines, key=rank)[:1]:
            self.add(Field.LANGUAGE, clean_line(self._text(index)), index)

    def _photo(self) -> None:
        for index in self.named.get("PHOTO", ()):
            prop = self.properties[index]
            if self.kept:
                if is_stand_in(prop):
                    self.add(Field.PHOTO, None, index)
                continue
            marker = prop.value[:100].find(";base64,")
            if prop.head.encoding == "b":
                photo = photo_of_base64(prop.value)
            elif prop.value[:5].lower() == "data:" and marker > 0:
                photo = photo_of_base64(prop.value[marker + 8 :])
            else:
                photo = None
            if photo:
                self.add(Field.PHOTO, photo, index)
                break


def _paired(
    bodies: Sequence[int], roles: Sequence[int], group_of: Callable[[int], str]
) -> Iterator[tuple[int | None, int | None]]:
    """Put each ORG to the TITLE of its group, the others to each other in their order."""
    by_group = {group_of(role): role for role in roles if group_of(role)}
    free_roles = iter([role for role in roles if not group_of(role)])
    for body in bodies:
        group = group_of(body)
        yield body, by_group.pop(group, None) if group else next(free_roles, None)
    yield from ((None, role) for role in (*by_group.values(), *free_roles))


def interpret(properties: Sequence[Property], kept: bool = False) -> list[Finding]:
    """Tell what properties say and which of them say it; `kept` reads the lines kept beside a record."""
    return _Reading(properties, kept).read()
