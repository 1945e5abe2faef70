"""What is known of contacts, as far as it says whom they should meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from sqlite3 import Connection

from netdesk.domain.words import Standing
from netdesk.matching.affinity import ANSWERS, COMMON
from netdesk.matching.becauses import Profile
from netdesk.matching.passage import Owner, Passage, PassageKind
from netdesk.services.evidence import any_term
from netdesk.services.passages import of_records
from netdesk.services.queries import id_list

_MOST_OF_ONE = 60
_TELLING = frozenset({PassageKind.NEEDS, *ANSWERS, *COMMON})
_PEOPLE = "SELECT id, display_name, standing FROM contact WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id"
_WITH_FACTS = """SELECT contact_id FROM fact WHERE state = 'open'
  GROUP BY contact_id ORDER BY max(id) DESC LIMIT :limit"""
_SPEAKING = """SELECT d.record_id FROM full_text CROSS JOIN document d ON d.id = full_text.rowid
  WHERE full_text MATCH :match AND d.kind = 'contact' ORDER BY full_text.rank LIMIT :limit"""


def read(connection: Connection, ids: Collection[int]) -> dict[int, Profile]:
    """Read the profiles of contacts who have anything to be matched by."""
    facts: defaultdict[int, list[Passage]] = defaultdict(list)
    for passage in of_records(connection, Owner.CONTACT, ids, interactions=False):
        if passage.kind in _TELLING and len(facts[passage.owner_id]) < _MOST_OF_ONE:
            facts[passage.owner_id].append(passage)
    return {
        one: Profile(
            contact_id=one,
            name=name,
            facts=tuple(facts[one]),
            ask_before_naming=standing == Standing.ASK_BEFORE_NAMING,
        )
        for one, name, standing in connection.execute(_PEOPLE, {"ids": id_list(ids)})
        if facts[one]
    }


def with_facts(connection: Connection, limit: int) -> set[int]:
    """Choose the contacts of whom something was learned last."""
    return _ids(connection, _WITH_FACTS, limit=limit)


def speaking(connection: Connection, helper: Profile, most: int) -> set[int]:
    """Choose the contacts to compare with a helper: all with facts, or those whose facts share words with theirs."""
    everybody = with_facts(connection, most + 1)
    if len(everybody) <= most:
        return everybody
    words = any_term("\n".join(fact.text for fact in helper.facts if fact.kind is not PassageKind.NOTE))
    return _ids(connection, _SPEAKING, match=f"facts : ({words})", limit=most) if words else set()


def _ids(connection: Connection, statement: str, **values: object) -> set[int]:
    return {one for (one,) in connection.execute(statement, values)}
