"""How often people were asked of late, so that nobody is worn out."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection

from netdesk.services.queries import rows

_LATELY = timedelta(days=90)
_ASKED_LATELY = """SELECT contact_id, count(*) AS times FROM (
  SELECT contact_id FROM hop WHERE contact_id IS NOT NULL AND asked_at >= :since
  UNION ALL SELECT contact_id FROM party WHERE asked_at >= :since) GROUP BY contact_id"""


def asked_lately(connection: Connection, today: date) -> dict[int, int]:
    """Return how many times each contact was asked in the last three months; who was not is missing."""
    return {row.contact_id: row.times for row in rows(connection, _ASKED_LATELY, since=str(today - _LATELY))}
