"""A request goes its whole way to an introduction in the real window, and takes nothing private along."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from netdesk.language.words import terms
from tests.end_to_end.acquaintances import KNOWS_HOW, SECRET, write_acquaintances
from tests.end_to_end.conftest import Launch
from tests.end_to_end.hands import Hands

ASK = (
    "I'm now in charge of buying at a textile mill and would like to learn more about approving suppliers quickly. "
    "Could you introduce me to somebody who has done it? A call of 30 minutes before 10 December would do."
)
BOTH = "Lena Novak and Ama Owusu"


@pytest.fixture
def hands(launch: Launch, tmp_path: Path) -> Iterator[Hands]:
    book = write_acquaintances(tmp_path / "people.netdesk")
    yield Hands(launch("--db", str(book), "--section", "requests"), book)


def find_who_can_help(hands: Hands) -> None:
    """Capture the request; the one who can help is found by what her record says in other words."""
    window = hands.window
    window.keys("ctrl+n")
    dialog = window.find("dialog", "Capture a request")
    window.type("Lena Novak")
    window.keys("Return")
    window.focus(window.find("text", "Wording"))
    window.paste(ASK)
    window.find("button", re.compile("; captured with it$"), within=dialog, seconds=30)
    window.press("Capture", within=dialog)
    window.find("button", "Next move: Find who can help")
    window.find("label", re.compile(f"^“{re.escape(KNOWS_HOW)}” — offers, "), seconds=30)
    assert not set(terms(ASK)) & set(terms(KNOWS_HOW))


def ask_for_the_way(hands: Hands) -> list[str]:
    """Go the way to somebody I never met: ask whoever knows her, then send the note that goes on to her."""
    window = hands.window
    window.focus(window.find("button", "Ways to Ama Owusu"))
    window.keys("Return")
    window.find(None, "Me → Ines Ortega → Ama Owusu")
    window.find(None, "You and Ines Ortega: met today\nInes Ortega and Ama Owusu: colleagues")
    ask = window.find("button", "Ask Ines Ortega for a way to Ama Owusu")
    window.wait_for(lambda: "focused" in ask.now().states, "the focus on the best way")
    window.keys("Return")
    asked = hands.send("Ask to Ines Ortega")
    hands.answer("Gladly. Send me a note that I can forward to her.", "Accepted: they will help")
    window.press("Go on: Send Ines Ortega the note to forward")
    return [asked, hands.send("Forwardable note · Ines Ortega")]


def introduce(hands: Hands) -> list[str]:
    """Ask her whether she is willing, and once she is, introduce the two."""
    window = hands.window
    window.choose_row(window.find("list", "Requests"), re.compile("^Lena Novak"))
    window.press("Ask Ama Owusu first")
    opt_in = hands.send("Opt-in note to Ama Owusu")
    hands.answer("Yes, of course, with pleasure.", "Granted")
    window.press("Go on: Add the forwardable note")
    window.fill(window.find("text", "Forwardable note"), "I buy for a mill of 200 looms.")
    window.keys("ctrl+Return")
    hands.go("Introduce")
    return [opt_in, hands.send(f"Introduction of {BOTH}")]


def drafted(book: Path) -> list[str]:
    """Subject and text of every message of the book."""
    with closing(sqlite3.connect(f"{book.as_uri()}?mode=ro", uri=True)) as file:
        return [row[0] for row in file.execute("SELECT subject || char(10) || body FROM message")]


def test_a_specific_request_finds_who_can_help_and_the_way_to_them_and_ends_in_an_introduction(hands: Hands) -> None:
    window = hands.window
    find_who_can_help(hands)
    asked, note = ask_for_the_way(hands)
    opt_in, introduction = introduce(hands)
    for told in (asked, note):
        assert "an introduction to Ama Owusu, Operations director at Brightwell Mills" in told
        assert "approving suppliers" in told
        assert "Lena" not in told
    assert "Hi Ines" in asked
    assert "a note you can forward" in note
    assert "Hi Ama" in opt_in
    assert "Lena" not in opt_in
    assert f"“{KNOWS_HOW}”" in opt_in
    assert "Hi Lena and Ama" in introduction
    assert f"“{KNOWS_HOW}”" in introduction
    assert "I buy for a mill of 200 looms." in introduction
    assert len(drafted(hands.book)) == 4
    assert not [text for text in drafted(hands.book) if SECRET in text.lower()]

    window.find("button", "Next move: Record outcome")
    window.find("label", re.compile(rf"Introduced\s+{BOTH}"))
    assert not window.find_all("button", re.compile("^Ask Ines Ortega first")), "what I wrote to her speaks for her"
    window.choose_row(window.find("list", "Sections"), re.compile("^Introductions, 1"))
    window.find("list item", re.compile(f"^{BOTH}, .*made"), within=window.find("list", "Introductions"))
