"""Whom somebody should meet, and which introductions of the whole book are not made yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from netdesk.db.book import Book
from netdesk.domain.errors import NotFoundError
from netdesk.matching.affinity import ANSWERS, FROM
from netdesk.matching.becauses import Profile
from netdesk.matching.crossing import crowding, near
from netdesk.matching.pairs import Benefit, Pair, ProfileIndex, Suggestion
from netdesk.matching.unmade import best_pairs
from netdesk.matching.wear import is_worn_out
from netdesk.services import profiles, set_aside
from netdesk.services.asked_lately import asked_lately
from netdesk.services.fact_vectors import NEEDING, FactVectors, Whole
from netdesk.services.network import Network
from netdesk.services.queries import UNFIT, ids, names

_NEAREST, _MOST_NEEDS = 20, 5
_PAIRS_LOOKED_AT = 400
_CROWDED_OUT = 1.0
_BY_WORDS, _BESIDE_VECTORS = 200, 30
"""How many are compared by words: where there are no vectors, and beside these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoRow:
    """Somebody the helper should meet, and a sentence without a full stop for each side.

    What is private is for me to read; a draft takes the becauses alone.
    """

    id: int
    name: str
    because: str
    because_for_other: str
    benefit: Benefit
    private: str = ""
    private_for_other: str = ""


@dataclass(frozen=True, slots=True)
class TwoAnswer:
    """The name of the helper, the introductions that can be given back, and whether anything is noted to match by."""

    helper: str
    introductions: tuple[TwoRow, ...]
    has_facts: bool = True


@dataclass(frozen=True, slots=True)
class UnmadeRow:
    """An introduction worth making: somebody, and whom to meet with both becauses."""

    helper_id: int
    helper: str
    other: TwoRow


