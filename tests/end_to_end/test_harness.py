"""The driver sees and does what a user and a screen reader would, shown on a small window of known content."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.end_to_end.application import Application
from tests.end_to_end.conftest import Launch
from tests.end_to_end.screen import Screen
from tests.end_to_end.small_window import ROWS

OF_ONE_SCREEN = 6
"""Server, window manager, buses and what was started on it, each a process that may take its time to begin."""
SMALL_WINDOW = (sys.executable, str(Path(__file__).with_name("small_window.py")))


@pytest.fixture
def window(launch: Launch) -> Application:
    return launch(program=SMALL_WINDOW)


def test_typed_text_and_a_pressed_button_reach_the_program_and_the_clipboard(window: Application) -> None:
    window.focus(window.find("text", "Name"))
    window.type("Ada Lovelace")
    window.choose(window.find("combo box", "Kind"), "Good evening")
    window.press("Loudly", "check box")
    window.press("Greet")
    assert window.wait_clipboard(re.compile("^Good")) == "Good evening, Ada Lovelace!"
    assert window.find("label", "Greeting").description == "Good evening, Ada Lovelace!"
    assert "checked" in window.find("check box", "Loudly").states


@pytest.mark.parametrize("text", ["plain", "Zoë Łukasz 李 😀", "x" * 500])
def test_a_filled_field_holds_exactly_the_text(window: Application, text: str) -> None:
    field = window.find("text", "Name")
    window.fill(field, "before")
    window.fill(field, text)
    assert field.text() == text


def test_text_of_several_lines_is_typed_set_and_read(window: Application) -> None:
    note = window.find("text", "Note")
    note.set_text("one\ntwo")
    assert note.text() == "one\ntwo"
    window.focus(note)
    window.keys("ctrl+End", "Return")
    window.type("three")
    window.wait_for(lambda: note.text() == "one\ntwo\nthree", "three lines")


def test_a_shortcut_and_a_menu_entry_do_the_same(window: Application) -> None:
    name = window.find("text", "Name")
    window.fill(name, "Grace")
    window.keys("ctrl+l")
    window.wait_for(lambda: name.text() == "", "an empty name")
    window.fill(name, "Grace")
    window.menu("File", "Clear")
    window.wait_for(lambda: name.text() == "", "an empty name")
    focused = window.focused()
    assert focused == name


def test_a_modal_dialog_opened_by_a_menu_entry_is_answered(window: Application) -> None:
    window.menu("File", "About")
    dialog = window.find("alert message", "About")
    window.press("OK", within=dialog)
    window.wait_gone("alert message", "About")
    window.find("status bar", "Read")


def test_a_value_is_set_and_read(window: Application) -> None:
    times = window.find("spin box", "Times")
    times.set_value(7)
    assert times.value() == 7


def test_rows_of_tables_lists_and_trees_are_read_and_chosen(window: Application) -> None:
    people = window.find("table", "People")
    assert people.headers() == ["Name", "Town"]
    assert people.row_count() == ROWS
    assert people.rows(first=ROWS - 1) == [[f"Person {ROWS - 1}", "Lima"]]
    assert window.choose_row(people, "Person 1") == 1
    window.wait_for(lambda: people.selected_rows() == [1], "the second row")
    window.choose_row(people, re.compile("^Person 30$"))
    assert people.selected_rows() == [30]
    assert window.choose_row(people, 0) == 0

    towns = window.find("list", "Towns")
    assert towns.rows() == [["Berlin"], ["Lima"], ["Osaka"]]
    window.choose_row(towns, "Osaka")
    assert towns.selected_rows() == [2]

    chain = window.find("tree", "Chain")
    assert chain.headers() == ["Hop", "State"]
    assert chain.rows() == [["Ada", "asked"], ["Grace", "planned"]]


def test_what_is_hidden_is_found_only_when_asked_for(window: Application) -> None:
    assert window.find_all("button", "Hidden") == []
    assert len(window.find_all("button", "Hidden", hidden=True)) == 1


def test_what_is_disabled_cannot_be_pressed(window: Application) -> None:
    off = window.find("button", "Off")
    assert "enabled" not in off.states
    with pytest.raises(AssertionError, match="disabled"):
        off.press()


def test_a_search_in_vain_says_what_is_there(window: Application) -> None:
    with pytest.raises(AssertionError, match=r"(?s)named 'Great'.*button 'Greet'"):
        window.find("button", "Great", seconds=0.2)
    with pytest.raises(AssertionError, match=r"(?s)one button.*'Greet'.*'Off'"):
        window.find("button", seconds=0.2)


def test_a_walk_passes_over_a_large_table_quickly(window: Application) -> None:
    started = time.monotonic()
    assert len(list(window.root().walk())) < 200
    assert time.monotonic() - started < 1


def test_a_program_that_ends_ends_the_wait_and_is_heard(launch: Launch) -> None:
    with pytest.raises(AssertionError, match=r"(?s)program ended.*out of order"):
        launch(program=(sys.executable, "-c", "raise SystemExit('out of order')"))


def test_closing_the_window_ends_the_program(window: Application) -> None:
    window.keys("ctrl+q")
    assert window.wait_end() == 0


def test_a_picture_shows_the_screen(window: Application, tmp_path: Path) -> None:
    saved = window.save_evidence(tmp_path)
    assert saved[0].read_bytes().startswith(b"\x89PNG")
    assert "button 'Greet'" in saved[1].read_text()


def test_a_closed_screen_leaves_no_process_behind(screen: Screen) -> None:
    other = Screen(size="800x600")
    other.start(["sh", "-c", "setsid sleep 300 & sleep 300"], other.environment, subprocess.DEVNULL)
    deadline = time.monotonic() + 10
    while len(other.left_over()) < OF_ONE_SCREEN and time.monotonic() < deadline:
        time.sleep(0.05)
    started = other.left_over()
    other.close()
    assert len(started) >= OF_ONE_SCREEN
    assert other.left_over() == []
    assert screen.left_over() != []
