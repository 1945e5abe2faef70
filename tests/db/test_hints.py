"""Hints of the coach that were dismissed, and texts it leaves alone: remembered, bounded, and taken back by undo."""

from __future__ import annotations

import pytest

from netdesk.db.book import Book
from netdesk.domain.words import MessageKind, RequestDirection
from netdesk.services.contacts import Contacts
from netdesk.services.hints import Hints, Standing, of_message, of_request
from netdesk.services.history import History
from netdesk.services.message_rows import MessageRows
from netdesk.services.messages import Messages
from netdesk.services.people import NewContact
from netdesk.services.purpose import Purpose
from netdesk.services.requests import Requests
from netdesk.services.settings import Settings


@pytest.fixture
def hints(book: Book) -> Hints:
    """The hints in a book of Robin Baker."""
    Settings(book).change(name="Robin Baker")
    return Hints(book)


def test_a_dismissed_wording_is_remembered_for_its_text_alone(book: Book, hints: Hints) -> None:
    hints.dismiss(of_request(1), "Pick  your Brain")
    assert Hints(book).standing(of_request(1)).dismissed == {"pick your brain"}
    assert hints.standing(of_request(2)) == Standing(enabled=True)
    assert hints.standing(of_message(1)) == Standing(enabled=True)


def test_quiet_and_dismissed_do_not_disturb_each_other(hints: Hints) -> None:
    hints.dismiss(of_message(1), "sometime")
    hints.set_quiet(of_message(1), quiet=True)
    assert hints.standing(of_message(1)) == Standing(enabled=True, quiet=True, dismissed=frozenset({"sometime"}))
    hints.set_quiet(of_message(1), quiet=False)
    assert hints.standing(of_message(1)) == Standing(enabled=True, dismissed=frozenset({"sometime"}))


def test_each_is_a_step_of_undo_that_says_what_it_was(book: Book, hints: Hints) -> None:
    history = History(book)
    hints.dismiss(of_request(1), "sometime")
    assert history.steps().undo == "Dismiss the hint about “sometime”"
    hints.set_quiet(of_request(1), quiet=True)
    assert history.steps().undo == "Switch the coach off here"
    history.undo()
    history.undo()
    assert hints.standing(of_request(1)) == Standing(enabled=True)


def test_the_setting_of_the_book_is_told_with_them(book: Book, hints: Hints) -> None:
    Settings(book).change(coach=False)
    assert not hints.standing(of_request(1)).enabled


def test_what_was_touched_longest_ago_is_forgotten_first(hints: Hints, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netdesk.services.hints._MOST_PLACES", 3)
    for request_id in range(4):
        hints.dismiss(of_request(request_id), "sometime")
    hints.dismiss(of_request(1), "x" * 1_000)
    hints.dismiss(of_request(9), "sometime")
    kept = [request_id for request_id in range(10) if hints.standing(of_request(request_id)).dismissed]
    assert kept == [1, 3, 9]


def test_a_request_is_captured_with_what_was_dismissed_as_one_step(book: Book, hints: Hints) -> None:
    request = Requests(book).capture(RequestDirection.MADE, "May I pick your brain?", dismissed={"pick your brain"})
    assert hints.standing(of_request(request)).dismissed == {"pick your brain"}
    History(book).undo()
    assert hints.standing(of_request(request)) == Standing(enabled=True)


def test_questions_back_are_those_of_whoever_judges_the_wording(book: Book, hints: Hints) -> None:
    who = Contacts(book).add(NewContact(name="Nia Okafor"))
    request = Requests(book).capture(RequestDirection.RECEIVED, "May I pick your brain about kilns?", who=[who])
    asked: list[str] = []

    def ask_back(wording: str) -> tuple[str, ...]:
        asked.append(wording)
        return ("Which kiln, exactly?",)

    messages = Messages(book, ask_back)
    message = messages.draft(Purpose(kind=MessageKind.ASK_BACK, request_id=request))
    assert "Which kiln, exactly?" in MessageRows(book).detail(message).body
    assert asked == ["May I pick your brain about kilns?"]


def test_a_request_out_of_a_mail_is_called_after_what_is_asked(book: Book) -> None:
    mail = "From: T <t@x.example>\nSubject: kilns\n\nHi Ada,\n\nDo you know a potter in Leeds?\n\nBest regards,\nT"
    who = Contacts(book).add(NewContact(name="Nia Okafor"))
    requests = Requests(book)
    requests.capture(RequestDirection.RECEIVED, mail, who=[who])
    assert History(book).steps().undo == "Capture “Do you know a potter in Leeds?”"
