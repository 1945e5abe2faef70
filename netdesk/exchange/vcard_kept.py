"""The lines of a card that writing its record would not give back as they are, kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from netdesk.domain.words import PointKind
from netdesk.exchange.records import PhotoRecord
from netdesk.exchange.vcard_heads import Head, Property, parse_head
from netdesk.exchange.vcard_items import Field, Item, is_vague
from netdesk.exchange.vcard_lines import Card
from netdesk.exchange.vcard_reader import Findings
from netdesk.exchange.vcard_values import escape
from netdesk.exchange.vcard_writer import lines_of, photo_line, point_head

_PLAIN_KINDS = frozenset({PointKind.EMAIL, PointKind.PHONE, PointKind.WEB})
_OWN_IDENTITIES = frozenset({"X-NETDESK-UID", "X-NETDESK-EXTERNAL-ID"})


def kept_lines(card: Card, found: Findings) -> tuple[str, ...]:
    """Give what is to be kept of a card; groups keep their names, unless they are netdesk's own."""
    properties, own = card.properties, card.own
    given_back: set[int] = set()
    kept: set[int] = set()
    for item, origins in found.items():
        if len(origins) == 1:
            prop = properties[origins[0]]
            is_same = (own or not prop.head.group) and _is_given_back(item, prop)
        else:
            read = [properties[index] for index in dict.fromkeys(origins)]
            is_same = (own or not any(prop.head.group for prop in read)) and _are_given_back(item, read)
        (given_back if is_same else kept).update(origins)
    for index in set(range(len(properties))) - given_back - kept:
        head, value, _ = properties[index]
        if head.name != "N" or value.strip(";, "):
            kept.add(index)
    return tuple([_kept_line(index, card, found) for index in _in_order(properties, _closed(properties, kept))])


def _kept_line(index: int, card: Card, found: Findings) -> str:
    """Write a line as it is; the bytes of a photo stand with the record alone."""
    prop = card.properties[index]
    if prop.head.name != "PHOTO" or not any(field is Field.PHOTO and index in found[field, _] for field, _ in found):
        return prop.content_line
    return prop.head.start + ("" if prop.head.encoding == "b" else prop.value.partition(";base64,")[0] + ";base64,")


def _is_given_back(item: Item, prop: Property) -> bool:
    """Tell whether writing the item gives the same property as it was read from."""
    field, value = item
    if field is Field.POINT and value.label == prop.head.label and value.kind in _PLAIN_KINDS:
        return prop.value == escape(value.value) and _point_is_same(prop.head, value.kind)
    if field is Field.PHOTO:
        head, _ = photo_line(PhotoRecord(value.media_type, b""), 3)
        return prop.head.key == ("PHOTO", frozenset()) or _is_same(head, prop.head)
    if prop.head.name in _OWN_IDENTITIES:
        return True
    lines = lines_of(item, 3)
    return len(lines) == 1 and lines[0][1] == prop.value and _is_same(lines[0][0], prop.head) and not is_vague(item)


def _are_given_back(item: Item, read: list[Property]) -> bool:
    lines = lines_of(item, 3)
    if len(lines) != len(read):
        return False
    pairs = [(prop.head.key, prop.value) for prop in read]
    return all((parse_head(head).key, value) in pairs for head, value in lines) and not is_vague(item)


def _point_is_same(head: Head, kind: PointKind) -> bool:
    return _is_same(point_head(head.label, kind, head.preferred), head)


def _is_same(written: str, head: Head) -> bool:
    return written == head.text or parse_head(written).key == head.key


def _closed(properties: Sequence[Property], kept: set[int]) -> set[int]:
    """Add the lines that are tied to these by a group or a family, until nothing is left to add."""
    reached: frozenset[str] = frozenset()
    while True:
        ties = reached.union(*[properties[index].head.ties for index in kept])
        if ties == reached:
            return kept
        reached = ties
        kept.update([index for index, prop in enumerate(properties) if not reached.isdisjoint(prop.head.ties)])


def _in_order(properties: Sequence[Property], indices: Iterable[int]) -> Iterable[int]:
    """Order lines so that those of a group follow each other, and two groups of one name can be told apart later."""
    together: dict[str | int, list[int]] = {}
    for index in sorted(indices):
        together.setdefault(properties[index].head.group or index, []).append(index)
    return chain.from_iterable(together.values())
