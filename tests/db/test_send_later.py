"""A draft that is to leave on another day: a follow-up that opens it, and ends when it is sent or discarded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from netdesk.bootstrap import Services, create_book, open_services
from netdesk.db.tables import FollowUp
from netdesk.domain.errors import IllegalMoveError, InvalidInputError
from netdesk.domain.instant import Clock
from netdesk.domain.words import FollowUpState, MessageKind
from netdesk.services.people import NewContact
from netdesk.services.purpose import Purpose
from netdesk.services.records import get
from netdesk.services.today import ActionKind

MONDAY = date(2026, 11, 30)


@pytest.fixture
def services(tmp_path: Path, clock: Clock) -> Iterator[Services]:
    path = tmp_path / "later.netdesk"
    create_book(path, clock, "Ada Lind")
    opened = open_services(path, clock)
    yield opened
    opened.book.close(keep_backup=False)


def hello(services: Services) -> int:
    person = services.contacts.add(NewContact(name="Tomas Berg"))
    return services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(person,)))


def state(services: Services, follow_up: int) -> FollowUpState:
    with services.book.read() as session:
        return get(session, FollowUp, follow_up).state


def test_it_comes_back_on_its_day_with_the_draft(services: Services, tmp_path: Path) -> None:
    message = hello(services)
    services.messages.send_later(message, MONDAY)
    assert not services.today.items()
    services.book.close(keep_backup=False)
    later = open_services(tmp_path / "later.netdesk", Clock.fixed(MONDAY))
    (item,) = later.today.items()
    assert (item.title, item.action, item.action_kind) == ("Send “How are you?”", "Open draft", ActionKind.SEND)
    assert item.message_id == message
    later.book.close(keep_backup=False)


def test_another_day_moves_it_and_sending_or_discarding_ends_it(services: Services) -> None:
    message = hello(services)
    first = services.messages.send_later(message, MONDAY)
    assert services.messages.send_later(message, MONDAY + timedelta(days=1)) == first
    services.messages.mark_sent(message)
    assert state(services, first) is FollowUpState.DONE
    with pytest.raises(IllegalMoveError):
        services.messages.send_later(message, MONDAY)
    person = services.contacts.add(NewContact(name="Ama Owusu"))
    other = services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(person,)))
    second = services.messages.send_later(other, MONDAY)
    services.messages.discard(other)
    assert state(services, second) is FollowUpState.DONE
    services.history.undo()
    assert state(services, second) is FollowUpState.DUE


def test_a_day_that_is_past_is_refused(services: Services) -> None:
    with pytest.raises(InvalidInputError, match="Choose a day after today"):
        services.messages.send_later(hello(services), date(2026, 11, 23))
