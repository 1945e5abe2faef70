"""A tolerant tokenizer for vCard 2.1, 3.0 and 4.0: bytes to cards of properties.

Every property comes out in one canonical form, that of a vCard 3.0 content line: unfolded, in Unicode, free of
quoted-printable, with its binary value in base64. It takes linear time and never raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from netdesk.exchange.records import Skipped, record
from netdesk.exchange.remembering import SHORT
from netdesk.exchange.vcard_drafts import Draft, Lines
from netdesk.exchange.vcard_encodings import decoded
from netdesk.exchange.vcard_heads import Head, Property, make_property
from netdesk.exchange.vcard_lines import BEGIN, END, is_blank, marker, split_line, stretches, to_text, unfolded
from netdesk.exchange.vcard_values import canonical

PRODUCT = "-//netdesk//netdesk//EN"
"""The PRODID of cards that netdesk wrote."""

_MARKERS = frozenset({"BEGIN", "END"})
_MOST_HEADS = 2_048


@record
class Card:
    """One card of a file, without its frame (BEGIN, VERSION, PROFILE, END); `own` tells that netdesk wrote it."""

    line: int
    properties: list[Property]
    own: bool
    is_group: bool


def _card(line: int, properties: list[Property], of_the_card: Iterable[int]) -> Card | Skipped:
    """Take the frame off, or say that nothing was in it; `of_the_card` tells where it may be."""
    found: list[Property] = []
    own, is_group, start = False, False, 0
    for index in of_the_card:
        prop = properties[index]
        if _is_frame(prop):
            found += properties[start:index]
            start = index + 1
            own = own or prop.head.name == "PRODID"
        elif prop.head.name.endswith("KIND") and prop.value.strip().lower() == "group":
            is_group = True
    found += properties[start:]
    return Card(line, found, own, is_group) if found else Skipped(line, "The card is empty.")


def _is_frame(prop: Property) -> bool:
    """Tell whether a property speaks of the format and not of a person."""
    name, value = prop.head.name, prop.value
    return (
        name == "VERSION"
        or (name == "PROFILE" and value.strip().upper() == "VCARD")
        or (name == "PRODID" and value == PRODUCT)
    )


class _WholeCards:
    """Reads the cards, most of them, in which every line is a property; it knows the heads of the file at sight."""

    def __init__(self, charset: str) -> None:
        self.charset = charset
        self.heads: dict[str, Head] = {}

    def read(self, text: str, number: int) -> Card | Skipped | None:
        """Give the card that begins at that line; None for what has a broken line, or is anything but one card."""
        lines = unfolded(text, self.charset)
        if len(lines) < 2 or lines[0] != BEGIN or lines[-1] != END:
            return None
        properties: list[Property] = []
        of_the_card: list[int] = []
        known, is_whole = self.heads.get, self.charset == "utf-8"
        for line in lines[1:-1]:
            start, colon, value = line.partition(":")
            head = known(start)
            if not (head and colon):
                if is_blank(line):
                    continue
                split = self._split(line)
                if not split:
                    return None
                head, value = split
            if not head.is_plain or not (is_whole or value.isascii()):
                value = decoded(head, value, self.charset)
            elif not head.is_verbatim and ("," in value or ";" in value or "\\" in value):
                value = canonical(head.name, value)
            if head.is_of_the_card:
                of_the_card.append(len(properties))
            properties.append(make_property((head, value)))
        return _card(number, properties, of_the_card)

    def _split(self, line: str) -> tuple[Head, str] | None:
        """Split a line whose head is not known yet."""
        split = split_line(line, self.charset)
        if not split or split[0].name in _MARKERS:
            return None
        head, start = split[0], line.partition(":")[0]
        if len(start) < SHORT and start.count('"') % 2 == 0 and len(self.heads) < _MOST_HEADS:
            self.heads[start] = head
        return split


def read_cards(data: bytes) -> Iterator[Card | Skipped]:
    """Give every card of a file in turn, and what stands outside cards or holds nothing."""
    text, charset = to_text(data)
    parts = stretches(text)
    whole_cards, lines = _WholeCards(charset), Lines(parts, charset)
    outside = False
    for number, part in parts:
        stripped = part.lstrip("\n")
        if card := whole_cards.read(stripped, number + len(part) - len(stripped)):
            yield card
            outside = False
            continue
        lines.open(number, part)
        while found := next(lines.here, None):
            mark = marker(found[1])
            if mark == BEGIN:
                yield from _drafted(found[0], lines)
                outside = False
            elif mark == END:
                outside = False
            elif not outside and not is_blank(found[1]):
                outside = True
                yield Skipped(found[0], "This line and those after it stand outside of any card.")


def _drafted(begin: int, lines: Lines) -> Iterator[Card | Skipped]:
    """Give the card that begins there, and those that begin before it has ended."""
    while begin:
        draft = Draft(lines.charset)
        line, begin = begin, draft.fill(lines)
        yield from draft.skipped
        properties = draft.mend()
        yield _card(line, properties, [index for index, prop in enumerate(properties) if prop.head.is_of_the_card])
