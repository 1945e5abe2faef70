from __future__ import annotations

from netdesk.domain.words import Band
from netdesk.matching.connectors import Connector, Step, connectors
from netdesk.matching.judgement import Match
from netdesk.matching.passage import Owner, Passage, PassageKind

EXPERT, FRIEND, COLLEAGUE, MEMBER, STRANGER = range(1, 6)
FIRM, CLINIC, CLUB = 11, 12, 13


def match(one: int, score: float, text: str, owner: Owner = Owner.CONTACT) -> Match:
    quoted = Passage(owner, one, PassageKind.NOTE, text, None, False)
    return Match(owner=owner, owner_id=one, score=score, band=Band.GOOD, because=text, quoted=quoted)


PEOPLE = [match(EXPERT, 0.4, "Negotiates water rights."), match(STRANGER, 0.16, "Likes rivers.")]
ORGANISATIONS = [match(CLINIC, 0.3, "River authority", Owner.ORGANISATION)]
ACQUAINTANCES = {FRIEND: [EXPERT], MEMBER: [STRANGER], EXPERT: [STRANGER]}
MEMBERS = {FIRM: [EXPERT, COLLEAGUE, FRIEND], CLINIC: [MEMBER], CLUB: [STRANGER, MEMBER]}


def near(**options: object) -> list[Connector]:
    given: dict[str, object] = {"acquaintances": ACQUAINTANCES, "members": MEMBERS, **options}
    return connectors(PEOPLE, ORGANISATIONS, **given)  # type: ignore[arg-type]


def test_each_stands_once_by_the_best_step_with_what_is_said_at_its_end() -> None:
    steps = {one.contact_id: (one.step, one.through.because) for one in near()}
    assert steps == {
        FRIEND: (Step.KNOWS, "Negotiates water rights."),
        COLLEAGUE: (Step.COLLEAGUE, "Negotiates water rights."),
        MEMBER: (Step.WORKS_THERE, "River authority"),
    }


def test_who_can_help_is_no_way_to_help_and_a_faint_match_leads_nowhere() -> None:
    assert EXPERT not in {one.contact_id for one in near()}
    assert connectors([PEOPLE[1]], [], acquaintances=ACQUAINTANCES, members=MEMBERS) == []


def test_a_warm_tie_comes_before_a_cold_one() -> None:
    assert near()[0].contact_id == FRIEND
    assert near(strengths={COLLEAGUE: 0.9, FRIEND: 0.1})[0].contact_id == COLLEAGUE


def test_whoever_is_left_out_stays_out_and_no_more_are_given_than_wanted() -> None:
    assert FRIEND not in {one.contact_id for one in near(excluded={FRIEND})}
    assert len(near(limit=1)) == 1
    assert near(limit=0) == []
