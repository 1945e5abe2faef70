"""Requests in the real window, by keyboard and accessible name, from an import to closed loops and back."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from netdesk.db.undo import USER_TABLES
from tests.conftest import home_variables
from tests.end_to_end.conftest import Launch
from tests.end_to_end.hands import Hands

VAGUE = "Hi, I'd love to pick your brain sometime"
FACTS = (
    "Name,Can help with,Looking for\n"
    "Ama Owusu,vendor onboarding in nine days,cold storage near Lyon\n"
    'Kofi Mensah,cold storage near Lyon,"vendor onboarding in days, not months"\n'
    "Bea Roy,cold storage near Lyon for food makers,\n"
)
HELPERS = (
    ("Henrik", "Krause", "Supplier approval auditor"),
    ("Ines", "Ortega", "Supplier approval manager"),
    ("Ama", "Owusu", "Vendor onboarding director"),
)


def connections(path: Path) -> Path:
    """A LinkedIn export of 500 people, with its preamble."""
    lines = ["Notes:", '"Some of the email addresses may be missing from your connections."', ""]
    lines.append("First Name,Last Name,URL,Email Address,Company,Position,Connected On")
    for given, family, position in HELPERS:
        page = f"https://www.linkedin.com/in/{given}-{family}".lower()
        lines.append(f"{given},{family},{page},{given.lower()}@example.org,Brightwell,{position},12 Mar 2024")
    for i in range(500 - len(HELPERS)):
        lines.append(f"Given{i},Family{i},https://www.linkedin.com/in/person-{i},,Mill {i % 40},Baker,01 Jan 2023")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def rows(book: Path) -> dict[str, list[Any]]:
    """Every row of every user table."""
    with closing(sqlite3.connect(f"{book.as_uri()}?mode=ro", uri=True)) as file:
        return {table.name: file.execute(f"SELECT * FROM {table.name} ORDER BY id").fetchall() for table in USER_TABLES}


def steps(book: Path) -> int:
    """How many steps can be undone."""
    with closing(sqlite3.connect(f"{book.as_uri()}?mode=ro", uri=True)) as file:
        return int(file.execute("SELECT count(*) FROM undo_step WHERE undone = 0").fetchone()[0])


@pytest.fixture
def hands(launch: Launch, home: Path, tmp_path: Path) -> Iterator[Hands]:
    import os

    book, facts = tmp_path / "book.netdesk", tmp_path / "facts.csv"
    facts.write_text(FACTS, encoding="utf-8")
    environment = os.environ | home_variables(home)
    command = [sys.executable, "-m", "netdesk", "import", str(facts), "--db", str(book)]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    yield Hands(launch("--db", str(book), "--section", "requests", environment={"PYTHONFAULTHANDLER": "1"}), book)


def import_connections(hands: Hands, file: Path) -> None:
    window = hands.window
    window.keys("ctrl+i")
    window.fill(window.find("text", re.compile("name", re.IGNORECASE)), str(file))
    window.keys("Return")
    window.find(None, "New: 499", seconds=20)
    window.press("Import")
    window.find(None, "Added: 499", seconds=30)
    window.press("Close")
    window.wait_gone("button", "Close")


def make_specific(hands: Hands) -> None:
    hands.go("Ask back")
    assert "?" in hands.send("Questions back to Tomas Berg")
    hands.answer("I took over onboarding; approval takes eleven weeks.")
    hands.say("Purpose", "cut supplier onboarding from eleven weeks")
    hands.say("Topic", "supplier approval and vendor onboarding")
    hands.say("Ask", "a call with somebody who got it under four weeks")
    hands.say("Who", "somebody in procurement")
    hands.say("Bound", "30 minutes before 10 December")
    hands.window.press("Clarify request")


def pass_it_on(hands: Hands) -> None:
    """Ask two people, of whom one declines and the other names a third, who agrees."""
    window = hands.window
    hands.go("Find who can help")
    window.press("Ask Henrik Krause first")
    assert "Tomas" not in hands.send("Opt-in note to Henrik Krause")
    hands.answer("Sorry, I have no time.", "Declined")
    window.press("Ask Ines Ortega first")
    hands.send("Opt-in note to Ines Ortega")
    hands.answer("Gladly, but Ama knows it better.", "Granted")
    hands.from_menu("Moves for Ines Ortega", "a")
    window.fill(window.find("text", "Contact to go through"), "Ama Owusu")
    window.keys("Return")
    window.press("Add hop", within=window.find("dialog", "Add a hop"))
    window.wait_gone("dialog", "Add a hop")
    hands.go("Ask Ama Owusu first")
    assert "Tomas" not in hands.send("Opt-in note to Ama Owusu")
    hands.answer("Yes, of course.", "Granted")


def introduce(hands: Hands) -> None:
    """Introduce the two, once there is a note that can be forwarded, and record what came of it."""
    hands.go("Add the forwardable note")
    hands.window.fill(hands.window.find("text", "Forwardable note"), "I run onboarding at a mill.")
    hands.window.keys("ctrl+Return")
    hands.go("Introduce")
    introduced = hands.send("Introduction of Tomas Berg and Ama Owusu")
    assert "I run onboarding at a mill." in introduced
    hands.go("Record outcome")
    hands.record("What came of it? Whoever helped will read it in these words.", "They agreed on a pilot.")


def close_the_loop(hands: Hands) -> None:
    """Report back to everyone who helped, thank them with two connections each, and close."""
    for name in ("Ines Ortega", "Ama Owusu"):
        hands.go(f"Report back to {name}")
        assert "pilot" in hands.send(f"How it went, to {name}")
    hands.go("Thank Ines Ortega")
    hands.window.press("Draft thanks")
    hands.send("Thanks to Ines Ortega")
    hands.go("Thank Ama Owusu")
    hands.window.find("label", re.compile("^Ama Owusu should meet these"))
    hands.window.press("Draft thanks")
    thanks = hands.send("Thanks to Ama Owusu")
    assert "Kofi Mensah" in thanks
    assert "Bea Roy" in thanks
    hands.go("Close")
    hands.window.find("button", "Next move: Reopen")


def answer_by_a_resource(hands: Hands) -> None:
    """Capture a second request, make it specific and hand it on to a resource."""
    window = hands.window
    hands.capture("Given7 Family7", "Where do I read about rye?")
    hands.say("Purpose", "bake bread that keeps for a week")
    hands.say("Topic", "rye sourdough")
    hands.say("Ask", "a book or a course")
    hands.say("Who", "a baker of rye")
    hands.say("Bound", "before Christmas")
    window.press("Clarify request")
    window.find("button", "Next move: Find who can help")
    hands.from_menu("More moves", "b")
    window.fill(window.find("text", "Title of the resource"), "The rye book")
    window.press("Answer by it")
    window.wait_gone("button", "Answer by it")


def state_of_requests(book: Path) -> list[str]:
    with closing(sqlite3.connect(f"{book.as_uri()}?mode=ro", uri=True)) as file:
        return [row[0] for row in file.execute("SELECT state FROM request ORDER BY id")]


@pytest.mark.timeout(600)
def test_a_vague_request_becomes_a_closed_loop_and_every_step_goes_back(hands: Hands, tmp_path: Path) -> None:
    book = hands.book
    before, steps_before = rows(book), steps(book)
    import_connections(hands, connections(tmp_path / "Connections.csv"))
    hands.capture("Tomas Berg", VAGUE)
    make_specific(hands)
    pass_it_on(hands)
    introduce(hands)
    close_the_loop(hands)
    answer_by_a_resource(hands)
    assert state_of_requests(book) == ["closed", "answered"]

    after = rows(book)
    count = steps(book) - steps_before
    assert count > 30
    walk_steps(hands, "ctrl+z", steps_before)
    assert rows(book) == before
    walk_steps(hands, "ctrl+shift+z", steps_before + count)
    assert rows(book) == after


def walk_steps(hands: Hands, keys: str, wanted: int) -> None:
    """Undo or redo, one step at a time, until so many steps can be undone."""
    window, book = hands.window, hands.book
    window.focus(window.find("list", "Sections"))
    while (now := steps(book)) != wanted:
        window.keys(keys)
        window.wait_for(lambda now=now: steps(book) != now, "a step")
