"""Where everybody stands in the picture of the network: me in the middle, whoever was introduced beyond the introducer.

Branches share the circle by their size, and no two people stand on each other. Nothing is left to chance: the same
people make the same picture. People met directly who introduced nobody, where they are many, fill a disc around me as
the seeds of a sunflower do (H. Vogel, A better way to construct the sunflower head, 1979).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

SPACING = 18.0
"""The least distance of two people in one row, in units of the picture."""
_ROW, _WOBBLE = 27.0, 8.0
_FIRST, _STEP, _SHORTEST = 190.0, 130.0, 60.0
_HOLE, _GAP = 46.0, 90.0
_SPOKES = 8
_WIDEST_FAN = 1.2 * math.pi
_GOLDEN = math.pi * (3 - math.sqrt(5))
_BENDS = 10

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by index, to which branch of the first hop everybody belongs (-1: to none), and to whom a line leads."""

    places: Floats
    parents: Whole
    branches: Whole
    lined: Whole


def rooted(people: Sequence[int], introducers: Mapping[int, int]) -> list[int]:
    """Return for each person the index of the introducer, 0 where there is none; the first is me and has -1.

    Where introducers run in a circle, the first person of the circle hangs on me.
    """
    index = {person: at for at, person in enumerate(people)}
    parents = [-1, *(index.get(introducers.get(person, people[0]), 0) for person in people[1:])]
    leads_home = [False] * len(people)
    leads_home[0] = True
    for start in range(1, len(people)):
        way: dict[int, None] = {}
        step = start
        while not leads_home[step] and step not in way:
            way[step] = None
            step = parents[step]
        if not leads_home[step]:
            circle = list(way)[list(way).index(step) :]
            parents[min(circle)] = 0
        for one in way:
            leads_home[one] = True
    return parents


def arrange(parents: Sequence[int]) -> Layout:
    """Place everybody; `parents` comes from `rooted`."""
    children: list[list[int]] = [[] for _ in parents]
    for person in range(1, len(parents)):
        children[parents[person]].append(person)
    order = _outward(children)
    ends = [1] * len(parents)
    for person in reversed(order):
        if children[person]:
            ends[person] = sum(ends[child] for child in children[person])
    ground = _Ground(len(parents))
    alone = [child for child in children[0] if not children[child]]
    first, crowd, core = children[0], [], 0.0
    if len(alone) > _SPOKES:
        first, crowd = [child for child in first if children[child]], alone
        core = ground.fill_disc(crowd)
    wedges = ground.fan(first, [ends[one] + 2 for one in first], max(_FIRST, core + _GAP), (0.0, math.tau))
    steps = dict.fromkeys(first, _STEP)
    branches = np.full(len(parents), -1, dtype=np.intp)
    branches[[one for one in first if children[one]]] = range(sum(bool(children[one]) for one in first))
    for person in order[1:]:
        if parents[person]:
            branches[person] = branches[parents[person]]
        if below := children[person]:
            low, high = wedges.pop(person)
            middle, half = float(ground.angles[person]), min((high - low) * 0.46, _WIDEST_FAN / 2)
            step = steps.pop(person)
            radius = float(ground.radii[person]) + step
            wedges |= ground.fan(below, [ends[one] for one in below], radius, (middle - half, middle + half))
            steps |= dict.fromkeys(below, max(step * 0.85, _SHORTEST))
    places = np.column_stack((ground.radii * np.cos(ground.angles), ground.radii * np.sin(ground.angles)))
    lined = np.setdiff1d(np.arange(1, len(parents)), crowd)
    return Layout(places, np.asarray(parents, dtype=np.intp), branches, lined)


def curves(layout: Layout) -> Floats:
    """Return the lines to all to whom one leads, each as points from the introducer on: an array (lines, points, 2).

    A line leaves the introducer in the direction away from me, and bends.
    """
    people = layout.lined
    end, start = layout.places[people], layout.places[layout.parents[people]]
    along = end - start
    length = np.hypot(along[:, 0], along[:, 1])[:, None]
    outward = start / np.maximum(np.hypot(start[:, 0], start[:, 1]), 1e-9)[:, None]
    aside = np.column_stack((-along[:, 1], along[:, 0])) * 0.08
    from_me = layout.parents[people][:, None] == 0
    bend = np.where(from_me, start + along / 2 + aside, start + outward * length * 0.45)
    t = np.linspace(0, 1, _BENDS)[None, :, None]
    bent: Floats = (1 - t) ** 2 * start[:, None] + 2 * t * (1 - t) * bend[:, None] + t**2 * end[:, None]
    return bent


def _outward(children: list[list[int]]) -> list[int]:
    order = [0]
    for person in order:
        order += children[person]
    return order


class _Ground:
    """Where people stand already, by distance and angle from me."""

    def __init__(self, people: int) -> None:
        self.radii, self.angles = np.zeros(people), np.zeros(people)
        self._cells: dict[tuple[int, int], list[tuple[float, float]]] = {}

    def fill_disc(self, people: list[int]) -> float:
        """Fill a disc around me; return its radius."""
        grain = SPACING / 1.65
        seeds = np.arange(1, len(people) + 1)
        self.radii[people] = grain * np.sqrt(seeds + (_HOLE / grain) ** 2)
        self.angles[people] = seeds * _GOLDEN
        return float(self.radii[people[-1]])

    def fan(
        self, people: list[int], weights: list[int], radius: float, wedge: tuple[float, float]
    ) -> dict[int, tuple[float, float]]:
        """Stand people in rows from this radius on, each in the middle of a share of the angle; return the shares."""
        if not people:
            return {}
        edges = np.linspace(wedge[0], wedge[1], sum(weights) + 1)[np.cumsum([0, *weights])].tolist()
        narrowest = (wedge[1] - wedge[0]) * min(weights) / sum(weights)
        rows = min(max(1, math.ceil(SPACING / (radius * narrowest))), len(people))
        wobble = _WOBBLE if rows > 1 else 2 * _ROW
        stride = next(step for step in range(max(1, round(0.618 * rows)), rows + 2) if math.gcd(step, rows) == 1)
        for at, (person, low, high) in enumerate(zip(people, edges, edges[1:], strict=False)):
            angle = (low + high) / 2
            self.angles[person] = angle
            self.radii[person] = self._stand(radius + at * stride % rows * _ROW + at * 0.618 % 1 * wobble, angle)
        return dict(zip(people, pairwise(edges), strict=True))

    def _stand(self, radius: float, angle: float) -> float:
        """Go outward until nobody is too near, and stay there; return the radius."""
        along, down = math.cos(angle), math.sin(angle)
        while self._crowded(radius * along, radius * down):
            radius += SPACING / 2
        x, y = radius * along, radius * down
        self._cells.setdefault((int(x // SPACING), int(y // SPACING)), []).append((x, y))
        return radius

    def _crowded(self, x: float, y: float) -> bool:
        column, row = int(x // SPACING), int(y // SPACING)
        return any(
            math.hypot(x - other_x, y - other_y) < SPACING
            for near_column in (column - 1, column, column + 1)
            for near_row in (row - 1, row, row + 1)
            for other_x, other_y in self._cells.get((near_column, near_row), ())
        )
