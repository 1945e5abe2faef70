"""The lines of a card that writing its record would not give back as they are, kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from netdesk.exchange.records import PhotoRecord
from netdesk.exchange.vcard_heads import Property, is_same_head, parse_head
from netdesk.exchange.vcard_items import Field, Item, is_vague
from netdesk.exchange.vcard_lines import Card
from netdesk.exchange.vcard_reader import Findings
from netdesk.exchange.vcard_shapes import Shape
from netdesk.exchange.vcard_values import unescape
from netdesk.exchange.vcard_writer import lines_of, photo_line

_OWN_IDENTITIES = frozenset({"X-NETDESK-UID", "X-NETDESK-EXTERNAL-ID"})


def kept_lines(card: Card, shape: Shape, found: Findings) -> tuple[str, ...]:
    """Give what is to be kept of a card; groups keep their names, unless they are netdesk's own."""
    properties, echoes = card.properties, shape.echoes
    renamed: frozenset[int] = frozenset() if card.own else shape.grouped
    given_back: set[int] = set()
    kept: set[int] = set()
    for item, origins in found.items():
        index = origins[0]
        if index in renamed:
            kept.update(origins)
        elif len(origins) > 1:
            is_same = renamed.isdisjoint(origins) and _are_given_back(item, origins, properties)
            (given_back if is_same else kept).update(origins)
        else:
            is_same = _is_echo(item, properties[index]) if echoes[index] else _is_given_back(item, properties[index])
            (given_back if is_same else kept).add(index)
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


def _is_echo(item: Item, prop: Property) -> bool:
    """Tell whether the item is the text of the property as it stands, be it that of a point."""
    value = item[1]
    text = value if isinstance(value, str) else value.value
    return bool(text == (unescape(prop.value) if "\\" in prop.value else prop.value))


def _is_given_back(item: Item, prop: Property) -> bool:
    """Tell whether writing the item gives the same property as it was read from."""
    field, value = item
    if field is Field.PHOTO:
        head, _ = photo_line(PhotoRecord(value.media_type, b""), 3)
        return prop.head.key == ("PHOTO", frozenset()) or is_same_head(head, prop.head)
    if prop.head.name in _OWN_IDENTITIES:
        return True
    lines = lines_of(item, 3)
    return len(lines) == 1 and lines[0][1] == prop.value and is_same_head(lines[0][0], prop.head) and not is_vague(item)


def _are_given_back(item: Item, origins: Iterable[int], properties: Sequence[Property]) -> bool:
    read = [(properties[index].head.key, properties[index].value) for index in dict.fromkeys(origins)]
    lines = lines_of(item, 3)
    if len(lines) != len(read) or is_vague(item):
        return False
    return all((parse_head(head).key, value) in read for head, value in lines)
