"""How close I am to people, and how to reach somebody, an organisation or whoever a need is about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection

from netdesk.db.book import Book
from netdesk.domain.errors import NotFoundError
from netdesk.domain.text import fold
from netdesk.graph.paths import WarmPath
from netdesk.graph.ties import Tie
from netdesk.language.words import terms
from netdesk.matching.similarity import SAYS_NOTHING
from netdesk.services.directory import Directory
from netdesk.services.network import Network
from netdesk.services.queries import id_list, names, rows

Matching = Callable[[str, int], Sequence[int]]
"""Finds the contacts that speak to a text, the best first."""

_MATCHED = 8
_LONGEST_NAME, _MOST_WORDS = 6, 200
_AT = "at"
_WORD = re.compile(r"[^\W_]+")

_ME = "SELECT id FROM contact WHERE is_me"
_MEMBERS = """SELECT DISTINCT a.contact_id FROM affiliation a JOIN contact c ON c.id = a.contact_id
 WHERE a.organisation_id = :one AND a.current AND c.archived_at IS NULL AND NOT c.is_me
 ORDER BY a.position, a.contact_id"""
_ORGANISATION = "SELECT name FROM organisation WHERE id = :one"
_NAMED = """SELECT id, folded FROM organisation WHERE folded IN (SELECT value FROM json_each(:phrases))
 ORDER BY length(folded) DESC, id"""
_BEGUN = """SELECT id FROM organisation WHERE folded >= :begun AND folded < :behind
 ORDER BY length(folded), id LIMIT 1"""
_ROLES = """SELECT a.contact_id, a.role || ' ' || a.department AS said FROM affiliation a
 WHERE a.organisation_id = :one AND a.current AND a.contact_id IN (SELECT value FROM json_each(:ids))
UNION ALL SELECT f.contact_id, f.text FROM fact f
 WHERE f.state = 'open' AND f.kind <> 'needs' AND f.contact_id IN (SELECT value FROM json_each(:ids))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRow:
    """A way to somebody: names and ids from me to them, both included, a strength from 0 to 1, and why for each tie."""

    through: tuple[str, ...]
    ids: tuple[int, ...]
    strength: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaysAnswer:
    """To whom or what the ways lead, the strongest first; `remark` says honestly when there are few or none."""

    target: str
    ways: tuple[PathRow, ...]
    remark: str = ""


