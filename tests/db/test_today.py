from __future__ import annotations

from datetime import date, timedelta

import pytest

from netdesk.db.book import Book
from netdesk.db.tables import Hop, Introduction, Party, Request
from netdesk.domain.words import (
    Consent,
    FactKind,
    FollowUpKind,
    HopState,
    IntroductionState,
    Promiser,
    RequestDirection,
    ResourceKind,
    Visibility,
)
from netdesk.services.facts import Facts
from netdesk.services.follow_ups import FollowUps
from netdesk.services.hops import Hops
from netdesk.services.introductions import Introductions, parties
from netdesk.services.messages import Messages
from netdesk.services.requests import Requests
from netdesk.services.resources import Resources
from netdesk.services.today import ActionKind, Section, Today, TodayItem
from tests.db.people_of_a_book import TODAY, archived, at, birthday, me, met, person

ARTICULATED = {"topic": "supplier onboarding", "ask": "an introduction to a buyer"}


@pytest.fixture
def today(book: Book) -> Today:
    me(book)
    return Today(book)


def only(today: Today) -> TodayItem:
    items = today.items()
    assert len(items) == 1, items
    return items[0]


def received(book: Book, asking: int, *, specific: bool = True) -> int:
    wording = "Hi, I'd love to pick your brain about AI"
    fields = ARTICULATED if specific else None
    return Requests(book).capture(RequestDirection.RECEIVED, wording, who=[asking], fields=fields)


def hop_through(book: Book, request: int, contact: int, *states: HopState) -> int:
    hop = Hops(book).add(request, contact=contact, because="ran procurement at Brightwell")
    for state in states:
        Hops(book).advance(hop, state)
    return hop


def side(book: Book, introduction: int, place: int) -> int:
    with book.write("look") as work:
        return parties(work, introduction)[place].id


def test_a_new_book_has_nothing_to_move(today: Today) -> None:
    assert today.items() == ()
    assert (today.counts().today, today.counts().contacts) == (0, 0)


def test_a_vague_request_is_asked_back(book: Book, today: Today) -> None:
    request = received(book, person(book, "Lena Novak"), specific=False)
    item = only(today)
    assert (item.section, item.action_kind, item.chip) == (Section.ONE_STEP_AWAY, ActionKind.ASK_BACK, "captured")
    assert item.title == "Lena Novak “I'd love to pick your brain about AI”"
    assert item.reason == "Too vague to pass on: no purpose, no topic, no ask"
    assert (item.request_id, item.name) == (request, "Lena Novak")


def test_a_specific_request_is_passed_on_to_whoever_is_planned(book: Book, today: Today) -> None:
    request = received(book, person(book, "Tomas Berg"))
    assert (only(today).action, only(today).action_kind) == ("Find who can help", ActionKind.FIND_HELP)
    ama = person(book, "Ama Owusu")
    hop = hop_through(book, request, ama)
    item = only(today)
    assert (item.action, item.reason) == ("Ask Ama first", "Ama Owusu may help, “ran procurement at Brightwell”")
    assert (item.contact_id, item.hop_id, item.name) == (ama, hop, "Tomas Berg")


def test_whom_a_request_asks_is_not_asked_again_for_the_introduction_that_serves_it(book: Book, today: Today) -> None:
    request, ama = received(book, person(book, "Tomas Berg")), person(book, "Ama Owusu")
    message = Messages(book).ask_first(request, ama, because="ran procurement at Brightwell")
    item = only(today)
    assert (item.request_id, item.action, item.contact_id) == (request, "Ask Ama first", ama)
    Messages(book).mark_sent(message)
    assert today.items() == ()


def test_a_request_that_others_hold_is_not_mine_until_they_decline(book: Book, today: Today) -> None:
    request = received(book, person(book, "Tomas Berg"))
    hop = hop_through(book, request, person(book, "Ama Owusu"), HopState.ASKED)
    assert today.items() == ()
    Hops(book).advance(hop, HopState.DECLINED)
    assert (only(today).action_kind, only(today).reason) == (
        ActionKind.FIND_HELP,
        "1 declined, and nobody has the next move",
    )


