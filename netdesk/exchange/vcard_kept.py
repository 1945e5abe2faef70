"""The lines of a card that writing its record would not give back as they are, kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from netdesk.exchange.records import PhotoRecord
from netdesk.exchange.vcard_heads import Head, Property, parse_head
from netdesk.exchange.vcard_items import Field, Item, is_vague
from netdesk.exchange.vcard_lines import Card
from netdesk.exchange.vcard_reader import Findings
from netdesk.exchange.vcard_writer import lines_of, photo_line

_OWN_IDENTITIES = frozenset({"X-NETDESK-UID", "X-NETDESK-EXTERNAL-ID"})


def kept_lines(card: Card, found: Findings) -> tuple[str, ...]:
    """Give what is to be kept of a card; the bytes of a photo stand with the record alone."""
    given_back: set[int] = set()
    kept: set[int] = set()
    photos: list[int] = []
    for item, origins in found.items():
        (given_back if _is_given_back(item, origins, card) else kept).update(origins)
        if item.field is Field.PHOTO:
            photos = origins
    for index, (head, value, _) in enumerate(card.properties):
        if index not in given_back and not (head.name == "N" and not value.strip(";, ")):
            kept.add(index)
    return tuple(
        [
            _without_bytes(card.properties[index]) if index in photos else card.properties[index].content_line
            for index in _groups_together(card.properties, sorted(_closed(card.properties, kept)))
        ]
    )


def _without_bytes(photo: Property) -> str:
    value = "" if photo.head.encoding == "b" else photo.value.partition(";base64,")[0] + ";base64,"
    return Property(photo.head, value).content_line


def _is_given_back(item: Item, origins: list[int], card: Card) -> bool:
    """Tell whether writing the item gives the same properties as it was read from; groups keep their names."""
    if len(origins) > 1:
        return _are_given_back(item, [card.properties[index] for index in dict.fromkeys(origins)], card.own)
    prop = card.properties[origins[0]]
    if (prop.head.group and not card.own) or is_vague(item):
        return False
    if prop.head.name in _OWN_IDENTITIES:
        return True
    if item.field is Field.PHOTO:
        head, _ = photo_line(PhotoRecord(item.value.media_type, b""), 3)
        return prop.head.key == ("PHOTO", frozenset()) or _is_same(head, prop.head)
    lines = lines_of(item, 3)
    return len(lines) == 1 and lines[0][1] == prop.value and _is_same(lines[0][0], prop.head)


def _are_given_back(item: Item, properties: list[Property], own: bool) -> bool:
    if (not own and any(prop.head.group for prop in properties)) or is_vague(item):
        return False
    lines = lines_of(item, 3)
    if len(lines) != len(properties):
        return False
    read = [(prop.head.key, prop.value) for prop in properties]
    return all((parse_head(head).key, value) in read for head, value in lines)


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


def _groups_together(properties: Sequence[Property], indices: Sequence[int]) -> Iterable[int]:
    """Order lines so that those of a group follow each other, and two groups of one name can be told apart later."""
    together: dict[str | int, list[int]] = {}
    for index in indices:
        together.setdefault(properties[index].head.group or index, []).append(index)
    return chain.from_iterable(together.values())
