"""Whom somebody should meet: the introductions that can be given back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from netdesk.db.book import Book
from netdesk.domain.errors import NotFoundError
from netdesk.domain.words import FactKind, Standing, Visibility
from netdesk.matching.pairs import Benefit, FactText, Profile, ProfileIndex
from netdesk.services import evidence
from netdesk.services.asked_lately import asked_lately
from netdesk.services.network import Network
from netdesk.services.queries import UNFIT, id_list, ids, names, rows

_MOST_PROFILES = 500
_FACTS = """SELECT f.contact_id, c.display_name, c.standing, f.kind, f.text, f.visibility
  FROM fact f JOIN contact c ON c.id = f.contact_id
  WHERE f.state = 'open' AND f.contact_id IN (SELECT value FROM json_each(:ids)) ORDER BY f.contact_id, f.id"""
_WITH_FACTS = "SELECT DISTINCT contact_id FROM fact WHERE state = 'open' LIMIT :limit"
_SPEAKING = """SELECT d.record_id FROM full_text CROSS JOIN document d ON d.id = full_text.rowid
  WHERE full_text MATCH :match AND d.kind = 'contact' ORDER BY full_text.rank LIMIT :limit"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoRow:
    """Somebody the helper should meet, and a sentence without a full stop for each side."""

    id: int
    name: str
    because: str
    because_for_other: str
    benefit: Benefit


@dataclass(frozen=True, slots=True)
class TwoAnswer:
    """The name of the helper, the introductions that can be given back, and whether anything is noted to match by."""

    helper: str
    introductions: tuple[TwoRow, ...]
    has_facts: bool = True


class Gifts:
    """Judges which people should meet, on what the book says of them."""

    def __init__(self, book: Book, network: Network) -> None:
        """Read this book; the network is shared with other services."""
        self._book = book
        self._network = network

    def two_for(self, contact_id: int) -> TwoAnswer:
        """Suggest two people the contact should meet; raises NotFoundError for a contact who is not in the book.

        Left out are those who know each other or are being introduced already, pairs of which one declined, me and
        archived contacts.
        """
        excluded = self._network.acquainted(contact_id)
        with self._book.read() as session:
            connection = session.connection()
            name = names(connection, [contact_id]).get(contact_id)
            if name is None:
                raise NotFoundError("This contact is no longer in the book. Undo brings back what was deleted.")
            excluded |= ids(connection, UNFIT) | {contact_id}
            helper = _profiles(connection, [contact_id]).get(contact_id)
            if helper is None:
                return TwoAnswer(name, (), has_facts=False)
            profiles = _profiles(connection, _speaking(connection, helper) - excluded)
            asked = asked_lately(connection, self._book.clock.today())
        index = ProfileIndex([*profiles.values(), helper])
        suggestions = index.two_for(helper, excluded=excluded, asked_lately=asked)
        return TwoAnswer(
            name,
            tuple(
                TwoRow(
                    id=one.contact_id,
                    name=profiles[one.contact_id].name,
                    because=one.because_for_helper,
                    because_for_other=one.because_for_other,
                    benefit=one.benefit,
                )
                for one in suggestions
            ),
        )


def _profiles(connection: Connection, wanted: Collection[int]) -> dict[int, Profile]:
    facts: dict[int, list[FactText]] = {}
    people: dict[int, tuple[str, bool]] = {}
    for row in rows(connection, _FACTS, ids=id_list(wanted)):
        people[row.contact_id] = row.display_name, row.standing == Standing.ASK_BEFORE_NAMING
        fact = FactText(FactKind(row.kind), row.text, row.visibility == Visibility.SHAREABLE)
        facts.setdefault(row.contact_id, []).append(fact)
    return {
        one: Profile(contact_id=one, name=name, facts=tuple(facts[one]), ask_before_naming=asks)
        for one, (name, asks) in people.items()
    }


def _speaking(connection: Connection, helper: Profile) -> set[int]:
    """Choose the contacts to compare with a helper: all with facts, or those whose facts share words with theirs."""
    everybody = ids(connection, _WITH_FACTS, limit=_MOST_PROFILES + 1)
    if len(everybody) <= _MOST_PROFILES:
        return everybody
    words = evidence.any_term("\n".join(fact.text for fact in helper.facts))
    if not words:
        return set()
    return ids(connection, _SPEAKING, match=f"facts : ({words})", limit=_MOST_PROFILES)
