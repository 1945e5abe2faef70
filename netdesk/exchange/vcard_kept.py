"""The lines of a card that writing its record would not give back as they are, kept beside it."""

from __future__ import annotations

from collections.abc import Sequence

from netdesk.exchange.records import PhotoRecord, PointRecord
from netdesk.exchange.vcard_heads import Property, is_same_head
from netdesk.exchange.vcard_items import SOFT, Field, Item, is_vague
from netdesk.exchange.vcard_cards import Card
from netdesk.exchange.vcard_reader import Findings
from netdesk.exchange.vcard_values import unescape
from netdesk.exchange.vcard_writer import lines_of, photo_line

_OWN_IDENTITIES = frozenset({"X-NETDESK-UID", "X-NETDESK-EXTERNAL-ID"})


def kept_lines(card: Card, found: Findings) -> tuple[str, ...]:
    """Give what is to be kept of a card; groups keep their names, unless they are netdesk's own."""
    properties = card.properties
    given_back: set[int] = set()
    kept: set[int] = set()
    for item, origins in found.items():
        (given_back if _is_said_alike(item, origins, card) else kept).update(origins)
    for index in set(range(len(properties))) - given_back - kept:
        head, value = properties[index]
        if head.name != "N" or value.strip(";, "):
            kept.add(index)
    photo = _photo_in(found, properties)
    lines = [properties[index] for index in _in_order(_tied(kept, properties), properties)]
    return tuple([_without_bytes(prop) if prop is photo else prop.content_line for prop in lines])


def _is_said_alike(item: Item, origins: Sequence[int], card: Card) -> bool:
    """Tell whether writing the item gives the lines it was read from; the groups of other programs are not written."""
    head, value = card.properties[origins[0]]
    if head.echoes is False or (head.group and not card.own):
        return False
    if head.echoes and len(origins) == 1:
        said = item[1].value if isinstance(item[1], PointRecord) else item[1]
        return bool(said == unescape(value))
    return _is_given_back(item, [card.properties[one] for one in origins])


def _tied(kept: set[int], properties: Sequence[Property]) -> set[int]:
    """Add the lines that a group or a family ties to those kept, however many others stand between."""
    waiting = [index for index in kept if properties[index].head.ties]
    if not waiting:
        return kept
    lines: dict[str, list[int]] = {}
    for index, (head, _) in enumerate(properties):
        for tie in head.ties:
            lines.setdefault(tie, []).append(index)
    tied = set(kept)
    while waiting:
        for tie in properties[waiting.pop()].head.ties:
            new = [one for one in lines.pop(tie, ()) if one not in tied]
            tied.update(new)
            waiting += new
    return tied


def _in_order(indices: set[int], properties: Sequence[Property]) -> list[int]:
    """Order lines so that those of a group follow each other, and two groups of one name can be told apart later."""
    order = sorted(indices)
    firsts: dict[str, int] = {}
    places = {
        index: firsts.setdefault(group, index) for index in order if (group := properties[index].head.group)
    }
    return sorted(order, key=lambda index: places.get(index, index)) if places else order


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
