"""What the heads of a card mean together, worked out once for all cards whose lines begin alike.

The cards of an address book differ in what stands after the colons far more than in what stands before them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from netdesk.domain.words import PointKind
from netdesk.exchange.vcard_heads import Head, Property, is_same_head
from netdesk.exchange.vcard_items import Item
from netdesk.exchange.vcard_properties import SAYS
from netdesk.exchange.vcard_writer import point_head

_MOST_SHAPES, _MOST_LINES = 512, 100
_POINTS = {"EMAIL": PointKind.EMAIL, "TEL": PointKind.PHONE, "URL": PointKind.WEB}
_TEXTS = frozenset({"FN", "NOTE"})

_head_of = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Shape:
    """The places of a card's properties: by name, and of those that speak alone: what reads each, its label by its
    types, and its place with that of the label of its group.

    `tied` has the places that are kept together, `ranks` their order then, `grouped` those in a group; `echoes` tells
    whether what a text says is written under the same head, or None where that depends on more than the head; a
    group is never written under its name where the card is a foreign one.
    """

    named: dict[str, list[int]]
    alone: list[tuple[Callable[[Property, str], Item | None], str, tuple[int, ...]]]
    tied: list[frozenset[int]]
    ranks: list[int]
    grouped: frozenset[int]
    echoes: list[bool | None]
    foreign_echoes: list[bool | None]


class Shapes:
    """The shapes of the cards of one file, forgotten with it: those of a hostile one take hundreds of megabytes."""

    def __init__(self) -> None:
        """Know none yet."""
        self._known: dict[tuple[Head, ...], Shape] = {}

    def of(self, properties: Sequence[Property]) -> Shape:
        """Give the shape of a card; that of a short one is remembered."""
        heads = tuple(map(_head_of, properties))
        shape = self._known.get(heads)
        if shape is None:
            shape = _shape(heads)
            if len(heads) <= _MOST_LINES and all(head.is_short for head in heads):
                if len(self._known) >= _MOST_SHAPES:
                    self._known.clear()
                self._known[heads] = shape
        return shape


def _shape(heads: Sequence[Head]) -> Shape:
    named: dict[str, list[int]] = {}
    for index, head in enumerate(heads):
        named.setdefault(head.name, []).append(index)
    labels = {heads[index].group: index for index in reversed(named.get("X-ABLABEL", ())) if heads[index].group}
    echoes = [_echoes(head) for head in heads]
    return Shape(
        named=named,
        alone=[
            (SAYS[head.name], head.label, (index, labels[head.group]) if head.group in labels else (index,))
            for index, head in enumerate(heads)
            if head.name in SAYS
        ],
        tied=_tied(heads),
        ranks=_ranks(heads),
        grouped=frozenset(index for index, head in enumerate(heads) if head.group),
        echoes=echoes,
        foreign_echoes=[False if head.group else echo for head, echo in zip(heads, echoes, strict=True)],
    )


def _echoes(head: Head) -> bool | None:
    if head.name in _TEXTS:
        return is_same_head(head.name, head)
    if head.name not in _POINTS:
        return None
    is_same = is_same_head(point_head(head.label, _POINTS[head.name], head.preferred), head)
    return None if head.name == "URL" and not is_same else is_same


def _ranks(heads: Sequence[Head]) -> list[int]:
    """Order lines so that those of a group follow each other, and two groups of one name can be told apart later."""
    firsts: dict[str, int] = {}
    places = [firsts.setdefault(head.group, index) if head.group else index for index, head in enumerate(heads)]
    ranks = [0] * len(heads)
    for rank, index in enumerate(sorted(range(len(heads)), key=places.__getitem__)):
        ranks[index] = rank
    return ranks


def _tied(heads: Sequence[Head]) -> list[frozenset[int]]:
    """Give for each line those that a group or a family ties to it, however many others stand between."""
    lines: dict[str, list[int]] = defaultdict(list)
    for index, head in enumerate(heads):
        for tie in head.ties:
            lines[tie].append(index)
    tied = [frozenset[int]()] * len(heads)
    for index in range(len(heads)):
        if not tied[index]:
            reached, waiting = {index}, [index]
            while waiting:
                for tie in heads[waiting.pop()].ties:
                    new = [one for one in lines.pop(tie, ()) if one not in reached]
                    reached.update(new)
                    waiting += new
            together = frozenset(reached)
            for one in reached:
                tied[one] = together
    return tied
