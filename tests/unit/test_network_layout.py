"""The picture of the network: me in the middle, nobody on anybody, always the same, and no name over another."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netdesk.graph.labels import Room
from netdesk.graph.layout import SPACING, arrange, curves, rooted
from netdesk.ui.tokens import BRANCHES, COLOURS, Token, contrast

trees = st.lists(st.integers(0, 400), max_size=300).map(
    lambda choices: [-1, *(n % (i + 1) for i, n in enumerate(choices))]
)


def nearest(places: np.ndarray) -> float:
    away = np.hypot(*(places[:, None] - places[None]).T)
    np.fill_diagonal(away, np.inf)
    return float(away.min())


@settings(deadline=None, max_examples=60)
@given(trees)
def test_i_am_in_the_middle_and_nobody_stands_on_anybody(parents: list[int]) -> None:
    layout = arrange(parents)
    assert layout.places[0].tolist() == [0, 0]
    assert np.isfinite(layout.places).all()
    if len(parents) > 1:
        assert nearest(layout.places) > 0.95 * SPACING


@settings(deadline=None, max_examples=20)
@given(trees)
def test_the_same_people_make_the_same_picture(parents: list[int]) -> None:
    assert (arrange(parents).places == arrange(list(parents)).places).all()


@settings(deadline=None, max_examples=60)
@given(trees)
def test_a_branch_has_one_colour_and_its_lines_run_from_introducer_to_introduced(parents: list[int]) -> None:
    layout = arrange(parents)
    for person in range(1, len(parents)):
        if parents[person]:
            assert layout.branches[person] == layout.branches[parents[person]] >= 0
    lines = curves(layout)
    assert np.allclose(lines[:, 0], layout.places[layout.parents[layout.lined]])
    assert np.allclose(lines[:, -1], layout.places[layout.lined])


@pytest.mark.parametrize("parents", [[-1], [-1, 0], [-1] + [0] * 10_000, [-1, 0] + [1] * 3_000, [-1, *range(1_500)]])
def test_books_of_extremes_are_arranged(parents: list[int]) -> None:
    places = arrange(parents).places
    assert len(np.unique(places.round(6), axis=0)) == len(parents)


def test_people_met_directly_fill_a_disc_once_they_are_many() -> None:
    layout = arrange([-1] + [0] * 10_000)
    distance = np.hypot(*layout.places.T)
    assert len(layout.lined) == 0
    assert distance.max() < SPACING * np.sqrt(10_000)


def test_introducers_that_run_in_a_circle_hang_on_me_and_nobody_is_lost() -> None:
    assert rooted([9, 1, 2, 3, 4], {1: 2, 2: 3, 3: 1, 4: 3}) == [-1, 0, 3, 1, 3]
    assert rooted([9, 1, 2], {1: 1, 2: 77}) == [-1, 0, 0]


boxes = st.lists(
    st.tuples(st.floats(-50, 500), st.floats(-50, 400), st.floats(1, 200), st.floats(5, 30)), min_size=1, max_size=60
)


@settings(deadline=None)
@given(boxes, st.lists(st.tuples(st.floats(0, 499), st.floats(0, 399)), max_size=40))
def test_no_two_names_overlap_and_none_covers_a_person(wanted: list, dots: list) -> None:
    room = Room(500, 400)
    centres = np.array(dots).reshape(-1, 2)
    room.take_dots(centres, np.full(len(dots), 4.0))
    placed = [box for one in wanted if (box := room.take_first_free([one])) is not None]
    for (left, top, width, height), (other_left, other_top, other_width, other_height) in combinations(placed, 2):
        apart = left + width <= other_left or other_left + other_width <= left
        assert apart or top + height <= other_top or other_top + other_height <= top
    for left, top, width, height in placed:
        assert left >= 0
        assert top >= 0
        assert left + width <= 500
        assert top + height <= 400
        covered = (centres >= (left, top)) & (centres <= (left + width, top + height))
        assert not covered.all(axis=1).any()


def test_the_one_selected_is_named_whatever_is_in_the_way() -> None:
    room = Room(100, 100)
    room.take_dots(np.array([[50.0, 50.0]]), np.array([40.0]))
    assert room.take_first_free([(40, 40, 30, 10)]) is None
    assert room.take_first_free([(40, 40, 30, 10)], anyhow=True) == (40, 40, 30, 10)


def test_the_one_selected_at_the_edge_is_named_inside_the_picture() -> None:
    room = Room(100, 100)
    room.take_dots(np.array([[50.0, 50.0]]), np.array([80.0]))
    assert room.take_first_free([(90, 40, 30, 10), (60, 40, 30, 10)], anyhow=True) == (60, 40, 30, 10)
    assert room.take_first_free([(90, -5, 30, 10)], anyhow=True) == (70, 0, 30, 10)


def test_branches_stand_out_from_their_ground_in_both_schemes() -> None:
    for scheme, colours in BRANCHES.items():
        assert len(set(colours)) == len(colours)
        assert all(contrast(one, COLOURS[scheme][Token.PANEL]) >= 4.5 for one in colours)
