"""Whole vCards: files to contact records and back, without loss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from netdesk.exchange.records import ContactRecord, Format, ReadResult, Skipped
from netdesk.exchange.uncollected import uncollected
from netdesk.exchange.vcard_cards import PRODUCT, Card, read_cards
from netdesk.exchange.vcard_groups import read_groups
from netdesk.exchange.vcard_heads import Property, parse_head
from netdesk.exchange.vcard_items import SOFT, VCARD_SOURCE, Field, Item, is_listed, items_of, keys, record_of
from netdesk.exchange.vcard_kept import kept_lines
from netdesk.exchange.vcard_lines import parse_line
from netdesk.exchange.vcard_properties import is_stand_in
from netdesk.exchange.vcard_reader import interpret
from netdesk.exchange.vcard_values import unescape
from netdesk.exchange.vcard_writer import Line, fold_line, lines_of, photo_line

_BINARY_TYPES = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}
_MEDIA_KINDS = frozenset({"jpeg", "png", "gif", "webp", "bmp", "wave", "wav", "ogg", "mpeg", "x509", "pgp-keys"})
_URIS = frozenset({"URL"})


def read_vcards(data: bytes) -> ReadResult:
    """Read every card of a file; what cannot be read is told by line, nothing raises."""
    with uncollected():
        return _read(data)


def _read(data: bytes) -> ReadResult:
    records: list[ContactRecord] = []
    skipped: list[Skipped] = []
    groups: list[Card] = []
    for card in read_cards(data):
        if isinstance(card, Skipped):
            skipped.append(card)
        elif card.is_group:
            groups.append(card)
        else:
            found = interpret(card.properties)
            records.append(record_of(found, kept_lines(card, found), card.line))
    tagged, notes = read_groups(groups, records)
    return ReadResult(Format.VCARD, tuple(tagged), tuple(sorted([*skipped, *notes], key=lambda one: one.line)))


class _CardWriter:
    """Writes one record, letting kept lines stand for the items they say."""

    def __init__(self, record: ContactRecord, version: int) -> None:
        self.record = record
        self.version = version
        self.items = list(items_of(record))
        self.kept = _renamed_groups([one for one in map(parse_line, record.kept_lines) if one])
        self.groups = {one.head.group.lower() for one in self.kept}
        self.next_group = 1
        self.stands_for: dict[int, tuple[int, ...]] = {}
        self.dropped: set[int] = set()
        self.remarks: dict[str, list[int]] = {}
        self._compare()
        self.main_identity = self._main_identity()

    def _compare(self) -> None:
        """Find which kept lines stand for which items, and which say what the record no longer says."""
        places = {key: place for place, item in enumerate(self.items) for key in keys(item)}
        told: set[int] = set()
        firsts: dict[str, int | None] = {}
        matches: list[tuple[int, Sequence[int]]] = []
        for item, origins in interpret(self.kept, kept=True):
            place = next((places[key] for key in keys(item) if key in places), None)
            place = place if is_listed(item) else firsts.setdefault(item[0], place)
            told.update(origins)
            if place is not None:
                matches.append((place, origins))
            elif item[0] not in SOFT:
                self.dropped.update(origins)
        lost_groups = {self.kept[index].head.group for index in self.dropped} - {""}
        alive_groups = {self.kept[index].head.group for index in told - self.dropped}
        for index, prop in enumerate(self.kept):
            is_remark = prop.head.name in {"X-ABLABEL", "X-ABADR"}
            if is_remark and index not in told and prop.head.group in lost_groups - alive_groups:
                self.dropped.add(index)
            if index not in told and prop.head.group:
                self.remarks.setdefault(prop.head.group, []).append(index)
        for place, origins in matches:
            if not self.dropped.intersection(origins):
                self.stands_for[place] = (*self.stands_for.get(place, ()), *origins)

    def lines(self) -> Iterator[str]:
        """Give the content lines of the card, unfolded."""
        written: set[int] = set(self.dropped)
        in_group = _pairs_are_ambiguous(self.record)
        for place, item in enumerate(self.items):
            if place not in self.stands_for:
                yield from self._fresh_lines(item, in_group and item[0] == Field.AFFILIATION)
            origins = self.stands_for.get(place, ())
            groups = dict.fromkeys(self.kept[index].head.group for index in origins)
            for index in (*origins, *(remark for group in groups for remark in self.remarks.get(group, ()))):
                if index not in written:
                    written.add(index)
                    yield self._kept_line(self.kept[index])
        if self.version == 3 and not any(field == Field.NAME for field, _ in self.items):
            yield "N:;;;;"
        yield from (self._kept_line(prop) for index, prop in enumerate(self.kept) if index not in written)

    def _main_identity(self) -> Item | None:
        """Choose what stands as UID: another program's own if there is one, unless a kept line says it already."""
        found = [(place, item) for place, item in enumerate(self.items) if _is_identity(item)]
        if any(place in self.stands_for for place, _ in found):
            return None
        return max(found, key=lambda one: one[1][0] is Field.EXTERNAL, default=(0, None))[1]

    def _fresh_lines(self, item: Item, in_group: bool) -> Iterator[str]:
        found = lines_of(item, self.version)
        if _is_identity(item) and item is not self.main_identity:
            own = item[0] == Field.UID
            found = [("X-NETDESK-UID", item[1]) if own else ("X-NETDESK-EXTERNAL-ID", f"vcard;{found[0][1]}")]
        group = self._new_group() if in_group or (len(found) > 1 and item[0] != Field.AFFILIATION) else ""
        yield from (f"{group}{head}:{self._as_uri(head, value)}" for head, value in found)

    def _as_uri(self, head: str, value: str) -> str:
        return unescape(value) if self.version == 4 and head.partition(";")[0] in _URIS else value

    def _new_group(self) -> str:
        while f"item{self.next_group}" in self.groups:
            self.next_group += 1
        self.groups.add(f"item{self.next_group}")
        return f"item{self.next_group}."

    def _kept_line(self, prop: Property) -> str:
        head, value, media_type = prop.head.text, prop.value, ""
        if is_stand_in(prop) and self.record.photo:
            head, value = photo_line(self.record.photo, self.version, head, value)
            media_type = self.record.photo.media_type
        if self.version == 4:
            head, value = _as_version_4(prop, head, value, media_type)
        group = f"{prop.head.group}." if prop.head.group else ""
        return f"{group}{head}:{value}"


