"""Who introduced whom, as the picture of the network shows it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from netdesk.db.book import Book
from netdesk.services.name_index import NameIndex
from netdesk.services.network import Network

_PEOPLE = """WITH RECURSIVE shown (id) AS (
  SELECT id FROM contact WHERE archived_at IS NULL OR is_me
  UNION SELECT m.introducer_id FROM shown s JOIN how_met m ON m.contact_id = s.id WHERE m.introducer_id IS NOT NULL)
SELECT c.id, c.display_name, m.introducer_id, c.is_me, c.archived_at IS NOT NULL AS archived,
    coalesce((SELECT trim(a.role || ', ' || coalesce(o.name, ''), ', ') FROM affiliation a
      LEFT JOIN organisation o ON o.id = a.organisation_id WHERE a.contact_id = c.id AND a.current
      ORDER BY a.position, a.id LIMIT 1), '') AS office
  FROM shown s JOIN contact c ON c.id = s.id LEFT JOIN how_met m ON m.contact_id = c.id
 ORDER BY c.is_me DESC, c.id"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPerson:
    """Somebody in the picture: by whom I know them (0: by nobody), how many they introduced, and how close we are."""

    id: int
    name: str
    office: str
    introducer: int
    introduced: int
    tie: float
    archived: bool


class NetworkRows:
    """Reads the people of the picture, and finds one by name."""

    def __init__(self, book: Book, names: NameIndex, network: Network) -> None:
        """Read from this book; the index of names and the network are shared with other services."""
        self._book = book
        self._names = names
        self._network = network

    def people(self) -> tuple[NetworkPerson, ...]:
        """Return everybody who is not archived, and whoever introduced them; I am the first.

        Nobody where the book does not know who I am.
        """
        with self._book.read() as session:
            rows = _read(session.connection())
        if not rows or not rows[0][3]:
            return ()
        ties = self._network.ties([row[0] for row in rows])
        introduced: dict[int, int] = {}
        for row in rows[1:]:
            if row[2] is not None:
                introduced[row[2]] = introduced.get(row[2], 0) + 1
        return tuple(
            NetworkPerson(
                id=one,
                name=name,
                office=office,
                introducer=introducer or 0,
                introduced=introduced.get(one, 0),
                tie=ties[one].strength,
                archived=archived,
            )
            for one, name, introducer, _, office, archived in rows
        )

    def find(self, text: str, limit: int = 20) -> tuple[int, ...]:
        """Return who is meant by a name, whole, begun or misspelt, the likeliest first."""
        return tuple(one for one, _ in self._names.near(text, limit))


def _read(connection: Connection) -> list[tuple[int, str, int | None, bool, str, bool]]:
    return [
        (row.id, row.display_name, row.introducer_id, bool(row.is_me), row.office, bool(row.archived))
        for row in connection.exec_driver_sql(_PEOPLE)
    ]
