"""The lines of a card that writing its record would not give back as they are, kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from netdesk.exchange.records import PhotoRecord
from netdesk.exchange.vcard_heads import Head, Property, parse_head
from netdesk.exchange.vcard_items import Field, Item, is_vague
from netdesk.exchange.vcard_lines import Card
from netdesk.exchange.vcard_reader import Findings
from netdesk.exchange.vcard_writer import lines_of, photo_line

_FAMILIES = {
    name: family
    for family in (
        {"FN"},
        {"N"},
        {"NICKNAME"},
        {"NOTE"},
        {"ORG", "TITLE", "ROLE"},
        {"CATEGORIES"},
        {"LANG"},
        {"UID", "X-NETDESK-UID"},
    )
    for name in family
}
"""Properties that are read together are kept together."""

_OWN_IDENTITIES = frozenset({"X-NETDESK-UID", "X-NETDESK-EXTERNAL-ID"})


def kept_lines(card: Card, found: Findings) -> tuple[str, ...]:
    """Give what is to be kept of a card; the bytes of a photo stand with the record alone."""
    kept = _to_keep(card, found)
    photos = {origin for item, origins in found.items() if item.field is Field.PHOTO for origin in origins}
    return tuple(
        [
            _without_bytes(card.properties[index]) if index in photos else card.properties[index].content_line
            for index in _groups_together(card.properties, sorted(kept))
        ]
    )


def _without_bytes(photo: Property) -> str:
    value = "" if photo.head.encoding == "b" else photo.value.partition(";base64,")[0] + ";base64,"
    return Property(photo.head, value).content_line


def _to_keep(card: Card, found: Findings) -> set[int]:
    given_back: set[int] = set()
    kept: set[int] = set()
    for item, origins in found.items():
        is_same = _is_given_back(item, origins, card) and not is_vague(item)
        (given_back if is_same else kept).update(origins)
    for index, prop in enumerate(card.properties):
        if index not in given_back and not (prop.head.name == "N" and not prop.value.strip(";, ")):
            kept.add(index)
    return _closed(card.properties, kept)


def _is_given_back(item: Item, origins: Iterable[int], card: Card) -> bool:
    """Tell whether writing the item gives the same properties as it was read from; groups keep their names."""
    read = [card.properties[index] for index in dict.fromkeys(origins)]
    first = read[0].head
    if not card.own and any(prop.head.group for prop in read):
        return False
    if len(read) == 1 and first.name in _OWN_IDENTITIES:
        return True
    if item.field is Field.PHOTO:
        head, _ = photo_line(PhotoRecord(item.value.media_type, b""), 3)
        return len(read) == 1 and (first.key == ("PHOTO", frozenset()) or _is_same(head, first))
    lines = lines_of(item, 3)
    if len(lines) != len(read):
        return False
    for head, value in lines:
        same = next((prop for prop in read if prop.value == value and _is_same(head, prop.head)), None)
        if same is None:
            return False
        read.remove(same)
    return True


def _is_same(written: str, head: Head) -> bool:
    return written == head.text or parse_head(written).key == head.key


def _closed(properties: Sequence[Property], kept: set[int]) -> set[int]:
    """Add the lines of the same group or family, until nothing is left to add."""
    reached: set[str] = set()
    while True:
        heads = [properties[index].head for index in kept]
        names = {f"{head.group}." for head in heads if head.group}.union(
            *(_FAMILIES[head.name] for head in heads if head.name in _FAMILIES)
        )
        if names <= reached:
            return kept
        reached |= names
        kept = {
            index
            for index, prop in enumerate(properties)
            if index in kept or prop.head.name in reached or (prop.head.group and f"{prop.head.group}." in reached)
        }


def _groups_together(properties: Sequence[Property], indices: Sequence[int]) -> list[int]:
    """Order lines so that those of a group follow each other, and two groups of one name can be told apart later."""
    if not any(properties[index].head.group for index in indices):
        return list(indices)
    places: dict[str, int] = {}
    for index in indices:
        places.setdefault(properties[index].head.group or f"{index}", index)
    return sorted(indices, key=lambda index: (places[properties[index].head.group or f"{index}"], index))
