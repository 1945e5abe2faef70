"""Asks labelled by hand: one file for each origin, its elements marked in the text, its format in the README here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from netdesk.domain.words import Element

_ASK = re.compile(r"^= (specific|vague)\n", re.MULTILINE)
_MARK = re.compile(r"\{([a-z_]+):|\}")


@dataclass(frozen=True, slots=True)
class Marked:
    """An element at text[start:end]."""

    element: Element
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LabelledAsk:
    """An ask as its author would have sent it, with its verdict and the elements that stand in it."""

    origin: str
    specific: bool
    text: str
    marked: tuple[Marked, ...]

    @property
    def elements(self) -> frozenset[Element]:
        return frozenset(mark.element for mark in self.marked)


def load() -> list[LabelledAsk]:
    """Read every origin, in the order of their names."""
    return [ask for path in sorted(Path(__file__).parent.glob("*.txt")) for ask in _read(path)]


def _read(path: Path) -> list[LabelledAsk]:
    _, *parts = _ASK.split(path.read_text(encoding="utf-8"))
    return [
        parse(path.stem, verdict == "specific", body.strip())
        for verdict, body in zip(parts[::2], parts[1::2], strict=True)
    ]


def parse(origin: str, specific: bool, body: str) -> LabelledAsk:
    """Take the marks out of a text and keep their places; marks may stand in one another."""
    plain: list[str] = []
    length = last = 0
    opened: list[tuple[Element, int]] = []
    marked: list[Marked] = []
    for match in _MARK.finditer(body):
        plain.append(body[last : match.start()])
        length += match.start() - last
        last = match.end()
        if match[1]:
            opened.append((Element(match[1]), length))
        elif not opened:
            raise ValueError(f"{origin}: nothing is open at {match.start()} in {body!r}")
        else:
            element, start = opened.pop()
            marked.append(Marked(element, start, length))
    if opened:
        raise ValueError(f"{origin}: a mark is not closed in {body!r}")
    plain.append(body[last:])
    return LabelledAsk(origin, specific, "".join(plain), tuple(marked))
