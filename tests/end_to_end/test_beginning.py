"""The first minutes with an empty book in the real window: people, what they offer, and a request they can serve."""

from __future__ import annotations

import re
from pathlib import Path

from tests.end_to_end.application import Application
from tests.end_to_end.conftest import Launch

ASK = (
    "I have just taken over supplier onboarding at a textile mill and approval takes eleven weeks. Could you introduce "
    "me to somebody who rebuilt vendor approval? A call of 30 minutes before 10 December would do."
)


def add(window: Application, name: str, fact: str) -> None:
    """Add a contact and type what was learned of them, without a look at where the focus is."""
    window.keys("ctrl+shift+n")
    window.find("dialog", "New contact")
    window.type(name)
    window.keys("Return")
    window.wait_gone("dialog", "New contact")
    window.wait_for(lambda: "focused" in window.find("text", "New fact").states, "the line for a fact")
    window.type(fact)
    window.keys("Return")
    window.find("label", f"Fact: {fact.partition(': ')[2]}")


def test_a_clear_request_in_a_new_book_finds_at_once_who_can_help(launch: Launch, tmp_path: Path) -> None:
    window = launch("--db", str(tmp_path / "mine.netdesk"))
    window.fill(window.find("text", "Your name"), "Maya Lindqvist")
    add(window, "Tomas Berg", "needs: supplier onboarding in four weeks")
    add(window, "Ama Owusu", "offers: supplier onboarding, rebuilt vendor approval in nine days")
    window.find("button", "Introduce to Tomas Berg")
    window.keys("ctrl+n")
    dialog = window.find("dialog", "Capture a request")
    window.type("Tomas Berg")
    window.keys("Return")
    window.focus(window.find("text", "Wording"))
    window.type(ASK)
    window.find("button", re.compile("; captured with it$"), within=dialog, seconds=30)
    window.press("Capture", within=dialog)
    window.find("button", "Next move: Find who can help")
    window.press(re.compile("^Ask Ama Owusu first"))
    window.wait_for(lambda: "Hi Ama" in window.find("text", "Message").text(), "the opt-in note")
