"""The lines of a card that writing its record would not give back as they are, kept beside it."""

from __future__ import annotations

from collections.abc import Sequence

from netdesk.exchange.records import PhotoRecord
from netdesk.exchange.vcard_cards import Card
from netdesk.exchange.vcard_heads import Property, is_same_head
from netdesk.exchange.vcard_items import SOFT, Field, Item, is_vague
from netdesk.exchange.vcard_properties import DATA_URI
from netdesk.exchange.vcard_reader import Findings
from netdesk.exchange.vcard_values import unescape
from netdesk.exchange.vcard_writer import address_value, lines_of, photo_line

_OTHERWISE = SOFT | {Field.PHOTO, Field.UID, Field.EXTERNAL}
_OWN_IDENTITIES = frozenset({"X-NETDESK-UID", "X-NETDESK-EXTERNAL-ID"})


def kept_lines(card: Card, found: Findings) -> tuple[str, ...]:
    """Give what is to be kept of a card; groups keep their names, unless they are netdesk's own."""
    properties = card.properties
    given_back = _given_back(card, found)
    kept: list[int] = []
    may_be_tied = has_photo = False
    for index, (head, value) in enumerate(properties):
        if index not in given_back:
            if head.name == "N" and not value.strip(";, "):
                may_be_tied = True
                continue
            kept.append(index)
            if head.ties:
                may_be_tied = True
            elif head.name == "PHOTO":
                has_photo = True
    if may_be_tied:
        kept = _group_by_group(_with_those_tied(kept, properties), properties)
    lines = [properties[index] for index in kept]
    photo = _photo_in(found, properties) if has_photo or may_be_tied else None
    return tuple([_without_bytes(prop) if prop is photo else prop.head.start + prop.value for prop in lines])


def _photo_in(found: Findings, properties: Sequence[Property]) -> Property | None:
    return next((properties[origins[0]] for (field, _), origins in found if field == Field.PHOTO), None)


def _given_back(card: Card, found: Findings) -> set[int]:
    """Find the lines that writing the record gives back; groups of other programs are not written."""
    properties, own = card.properties, card.own
    given_back: set[int] = set()
    for item, origins in found:
        index = origins[0]
        head, value = properties[index]
        is_own_group = own and (len(origins) > 1 or item[0] == Field.AFFILIATION)
        if head.echoes is False or (head.group and not is_own_group):
            continue
        if len(origins) > 1:
            if _is_given_back(item, [properties[one] for one in origins]):
                given_back.update(origins)
        elif head.echoes:
            if _echoes(item, value):
                given_back.add(index)
        elif _is_given_back(item, (properties[index],)):
            given_back.add(index)
    return given_back


def _echoes(item: Item, value: str) -> bool:
    """Tell whether a value is written as it was read, its head being so."""
    field, said = item
    if field != Field.POINT:
        return bool(said == value or said == unescape(value))
    if said.address:
        return address_value(said.address) == value
    return bool(said.value == value or said.value == unescape(value))


def _with_those_tied(kept: list[int], properties: Sequence[Property]) -> list[int]:
    """Add the lines that a group or a family ties to those kept, however many others stand between."""
    others: dict[str, list[int]] = {}
    tied = set(kept)
    for index, (head, _) in enumerate(properties):
        if index not in tied:
            for tie in head.ties:
                others.setdefault(tie, []).append(index)
    waiting = list(kept) if others else []
    while waiting:
        for tie in properties[waiting.pop()].head.ties:
            if tie in others:
                new = [one for one in others.pop(tie) if one not in tied]
                tied.update(new)
                waiting += new
    return sorted(tied) if len(tied) > len(kept) else kept


def _group_by_group(kept: list[int], properties: Sequence[Property]) -> list[int]:
    """Order lines so that those of a group follow each other, and two groups of one name can be told apart later."""
    firsts: dict[str, int] = {}
    places: list[int] = []
    for index in kept:
        group = properties[index].head.group
        places.append(firsts.setdefault(group, index) if group else index)
    ordered = sorted(places)
    return kept if places == ordered else [index for _, index in sorted(zip(places, kept, strict=True))]


def _without_bytes(photo: Property) -> str:
    """Write the line of a photo, whose bytes stand with the record alone."""
    start = photo.head.start
    if photo.head.encoding == "b":
        return start
    uri = DATA_URI.match(photo.value)
    return start + uri[0] if uri else f"{start[:-1]};ENCODING=b:"


def _is_given_back(item: Item, read: Sequence[Property]) -> bool:
    """Tell whether writing the item gives the same properties as it was read from."""
    if item[0] in _OTHERWISE:
        head = read[0].head
        if item[0] == Field.PHOTO:
            written, _ = photo_line(PhotoRecord(item[1].media_type, b""), 3)
            return len(read) == 1 and (head.key == ("PHOTO", frozenset()) or is_same_head(written, head))
        if is_vague(item):
            return False
        if len(read) == 1 and head.name in _OWN_IDENTITIES:
            return True
    lines = lines_of(item, 3)
    if len(lines) != len(read):
        return False
    for (written, value), (head, read_value) in zip(lines, read, strict=True):
        if value != read_value or not (written == head.text or is_same_head(written, head)):
            return False
    return True