class Ways:
    """Tells ties and warm paths in words."""

    def __init__(self, book: Book, network: Network, directory: Directory, matching: Matching) -> None:
        """Read this book.

        The network and the directory are shared; `matching` finds who is meant where no organisation is named.
        """
        self._book = book
        self._network = network
        self._directory = directory
        self._matching = matching

    def ties(self, wanted: Collection[int]) -> dict[int, Tie]:
        """Return how strong my tie to each of the contacts is, and why."""
        return self._network.ties(wanted)

    def find(self, wanted: str) -> WaysAnswer:
        """Return the ways to the contact of this name, or to whom a need is about where nobody is called so.

        Raises NotFoundError where it is neither.
        """
        try:
            target = self._directory.resolve(wanted)
        except NotFoundError:
            answer = self.to_need(wanted)
            if not answer.target:
                raise
            return answer
        with self._book.read() as session:
            called = names(session.connection(), [target])
        return WaysAnswer(called[target], self.paths(target))

    def paths(self, contact_id: int, limit: int = 3) -> tuple[PathRow, ...]:
        """Return the warmest ways from me to a contact; none in a book that does not know who I am."""
        return self._to([contact_id], limit)

    def to_organisation(self, organisation_id: int, sought: str = "", limit: int = 3) -> WaysAnswer:
        """Return the warmest ways to anybody who works in an organisation, or to those who do there what is sought.

        Raises NotFoundError where the organisation is gone.
        """
        with self._book.read() as session:
            connection = session.connection()
            name = connection.exec_driver_sql(_ORGANISATION, {"one": organisation_id}).scalar()
            if name is None:
                raise NotFoundError("This organisation is no longer in the book. Undo brings back what was deleted.")
            members = _members(connection, organisation_id)
            topics = set(terms(sought)) - SAYS_NOTHING
            fitting = _fitting(connection, organisation_id, members, topics)
        if not members:
            return WaysAnswer(name, (), f"Nobody in this book works at {name} today.")
        ways = self._to(fitting or members, limit)
        if not ways:
            return WaysAnswer(name, (), _no_way(name))
        told = f"Of nobody at {name} it is noted that they do this; they may know who does."
        return WaysAnswer(name, ways, told if topics and not fitting else "")

    def to_need(self, text: str, limit: int = 3) -> WaysAnswer:
        """Return the warmest ways to whom a need is about, such as “someone in procurement at Siemens”.

        In an organisation that is named those come first whose role or facts hold the other words; where none is named,
        whoever speaks to the text.
        """
        with self._book.read() as session:
            found = _named(session.connection(), text)
        if found is not None:
            return self.to_organisation(*found, limit)
        matched = self._matching(text, _MATCHED) if text.strip() else ()
        if not matched:
            return WaysAnswer("", (), "Nothing in this book speaks to this. Name an organisation, or say what they do.")
        ways = self._to(matched, limit)
        return WaysAnswer("", ways, "" if ways else _no_way("whoever speaks to this"))

    def _to(self, targets: Iterable[int], limit: int) -> tuple[PathRow, ...]:
        with self._book.read() as session:
            me = session.connection().exec_driver_sql(_ME).scalar()
        if me is None:
            return ()
        ways = self._network.paths(me, targets, limit)
        with self._book.read() as session:
            called = names(session.connection(), {one for way in ways for one in way.through})
        return tuple(_path(way, called) for way in ways if called.keys() >= set(way.through))


def _members(connection: Connection, organisation_id: int) -> list[int]:
    found = rows(connection, _MEMBERS, one=organisation_id)
    return [row.contact_id for row in found]


def _named(connection: Connection, text: str) -> tuple[int, str] | None:
    """Find the organisation that is named in a text, whole or behind “at” by its beginning, and the words beside it."""
    words = _WORD.findall(fold(text))[:_MOST_WORDS]
    phrases = {
        " ".join(words[start : start + length])
        for length in range(1, _LONGEST_NAME + 1)
        for start in range(len(words) - length + 1)
    }
    for row in rows(connection, _NAMED, phrases=json.dumps(sorted(phrases))):
        return row.id, f" {' '.join(words)} ".replace(f" {row.folded} ", " ", 1)
    place = len(words) - words[::-1].index(_AT) if _AT in words else len(words)
    for end in range(min(place + _LONGEST_NAME, len(words)), place, -1):
        begun = " ".join(words[place:end])
        for row in rows(connection, _BEGUN, begun=f"{begun} ", behind=f"{begun}!"):
            return row.id, " ".join((*words[:place], *words[end:]))
    return None


def _fitting(connection: Connection, organisation_id: int, members: Collection[int], topics: set[str]) -> list[int]:
    """Choose those whose role or facts hold the most of the terms; nobody where none does."""
    shared: dict[int, int] = {}
    for row in rows(connection, _ROLES, one=organisation_id, ids=id_list(members)):
        count = len(topics & set(terms(row.said)))
        shared[row.contact_id] = max(shared.get(row.contact_id, 0), count)
    most = max(shared.values(), default=0)
    return [one for one, count in shared.items() if count == most] if most else []


def _no_way(name: str) -> str:
    return f"No way leads to {name} yet: nobody you know is known to know them. Note who introduced or knows whom."


def _path(way: WarmPath, called: Mapping[int, str]) -> PathRow:
    """Put a way in words: whom I know how, and whom they know."""
    shown = [called[one] for one in way.through]
    told = ["you", *shown[1:]]
    because = tuple(f"{one} and {other}: {why}" for (one, other), why in zip(pairwise(told), way.because, strict=True))
    return PathRow(through=tuple(shown), ids=way.through, strength=way.strength, because=because)
