"""Which records of one table a text means, for the lists of sections that are narrowed as one types."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from netdesk.domain.text import fold
from netdesk.services.name_index import NameIndex
from netdesk.services.search_conditions import Conditions, people_of
from netdesk.services.search_query import DAYS, SearchQuery, quoted

_MOST_NEAR = 50

_HOLDING = """SELECT d.record_id FROM document d WHERE d.kind = :kind
  AND d.id IN (SELECT rowid FROM full_text WHERE full_text MATCH :match)"""
_ON_DAYS = "SELECT d.record_id FROM document d WHERE d.kind = :kind {days}"
_OF_PEOPLE = {
    "contact": "SELECT value FROM json_each(:ids)",
    "request": """SELECT request_id FROM requester WHERE contact_id IN (SELECT value FROM json_each(:ids))
      UNION SELECT request_id FROM hop WHERE contact_id IN (SELECT value FROM json_each(:ids))""",
    "introduction": """SELECT introduction_id FROM party WHERE contact_id IN (SELECT value FROM json_each(:ids))
      UNION SELECT id FROM introduction WHERE introducer_id IN (SELECT value FROM json_each(:ids))""",
    "follow_up": "SELECT id FROM follow_up WHERE contact_id IN (SELECT value FROM json_each(:ids))",
}
_OF_REQUESTS = "SELECT id FROM follow_up WHERE request_id IN (SELECT value FROM json_each(:ids))"


@dataclass(frozen=True, slots=True)
class Among:
    """Looks among contacts, requests, introductions or follow-ups; `kind` is the name of the table."""

    connection: Connection
    names: NameIndex
    organisations: NameIndex
    kind: str

    def meant(self, query: SearchQuery) -> frozenset[int]:
        """Return the ids of the records that hold each piece, or whose people do in their names, misspelt or not."""
        found = [self._by_piece(piece) for piece in query.pieces]
        days = Conditions()
        for operator, value in query.conditions:
            if operator in DAYS:
                days.only_days(operator, value)
            else:
                people = people_of(self.connection, self.organisations, operator, fold(value))
                found.append(self._of(_OF_PEOPLE[self.kind], people))
        if days.clauses:
            found.append(self._ids(_ON_DAYS.format(days=days.sql), **days.values, kind=self.kind))
        return frozenset(set.intersection(*found)) if found else frozenset()

    def _by_piece(self, piece: str) -> set[int]:
        match = f"{quoted(piece)} *"
        found = self._ids(_HOLDING, kind=self.kind, match=match)
        people = self._ids(_HOLDING, kind="contact", match=f"title : {match}")
        people = people or {one for one, _ in self.names.near(piece, _MOST_NEAR)}
        found |= self._of(_OF_PEOPLE[self.kind], people)
        if self.kind == "follow_up":
            asked = self._ids(_HOLDING, kind="request", match=f"{{title about}} : {match}")
            found |= self._of(_OF_REQUESTS, asked)
        return found

    def _of(self, statement: str, ids: Iterable[int]) -> set[int]:
        return self._ids(statement, ids=json.dumps(list(ids)))

    def _ids(self, statement: str, **values: object) -> set[int]:
        return {row[0] for row in self.connection.exec_driver_sql(statement, values)}
