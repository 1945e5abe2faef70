"""Which of many needs and many answers are near each other, by products of whole blocks of their vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netdesk.matching.vectors import SCALE, Floats, Numbers, Quantised

_NEEDS, _ANSWERS = 1024, 4096
"""Rows of a block: as floats, two blocks and their product stay within 30 MB."""


_NEIGHBOURS = 5


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of a row of the needs and a row of the answers, with their cosines."""

    needs: Numbers
    answers: Numbers
    cosines: Floats


def near(needs: Quantised, answers: Quantised, floor: float, each: int) -> Near:
    """Find the answers whose cosine with a need is `floor` or more; of every need no more than its `each` best."""
    parts = [_near(needs[start : start + _NEEDS], answers, floor, each) for start in range(0, len(needs), _NEEDS)]
    offsets = np.repeat(np.arange(len(parts)) * _NEEDS, [len(part.needs) for part in parts])
    return Near(
        _joined([part.needs for part in parts], np.int64) + offsets,
        _joined([part.answers for part in parts], np.int64),
        _joined([part.cosines for part in parts], np.float32),
    )


def crowding(rows: Quantised, others: Quantised) -> Floats:
    """Tell the mean of each row's highest cosines with the others: high for what is near to everything."""
    found = np.zeros(len(rows), dtype=np.float32)
    for start in range(0, len(rows), _NEEDS):
        queries = _floats(rows[start : start + _NEEDS]) / np.float32(SCALE * SCALE)
        best = np.zeros((len(queries), _NEIGHBOURS), dtype=np.float32)
        for first in range(0, len(others), _ANSWERS):
            cosines = queries @ _floats(others[first : first + _ANSWERS]).T
            best = np.partition(np.hstack([best, cosines]), -_NEIGHBOURS, axis=1)[:, -_NEIGHBOURS:]
        found[start : start + _NEEDS] = best.mean(axis=1)
    return found


def _near(needs: Quantised, answers: Quantised, floor: float, each: int) -> Near:
    """Cross one block of needs with all answers, and keep the best of each need."""
    queries = _floats(needs) / np.float32(SCALE * SCALE)
    rows, columns, cosines = [], [], []
    for start in range(0, len(answers), _ANSWERS):
        found = queries @ _floats(answers[start : start + _ANSWERS]).T
        row, column = np.nonzero(found >= floor)
        rows.append(row)
        columns.append(column + start)
        cosines.append(found[row, column])
    row, column, cosine = _joined(rows, np.int64), _joined(columns, np.int64), _joined(cosines, np.float32)
    order = np.lexsort((column, -cosine, row))
    row, column, cosine = row[order], column[order], cosine[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    kept = place < each
    return Near(row[kept], column[kept], cosine[kept])


def _floats(rows: Quantised) -> Floats:
    return rows.astype(np.float32)


def _joined(parts: list[NDArray[np.generic]], kind: type[np.generic]) -> NDArray[np.generic]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=kind)
