"""Schema version 3: pairs that were set aside are named by uid, which a merge and an archive keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

STATEMENT = """UPDATE setting SET value = (
  SELECT json_group_array(json_array(one.uid, other.uid)) FROM json_each(setting.value) AS pair
  JOIN contact AS one ON one.id = json_extract(pair.value, '$[0]')
  JOIN contact AS other ON other.id = json_extract(pair.value, '$[1]')
) WHERE key = 'introductions_set_aside' AND json_valid(value)"""


def upgrade(operations: Operations) -> None:
    """Put uids in the place of ids; a pair of which one is gone goes too."""
    operations.execute(STATEMENT)