def test_an_ask_is_nudged_after_the_working_days_of_the_settings(book: Book, today: Today) -> None:
    hop = hop_through(book, received(book, person(book, "Tomas Berg")), person(book, "Ama Owusu"), HopState.ASKED)
    for asked, seen in ((date(2026, 11, 18), False), (date(2026, 11, 17), True)):
        with book.write("earlier") as work:
            work.session.get_one(Hop, hop).asked_at = at(asked.year, asked.month, asked.day)
        assert bool(today.items()) is seen
    item = only(today)
    assert (item.section, item.action_kind) == (Section.WAITING, ActionKind.NUDGE)
    assert item.title == "Ama Owusu has not answered your ask"
    assert item.reason.endswith("asked 4 working days ago")


def test_what_is_put_off_comes_back_on_its_day_and_only_once(book: Book, today: Today) -> None:
    hop = hop_through(book, received(book, person(book, "Tomas Berg")), person(book, "Ama Owusu"), HopState.ASKED)
    with book.write("earlier") as work:
        work.session.get_one(Hop, hop).asked_at = at(2026, 11, 2)
    later = FollowUps(book).add(FollowUpKind.REPLY_AWAITED, TODAY + timedelta(days=3), hop_id=hop)
    assert today.items() == ()
    FollowUps(book).snooze([later], TODAY)
    item = only(today)
    assert (item.hop_id, item.follow_up_id, item.action_kind) == (hop, later, ActionKind.NUDGE)


def test_who_helped_is_thanked_before_the_request_is_closed(book: Book, today: Today) -> None:
    request = received(book, person(book, "Tomas Berg"))
    hop = hop_through(book, request, person(book, "Ines Ortega"), HopState.ASKED, HopState.DELIVERED)
    item = only(today)
    assert (item.section, item.action_kind, item.hop_id) == (Section.LOOPS, ActionKind.THANK, hop)
    assert item.title == "Ines Ortega helped with “supplier onboarding: an introduction to a buyer”"
    assert item.reason == "Tell Ines what came of it, and give two connections back"
    Hops(book).thank(hop)
    assert (only(today).section, only(today).action_kind) == (Section.ONE_STEP_AWAY, ActionKind.CLOSE)
    Requests(book).close(request)
    assert today.items() == ()


def test_whoever_recommended_a_resource_that_answered_is_thanked(book: Book, today: Today) -> None:
    ines = person(book, "Ines Ortega")
    resource = Resources(book).add(ResourceKind.LINK, "Buyers' guide", recommender=ines)
    Hops(book).answer_by_resource(received(book, person(book, "Tomas Berg")), resource)
    assert (only(today).contact_id, only(today).action_kind) == (ines, ActionKind.THANK)
    assert only(today).title.startswith("Ines Ortega recommended “Buyers' guide” for")


def test_an_introduction_goes_from_side_to_side(book: Book, today: Today) -> None:
    priya, jonas = person(book, "Priya Raman"), person(book, "Jonas Weber")
    introductions = Introductions(book)
    introduction = introductions.propose([priya, jonas])
    assert today.items() == ()
    introductions.ask(introduction, [priya])
    assert today.items() == ()
    with book.write("earlier") as work:
        work.session.get_one(Party, side_in(work, introduction, 0)).asked_at = at(2026, 11, 17)
    item = only(today)
    assert (item.section, item.action_kind, item.chip) == (Section.WAITING, ActionKind.NUDGE, "consent")
    assert item.title == "Priya Raman has not answered your opt-in note"
    assert item.reason == "Introduction to Jonas Weber · asked 4 working days ago"
    introductions.consent(side(book, introduction, 0), Consent.GRANTED)
    item = only(today)
    assert (item.action, item.action_kind, item.contact_id) == ("Ask Jonas", ActionKind.OPT_IN, jonas)
    introductions.consent(side(book, introduction, 1), Consent.GRANTED)
    assert only(today).title == "Introduce Priya Raman and Jonas Weber"
    assert (only(today).action_kind, only(today).action) == (ActionKind.ADD_NOTE, "Add the forwardable note")
    assert only(today).reason == "Both have agreed; the forwardable note is missing"
    introductions.waive_note(introduction)
    assert (only(today).action_kind, only(today).reason) == (ActionKind.INTRODUCE, "Both have agreed")
    introductions.make(introduction)
    assert today.items() == ()