def _pairs_are_ambiguous(record: ContactRecord) -> bool:
    """Tell whether ORG and TITLE would be paired wrongly by their order alone."""
    simple = [one for one in record.affiliations if one.current and not (one.since or one.until)]
    bodies, roles = [bool(one.organisation) for one in simple], [bool(one.role) for one in simple]
    return bodies != sorted(bodies, reverse=True) or roles != sorted(roles, reverse=True)


def _is_identity(item: Item) -> bool:
    field, value = item
    return field == Field.UID or (field == Field.EXTERNAL and value.source == VCARD_SOURCE)


def _as_version_4(prop: Property, head: str, value: str, media_type: str) -> Line:
    """Write a kept line as 4.0 wants it: binary values as data URIs, of that media type where it is known."""
    if prop.head.encoding == "b" and prop.head.name in _BINARY_TYPES:
        kinds = [kind for kind in prop.head.types if "/" in kind or kind in _MEDIA_KINDS]
        kind = kinds[0] if kinds else "octet-stream"
        media_type = media_type or (kind if "/" in kind else f"{_BINARY_TYPES[prop.head.name]}/{kind}")
        return head.replace(";ENCODING=b", ""), f"data:{media_type};base64,{value}"
    if prop.head.name in _URIS:
        return head, unescape(value)
    return head, value


def _renamed_groups(properties: list[Property]) -> list[Property]:
    """Give groups that bear one name but do not stand together, as after merging two contacts, names of their own."""
    seen: set[str] = set()
    renamed: list[Property] = []
    last, current, number = "", "", 1
    for prop in properties:
        group = prop.head.group
        if group and group != last:
            current = group
            while current.lower() in seen:
                current, number = f"item{number}", number + 1
            seen.add(current.lower())
        last = group
        if group != current and group:
            split = prop.content_line.partition(":")[0]
            head = parse_head(f"{current}.{split.partition('.')[2]}")
            renamed.append(Property(head, prop.value))
        else:
            renamed.append(prop)
    return renamed


def write_vcards(records: Iterable[ContactRecord], version: int = 3) -> Iterator[str]:
    """Write records as vCard 3.0 or 4.0, one card at a time, folded and ended by CRLF."""
    for record in records:
        writer = _CardWriter(record, version)
        product = () if any(one.head.name == "PRODID" for one in writer.kept) else (f"PRODID:{PRODUCT}",)
        lines = ("BEGIN:VCARD", f"VERSION:{version}.0", *product, *writer.lines(), "END:VCARD")
        yield "".join(map(fold_line, lines))
