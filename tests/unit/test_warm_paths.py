from __future__ import annotations

from datetime import date
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdesk.graph.chains import introducer_chain
from netdesk.graph.paths import Graph, WarmPath
from netdesk.graph.stays import Stay, Stays

PEOPLE = range(7)
Tie = tuple[int, int, float, str]

ties = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.floats(-0.1, 1.1)).map(
        lambda tie: (*tie, f"{tie[0]} and {tie[1]}")
    ),
    max_size=22,
)


def brute_force(given_ties: list[Tie], start: int, target: int) -> list[float]:
    """The best strength by first person on the way, from every ordering of people, strongest first."""
    known: dict[frozenset[int], float] = {}
    for one, other, strength, _ in given_ties:
        if one != other and strength > 0:
            pair = frozenset({one, other})
            known[pair] = max(known.get(pair, 0.0), min(strength, 1.0))
    best: dict[int, float] = {}
    others = [person for person in PEOPLE if person not in (start, target)]
    for count in range(3):
        for middle in permutations(others, count):
            way = (start, *middle, target)
            strength = 0.5 ** max(count - 1, 0)
            for pair in pairwise(way):
                strength *= known.get(frozenset(pair), 0.0)
            if strength > 0:
                best[way[1]] = max(best.get(way[1], 0.0), strength)
    return sorted(best.values(), reverse=True)


@given(ties, st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.integers(1, 8))
def test_the_paths_are_the_strongest_there_are(given_ties: list[Tie], start: int, target: int, limit: int) -> None:
    found = Graph(given_ties).paths(start, target, limit)
    expected = [] if start == target else brute_force(given_ties, start, target)
    assert [path.strength for path in found] == pytest.approx(expected[:limit])


@given(ties, st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_every_path_runs_over_real_ties_without_circles_and_says_why(
    given_ties: list[Tie], start: int, target: int
) -> None:
    reasons = {(frozenset(tie[:2]), tie[3]) for tie in given_ties}
    found = Graph(given_ties).paths(start, target)
    for path in found:
        assert (path.through[0], path.through[-1]) == (start, target)
        assert len(set(path.through)) == len(path.through) <= 4
        steps = [frozenset(pair) for pair in pairwise(path.through)]
        assert len(path.because) == len(steps)
        assert set(zip(steps, path.because, strict=True)) <= reasons
    assert len({path.through[1] for path in found}) == len(found)


def test_a_direct_tie_and_an_introduction_are_both_ways() -> None:
    graph = Graph([(1, 2, 0.2, "met once"), (1, 3, 0.9, "old friends"), (3, 2, 0.9, "colleagues")])
    assert graph.paths(1, 2) == [
        WarmPath((1, 3, 2), pytest.approx(0.81), ("old friends", "colleagues")),
        WarmPath((1, 2), 0.2, ("met once",)),
    ]


def test_nobody_four_ties_away_is_reached() -> None:
    chain = [(person, person + 1, 1.0, "know each other") for person in range(1, 5)]
    assert [path.through for path in Graph(chain).paths(1, 4)] == [(1, 2, 3, 4)]
    assert Graph(chain).paths(1, 5) == []


def test_the_second_intermediary_halves_the_strength() -> None:
    chain = [(person, person + 1, 1.0, "know each other") for person in range(1, 4)]
    assert [path.strength for path in Graph(chain).paths(1, 3)] == [1.0]
    assert [path.strength for path in Graph(chain).paths(1, 4)] == [0.5]


def test_strangers_and_unknown_people_have_no_path() -> None:
    graph = Graph([(1, 2, 1.0, ""), (3, 4, 1.0, "")])
    assert graph.paths(1, 3) == graph.paths(1, 99) == graph.paths(99, 1) == graph.paths(1, 1) == []
    assert Graph([]).paths(1, 2) == []


def test_two_people_with_thousands_of_ties_each_are_no_obstacle() -> None:
    hubs = [(hub, person, 0.5, "know each other") for hub in (1, 2) for person in range(10, 5010)]
    found = Graph(hubs).paths(1, 2)
    assert [path.strength for path in found] == [0.25] * 3
    assert len({path.through[1] for path in found}) == 3


def test_a_chain_of_introducers_leads_from_the_contact_towards_me() -> None:
    introducers = {5: 4, 4: 3, 3: 1}
    assert introducer_chain(5, introducers, me=1) == (4, 3)
    assert introducer_chain(1, introducers, me=1) == ()
    assert introducer_chain(9, introducers) == ()


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 9)), st.integers(0, 9))
def test_a_chain_never_repeats_anybody_and_follows_the_introducers(introducers: dict[int, int], contact: int) -> None:
    whole = (contact, *introducer_chain(contact, introducers))
    assert len(set(whole)) == len(whole)
    assert all(introducers[one] == other for one, other in pairwise(whole))


