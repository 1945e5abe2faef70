"""What a file said of somebody, kept as a line beside them, so that what it changes is told from what the user did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from netdesk.exchange.vcard_values import components, escape

_HEAD = "X-NETDESK-SAID:"


class Said(NamedTuple):
    """One state of a row of a file that knows people by keys of its own."""

    source: str
    name: str
    organisation: str
    role: str

    @property
    def line(self) -> str:
        """The line that is kept."""
        return _HEAD + ";".join(map(escape, self))


def is_said(line: str) -> bool:
    """Tell such a line from the others that are kept beside a contact."""
    return line.startswith(_HEAD)


def said_in(lines: Iterable[str]) -> Iterator[Said]:
    """Read what files said from the lines kept beside a contact."""
    for line in filter(is_said, lines):
        yield Said(*[*components(line.removeprefix(_HEAD)), "", "", "", ""][:4])
