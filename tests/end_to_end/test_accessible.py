"""Every section on a screen, as a screen reader and the keyboard meet it: controls with names, within reach of keys."""

from __future__ import annotations

import re

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
ARROWS_REACH = {"radio button", "page tab"}
"""What stands in a group of which Tab reaches one, and the arrow keys the others."""


def key(found: Accessible) -> str:
    """What tells one object from all others."""
    return found.sender + found.path


@pytest.mark.parametrize("section", tuple(entries()))
def test_every_control_of_a_section_has_a_name_and_is_reached_by_keys(launch: Launch, section: str) -> None:
    window = launch("--sample", "--section", section)
    controls = controls_of(window)
    unnamed = [str(one) for one in controls if not (one.label or one.name).strip()]
    assert len(controls) > 8
    assert unnamed == []
    reached = reached_by_tab(window)
    stranded = [str(one) for one in controls if key(one) not in reached and not in_reach_otherwise(one, reached)]
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


def reached_by_tab(window: Application) -> set[str]:
    """What gets the focus as Tab is pressed until it comes round."""
    window.focus(window.find("list", "Sections"))
    reached: dict[str, None] = {}
    for _ in range(MOST_STOPS):
        focused = window.wait_for(window.focused, "something with the focus")
        if key(focused) in reached:
            return set(reached)
        reached[key(focused)] = None
        before = key(focused)
        window.keys("Tab")
        window.wait_for(lambda before=before: (now := window.focused()) and key(now) != before, "the next stop")
    raise AssertionError(f"Tab did not come round after {MOST_STOPS} stops")


def in_reach_otherwise(one: Accessible, reached: set[str]) -> bool:
    """Whether arrow keys reach it from what Tab reaches."""
    return one.role in ARROWS_REACH or bool(re.fullmatch(r"", one.role))
