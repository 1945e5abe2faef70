"""The lines of a card that writing its record would not give back as they are, kept beside it."""

from __future__ import annotations

from collections.abc import Sequence

from netdesk.exchange.records import PhotoRecord, PointRecord
from netdesk.exchange.vcard_heads import Property, is_same_head
from netdesk.exchange.vcard_items import SOFT, Field, Item, is_vague
from netdesk.exchange.vcard_lines import Card
from netdesk.exchange.vcard_reader import Findings
from netdesk.exchange.vcard_shapes import Shape
from netdesk.exchange.vcard_values import unescape
from netdesk.exchange.vcard_writer import lines_of, photo_line

_OWN_IDENTITIES = frozenset({"X-NETDESK-UID", "X-NETDESK-EXTERNAL-ID"})


def kept_lines(card: Card, shape: Shape, found: Findings) -> tuple[str, ...]:
    """Give what is to be kept of a card; groups keep their names, unless they are netdesk's own."""
    properties = card.properties
    echoes = shape.echoes if card.own else shape.foreign_echoes
    given_back: set[int] = set()
    kept: set[int] = set()
    for item, origins in found.items():
        index = origins[0]
        is_same = echoes[index]
        if is_same and len(origins) == 1:
            text = item[1].value if isinstance(item[1], PointRecord) else item[1]
            is_same = text == unescape(properties[index].value)
        elif is_same is not False:
            read = [properties[index]] if len(origins) == 1 else [properties[one] for one in origins]
            is_same = _is_given_back(item, read)
        (given_back if is_same else kept).update(origins)
    for index in set(range(len(properties))) - given_back - kept:
        head, value, _ = properties[index]
        if head.name != "N" or value.strip(";, "):
            kept.add(index)
    tied = kept.union(*[shape.tied[index] for index in kept])
    lines = [properties[index] for index in sorted(tied, key=shape.ranks.__getitem__)]
    photo = _photo_in(found, properties) if "PHOTO" in shape.named else None
    return tuple([_without_bytes(prop) if prop is photo else prop.content_line for prop in lines])


def _photo_in(found: Findings, properties: Sequence[Property]) -> Property | None:
    return next((properties[origins[0]] for (field, _), origins in found.items() if field is Field.PHOTO), None)


def _without_bytes(photo: Property) -> str:
    """Write the line of a photo, whose bytes stand with the record alone."""
    return photo.head.start + ("" if photo.head.encoding == "b" else photo.value.partition(";base64,")[0] + ";base64,")


def _is_given_back(item: Item, read: Sequence[Property]) -> bool:
    """Tell whether writing the item gives the same properties as it was read from."""
    field, value = item
    first = read[0].head
    if field is Field.PHOTO:
        head, _ = photo_line(PhotoRecord(value.media_type, b""), 3)
        return len(read) == 1 and (first.key == ("PHOTO", frozenset()) or is_same_head(head, first))
    if len(read) == 1 and first.name in _OWN_IDENTITIES:
        return True
    lines = lines_of(item, 3)
    if len(lines) != len(read) or (field in SOFT and is_vague(item)):
        return False
    for (head, value), prop in zip(lines, read, strict=True):
        if value != prop.value or not is_same_head(head, prop.head):
            return False
    return True
