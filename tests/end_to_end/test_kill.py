"""What is typed outlives a program that is killed: what of it can be lost is the last two seconds, and no more."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from netdesk.ui.widgets.save_timer import AT_LATEST_MS
from tests.conftest import home_variables
from tests.end_to_end.accessible import Accessible
from tests.end_to_end.application import Application
from tests.end_to_end.conftest import Launch

SOON = 0.9
"""Seconds from the last key to the end."""
TYPED = "typed just before the end"


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Path:
    path = tmp_path / "book.netdesk"
    people = tmp_path / "people.csv"
    people.write_text("Name,Email\nTomas Berg,tomas@harrow.example\n", encoding="utf-8")
    command = [sys.executable, "-m", "netdesk", "import", str(people), "--db", str(path)]
    subprocess.run(command, check=True, env=os.environ | home_variables(home), capture_output=True)
    return path


def kill_after_typing(window: Application, field: Accessible) -> None:
    """Type at the end of a field, and end the program within a second of the last key."""
    window.focus(field)
    window.keys("ctrl+End")
    window.type(TYPED)
    last_key = time.monotonic()
    time.sleep(SOON - (time.monotonic() - last_key))
    window.kill()
    assert time.monotonic() - last_key < 1


def capture(window: Application, wording: str) -> None:
    window.keys("ctrl+n")
    window.fill(window.find("text", "Who asks"), "Tomas Berg")
    window.keys("Return")
    window.fill(window.find("text", "Wording"), wording)
    window.press("Capture")
    window.wait_gone("button", "Capture")


def test_a_message_a_note_and_a_dialog_keep_what_was_typed_before_a_kill(launch: Launch, book: Path) -> None:
    window = launch("--db", str(book), "--section", "requests")
    capture(window, "May I pick your brain?")
    window.press("Next move: Ask back")
    kill_after_typing(window, window.find("text", "Message"))

    window = launch("--db", str(book), "--section", "today")
    window.press("1 draft")
    window.find("label", "Questions back to Tomas Berg")
    assert window.find("text", "Message").text().endswith(TYPED)
    window.press("Copy message")
    window.press("Mark as sent")
    window.press("Log reply")
    kill_after_typing(window, window.find("text", "Reply"))

    window = launch("--db", str(book), "--section", "requests")
    window.press("Next move: Log reply")
    window.press("Go on with the reply")
    window.wait_for(lambda: window.find("text", "Reply").text() == TYPED, "the reply")
    window.press("Close composer")
    window.keys("ctrl+n")
    kill_after_typing(window, window.find("text", "Wording"))

    window = launch("--db", str(book), "--section", "contacts")
    window.keys("ctrl+n")
    window.wait_for(lambda: window.find("text", "Wording").text() == TYPED, "the wording")
    window.press("Cancel")
    window.choose_row(window.find("list", "Contacts"), re.compile("Tomas Berg"))
    notes = window.find("label", re.compile("^Notes: "))
    window.focus(notes)
    window.keys("Return")
    kill_after_typing(window, window.find("text", "Notes"))

    window = launch("--db", str(book), "--section", "contacts")
    window.choose_row(window.find("list", "Contacts"), re.compile("Tomas Berg"))
    window.find("label", f"Notes: {TYPED}")


def test_typing_without_a_pause_loses_two_seconds_at_most(launch: Launch, book: Path) -> None:
    window = launch("--db", str(book), "--section", "requests")
    window.keys("ctrl+n")
    window.focus(window.find("text", "Wording"))
    text = "".join(f"{number} " for number in range(100))
    began = time.monotonic()
    window.screen.run("xdotool", "type", "--delay", "40", "--file", "-", text=text, seconds=60)
    took = time.monotonic() - began
    window.kill()
    assert took > 2 * AT_LATEST_MS / 1000
    window = launch("--db", str(book), "--section", "requests")
    window.keys("ctrl+n")
    window.find("label", re.compile("^What you typed here before"))
    kept = window.find("text", "Wording").text()
    slack = 0.6
    assert text.startswith(kept)
    assert len(kept) >= len(text) * (1 - (AT_LATEST_MS / 1000 + slack) / took), (len(kept), len(text), took)
