"""Records that a search found, as a list shows them: what they are called, where they stand, what matched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from netdesk.domain.text import clean_line, shorten

_SNIPPET_CHARACTERS = 160

_SHOWN = """WITH hit AS (SELECT key AS place, value ->> 0 AS id, value ->> 1 AS fragment FROM json_each(:found))
SELECT d.kind, d.record_id, d.title, hit.fragment,
  CASE d.kind
    WHEN 'contact' THEN (SELECT display_name FROM contact WHERE id = d.record_id)
    WHEN 'introduction' THEN (SELECT group_concat(c.display_name, ' and ')
      FROM party p JOIN contact c ON c.id = p.contact_id WHERE p.introduction_id = d.record_id)
    WHEN 'interaction' THEN (SELECT group_concat(c.display_name, ', ')
      FROM participant p JOIN contact c ON c.id = p.contact_id WHERE p.interaction_id = d.record_id)
    WHEN 'request' THEN (SELECT group_concat(c.display_name, ', ')
      FROM requester q JOIN contact c ON c.id = q.contact_id WHERE q.request_id = d.record_id)
    WHEN 'message' THEN (SELECT group_concat(coalesce(c.display_name, r.address), ', ')
      FROM recipient r LEFT JOIN contact c ON c.id = r.contact_id WHERE r.message_id = d.record_id)
    WHEN 'follow_up' THEN (SELECT c.display_name
      FROM follow_up f JOIN contact c ON c.id = f.contact_id WHERE f.id = d.record_id)
  END AS people,
  CASE d.kind
    WHEN 'contact' THEN (SELECT trim(a.role || ', ' || coalesce(o.name, ''), ', ')
      FROM affiliation a LEFT JOIN organisation o ON o.id = a.organisation_id
      WHERE a.contact_id = d.record_id ORDER BY a.current DESC, a.position, a.id LIMIT 1)
    WHEN 'interaction' THEN (SELECT kind || ' ' || substr(at, 1, 10) FROM interaction WHERE id = d.record_id)
    WHEN 'introduction' THEN (SELECT state FROM introduction WHERE id = d.record_id)
    WHEN 'request' THEN (SELECT state FROM request WHERE id = d.record_id)
    WHEN 'message' THEN (SELECT kind FROM message WHERE id = d.record_id)
    WHEN 'follow_up' THEN (SELECT 'due ' || due_on FROM follow_up WHERE id = d.record_id)
    WHEN 'resource' THEN (SELECT kind FROM resource WHERE id = d.record_id)
    ELSE ''
  END AS place
FROM hit JOIN document d ON d.id = hit.id ORDER BY hit.place"""

_ORGANISATIONS = """SELECT o.id, o.name, o.place, count(DISTINCT a.contact_id) FROM organisation o
  LEFT JOIN affiliation a ON a.organisation_id = o.id WHERE o.id IN (SELECT value FROM json_each(:ids)) GROUP BY o.id"""

_FOUND = "\x02"
_WORD = re.compile(r"\w+")

Found = tuple[int, str]
"""The id of a document, and the stretch of its text that matched, with U+0002 before each word that did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that was found; `kind` is the name of its table."""

    kind: str
    id: int
    title: str
    snippet: str


def read_hits(connection: Connection, found: Iterable[Found]) -> list[Hit]:
    """Read what is shown of the documents that were found, in their order."""
    rows = connection.exec_driver_sql(_SHOWN, {"found": json.dumps(list(found))})
    return [_hit(*row) for row in rows]


def read_organisations(connection: Connection, ids: list[int]) -> list[Hit]:
    """Read what is shown of organisations: how many people belong to them, and where they are."""
    rows = connection.exec_driver_sql(_ORGANISATIONS, {"ids": json.dumps(ids)})
    found = {
        number: Hit(
            kind="organisation",
            id=number,
            title=name,
            snippet=" · ".join(part for part in (f"{people} {'person' if people == 1 else 'people'}", place) if part),
        )
        for number, name, place, people in rows
    }
    return [found[one] for one in ids if one in found]


def _hit(kind: str, record_id: int, title: str, fragment: str, people: str | None, place: str | None) -> Hit:
    """Title a record by what it is called, else by its people; tell in the snippet where it stands and what matched."""
    if kind in ("contact", "introduction"):
        shown, beside = people or title, [place]
    else:
        shown, beside = title.strip() or f"{kind.replace('_', '-').capitalize()} with {people or '…'}", [people, place]
    told = _told(fragment, (shown, place or "")) if fragment else ""
    return Hit(kind=kind, id=record_id, title=shown, snippet=" · ".join(one for one in (*beside, told) if one))


def _told(fragment: str, shown: tuple[str, str]) -> str:
    """Return the lines of a fragment in which something matched, but for what is shown already."""
    known = [" ".join(_WORD.findall(text)) for text in shown]
    lines = [clean_line(line.replace(_FOUND, "")) for line in fragment.split("\n") if _FOUND in line]
    told = (line for line in lines if not any(" ".join(_WORD.findall(line)) in text for text in known))
    return shorten(" · ".join(told), _SNIPPET_CHARACTERS)