def side_in(work: object, introduction: int, place: int) -> int:
    return parties(work, introduction)[place].id  # type: ignore[arg-type]


def test_who_said_not_now_is_asked_again_when_the_time_is_over(book: Book, today: Today) -> None:
    introduction = Introductions(book).propose([person(book, "Priya Raman"), person(book, "Jonas Weber")])
    Introductions(book).ask(introduction, [2])
    Introductions(book).consent(side(book, introduction, 0), Consent.NOT_NOW, until=TODAY + timedelta(days=9))
    assert [item.action_kind for item in today.items() if item.contact_id == 2] == []
    Introductions(book).consent(side(book, introduction, 0), Consent.NOT_NOW, until=TODAY)
    again = [item for item in today.items() if item.contact_id == 2]
    assert [(item.section, item.action) for item in again] == [(Section.WAITING, "Ask again")]
    assert again[0].follow_up_id is not None


@pytest.mark.parametrize(("days", "seen"), [(13, False), (14, True)])
def test_after_two_weeks_an_introduction_is_asked_about(book: Book, today: Today, days: int, seen: bool) -> None:
    jonas, dana, sara = (person(book, name) for name in ("Jonas Weber", "Dana Cole", "Sara Lind"))
    hop = hop_through(book, received(book, sara), jonas, HopState.ACCEPTED)
    introduction = Introductions(book).enter_made([jonas, dana], None, made_at=ago(days))
    with book.write("serve the hop") as work:
        work.session.get_one(Introduction, introduction).hop_id = hop
    assert bool(today.items()) is seen
    if seen:
        item = only(today)
        assert (item.section, item.action, item.action_kind) == (Section.LOOPS, "Ask how it went", ActionKind.OUTCOME)
        assert item.title == "Jonas Weber and Dana Cole were introduced 2 weeks ago"
        assert item.reason == "Was it useful? Report back to Sara Lind, who asked"
        Introductions(book).record_outcome(introduction, "they share a stall now")
        assert {one.action_kind for one in today.items()} == {ActionKind.THANK}


def ago(days: int) -> object:
    day = TODAY - timedelta(days=days)
    return at(day.year, day.month, day.day)


def test_an_introduction_that_others_made_for_me_is_reported_back(book: Book, today: Today) -> None:
    ines, marco = person(book, "Ines Ortega"), person(book, "Marco Silva")
    Introductions(book).enter_made([1, marco], ines, made_at=ago(20), state=IntroductionState.MET)
    Introductions(book).enter_made([marco, person(book, "Dana Cole")], ines, made_at=ago(20))
    item = only(today)
    assert (item.action_kind, item.contact_id) == (ActionKind.REPORT, ines)
    assert item.title == "Ines Ortega introduced you to Marco Silva 3 weeks ago"


def test_promises_are_due_on_their_day_and_named_for_whose_they_are(book: Book, today: Today) -> None:
    lasse = person(book, "Lasse Holm")
    follow_ups = FollowUps(book)
    follow_ups.add(FollowUpKind.CUSTOM, TODAY + timedelta(days=1), title="Tomorrow", contact_id=lasse)
    mine = follow_ups.add(FollowUpKind.CUSTOM, TODAY - timedelta(days=2), title="Send the template", contact_id=lasse)
    theirs = follow_ups.add(
        FollowUpKind.CUSTOM, TODAY, title="The date of the visit", contact_id=lasse, promiser=Promiser.THEIRS
    )
    items = today.items()
    assert [(item.follow_up_id, item.action_kind) for item in items] == [
        (mine, ActionKind.FOLLOW_UP),
        (theirs, ActionKind.NUDGE),
    ]
    assert items[0].reason == "Due 2 days ago · Lasse Holm"
    assert {item.section for item in items} == {Section.PROMISED}
    assert today.counts().follow_ups == 2


