"""What only I know is offered for quoting in drafts that give a reason, and stands in none of them by itself."""

from __future__ import annotations

import pytest

from netdesk.db.book import Book
from netdesk.domain.words import FactKind, InteractionKind, MessageKind, RequestDirection, Visibility
from netdesk.services.facts import Facts
from netdesk.services.gifts import Gifts
from netdesk.services.interactions import Interactions
from netdesk.services.introductions import Introductions
from netdesk.services.message_rows import MessageRows
from netdesk.services.messages import Messages
from netdesk.services.network import Network
from netdesk.services.private_lines import PrivateLine, PrivateLines
from netdesk.services.purpose import Purpose
from netdesk.services.requests import Requests
from tests.db.meaning import Indexed
from tests.db.people_of_a_book import me, person
from tests.db.test_helping import helping_with

SECRET = "Supplier onboarding at the xyzzy hospital took nine days."


class Told:
    """A request of Tomas, for which Ama is asked, of whom I know something that nobody else does."""

    def __init__(self, book: Book) -> None:
        self.book, self.messages = book, Messages(book)
        me(book)
        self.tomas = person(book, "Tomas Berg", private="supplier onboarding of the plugh merger")
        self.ama = person(book, "Ama Owusu", offers="Ran supplier onboarding", private="is afraid of geese")
        fields = {"topic": "supplier onboarding in a hospital", "ask": "a call"}
        request = Requests(book).capture(RequestDirection.RECEIVED, "", who=[self.tomas], fields=fields)
        Interactions(book).log(InteractionKind.MEETING, [self.ama], at=book.clock.now(), text=SECRET)
        self.opt_in = self.messages.ask_first(request, self.ama)
        self.introduction = MessageRows(book).detail(self.opt_in).introduction_id

    def draft(self, kind: MessageKind, *to: int) -> int:
        return self.messages.draft(Purpose(kind=kind, introduction_id=self.introduction, to=to))

    def offered(self, message: int) -> tuple[PrivateLine, ...]:
        indexed = Indexed(self.book)
        indexed.update()
        gifts = Gifts(self.book, Network(self.book))
        return PrivateLines(self.book, helping_with(indexed), gifts).of(message)


@pytest.fixture
def told(book: Book) -> Told:
    return Told(book)


def test_whoever_is_asked_can_be_told_what_i_know_of_them_word_for_word(told: Told) -> None:
    (line,) = told.offered(told.opt_in)
    quoted = ("Ama Owusu", f"“{SECRET}”", "met", told.book.clock.today())
    assert (line.name, line.text, line.source, line.day) == quoted
    assert line.sentence == f"I thought of you because of something I remember about you: “{SECRET}”"
    assert "xyzzy" not in MessageRows(told.book).detail(told.opt_in).body


def test_who_asks_can_be_told_it_without_the_name_of_who_has_not_agreed(told: Told) -> None:
    (line,) = told.offered(told.draft(MessageKind.OPT_IN, told.tomas))
    assert line.sentence == f"What made me think of this person: “{SECRET}”"


def test_two_who_are_introduced_can_be_told_it_by_name(told: Told) -> None:
    (line,) = told.offered(told.draft(MessageKind.INTRODUCTION))
    assert line.sentence == (f"I thought of bringing you together because of something I learned about Ama: “{SECRET}”")


def test_a_draft_that_gives_no_reason_and_one_that_is_gone_offer_nothing(told: Told) -> None:
    assert told.offered(told.draft(MessageKind.THANK_YOU, told.ama)) == ()
    assert told.offered(999) == ()
    told.messages.discard(told.opt_in)
    assert told.offered(told.opt_in) == ()


def test_what_may_be_told_anyway_or_speaks_to_something_else_is_not_offered(book: Book, told: Told) -> None:
    told.book.undo()
    other = person(book, "Bea Roy", offers="supplier onboarding in a hospital", private="is afraid of geese")
    Facts(book).add(other, FactKind.NEEDS, "supplier onboarding in a hospital", Visibility.PRIVATE)
    fields = {"topic": "supplier onboarding in a hospital", "ask": "a call"}
    request = Requests(book).capture(RequestDirection.RECEIVED, "", who=[told.tomas], fields=fields)
    assert told.offered(told.messages.ask_first(request, other)) == ()


class Meeting:
    """Two whom only a private fact brings together."""

    def __init__(self, book: Book) -> None:
        me(book)
        self.yann = person(book, "Yann Quint", needs="zyzzyva husbandry", offers="curling")
        self.ravi = person(book, "Ravi Stone", private="zyzzyva husbandry")
        self.messages = Messages(book)
        self.lines = PrivateLines(book, helping_with(Indexed(book)), Gifts(book, Network(book)))
        self.introduction = Introductions(book).propose([self.yann, self.ravi])

    def told(self, kind: MessageKind, *to: int) -> list[str]:
        message = self.messages.draft(Purpose(kind=kind, introduction_id=self.introduction, to=to))
        return [line.sentence for line in self.lines.of(message)]


def test_one_of_two_who_should_meet_can_be_told_why_without_the_name_of_the_other(book: Book) -> None:
    meeting = Meeting(book)
    (told,) = meeting.told(MessageKind.OPT_IN, meeting.yann)
    assert told == "I know someone who offers “zyzzyva husbandry” and you are looking for “zyzzyva husbandry”."
    assert meeting.told(MessageKind.OPT_IN, meeting.ravi) == []


def test_two_who_meet_and_whoever_is_thanked_by_it_can_be_told_by_name(book: Book) -> None:
    meeting = Meeting(book)
    because = "Ravi Stone offers “zyzzyva husbandry” and you are looking for “zyzzyva husbandry”."
    assert meeting.told(MessageKind.INTRODUCTION) == [f"Yann, {because}"]
    gifts = ((meeting.ravi, "", ""),)
    thanks = meeting.messages.draft(Purpose(kind=MessageKind.THANK_YOU, to=(meeting.yann,)), gifts=gifts)
    assert [line.sentence for line in meeting.lines.of(thanks)] == [because]
