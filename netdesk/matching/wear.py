"""Sparing those who are asked all the time."""

from __future__ import annotations

from netdesk.domain.rhythm import times

_OFTEN = 2
_TOO_OFTEN = 5
_WEAR = 0.25


def freshness(times_asked_lately: int) -> float:
    """Give the factor, from 1 towards 0, by which somebody asked so many times of late ranks lower."""
    return 1 / (1 + _WEAR * max(times_asked_lately - _OFTEN + 1, 0))


def wear_remark(times_asked_lately: int) -> str:
    """Say why somebody ranks lower; empty for who is not asked often."""
    if times_asked_lately < _OFTEN:
        return ""
    return f"asked {times(times_asked_lately)} lately"


def is_worn_out(times_asked_lately: int) -> bool:
    """Tell whether somebody was asked so often of late that nothing more should come now."""
    return times_asked_lately >= _TOO_OFTEN
