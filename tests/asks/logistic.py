"""Logistic regression with a penalty on large weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_PENALTY = 1.0
_STEPS = 300
_FACT_WEIGHT = 0.3
_VECTOR_WEIGHT = 3.0


@dataclass(frozen=True)
class Logistic:
    """Weights over facts, brought to one scale, and vectors."""

    mean: Numbers
    deviation: Numbers
    weights: Numbers

    def predict(self, facts: Numbers, vectors: Numbers) -> Numbers:
        """Give how likely each row is."""
        return _likely(_columns(facts, vectors, self.mean, self.deviation) @ self.weights)


def fit(facts: Numbers, vectors: Numbers, wanted: NDArray[np.bool_]) -> Logistic:
    """Descend with momentum; the step is bounded by the curvature, so that it always converges."""
    mean, deviation = facts.mean(axis=0), facts.std(axis=0) + 1e-6
    columns = _columns(facts, vectors, mean, deviation)
    step = 1 / (np.linalg.norm(columns, 2) ** 2 / 4 + _PENALTY)
    penalty = np.append(np.full(columns.shape[1] - 1, _PENALTY), 0.0)
    weights = ahead = np.zeros(columns.shape[1])
    momentum = 1.0
    for _ in range(_STEPS):
        slope = columns.T @ (_likely(columns @ ahead) - wanted) + penalty * ahead
        following = ahead - step * slope
        grown = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = following + (momentum - 1) / grown * (following - weights)
        weights, momentum = following, grown
    return Logistic(mean, deviation, weights)


def _columns(facts: Numbers, vectors: Numbers, mean: Numbers, deviation: Numbers) -> Numbers:
    ones = np.ones((len(facts), 1))
    return np.hstack([(facts - mean) / deviation * _FACT_WEIGHT, vectors * _VECTOR_WEIGHT, ones])


def _likely(evidence: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-np.clip(evidence, -30, 30)))
