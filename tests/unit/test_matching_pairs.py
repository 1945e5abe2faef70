from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from netdesk.language.encoder import SIZE
from netdesk.matching.becauses import Profile
from netdesk.matching.crossing import crowding, near
from netdesk.matching.pairs import Benefit, ProfileIndex, Suggestion
from netdesk.matching.passage import Owner, Passage, PassageKind
from netdesk.matching.unmade import Rows, best_pairs
from netdesk.matching.vectors import SCALE, quantised


def passage(contact: int, kind: str, text: str, *, private: bool = False) -> Passage:
    return Passage(Owner.CONTACT, contact, PassageKind(kind), text, None, private)


def profile(contact: int, name: str, *facts: str, anonymous: bool = False) -> Profile:
    """Make a profile of facts such as `needs: a lawyer`, private where a minus stands before."""
    found = []
    for fact in facts:
        kind, text = fact.lstrip("-").split(": ", 1)
        found.append(passage(contact, kind, text, private=fact.startswith("-")))
    return Profile(contact_id=contact, name=name, facts=tuple(found), ask_before_naming=anonymous)


AMARA = profile(
    1,
    "Amara",
    "offers: cold storage for small co-ops in Lyon",
    "needs: a translator for Portuguese contracts",
    "interest: choir singing",
)
KOFI = profile(2, "Kofi", "needs: a co-op with cold storage near Lyon")
INES = profile(3, "Inês", "offers: translation of Portuguese contracts")
RUI = profile(4, "Rui", "offers: translating contracts from Portuguese", "needs: cold storage in Lyon for a co-op")
LENA = profile(5, "Lena", "interest: singing in a choir")
OMAR = profile(6, "Omar", "offers: bicycle repair", "needs: a violin teacher")
EVERYBODY = (AMARA, KOFI, INES, RUI, LENA, OMAR)