class Gifts:
    """Judges which people should meet, on what the book says of them."""

    def __init__(self, book: Book, network: Network, vectors: FactVectors | None = None) -> None:
        """Read this book; the network is shared with other services, and without vectors words alone are compared."""
        self._book = book
        self._network = network
        self._vectors = vectors
        self._best: tuple[tuple[int, ...], Sequence[Pair]] = ((), ())

    def two_for(self, contact_id: int, limit: int = 2, *, private: bool = False) -> TwoAnswer:
        """Suggest people the contact should meet; raises NotFoundError for a contact who is not in the book.

        Where `private` says so, those follow of whom only I may know why.

        Left out are those who know each other or are being introduced already, pairs of which one declined or that
        were set aside, who was asked too often of late, me and archived contacts.
        """
        with self._book.read() as session:
            connection = session.connection()
            name = names(connection, [contact_id]).get(contact_id)
            if name is None:
                raise NotFoundError("This contact is no longer in the book. Undo brings back what was deleted.")
            unfit = ids(connection, UNFIT) | {contact_id} | set_aside.beside(session, contact_id)
            asked = asked_lately(connection, self._book.clock.today())
        excluded = unfit | self._network.acquainted(contact_id) | {one for one in asked if is_worn_out(asked[one])}
        with self._book.connect() as reader:
            helper = profiles.read(reader, [contact_id]).get(contact_id)
            if helper is None:
                return TwoAnswer(name, (), has_facts=False)
            whole = self._vectors.whole() if self._vectors else None
            by_words = profiles.speaking(reader, helper, _BESIDE_VECTORS if whole else _BY_WORDS)
            chosen = by_words | self._nearest(helper, whole)
            found = profiles.read(reader, chosen - excluded)
        index = self._index(helper, found.values(), whole)
        suggest = partial(index.two_for, contact_id, asked_lately=asked)
        suggestions = suggest(excluded=excluded, limit=limit)
        if private and len(suggestions) < limit:
            found_already = {one.contact_id for one in suggestions}
            suggestions += suggest(excluded=excluded | found_already, limit=limit - len(suggestions), private=True)
        return TwoAnswer(name, tuple(_row(one, found[one.contact_id].name) for one in suggestions))

    def unmade(self, limit: int = 5) -> tuple[UnmadeRow, ...]:
        """Suggest the best introductions of the whole book, each person in one of them; slow, for a job."""
        with self._book.read() as session:
            connection = session.connection()
            asked = asked_lately(connection, self._book.clock.today())
            unfit = ids(connection, UNFIT) | {one for one in asked if is_worn_out(asked[one])}
            aside = set_aside.pairs(session)
        rows: list[UnmadeRow] = []
        used = set(unfit)
        whole = self._vectors.whole() if self._vectors else None
        for pair in self._pairs(whole):
            if len(rows) == limit:
                break
            if {pair.first, pair.second} & used or frozenset((pair.first, pair.second)) in aside:
                continue
            if pair.second in self._network.acquainted(pair.first):
                continue
            if (row := self._unmade(pair, whole)) is not None:
                rows.append(row)
                used |= {pair.first, pair.second}
        return tuple(rows)

    def set_aside(self, one: int, other: int) -> None:
        """Suggest two people to each other no more."""
        with self._book.write("Set an introduction aside") as work:
            set_aside.add(work, one, other)

    def private(self, reader_id: int, subject_id: int, *, named: bool) -> str:
        """Say to one of two why to meet the other, by what only I know; empty where that says nothing more.

        It has no full stop, and who is not `named` is “someone who …”.
        """
        with self._book.connect() as connection:
            found = profiles.read(connection, (reader_id, subject_id))
        if len(found) < 2:
            return ""
        reader, subject = found[reader_id], found[subject_id]
        if not named:
            subject = replace(subject, ask_before_naming=True)
        best = self._between(reader, subject, self._vectors.whole() if self._vectors else None, private=True)
        return best.for_helper.private if best else ""

    def _nearest(self, helper: Profile, whole: Whole | None) -> set[int]:
        """Choose those whose passages are nearest to what the helper needs and has, in the whole book."""
        if self._vectors is None or whole is None:
            return set()
        found: set[int] = set()
        for some in (NEEDING, ANSWERS.keys()):
            own = self._vectors.of([fact for fact in helper.facts if fact.kind in some])
            rows = whole.counterparts(some)
            found.update(rows.owners[near(own, rows.vectors, FROM, _NEAREST).answers].tolist())
        needs = [fact for fact in helper.facts if fact.kind in NEEDING]
        return found.union(*(self._vectors.beside(need, _NEAREST) for need in needs[:_MOST_NEEDS]))

    def _index(self, helper: Profile, others: Iterable[Profile], whole: Whole | None) -> ProfileIndex:
        """Index the helper and those who are compared; what is near to the helper is weighed by the whole book."""
        everybody = [helper, *others]
        if self._vectors is None or whole is None:
            return ProfileIndex(everybody)
        facts = [fact for one in everybody for fact in one.facts]
        vectors = self._vectors.of(facts)
        crowds = np.full(len(facts), _CROWDED_OUT, dtype=np.float32)
        own = len(helper.facts)
        for some in (NEEDING, ANSWERS.keys()):
            places = np.array([at for at, fact in enumerate(facts) if fact.kind in some], dtype=np.int64)
            counterparts = [at for at in range(own) if (facts[at].kind in NEEDING) != (some is NEEDING)]
            close = near(vectors[counterparts], vectors[places], FROM, 2 * _NEAREST).answers
            wanted = np.union1d(places[places < own], places[close])
            crowds[wanted] = crowding(vectors[wanted], whole.counterparts(some).vectors)
        return ProfileIndex(everybody, vectors, crowds)

    def _pairs(self, whole: Whole | None) -> Sequence[Pair]:
        """Give the pairs of people who gain most from each other, by vectors or else by the words of the latest.

        Those by vectors are kept as long as no fact changes: to compare all takes most of a second.
        """
        if whole is not None and len(whole.needs.owners) and len(whole.answers.owners):
            state, pairs = self._best
            if state != whole.state:
                pairs = best_pairs(whole.needs, whole.answers, _PAIRS_LOOKED_AT)
                self._best = whole.state, pairs
            return pairs
        with self._book.connect() as connection:
            found = profiles.read(connection, profiles.with_facts(connection, _BY_WORDS))
        return ProfileIndex(found.values()).best_pairs(_PAIRS_LOOKED_AT)

    def _unmade(self, pair: Pair, whole: Whole | None) -> UnmadeRow | None:
        """Say why two should meet; None where nothing may be told of either."""
        with self._book.connect() as connection:
            found = profiles.read(connection, (pair.first, pair.second))
        if len(found) < 2:
            return None
        first, second = found[pair.first], found[pair.second]
        best = self._between(first, second, whole)
        if best is None or not best.for_other.told or best.benefit is Benefit.COMMON_GROUND:
            return None
        return UnmadeRow(pair.first, first.name, _row(best, second.name))

    def _between(
        self, one: Profile, other: Profile, whole: Whole | None, *, private: bool = False
    ) -> Suggestion | None:
        """Judge why somebody should meet another, where they should."""
        return next(iter(self._index(one, [other], whole).two_for(one.contact_id, limit=1, private=private)), None)


def _row(one: Suggestion, name: str) -> TwoRow:
    return TwoRow(
        id=one.contact_id,
        name=name,
        because=one.for_helper.told,
        because_for_other=one.for_other.told,
        benefit=one.benefit,
        private=one.for_helper.private,
        private_for_other=one.for_other.private,
    )
