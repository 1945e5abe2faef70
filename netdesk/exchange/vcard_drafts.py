"""Cards that are not all properties, read line by line: broken lines, cards in cards, and frames that do not close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from netdesk.exchange.records import Skipped
from netdesk.exchange.vcard_encodings import decoded, in_unicode
from netdesk.exchange.vcard_heads import Property
from netdesk.exchange.vcard_lines import BEGIN, END, is_blank, marker, numbered_lines, split_line
from netdesk.exchange.vcard_values import escape

_BARE_NAMES = frozenset(
    {"N", "FN", "ORG", "TITLE", "ROLE", "NOTE", "TEL", "EMAIL", "ADR", "URL", "BDAY", "NICKNAME", "UID"}
)


class Lines(Iterator[tuple[int, str]]):
    """The numbered lines of one part of a file, and of the parts after it where a card goes on beyond it."""

    def __init__(self, parts: Iterator[tuple[int, str]], charset: str) -> None:
        """Stand before the first part."""
        self.parts = parts
        self.charset = charset
        self.here: Iterator[tuple[int, str]] = iter(())

    def open(self, number: int, text: str) -> None:
        """Go on with a part that was taken out already."""
        self.here = numbered_lines(number, text, self.charset)

    def __next__(self) -> tuple[int, str]:
        """Give the next line of this part or the next one."""
        while not (line := next(self.here, None)):
            self.open(*next(self.parts))
        return line


@dataclass(slots=True)
class Draft:
    """A card while its lines come in; what an exporter broke off a line waits apart for the end of the card."""

    charset: str
    properties: list[Property] = field(default_factory=list)
    raws: dict[int, str] = field(default_factory=dict)
    broken_off: dict[int, list[str]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    def fill(self, lines: Iterator[tuple[int, str]]) -> int:
        """Take lines up to the end of the card; gives the line where another one begins before that, else 0."""
        for number, line in lines:
            mark = marker(line)
            if mark == END:
                return 0
            if mark != BEGIN:
                self._add(number, line)
            elif self._awaits_card():
                self._set_last(_nested_card(lines, self.charset))
            else:
                return number
        return 0

    def _add(self, number: int, line: str) -> None:
        """Take a logical line: a property, or what was broken off the one before."""
        if split := split_line(line, self.charset):
            head, raw = split
            self.properties.append(Property(head, ""))
            self._set_last(raw)
        elif is_blank(line):
            return
        elif self.properties and line.strip().upper() not in _BARE_NAMES:
            self.broken_off.setdefault(len(self.properties) - 1, []).append(line)
        else:
            self.skipped.append(Skipped(number, "This line is no property: it has no colon."))

    def _set_last(self, raw: str) -> None:
        head, _ = self.properties[-1]
        self.raws[len(self.properties) - 1] = raw
        self.properties[-1] = Property(head, decoded(head, raw, self.charset))

    def _awaits_card(self) -> bool:
        """Tell whether a nested card comes next, as the value of AGENT."""
        if not self.properties or len(self.properties) - 1 in self.broken_off:
            return False
        head, value = self.properties[-1]
        return head.name.endswith("AGENT") and not self.raws.get(len(self.properties) - 1, value).strip()

    def mend(self) -> list[Property]:
        """Give the properties, each with what was broken off it."""
        for index, pieces in self.broken_off.items():
            head, value = self.properties[index]
            raw = "\n".join([self.raws.get(index, value), *pieces])
            self.properties[index] = Property(head, decoded(head, raw, self.charset))
        return self.properties


def _nested_card(lines: Iterator[tuple[int, str]], charset: str) -> str:
    """Take the lines up to the END of a nested card as one escaped value."""
    taken, depth = [BEGIN], 1
    for _, line in lines:
        if is_blank(line):
            continue
        taken.append(in_unicode(line, "", charset))
        mark = marker(line)
        depth += (mark == BEGIN) - (mark == END)
        if not depth:
            break
    return escape("\n".join(taken))
