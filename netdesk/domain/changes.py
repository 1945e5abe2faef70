"""What a unit of work changed, so that every view can decide whether to reload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Tables and the ids of their rows that were added, edited or deleted, and the label of the step."""

    label: str = ""
    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether anything changed at all."""
        return any(self.rows.values())

    def touches(self, *tables: str) -> bool:
        """Tell whether any of the tables changed."""
        return any(self.rows.get(table) for table in tables)

    def ids(self, table: str) -> frozenset[int]:
        """Return the ids that changed in the table."""
        return self.rows.get(table, frozenset())
