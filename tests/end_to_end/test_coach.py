"""The coach in the real window: an ask is typed, and the verdict on it changes while it is."""

from __future__ import annotations

import re
import time

from tests.end_to_end.conftest import Launch

VAGUE = "Could we talk about the Lisbon lease sometime?"
ASK = "I'm now in charge of our Lisbon office. Can you send me the template of the Lisbon lease by Friday?"
MAIL = (
    "From: Tomas Berg <tomas@harrow.example>\nSubject: lease\nDate: Mon, 23 Nov 2026 09:12:00 +0100\n\n"
    f"Hi Ada,\n\n{ASK}\n\nBest regards,\nTomas\n\nOn Sun, 22 Nov 2026, Ada Lind wrote:\n> Anything else?"
)


def test_the_verdict_follows_an_ask_as_it_is_typed(launch: Launch) -> None:
    window = launch("--sample", "--section", "requests")
    window.keys("ctrl+n")
    dialog = window.find("dialog", "Capture a request")
    wording = window.find("text", "Wording")
    window.focus(wording)
    window.type(VAGUE)
    window.find("label", re.compile("^Still vague|^Perhaps still vague"), within=dialog)
    window.find("label", re.compile("^“sometime”: "), within=dialog)
    window.find("label", "no bound", within=dialog)
    window.press("Dismiss hint", within=dialog)
    window.wait_gone("label", re.compile("^“sometime”: "), within=dialog)
    window.focus(wording)
    window.keys("ctrl+a")
    window.type(ASK)
    began = time.monotonic()
    window.find("label", "Specific: somebody could act on this.", within=dialog, seconds=30)
    print(
        f"the models answered {1000 * (time.monotonic() - began):.0f} ms after the last key, as a screen reader sees it"
    )
    for element in ("purpose", "ask", "bound"):
        window.find("label", f"✓ {element}", within=dialog)
    window.find("button", re.compile("^Found in the wording: "), within=dialog)


def test_the_ask_is_found_in_a_pasted_mail_and_taken_over_into_the_fields(launch: Launch) -> None:
    window = launch("--sample", "--section", "requests")
    window.keys("ctrl+n")
    dialog = window.find("dialog", "Capture a request")
    wording = window.find("text", "Wording")
    window.focus(wording)
    window.paste(MAIL)
    window.press(re.compile("^Keep only what is asked"))
    window.wait_for(lambda: wording.text() == ASK, "the mail being cut to what is asked")
    window.find("label", "Specific: somebody could act on this.", within=dialog, seconds=30)
    window.press(re.compile("^Found in the wording: "), within=dialog)
    window.press("Take over all", within=dialog)
    bound = window.find("text", "Bound")
    window.wait_for(lambda: "Friday" in bound.text(), "the bound being taken over")
    assert wording.text() == ASK
