"""Which names can be read in a picture without covering each other or the people themselves."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_CELL = 4
"""Pixels of a cell of the raster in which room is looked for."""

Box = tuple[float, float, float, float]
"""Left, top, width and height in pixels."""


class Room:
    """The room in a picture that is not taken yet."""

    def __init__(self, width: float, height: float) -> None:
        """Begin with nothing in it."""
        self._width, self._height = width, height
        self._taken = np.zeros((int(height) // _CELL + 1, int(width) // _CELL + 1), dtype=bool)

    def take_dots(self, centres: NDArray[np.float64], radii: NDArray[np.float64]) -> None:
        """Keep labels off dots."""
        rows, columns = self._taken.shape
        cells, reaches = (centres // _CELL).astype(np.intp), (radii // _CELL).astype(np.intp)
        for reach in np.unique(reaches).tolist():
            span = np.arange(-reach, reach + 1)
            at = cells[reaches == reach]
            down = np.clip(at[:, 1, None, None] + span[:, None], 0, rows - 1)
            across = np.clip(at[:, 0, None, None] + span[None, :], 0, columns - 1)
            self._taken[down, across] = True

    def take_first_free(self, choices: Iterable[Box], *, anyhow: bool = False) -> Box | None:
        """Take the first of the boxes that is free and inside the picture; `anyhow` one moved inside where none is."""
        tried = list(choices)
        for box in tried:
            if self._moved_inside(box) == box and not self._taken[_cells(box)].any():
                self._taken[_cells(box)] = True
                return box
        if anyhow and tried:
            box = next((one for one in tried if self._moved_inside(one) == one), self._moved_inside(tried[0]))
            self._taken[_cells(box)] = True
            return box
        return None

    def _moved_inside(self, box: Box) -> Box:
        left, top, width, height = box
        left, top = min(left, self._width - width), min(top, self._height - height)
        return max(left, 0.0), max(top, 0.0), width, height


def _cells(box: Box) -> tuple[slice, slice]:
    left, top, width, height = box
    rows = slice(max(int(top // _CELL), 0), max(int((top + height) // _CELL) + 1, 0))
    return rows, slice(max(int(left // _CELL), 0), max(int((left + width) // _CELL) + 1, 0))