def suggest(helper: Profile, *others: Profile, **options: object) -> list[Suggestion]:
    everybody = [helper, *(one for one in others if one.contact_id != helper.contact_id)]
    return ProfileIndex(everybody).two_for(helper.contact_id, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other", "number"), [("interest", "learned", 1), ("learned", "learned", 0)])
def test_what_was_merely_learned_of_two_people_is_no_reason_to_meet(one: str, other: str, number: int) -> None:
    ada, bo = profile(1, "Ada", f"{one}: rowing across lakes"), profile(2, "Bo", f"{other}: rowing across lakes")
    assert len(suggest(ada, bo)) == number


def test_mutual_benefit_comes_before_benefit_for_one_before_common_ground() -> None:
    found = sorted(suggest(AMARA, *EVERYBODY, limit=9), key=lambda one: -one.score)
    assert found[0].contact_id == RUI.contact_id
    assert {one.contact_id for one in found[1:3]} == {KOFI.contact_id, INES.contact_id}
    assert [one.contact_id for one in found[3:]] == [LENA.contact_id]
    assert {one.contact_id: one.benefit for one in found} == {
        RUI.contact_id: Benefit.BOTH,
        KOFI.contact_id: Benefit.OTHER,
        INES.contact_id: Benefit.HELPER,
        LENA.contact_id: Benefit.COMMON_GROUND,
    }


def test_no_two_are_recommended_in_the_same_words_but_for_one() -> None:
    need = "needs: a co-op in the west with cold storage near Lyon before the {} season"
    same = [profile(one, f"P{one}", need.format(season)) for one, season in ((10, "spring"), (11, "autumn"))]
    found = suggest(AMARA, *same, INES)
    assert [one.contact_id for one in found if one.contact_id != INES.contact_id] == [10]
    assert len(found) == 2


def test_the_because_tells_each_side_about_the_other_in_their_own_words() -> None:
    (kofi,) = suggest(AMARA, KOFI)
    assert kofi.for_helper.told == (
        "Kofi is looking for “a co-op with cold storage near Lyon” and you offer "
        "“cold storage for small co-ops in Lyon”"
    )
    assert kofi.for_other.told == (
        "Amara offers “cold storage for small co-ops in Lyon” and you are looking for "
        "“a co-op with cold storage near Lyon”"
    )


def test_who_knows_the_helper_or_declined_is_never_suggested() -> None:
    found = suggest(AMARA, *EVERYBODY, excluded={RUI.contact_id, KOFI.contact_id})
    assert {one.contact_id for one in found} == {INES.contact_id, LENA.contact_id}


def test_the_two_differ_from_each_other() -> None:
    twin = profile(7, "Rui's partner", *(f"{fact.kind}: {fact.text}" for fact in RUI.facts))
    near = profile(8, "Ada", "offers: translation of contracts, Portuguese", "needs: a cold room in Lyon")
    found = suggest(AMARA, RUI, twin, near)
    assert {one.contact_id for one in found} == {RUI.contact_id, near.contact_id}


def test_who_was_asked_often_lately_gives_way() -> None:
    again = profile(7, "Ana", *(f"{fact.kind}: {fact.text}" for fact in INES.facts))
    assert suggest(AMARA, INES, again, limit=1)[0].contact_id == INES.contact_id
    assert suggest(AMARA, INES, again, limit=1, asked_lately={INES.contact_id: 3})[0].contact_id == again.contact_id


def test_a_private_fact_may_rank_somebody_and_is_not_told() -> None:
    secret = profile(7, "Noor", "-needs: cold storage in Lyon", "interest: falconry")
    (noor,) = suggest(AMARA, secret, OMAR)
    assert noor.for_helper.told == "Noor is interested in “falconry”"
    assert noor.for_other.told.startswith("Amara offers “cold storage for small co-ops in Lyon”")
    assert "you are looking for" not in noor.for_other.told


def test_of_whom_nothing_may_be_told_nobody_is_told() -> None:
    assert suggest(AMARA, profile(7, "Noor", "-needs: cold storage in Lyon")) == []


def test_many_of_whom_nothing_may_be_told_do_not_hide_one_who_may_be_told_of() -> None:
    silent = [profile(contact, "Noor", "-needs: a co-op with cold storage near Lyon") for contact in range(10, 60)]
    assert [one.contact_id for one in suggest(AMARA, *silent, OMAR, KOFI)] == [KOFI.contact_id]


def test_a_helper_of_whom_nothing_may_be_told_still_learns_whom_to_meet() -> None:
    (kofi,) = suggest(profile(9, "Zoë", "-offers: cold storage near Lyon"), KOFI)
    assert kofi.for_helper.told == "Kofi is looking for “a co-op with cold storage near Lyon”"
    assert kofi.for_other.told == ""


def test_whoever_is_to_be_asked_before_is_someone_who() -> None:
    shy = profile(7, "Wanjirũ Kamau", "needs: cold storage in Lyon for her co-op", anonymous=True)
    (found,) = suggest(AMARA, shy)
    assert found.for_helper.told.startswith("I know someone who is looking for “cold storage in Lyon")
    named = profile(7, "Wanjirũ Kamau", "needs: cold storage in Lyon for Kamau's co-op", anonymous=True)
    assert suggest(AMARA, named) == []


@pytest.mark.parametrize("point", ["ask kofi@volta.example", "call +233 24 123 4567", "see https://volta.example"])
def test_a_contact_point_in_a_fact_is_never_quoted(point: str) -> None:
    assert suggest(AMARA, profile(7, "Kofi", f"needs: cold storage in Lyon, {point}")) == []


def test_of_a_long_fact_the_sentence_that_matters_is_quoted() -> None:
    story = "The dairy has grown for years. " * 8 + "They want cold storage near Lyon. " + "The cows are fine. " * 8
    (found,) = suggest(AMARA, profile(7, "Kofi", f"needs: {story}"))
    assert "“They want cold storage near Lyon”" in found.for_helper.told


def test_who_shares_nothing_with_anybody_gets_no_suggestion() -> None:
    assert suggest(OMAR, *EVERYBODY) == suggest(profile(9, "New"), *EVERYBODY) == suggest(AMARA) == []


def test_one_common_word_is_no_reason_to_introduce_anybody() -> None:
    many = [profile(20 + i, f"N{i}", f"offers: {what}") for i, what in enumerate(["budget talks", "roofs", "choirs"])]
    sponsor = profile(7, "Marta", "offers: a sponsor with a budget")
    assert suggest(profile(9, "Priya", "needs: a budget reviewer"), sponsor, *many) == []
    (reviewer,) = suggest(
        profile(9, "Priya", "needs: a budget reviewer"), KOFI, profile(8, "Noor", "offers: reviewing a budget")
    )
    assert reviewer.contact_id == 8


@pytest.mark.parametrize(
    ("need", "offer"),
    [
        ("a sharpener for bread knives", "bread baking on Sundays"),
        ("a football team that plays on Sunday", "Sunday lunch for newcomers"),
        ("a co-op bank account", "co-op housing law"),
        ("a cello for the choir", "Lyon choir tours"),
    ],
)
@pytest.mark.parametrize("facts", [0, 5, 60])
def test_one_word_that_both_hold_by_chance_is_no_reason_however_few_the_facts(
    need: str, offer: str, facts: int
) -> None:
    rest = [profile(20 + i, f"N{i}", f"offers: thing{i} other{i}") for i in range(facts)]
    assert suggest(profile(1, "Ada", f"needs: {need}"), profile(2, "Bo", f"offers: {offer}"), *rest) == []
    common = [profile(1, "Ada", f"interest: {need}"), profile(2, "Bo", f"learned: {offer}")]
    assert suggest(common[0], common[1], *rest) == []


@pytest.mark.parametrize(
    ("need", "offer"),
    [
        ("a photographer", "wedding photographer"),
        ("somebody who translates Portuguese rental contracts", "translates contracts into Portuguese"),
        ("cold storage near Lyon", "a cold-storage hall"),
    ],
)
def test_a_true_pair_is_found_among_three_contacts_with_seven_facts(need: str, offer: str) -> None:
    ada = profile(1, "Ada", f"needs: {need}", "offers: bread baking on Sundays")
    bo = profile(2, "Bo", f"offers: {offer}", "interest: bread machines", "needs: a flat in Porto")
    cy = profile(3, "Cy", "needs: a Sunday football team", "offers: tax advice")
    found = {one.name: suggest(one, ada, bo, cy) for one in (ada, bo, cy)}
    assert {name: [one.contact_id for one in two] for name, two in found.items()} == {"Ada": [2], "Bo": [1], "Cy": []}
    told = found["Ada"][0].for_helper.told
    assert f"“{offer}”" in told and f"“{need}”" in told


WORDS = "cold storage Lyon choir singing translator Kofi Amara contracts. co-op! permits"
words = st.sampled_from(WORDS.split())
facts = st.builds(
    lambda kind, text, private: passage(
        0, kind, text.replace("cold", "cold SECRET") if private else text, private=private
    ),
    st.sampled_from(["offers", "needs", "interest", "learned", "note", "role", "helped"]),
    st.lists(words, max_size=9).map(" ".join),
    st.booleans(),
)
profiles = st.lists(
    st.builds(
        lambda contact, name, known, shy: Profile(
            contact_id=contact, name=name, facts=tuple(known), ask_before_naming=shy
        ),
        st.integers(1, 6),
        st.sampled_from(["Kofi", "Amara"]),
        st.lists(facts, max_size=4),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.contact_id,
)


@given(profiles, st.sets(st.integers(1, 6), max_size=2))
def test_every_because_quotes_shareable_facts_word_for_word_and_nothing_private(
    everybody: list[Profile], excluded: set[int]
) -> None:
    helper = everybody[0]
    found = ProfileIndex(everybody).two_for(helper.contact_id, excluded=excluded)
    assert len({one.contact_id for one in found}) == len(found) <= 2
    for one in found:
        other = next(profile for profile in everybody if profile.contact_id == one.contact_id)
        assert one.contact_id not in excluded | {helper.contact_id}
        shareable = [fact.text for side in (helper, other) for fact in side.facts if not fact.private]
        assert one.for_helper.told
        for because, subject in ((one.for_helper.told, other), (one.for_other.told, helper)):
            quotations = re.findall("“([^”]*)”", because)
            assert bool(quotations) == bool(because)
            assert all(any(quotation in text for text in shareable) for quotation in quotations)
            assert "SECRET" not in because
            if subject.ask_before_naming and because:
                assert because.startswith("I know someone who ")
                assert subject.name not in quotations[0]


def test_a_fact_that_begins_with_a_verb_is_quoted_word_for_word_behind_a_colon() -> None:
    need = passage(1, "needs", "Wants to know the price of a kilowatt hour")
    mateo = Profile(contact_id=1, name="Mateo Ruiz", facts=(need,))
    knowing = Profile(
        contact_id=2,
        name="Ines Ortega",
        facts=(passage(2, "offers", "Knows what a kilowatt hour costs, price by price"),),
        ask_before_naming=True,
    )
    (found,) = ProfileIndex([mateo, knowing]).two_for(1)
    assert found.for_helper.told == (
        "I know someone who has this to offer: “Knows what a kilowatt hour costs, price by price” "
        "and you are looking for help with this: “Wants to know the price of a kilowatt hour”"
    )


def test_for_me_alone_somebody_is_suggested_of_whom_nothing_may_be_told() -> None:
    (noor,) = suggest(AMARA, profile(7, "Noor", "-needs: a co-op with cold storage near Lyon"), private=True)
    assert noor.for_helper.told == ""
    assert noor.for_helper.private.startswith("Noor is looking for “a co-op with cold storage near Lyon”")
    assert noor.for_other.told.startswith("Amara offers “cold storage for small co-ops in Lyon”")


def test_a_private_reason_stands_apart_from_what_may_be_told() -> None:
    (noor,) = suggest(AMARA, profile(7, "Noor", "-needs: cold storage in Lyon", "interest: falconry"))
    assert noor.for_helper.private == (
        "Noor is looking for “cold storage in Lyon” and you offer “cold storage for small co-ops in Lyon”"
    )


def test_near_finds_what_a_comparison_of_all_pairs_finds() -> None:
    chance = np.random.default_rng(3)
    needs, answers = (unit(chance.normal(size=(count, SIZE)) + 0.06) for count in (1500, 5000))
    found = near(quantised(needs), quantised(answers), 0.17, each=3)
    cosines = quantised(needs).astype(np.float64) @ quantised(answers).T.astype(np.float64) / SCALE**2
    expected = [sorted(row[row >= 0.17])[-3:] for row in cosines]
    assert 0 < sum(map(len, expected)) < 4500
    for row, values in enumerate(expected):
        assert np.allclose(sorted(found.cosines[found.needs == row]), values, atol=1e-4)
    assert np.allclose(found.cosines, cosines[found.needs, found.answers], atol=1e-4)
    best = np.sort(cosines, axis=1)[:, -5:].clip(0).mean(axis=1)
    assert np.allclose(crowding(quantised(needs), quantised(answers)), best, atol=1e-4)


def test_the_best_pairs_of_a_book_are_those_who_need_each_other() -> None:
    axes = np.eye(SIZE, dtype=np.float32)
    needs = Rows(np.array([1, 2, 3, 4]), quantised(axes[[0, 1, 2, 3]]))
    answers = Rows(np.array([1, 2, 4, 4]), quantised(unit(axes[[1, 0, 2, 3]] + axes[[9, 9, 9, 9]])))
    assert [(one.first, one.second) for one in best_pairs(needs, answers, 9)] == [(1, 2), (3, 4)]
    nobody = Rows(np.empty(0, dtype=np.int64), np.empty((0, SIZE), dtype=np.int8))
    assert best_pairs(nobody, answers, 9) == best_pairs(needs, nobody, 9) == []


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)