@pytest.mark.parametrize(
    ("born", "when"),
    [
        ("1986-11-23", "today"),
        ("--11-24", "tomorrow"),
        ("1990-11-30", "on Monday"),
        ("1990-12-01", None),
        ("1990-11-22", None),
        ("2012-11", None),
    ],
)
def test_a_birthday_is_shown_for_a_week(book: Book, today: Today, born: str, when: str | None) -> None:
    kofi = person(book, "Kofi Mensah")
    birthday(book, kofi, born)
    shown = [item.title for item in today.items()]
    assert shown == ([f"Kofi Mensah · birthday {when}"] if when else [])
    archived(book, kofi)
    assert today.items() == ()


def test_a_parked_request_comes_back_on_its_day(book: Book, today: Today) -> None:
    request = received(book, person(book, "Joost Wijnands"))
    Requests(book).park(request, TODAY + timedelta(days=30))
    assert today.items() == ()
    with book.write("time passes") as work:
        work.session.get_one(Request, request).parked_until = TODAY
    assert (only(today).section, only(today).action_kind) == (Section.DATES, ActionKind.UNPARK)


def test_a_cooling_tie_quotes_an_open_need_that_may_be_told(book: Book, today: Today) -> None:
    kofi = person(book, "Kofi Mensah", cadence=90, needs="a co-op with cold storage near Lyon")
    Facts(book).add(kofi, FactKind.NEEDS, "a divorce lawyer", Visibility.PRIVATE)
    met(book, kofi, on=at(2026, 4, 20))
    item = only(today)
    assert (item.section, item.action, item.action_kind) == (Section.COOLING, "Say hello", ActionKind.CHECK_IN)
    assert item.title == "Kofi Mensah · last spoke 7 months ago"
    assert item.reason == "You said every 3 months. Kofi is looking for: “a co-op with cold storage near Lyon”"
    met(book, kofi, on=at(2026, 11, 20))
    assert today.items() == ()


def test_cooling_knows_the_cadence_of_tags_and_leaves_new_and_busy_contacts_alone(book: Book, today: Today) -> None:
    from netdesk.db.tables import Tag

    tagged = person(book, "Ama Owusu", tags=["inner circle"])
    person(book, "New Contact", cadence=21)
    met(book, tagged, on=at(2026, 9, 1))
    assert today.items() == ()
    with book.write("cadence") as work:
        work.session.query(Tag).one().cadence_days = 21
    assert only(today).contact_id == tagged
    check_in = FollowUps(book).add(FollowUpKind.CHECK_IN, TODAY + timedelta(days=7), contact_id=tagged)
    assert today.items() == ()
    FollowUps(book).snooze([check_in], TODAY)
    assert [(item.section, item.contact_id) for item in today.items()] == [(Section.PROMISED, tagged)]


def test_sections_stand_in_their_order_and_are_limited_one_by_one(book: Book, today: Today) -> None:
    asking = person(book, "Lena Novak", cadence=21)
    for _ in range(3):
        received(book, asking, specific=False)
    friend = person(book, "Kofi Mensah", cadence=21)
    met(book, friend, on=at(2026, 1, 1))
    birthday(book, asking, "--11-25")
    FollowUps(book).add(FollowUpKind.CUSTOM, TODAY, title="Send the template", contact_id=asking)
    sections = [item.section for item in today.items(limit=2)]
    assert sections == sorted(sections, key=list(Section).index)
    assert sections.count(Section.ONE_STEP_AWAY) == 2
    assert sections[-3:] == [Section.PROMISED, Section.DATES, Section.COOLING]
    assert today.counts().requests == 3
