"""Which of many needs and many answers are near each other, by products of whole blocks of their vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netdesk.matching.vectors import SCALE, Floats, Numbers, Quantised

_NEEDS, _ANSWERS = 1024, 4096
"""Rows of a block: as floats, two blocks and their product stay within 30 MB."""


NEIGHBOURS = 5


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of a row of the needs and a row of the answers, with their cosines."""

    needs: Numbers
    answers: Numbers
    cosines: Floats


def near(needs: Quantised, answers: Quantised, floor: float, each: int) -> Near:
    """Find the answers whose cosine with a need is `floor` or more; of every need no more than its `each` best."""
    rows, columns = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    cosines = np.empty(0, dtype=np.float32)
    for start in range(0, len(needs), _NEEDS):
        found = _near(needs[start : start + _NEEDS], answers, floor, each)
        rows = np.concatenate([rows, found.needs + start])
        columns = np.concatenate([columns, found.answers])
        cosines = np.concatenate([cosines, found.cosines])
    return Near(rows, columns, cosines)


def crowding(rows: Quantised, others: Quantised) -> Floats:
    """Tell the mean of each row's highest cosines with the others: high for what is near to everything."""
    found = np.zeros(len(rows), dtype=np.float32)
    for start in range(0, len(rows), _NEEDS):
        queries = _floats(rows[start : start + _NEEDS]) / np.float32(SCALE * SCALE)
        best = np.zeros((len(queries), NEIGHBOURS), dtype=np.float32)
        for first in range(0, len(others), _ANSWERS):
            cosines = queries @ _floats(others[first : first + _ANSWERS]).T
            best = np.partition(np.hstack([best, cosines]), -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:]
        found[start : start + _NEEDS] = best.mean(axis=1)
    return found


def _near(needs: Quantised, answers: Quantised, floor: float, each: int) -> Near:
    """Cross one block of needs with all answers, and keep the best of each need."""
    queries = _floats(needs) / np.float32(SCALE * SCALE)
    rows, columns = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    cosines = np.empty(0, dtype=np.float32)
    for start in range(0, len(answers), _ANSWERS):
        found = queries @ _floats(answers[start : start + _ANSWERS]).T
        row, column = np.nonzero(found >= floor)
        rows, columns = np.concatenate([rows, row]), np.concatenate([columns, column + start])
        cosines = np.concatenate([cosines, found[row, column]])
    order = np.lexsort((columns, -cosines, rows))
    rows, columns, cosines = rows[order], columns[order], cosines[order]
    kept = np.arange(len(rows)) - np.searchsorted(rows, rows) < each
    return Near(rows[kept], columns[kept], cosines[kept])


def _floats(rows: Quantised) -> Floats:
    return rows.astype(np.float32)
