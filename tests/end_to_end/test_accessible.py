"""Every section on a screen, as a screen reader and the keyboard meet it: controls with names, within reach of keys."""

from __future__ import annotations

import pytest

from netdesk.ui.sections.catalogue import entries
from tests.end_to_end.accessible import Accessible
from tests.end_to_end.application import Application
from tests.end_to_end.conftest import Launch

NAMED = {
    "button", "toggle button", "check box", "radio button", "combo box", "text", "entry", "spin button", "slider",
    "list", "tree", "table", "tree table", "page tab list", "calendar", "link",
}  # fmt: skip
MOST_STOPS = 250
ROWS = {"list item", "tree item", "table cell"}
"""What Qt calls focused in every view, beside the one that has the focus."""
MOST_ARROWS = 40


def key(found: Accessible) -> str:
    """What tells one object from all others."""
    return found.sender + found.path


@pytest.mark.parametrize("section", tuple(entries()))
def test_every_control_of_a_section_has_a_name_and_is_reached_by_keys(launch: Launch, section: str) -> None:
    window = launch("--sample", "--section", section)
    controls = controls_of(window)
    assert [str(one) for one in controls if not (one.label or one.name).strip()] == []
    assert [str(one) for one in window.root().walk() if "</" in one.name + one.description] == []
    stops = stops_of_tab(window)
    assert [str(one) for one in stops.values() if not (one.label or one.name).strip()] == []
    beyond = [one for one in controls if key(one) not in stops]
    reached: set[str] = set()
    for role in {one.role for one in beyond}:
        for start in [one for one in controls if key(one) in stops and one.role == role]:
            others = [one for one in beyond if one.role == role and key(one) not in reached]
            reached |= reached_by_arrows(window, start, others)
    assert [str(one) for one in beyond if key(one) not in reached] == []


def controls_of(window: Application) -> list[Accessible]:
    """The enabled controls that can be seen, once the section has filled itself."""
    window.find("list", "Sections")

    def steady() -> list[Accessible] | None:
        first = [one for one in window.root().walk() if one.role in NAMED]
        window.screen.run("sleep", "0.5")
        again = [one for one in window.root().walk() if one.role in NAMED]
        return again if list(map(key, first)) == list(map(key, again)) else None

    found = window.wait_for(steady, "a section at rest", seconds=20)
    return [one for one in found if "showing" in one.states and "enabled" in one.states]


def focused(window: Application) -> Accessible | None:
    """The one that has the focus, as far as keys are concerned; what it scrolls shares it with it."""
    found = [one for one in window.root().walk() if {"focused", "focusable"} <= one.states and one.role not in ROWS]
    return found[0] if len(found) == 1 or (found and found[0].depth < found[1].depth) else None


def stops_of_tab(window: Application) -> dict[str, Accessible]:
    """What gets the focus as Tab is pressed until it comes round."""
    window.focus(window.find("list", "Sections"))
    stops: dict[str, Accessible] = {}
    now = window.wait_for(lambda: focused(window), "the one with the focus")
    while key(now) not in stops and len(stops) < MOST_STOPS:
        stops[key(now)] = last = now
        window.keys("Tab")
        now = window.wait_for(
            lambda last=last: found if (found := focused(window)) and found != last else None, f"the stop after {last}"
        )
    return stops


def reached_by_arrows(window: Application, start: Accessible, others: list[Accessible]) -> set[str]:
    """Which of the others of a group the arrow keys lead to from the one that Tab reaches."""
    reached: set[str] = set()
    for arrow in ("Right", "Left"):
        if not others or start not in window.root().walk():
            break
        window.focus(start)
        for _ in range(MOST_ARROWS):
            window.keys(arrow)
            now = next((key(one) for one in others if "focused" in one.now().states), None)
            if now is None or now in reached:
                break
            reached.add(now)
    return reached