stays = st.lists(
    st.builds(
        Stay,
        st.sampled_from(PEOPLE),
        st.integers(1, 3),
        st.just("Brightwell"),
        st.none() | st.dates(date(2015, 1, 1), date(2019, 12, 31)),
        st.none() | st.dates(date(2017, 1, 1), date(2022, 12, 31)),
    ),
    max_size=12,
)


@given(ties, stays, st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_colleagues_of_the_same_time_are_ways_like_any_other(
    given_ties: list[Tie], given_stays: list[Stay], start: int, target: int
) -> None:
    expanded = list(given_ties)
    for one in given_stays:
        for other in given_stays:
            both = (one, other)
            begin = max(stay.since or stay.until or date.max for stay in both)
            together = begin <= min(stay.until or date.max for stay in both)
            if one.organisation == other.organisation and together:
                strength = 0.3 if one.until is other.until is None else 0.12
                expanded.append((one.person, other.person, strength, ""))
    found = Graph(given_ties, Stays(given_stays)).paths(start, target)
    assert [path.strength for path in found] == pytest.approx(
        [path.strength for path in Graph(expanded).paths(start, target)]
    )


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ((2019, None), (2021, None), "both at Brightwell since 2021"),
        ((None, None), (None, None), "both at Brightwell"),
        ((2015, 2018), (2017, None), "both at Brightwell from 2017 to 2018"),
        ((None, None), (2021, None), "both at Brightwell"),
        ((None, 2018), (2016, None), "both at Brightwell in 2018"),
        ((None, 2018), (None, 2018), "both at Brightwell in 2018"),
        ((None, 2018), (None, None), ""),
        ((None, 2018), (None, 2019), ""),
        ((2010, 2012), (None, None), ""),
        ((2015, 2016), (2017, 2018), ""),
    ],
)
def test_who_was_at_the_same_place_is_told_with_the_years(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], told: str
) -> None:
    def stay(person: int, years: tuple[int | None, int | None]) -> Stay:
        since, until = years
        return Stay(
            person, 1, "Brightwell", date(since, 1, 1) if since else None, date(until, 12, 31) if until else None
        )

    found = Graph([], Stays([stay(1, one), stay(2, other)])).paths(1, 2)
    assert [path.because for path in found] == ([(told,)] if told else [])


def test_nobody_knows_everybody_at_a_large_organisation() -> None:
    crowd = [Stay(person, 1, "Everybody Ltd", None, None) for person in range(1, 200)]
    assert Graph([], Stays(crowd)).paths(1, 2) == []


def test_the_nearest_of_many_targets_is_reached_by_different_people() -> None:
    graph = Graph(
        [
            (1, 2, 0.9, "old friends"),
            (2, 5, 0.5, "knows"),
            (2, 6, 0.8, "knows"),
            (1, 3, 0.4, "met"),
            (3, 5, 0.5, "knows"),
        ]
    )
    assert [path.through for path in graph.nearest_ways(1, [5, 6])] == [(1, 2, 6), (1, 3, 5)]
    assert graph.nearest_ways(1, []) == []


def test_introducers_who_run_in_a_circle_and_a_book_of_one_are_no_obstacle() -> None:
    circle = Graph([(1, 2, 0.5, ""), (2, 3, 0.5, ""), (3, 4, 0.5, ""), (4, 2, 0.5, "")])
    assert [path.through for path in circle.paths(1, 4)] == [(1, 2, 4)]
    assert Graph([(1, 1, 0.5, "")]).paths(1, 1) == []


def test_no_way_leads_through_or_to_those_who_are_left_out() -> None:
    ties = [(1, 2, 0.9, "friends"), (2, 3, 0.9, "colleagues"), (1, 4, 0.2, "met"), (4, 3, 0.2, "met")]
    stays = Stays([Stay(person, 1, "Brightwell", None, None) for person in (2, 3)])
    assert [path.through for path in Graph(ties, stays).paths(1, 3)] == [(1, 2, 3), (1, 4, 3)]
    assert [path.through for path in Graph(ties, stays, without={2}).paths(1, 3)] == [(1, 4, 3)]
    assert Graph(ties, stays, without={3}).paths(1, 3) == []
