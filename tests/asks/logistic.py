"""Fits logistic regressions with a penalty on large weights."""

from __future__ import annotations

import numpy as np

from netdesk.coach.models import Logistic, Numbers, likely

_STEPS = 40
_BARELY = 1e-3


def fit(columns: Numbers, wanted: Numbers, weight: Numbers | float = 1.0, penalty: float = 1.0) -> Logistic:
    """Descend with momentum along a bound of the curvature (Boehning and Lindsay 1988), so that it always converges.

    `weight` says how far each column counts once all are of one spread; `wanted` has a column for each chance.
    """
    scale = weight / (columns.std(axis=0) + 1e-3)
    model = Logistic(columns.mean(axis=0), scale, np.zeros((columns.shape[1] + 1, wanted.shape[1])))
    known = np.ones((len(columns), columns.shape[1] + 1), dtype=np.float32)
    known[:, :-1] = model.scaled(columns)
    penalties = np.full((known.shape[1], 1), penalty, dtype=np.float32)
    penalties[-1] = _BARELY
    bound = np.linalg.inv((known.T @ known) / 4 + np.diag(penalties[:, 0]))
    weights = ahead = np.zeros(model.weights.shape, dtype=np.float32)
    momentum = 1.0
    for _ in range(_STEPS):
        slope = known.T @ (likely(known @ ahead) - wanted).astype(np.float32) + penalties * ahead
        following = ahead - bound @ slope
        grown = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = following + np.float32((momentum - 1) / grown) * (following - weights)
        weights, momentum = following, grown
    return Logistic(model.mean, model.scale, weights.astype(np.float64))
