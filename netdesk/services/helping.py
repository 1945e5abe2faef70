"""Who can help with a request: rows made for showing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from sqlalchemy import Connection

from netdesk.db.book import Book
from netdesk.domain.errors import NotFoundError
from netdesk.domain.words import Band
from netdesk.matching import wording
from netdesk.matching.connectors import connectors
from netdesk.matching.coverage import Coverage
from netdesk.matching.judgement import rank
from netdesk.matching.passage import Owner, Passage, PassageKind
from netdesk.matching.wording import Wording
from netdesk.services import connector_rows, evidence, left_out, match_rows
from netdesk.services.asked_lately import asked_lately
from netdesk.services.connector_rows import ConnectorRow
from netdesk.services.match_rows import MatchChoices, MatchFilter, MatchRow
from netdesk.services.meaning import Meaning
from netdesk.services.name_index import NameIndex
from netdesk.services.nearest import Nearness
from netdesk.services.network import Network
from netdesk.services.passages import of_records
from netdesk.services.queries import UNFIT, ids

_INVOLVED = """SELECT contact_id FROM requester WHERE request_id = :id
UNION SELECT contact_id FROM hop WHERE request_id = :id AND contact_id IS NOT NULL
UNION SELECT b.contact_id FROM requester q JOIN party a ON a.contact_id = q.contact_id
  JOIN party b ON b.introduction_id = a.introduction_id
 WHERE q.request_id = :id AND 'declined' IN (a.consent, b.consent)"""
_HOPS = "SELECT id FROM hop WHERE request_id = :id LIMIT 1"
_OTHERS = """SELECT id FROM contact WHERE NOT is_me AND archived_at IS NULL
  AND id NOT IN (SELECT contact_id FROM requester WHERE request_id = :id) LIMIT 1"""
_USED = "SELECT resource_id FROM hop WHERE request_id = :id AND resource_id IS NOT NULL"
_WORDING = "SELECT purpose, topic, ask, who, original_wording FROM request WHERE id = :id"

_JUDGED = 50
"""How many are judged at least, so that it is known what would narrow them."""

EVERYBODY = MatchFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchAnswer:
    """Who can help with a request, the best first; `remark` says honestly when there is little or nobody."""

    request: str
    milliseconds: float
    results: tuple[MatchRow, ...]
    remark: str
    choices: MatchChoices


class Helping:
    """Judges who can help, on what the book says."""

    def __init__(self, book: Book, names: NameIndex, network: Network, meaning: Meaning) -> None:
        """Read this book; the index of names, the network and the index by meaning are shared with other services."""
        self._book = book
        self._names = names
        self._network = network
        self._meaning = meaning

    def prepare(self) -> None:
        """Load in advance what the first match would wait for."""
        self._names.exact("")
        self._meaning.prepare()

    def match(
        self,
        text: str,
        limit: int = 10,
        request_id: int | None = None,
        *,
        by_meaning: bool = True,
        where: MatchFilter = EVERYBODY,
    ) -> MatchAnswer:
        """Rank the contacts and resources that speak to a request, by shared words alone unless `by_meaning`.

        I, archived contacts, those who ask, those who were asked already and those who were dismissed for the request
        are left out, and so is whom `where` does not want. Without a text that of the request counts.
        """
        started = perf_counter()
        with self._book.read() as session:
            connection = session.connection()
            asked_for = _wording(connection, text, request_id)
            asked = asked_lately(connection, self._book.clock.today())
            unfit = ids(connection, UNFIT) | ids(connection, _INVOLVED, id=request_id)
            aside = left_out.contacts(session, request_id)
            used = ids(connection, _USED, id=request_id) | left_out.resources(session, request_id)
            unwanted = match_rows.unwanted(connection, where, self._network.ties, asked)
            found, reason = self._gather(asked_for, unfit | aside | unwanted, by_meaning=by_meaning)
            judged = partial(rank, asked_for, statistics=found.statistics, limit=max(limit, _JUDGED))
            ties = self._network.ties({one.owner_id for one in found.people.passages} | found.names.keys())
            people = judged(
                found.people.passages,
                found.people.cosines,
                names=found.names,
                asked_lately=asked,
                strengths={one: tie.strength for one, tie in ties.items()},
            )
            rows = match_rows.people(connection, people, ties, asked)
            if not where:
                resources = judged(found.resources.passages, found.resources.cosines, excluded=used)
                rows += match_rows.resources(connection, resources)
            others = bool(rows) or bool(ids(connection, _OTHERS, id=request_id))
            asked_already = bool(aside or ids(connection, _HOPS, id=request_id))
        best = tuple(sorted(rows, key=lambda row: -row.score)[: max(limit, 0)])
        milliseconds = (perf_counter() - started) * 1000
        remark = _remark(asked_for.text, best, others=others, asked=asked_already, narrowed=bool(where))
        return MatchAnswer(
            request=text.strip() or asked_for.text,
            milliseconds=milliseconds,
            results=best,
            remark=" ".join(part for part in (remark, reason) if part),
            choices=match_rows.choices(rows),
        )

    def connectors(self, request_id: int, limit: int = 3, *, by_meaning: bool = True) -> tuple[ConnectorRow, ...]:
        """Tell who could know someone for a request, though they cannot help: left out is who does or may not."""
        with self._book.read() as session:
            connection = session.connection()
            asked_for = _wording(connection, "", request_id)
            unfit = ids(connection, UNFIT) | ids(connection, _INVOLVED, id=request_id)
            unfit |= left_out.contacts(session, request_id)
            found, _ = self._gather(asked_for, unfit, by_meaning=by_meaning, organisations=True)
            judged = partial(rank, asked_for, statistics=found.statistics, limit=_JUDGED)
            people = judged(found.people.passages, found.people.cosines, names=found.names)
            bodies = judged(found.organisations.passages, found.organisations.cosines)
            helpers = {one.owner_id for one in people}
            known = connector_rows.acquaintances(connection, helpers, self._book.clock.today())
            members = connector_rows.members(connection, helpers, {one.owner_id for one in bodies})
            ties = self._network.ties(known.keys() | set().union(*members.values()))
            chosen = connectors(
                people,
                bodies,
                acquaintances=known,
                members=members,
                strengths={one: tie.strength for one, tie in ties.items()},
                excluded=unfit | helpers,
                limit=limit,
            )
            return connector_rows.connector_rows(connection, chosen)

    def private(self, request_id: int, contacts: Collection[int], *, by_meaning: bool = True) -> tuple[Passage, ...]:
        """Return the private passage of each of the contacts that speaks to a request most, where any does."""
        with self._book.read() as session:
            asked_for = _wording(session.connection(), "", request_id)
        with self._book.connect() as connection:
            words = evidence.words_of(connection, asked_for.text)
            near, _ = self._near(asked_for, words, by_meaning=by_meaning)
            found = [one for one in of_records(connection, Owner.CONTACT, contacts) if one.private]
        offered = [one for one in found if one.kind is not PassageKind.NEEDS]
        cosines = near.of(offered) if near is not None else None
        return tuple(one.quoted for one in rank(asked_for, offered, cosines, words.statistics) if one.quoted)

    def _gather(
        self, request: Wording, unfit: set[int], *, by_meaning: bool, organisations: bool = False
    ) -> tuple[evidence.Evidence, str]:
        """Collect what is worth judging, and say why it goes by words alone if it does."""
        with self._book.connect() as connection:
            words = evidence.words_of(connection, request.text)
            near, reason = self._near(request, words, by_meaning=by_meaning)
            gather = partial(evidence.gather, connection, request.text, words, self._names)
            return gather(near, unfit, organisations=organisations), reason

    def _near(self, request: Wording, words: evidence.Words, *, by_meaning: bool) -> tuple[Nearness | None, str]:
        if not by_meaning or not request.text:
            return None, ""
        return self._meaning.near(request, Coverage(request.text, words.statistics).weights)


def _remark(wording: str, rows: Collection[MatchRow], *, others: bool, asked: bool, narrowed: bool) -> str:
    if not wording.strip():
        return "There is nothing to match yet. Say what is asked for."
    if not rows and narrowed:
        return "Nobody who is left by the filters speaks to the request. Switch one off."
    if not rows and not others:
        return "Nobody else is in this book yet. Import or add the people you know, and what they offer."
    if not rows and asked:
        return "Nobody else in this book speaks to the request. If it stands still, ask somebody who knows many."
    if not rows:
        return "Nothing in this book speaks to the request. Ask back what is needed, or ask somebody who knows many."
    if all(row.band is Band.PERHAPS for row in rows):
        return "Nobody in this book is a clear match; these come nearest to the request."
    return ""


def _wording(connection: Connection, text: str, request_id: int | None) -> Wording:
    """Read the text, or the articulated ask of a request; its original wording as long as there is none."""
    if text.strip() or request_id is None:
        return wording.read(text)
    row = connection.exec_driver_sql(_WORDING, {"id": request_id}).first()
    if row is None:
        raise NotFoundError("This request is no longer in the book. Undo brings back what was deleted.")
    *parts, original = row
    return wording.articulated(*parts) if any(parts) else wording.read(original)
