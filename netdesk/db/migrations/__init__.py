"""Bringing an older book up to date: one module a schema version, run in order on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from netdesk.db.migrations import v0001, v0002, v0003

if TYPE_CHECKING:
    from alembic.operations import Operations

UPGRADES: Sequence[Callable[[Operations], None]] = (v0001.upgrade, v0002.upgrade, v0003.upgrade)
"""The upgrade to version n stands at place n - 1."""
