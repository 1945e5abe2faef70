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
MOST_ARROWS = 6


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
    stranded = []
    for number, one in enumerate(controls):
        group = [other for other in controls[:number] if key(other) in stops and other.role == one.role]
        if key(one) not in stops and not (group and reached_by_arrows(window, group[-1], one)):
            stranded.append(str(one))
    assert stranded == []


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
    """The one that has the focus, as far as keys are concerned."""
    found = [one for one in window.root().walk() if {"focused", "focusable"} <= one.states and one.role not in ROWS]
    return found[0] if len(found) == 1 else None


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


def reached_by_arrows(window: Application, group: Accessible, wanted: Accessible) -> bool:
    """Whether the arrow keys lead from the one of a group that Tab reaches to another of the group."""
    window.focus(group)
    for _ in range(MOST_ARROWS):
        window.keys("Right")
        if "focused" in wanted.now().states:
            return True
    return False
