"""A machine that does what users do, in any order, and watches that the book allows nothing it should refuse."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from netdesk.db.book import Book, create
from netdesk.domain import states
from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import IllegalMoveError, InvalidInputError, NotFoundError
from netdesk.domain.instant import Clock
from netdesk.domain.words import (
    Consent,
    ConsentBasis,
    DateKind,
    Direction,
    FactKind,
    FactState,
    FollowUpKind,
    HopState,
    InteractionKind,
    IntroductionState,
    MessageKind,
    Promiser,
    RecipientRole,
    RequestDirection,
    ResourceKind,
    Standing,
    Tone,
    Visibility,
)
from netdesk.services.contacts import Contacts
from netdesk.services.facts import Facts
from netdesk.services.follow_ups import FollowUps
from netdesk.services.hops import Hops
from netdesk.services.interactions import Interactions
from netdesk.services.introductions import Introductions
from netdesk.services.messages import Messages
from netdesk.services.people import NewContact
from netdesk.services.purpose import Purpose
from netdesk.services.requests import Requests
from netdesk.services.resources import Resources
from netdesk.services.settings import Settings
from tests.db.rows import Rows, is_sound, opened, user_rows

TODAY = date(2026, 11, 23)
MISSING = 987_654
NAMES = st.sampled_from(
    ["Ama Owusu", "Kofi", "Dr. Zoë  van den Berg, PhD", "李 小龍", "ama@example.org", "", "  ", "a\x00b", "\ud800"]
)
TEXTS = st.sampled_from(["", " ", "a depot", "cold\nstorage", "\x00", "'; --", "é" * 120, "<b>&"])
PICKS = st.integers(0, 9)
SOME = st.lists(PICKS, max_size=3)
DAYS = st.integers(-3, 40).map(lambda number: TODAY + timedelta(days=number))
RHYTHMS = st.sampled_from([None, None, 7, 0, -1, 10**9])
SESSIONS = st.sampled_from([None, None, "field"])

MOVES: Mapping[str, tuple[Mapping[Any, Any], int]] = {
    "request": (states.REQUEST_MOVES, 2),
    "hop": (states.HOP_MOVES, 1),
    "introduction": (states.INTRODUCTION_MOVES, 1),
    "message": (states.MESSAGE_MOVES, 1),
    "follow_up": (states.FOLLOW_UP_MOVES, 1),
}
"""The moves of each table, and how many of them one verb may make: a hop that delivers moves its request twice."""

NEVER = {
    "a request is closed and has no moment of it": (
        "SELECT id FROM request WHERE (state = 'closed') <> (closed_at IS NOT NULL)"
    ),
    "a request is parked without a day, or not parked with one": (
        "SELECT id FROM request WHERE (state = 'parked') <> (parked_until IS NOT NULL)"
        " OR (state = 'parked') <> (before_parking IS NOT NULL)"
    ),
    "a request is dropped without a reason": "SELECT id FROM request WHERE state = 'dropped' AND drop_reason = ''",
    "nobody asks": "SELECT id FROM request WHERE id NOT IN (SELECT request_id FROM requester)",
    "an interaction was with nobody": (
        "SELECT id FROM interaction WHERE id NOT IN (SELECT interaction_id FROM participant)"
    ),
    "an introduction has less than two sides": (
        "SELECT id FROM introduction i WHERE (SELECT count(*) FROM party WHERE introduction_id = i.id) < 2"
    ),
    "an introduction was made without everyone's consent": (
        "SELECT i.id FROM introduction i JOIN party p ON p.introduction_id = i.id"
        " WHERE i.state IN ('agreed', 'made', 'met', 'never met', 'closed') AND p.consent <> 'granted'"
    ),
    "an introduction goes on although a side declined": (
        "SELECT i.id FROM introduction i JOIN party p ON p.introduction_id = i.id"
        " WHERE i.state NOT IN ('declined', 'lapsed') AND p.consent = 'declined'"
    ),
    "I am a side of an introduction that I make": (
        "SELECT i.id FROM introduction i JOIN party p ON p.introduction_id = i.id WHERE p.contact_id = i.introducer_id"
    ),
    "a follow-up is finished at no moment, or due with one": (
        "SELECT id FROM follow_up WHERE (state = 'due') <> (finished_at IS NULL)"
    ),
    "a message was sent at no moment": "SELECT id FROM message WHERE state IN ('sent', 'answered') AND sent_at IS NULL",
    "a hop helped with a request that is asked by whom it goes through": (
        "SELECT h.id FROM hop h JOIN requester r USING (request_id) WHERE h.contact_id = r.contact_id AND h.state = '-'"
    ),
    "I am nobody, or twice": "SELECT count(*) FROM contact WHERE is_me HAVING count(*) <> 1",
}
"""What must hold whatever was done; each query finds what breaks it."""


_TEMPLATES = tempfile.TemporaryDirectory(prefix="netdesk-verbs-")


@cache
def _new_book() -> Path:
    path = Path(_TEMPLATES.name) / "new.netdesk"
    create(path)
    book = Book(path, Clock.fixed(TODAY))
    Settings(book).change(name="Robin Baker")
    book.forget_steps()
    book.close(keep_backup=False)
    return path


class Verbs(RuleBasedStateMachine):
    """Every verb of every service, on records that are there and on some that are not."""

    def __init__(self) -> None:
        """Open a new book."""
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="netdesk-verbs-")
        path = Path(self._folder.name) / "people.netdesk"
        shutil.copy(_new_book(), path)
        self.book = Book(path, Clock.fixed(TODAY))
        self.contacts = Contacts(self.book)
        self.facts = Facts(self.book)
        self.follow_ups = FollowUps(self.book)
        self.hops = Hops(self.book)
        self.interactions = Interactions(self.book)
        self.introductions = Introductions(self.book)
        self.messages = Messages(self.book)
        self.requests = Requests(self.book)
        self.resources = Resources(self.book)
        self.settings = Settings(self.book)
        self.first = self.rows = user_rows(path)

    def teardown(self) -> None:
        """Undo to the start and redo to the end, and find both as they were."""
        try:
            last = user_rows(self.book.path)
            taken = self._undo(10_000)
            assert user_rows(self.book.path) == self.first
            is_sound(self.book.path)
            self._redo(taken)
            assert user_rows(self.book.path) == last
            is_sound(self.book.path)
        finally:
            self.book.close(keep_backup=False)
            self._folder.cleanup()

    def do(self, verb: Callable[[], object]) -> None:
        """Run a verb: it does one step, or refuses with a sentence and leaves no trace."""
        steps = self._steps()
        try:
            verb()
        except (IllegalMoveError, InvalidInputError, NotFoundError) as refused:
            assert str(refused).endswith(".")
            assert user_rows(self.book.path) == self.rows
            assert self._steps() == steps
            return
        before, self.rows = self.rows, user_rows(self.book.path)
        assert self._steps() - steps <= 1
        _moved_as_allowed(before, self.rows)
        self._holds()

    def _steps(self) -> int:
        with opened(self.book.path) as connection:
            return int(connection.execute("SELECT count(*) FROM undo_step WHERE undone = 0").fetchone()[0])

    def _holds(self) -> None:
        with opened(self.book.path) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            for what, query in NEVER.items():
                assert connection.execute(query).fetchall() == [], what

    def one(self, table: str, pick: int) -> int:
        """An id of the table, or one that is not there."""
        ids = [row[0] for row in self.rows[table]]
        return ids[pick % len(ids)] if ids and pick < 9 else MISSING

    def some(self, table: str, picks: list[int]) -> list[int]:
        """Ids of the table, perhaps twice the same."""
        return [self.one(table, pick) for pick in picks]

    @initialize()
    def begin(self) -> None:
        """Have something of each kind to work with, so that every verb finds work from the first."""
        people = [self.contacts.add(NewContact(name=name)) for name in ("Lena Berg", "Tomas Lind", "Seun Ade")]
        lena, tomas, seun = people
        ask = {"ask": "a depot", "topic": "cold storage"}
        request = self.requests.capture(RequestDirection.RECEIVED, "Any ideas?", who=[lena], fields=ask)
        self.requests.capture(RequestDirection.MADE, "Who knows customs?")
        resource = self.resources.add(ResourceKind.LINK, "Customs guide", recommender=seun)
        hop = self.hops.add(request, contact=tomas)
        self.hops.advance(self.hops.add(request, contact=seun, after_id=hop), HopState.ASKED)
        self.hops.add(request, resource_id=resource)
        for because in ("a depot", "a customer"):
            self.introductions.propose([lena, tomas], (because, because), hop_id=hop, note="Lena buys fruit.")
        self.introductions.enter_made([lena, seun], tomas)
        self.facts.add(seun, FactKind.OFFERS, "beekeeping")
        self.interactions.log(InteractionKind.CALL, people)
        self.contacts.add_affiliation(lena, "Bergos", "Buyer")
        self.contacts.connect(lena, tomas)
        for about in ({"contact_id": seun}, {"hop_id": hop}, {"request_id": request}):
            self.follow_ups.add(FollowUpKind.CHECK_IN, TODAY, every_days=7, **about)
        self.messages.draft(Purpose(kind=MessageKind.ASK, hop_id=hop))
        self.messages.draft(Purpose(kind=MessageKind.OPT_IN, introduction_id=1, to=(tomas,)))
        sent = self.messages.draft(Purpose(kind=MessageKind.ASK_BACK, request_id=request))
        self.messages.mark_sent(sent)
        self.rows = user_rows(self.book.path)

    # Back and forth

    @rule(steps=st.integers(1, 4))
    def go_back(self, steps: int) -> None:
        """Undo, redo all of it, and undo again: the book that the next verb finds."""
        taken = self._undo(steps)
        back = user_rows(self.book.path)
        self._redo(taken)
        assert user_rows(self.book.path) == self.rows
        assert self._undo(taken) == taken
        assert user_rows(self.book.path) == back
        self.rows = back

    def _undo(self, most: int) -> int:
        """Undo so many steps, or all there are; returns how many there were."""
        taken = 0
        while taken < most and self.book.undo():
            taken += 1
        return taken

    def _redo(self, steps: int) -> None:
        for _ in range(steps):
            assert self.book.redo()

    # Contacts

    @rule(name=NAMES, role=TEXTS, notes=TEXTS, tag=TEXTS, email=NAMES)
    def add_contact(self, name: str, role: str, notes: str, tag: str, email: str) -> None:
        new = NewContact(name=name, role=role, organisation=role, notes=notes, tags=(tag,) if tag else (), email=email)
        self.do(lambda: self.contacts.add(new))

    @rule(who=PICKS, name=NAMES, notes=TEXTS, cadence=RHYTHMS, standing=st.sampled_from(Standing), session=SESSIONS)
    def edit_contact(
        self, who: int, name: str, notes: str, cadence: int | None, standing: Standing, session: str | None
    ) -> None:
        fields: dict[str, object] = {"notes": notes, "cadence_days": cadence, "standing": standing}
        if name:
            fields["name"] = name
        self.do(lambda: self.contacts.edit(self.one("contact", who), session_key=session, **fields))

    @rule(who=PICKS, given=NAMES, family=NAMES)
    def edit_name_parts(self, who: int, given: str, family: str) -> None:
        self.do(lambda: self.contacts.edit(self.one("contact", who), given_name=given, family_name=family))

    @rule(who=PICKS, value=st.one_of(NAMES, TEXTS), point=PICKS, preferred=st.booleans())
    def reach(self, who: int, value: str, point: int, preferred: bool) -> None:
        self.do(lambda: self.contacts.add_point(self.one("contact", who), value))
        change = {"value": value, "preferred": preferred, "city": value}
        self.do(lambda: self.contacts.edit_point(self.one("contact_point", point), **change))

    @rule(who=PICKS, body=TEXTS, role=TEXTS, which=PICKS)
    def work_somewhere(self, who: int, body: str, role: str, which: int) -> None:
        self.do(lambda: self.contacts.add_affiliation(self.one("contact", who), body, role))
        until = PartialDate(2020, 2)
        self.do(
            lambda: self.contacts.edit_affiliation(
                self.one("affiliation", which), organisation_name=role, role=body, until=until
            )
        )

    @rule(who=PICKS, introducer=st.one_of(st.none(), NAMES, PICKS), place=TEXTS, session=SESSIONS)
    def meet(self, who: int, introducer: int | str | None, place: str, session: str | None) -> None:
        by = self.one("contact", introducer) if isinstance(introducer, int) else introducer
        self.do(
            lambda: self.contacts.set_how_met(
                self.one("contact", who), introducer=by, place=place, remark=place, session_key=session
            )
        )

    @rule(who=SOME, name=TEXTS, tag=PICKS, off=st.booleans())
    def tag(self, who: list[int], name: str, tag: int, off: bool) -> None:
        ids = self.some("contact", who)
        self.do(lambda: self.contacts.untag(ids, self.one("tag", tag)) if off else self.contacts.tag(ids, name))

    @rule(who=SOME, days=RHYTHMS, away=st.sampled_from([None, True, False]))
    def archive(self, who: list[int], days: int | None, away: bool | None) -> None:
        ids = self.some("contact", who)
        if away is None:
            self.do(lambda: self.contacts.set_cadence(ids, days))
        else:
            self.do(lambda: (self.contacts.archive if away else self.contacts.unarchive)(ids))

    @rule(first=PICKS, second=PICKS, kind=TEXTS, which=PICKS)
    def connect(self, first: int, second: int, kind: str, which: int) -> None:
        self.do(lambda: self.contacts.connect(self.one("contact", first), self.one("contact", second), kind))
        if which > 5:
            self.do(lambda: self.contacts.disconnect(self.one("connection", which)))

    @rule(who=PICKS, kind=st.sampled_from(DateKind), which=PICKS, photo=st.sampled_from([None, b"", b"\x00a\x00"]))
    def remember(self, who: int, kind: DateKind, which: int, photo: bytes | None) -> None:
        self.do(lambda: self.contacts.remember_date(self.one("contact", who), kind, PartialDate(None, 2, 29), "x"))
        self.do(lambda: self.contacts.set_photo(self.one("contact", who), photo))
        if which > 5:
            self.do(lambda: self.contacts.forget_date(self.one("date_to_remember", which)))

    @rule(table=st.sampled_from(["contact_point", "affiliation"]), which=PICKS)
    def remove_detail(self, table: str, which: int) -> None:
        verb = self.contacts.remove_point if table == "contact_point" else self.contacts.remove_affiliation
        self.do(lambda: verb(self.one(table, which)))

    @rule(who=SOME)
    def delete_contacts(self, who: list[int]) -> None:
        ids = self.some("contact", who)
        self.contacts.goes_with(ids)
        self.do(lambda: self.contacts.delete(ids))

    # Facts, interactions, resources

    @rule(who=PICKS, kind=st.sampled_from(FactKind), text=TEXTS, visibility=st.sampled_from(Visibility))
    def add_fact(self, who: int, kind: FactKind, text: str, visibility: Visibility) -> None:
        self.do(lambda: self.facts.add(self.one("contact", who), kind, text, visibility))

    @rule(which=PICKS, text=TEXTS, state=st.sampled_from([None, *FactState]), session=SESSIONS)
    def change_fact(self, which: int, text: str, state: FactState | None, session: str | None) -> None:
        fact = self.one("fact", which)
        if state is None:
            self.do(lambda: self.facts.edit(fact, text=text, session_key=session))
        else:
            self.do(lambda: self.facts.set_state(fact, state))

    @rule(which=PICKS)
    def remove_fact(self, which: int) -> None:
        self.do(lambda: self.facts.remove(self.one("fact", which)))

    @rule(
        kind=st.sampled_from(InteractionKind),
        who=st.lists(st.one_of(PICKS, NAMES), max_size=3),
        direction=st.sampled_from(Direction),
        text=TEXTS,
    )
    def log(self, kind: InteractionKind, who: list[int | str], direction: Direction, text: str) -> None:
        people = [self.one("contact", one) if isinstance(one, int) else one for one in who]
        self.do(lambda: self.interactions.log(kind, people, direction=direction, subject=text, text=text))

    @rule(which=PICKS, text=TEXTS, delete=st.booleans())
    def change_interaction(self, which: int, text: str, delete: bool) -> None:
        one = self.one("interaction", which)
        self.do(lambda: self.interactions.delete(one) if delete else self.interactions.edit(one, text=text))

    @rule(kind=st.sampled_from(ResourceKind), title=TEXTS, by=st.one_of(st.none(), PICKS, NAMES))
    def add_resource(self, kind: ResourceKind, title: str, by: int | str | None) -> None:
        recommender = self.one("contact", by) if isinstance(by, int) else by
        self.do(lambda: self.resources.add(kind, title, recommender=recommender, recommended_for=title))

    @rule(which=PICKS, title=TEXTS, change=st.sampled_from(["edit", "delete", "organisation", "delete organisation"]))
    def change_resource(self, which: int, title: str, change: str) -> None:
        resource, body = self.one("resource", which), self.one("organisation", which)
        verbs: dict[str, Callable[[], object]] = {
            "edit": lambda: self.resources.edit(resource, title=title, recommender=None),
            "delete": lambda: self.resources.delete(resource),
            "organisation": lambda: self.resources.edit_organisation(body, name=title),
            "delete organisation": lambda: self.resources.delete_organisation(body),
        }
        self.do(verbs[change])

    # Requests and hops

    @rule(
        direction=st.sampled_from(RequestDirection), wording=TEXTS, who=st.lists(st.one_of(PICKS, NAMES), max_size=3),
        ask=TEXTS, topic=TEXTS,
    )  # fmt: skip
    def capture(self, direction: RequestDirection, wording: str, who: list[int | str], ask: str, topic: str) -> None:
        people = [self.one("contact", one) if isinstance(one, int) else one for one in who]
        fields = {"ask": ask, "topic": topic}
        self.do(lambda: self.requests.capture(direction, wording, who=people, fields=fields))

    @rule(which=PICKS, text=TEXTS, session=SESSIONS, who=SOME)
    def edit_request(self, which: int, text: str, session: str | None, who: list[int]) -> None:
        one = self.one("request", which)
        self.do(lambda: self.requests.edit(one, title=text, purpose=text, session_key=session))
        self.do(lambda: self.requests.set_requesters(one, self.some("contact", who)))

    @rule(which=PICKS, ask=TEXTS, topic=TEXTS)
    def clarify(self, which: int, ask: str, topic: str) -> None:
        self.do(lambda: self.requests.clarify(self.one("request", which), ask=ask, topic=topic))

    @rule(
        which=PICKS,
        text=TEXTS,
        until=DAYS,
        verb=st.sampled_from(["vague", "answer", "moving", "close", "park", "drop", "reopen", "note", "remind"]),
        days=st.sampled_from([0, 3, -1, 10**9]),
    )
    def move_request(self, which: int, text: str, until: date, verb: str, days: int) -> None:
        one = self.one("request", which)
        verbs: dict[str, Callable[[], object]] = {
            "vague": lambda: self.requests.make_vague(one),
            "answer": lambda: self.requests.answer(one, text),
            "moving": lambda: self.requests.keep_moving(one),
            "close": lambda: self.requests.close(one, text),
            "park": lambda: self.requests.park(one, until),
            "drop": lambda: self.requests.drop(one, text),
            "reopen": lambda: self.requests.reopen(one),
            "note": lambda: self.requests.note(one, text),
            "remind": lambda: self.requests.remind(one, days, text),
        }
        self.do(verbs[verb])

    @rule(which=PICKS, name=TEXTS, data=st.binary(max_size=4), attachment=PICKS)
    def attach(self, which: int, name: str, data: bytes, attachment: int) -> None:
        self.do(lambda: self.requests.attach(self.one("request", which), name, data, "text/plain"))
        if attachment > 5:
            self.do(lambda: self.requests.detach(self.one("attachment", attachment)))

    @rule(which=PICKS)
    def delete_request(self, which: int) -> None:
        request_id = self.one("request", which)
        self.requests.goes_with(request_id)
        self.do(lambda: self.requests.delete(request_id))

    @rule(request=PICKS, through=st.sampled_from(["contact", "organisation", "resource", "name"]), pick=PICKS,
          after=st.one_of(st.none(), PICKS), name=NAMES)  # fmt: skip
    def add_hop(self, request: int, through: str, pick: int, after: int | None, name: str) -> None:
        target: dict[str, Any] = {
            "contact": {"contact": self.one("contact", pick)},
            "organisation": {"organisation_id": self.one("organisation", pick)},
            "resource": {"resource_id": self.one("resource", pick)},
            "name": {"contact": name},
        }[through]
        before = None if after is None else self.one("hop", after)
        self.do(lambda: self.hops.add(self.one("request", request), after_id=before, because="x", **target))

    @rule(which=PICKS, state=st.sampled_from(HopState), text=TEXTS)
    def advance_hop(self, which: int, state: HopState, text: str) -> None:
        self.do(lambda: self.hops.advance(self.one("hop", which), state, text))

    @rule(which=PICKS, verb=st.sampled_from(["report", "thank", "remove", "resource"]), pick=PICKS)
    def end_hop(self, which: int, verb: str, pick: int) -> None:
        hop = self.one("hop", which)
        verbs: dict[str, Callable[[], object]] = {
            "report": lambda: self.hops.report_back(hop),
            "thank": lambda: self.hops.thank(hop),
            "remove": lambda: self.hops.remove(hop),
            "resource": lambda: self.hops.answer_by_resource(self.one("request", which), self.one("resource", pick)),
        }
        self.do(verbs[verb])

    # Introductions

    @rule(who=st.lists(st.one_of(PICKS, NAMES), max_size=3), because=TEXTS, hop=st.one_of(st.none(), PICKS), note=TEXTS)
    def propose(self, who: list[int | str], because: str, hop: int | None, note: str) -> None:
        people = [self.one("contact", one) if isinstance(one, int) else one for one in who]
        served = None if hop is None else self.one("hop", hop)
        self.do(lambda: self.introductions.propose(people, (because, because), hop_id=served, note=note))

    @rule(who=SOME, by=st.one_of(st.none(), PICKS), state=st.sampled_from(IntroductionState))
    def enter_introduction(self, who: list[int], by: int | None, state: IntroductionState) -> None:
        introducer = None if by is None else self.one("contact", by)
        self.do(lambda: self.introductions.enter_made(self.some("contact", who), introducer, state=state))

    @rule(
        party=PICKS,
        consent=st.sampled_from(Consent),
        basis=st.sampled_from(ConsentBasis),
        until=st.one_of(st.none(), DAYS),
    )
    def consent(self, party: int, consent: Consent, basis: ConsentBasis, until: date | None) -> None:
        self.do(lambda: self.introductions.consent(self.one("party", party), consent, basis=basis, until=until))

    @rule(party=PICKS)
    def everyone_agrees(self, party: int) -> None:
        """Bring an introduction on, as luck would rarely do."""
        sides = [row for row in self.rows["party"] if row[2] == self.one("introduction", party)]
        for side in sides:
            self.do(lambda side=side: self.introductions.consent(side[0], Consent.GRANTED))

    @rule(
        which=PICKS,
        verb=st.sampled_from(
            [
                "ask",
                "make",
                "met",
                "never met",
                "outcome",
                "close",
                "lapse",
                "lift",
                "edit",
                "waive",
                "because",
                "delete",
            ]
        ),
        who=SOME,
        text=TEXTS,
    )
    def move_introduction(self, which: int, verb: str, who: list[int], text: str) -> None:
        one = self.one("introduction", which)
        verbs: dict[str, Callable[[], object]] = {
            "ask": lambda: self.introductions.ask(one, self.some("contact", who)),
            "make": lambda: self.introductions.make(one),
            "met": lambda: self.introductions.met(one),
            "never met": lambda: self.introductions.never_met(one),
            "outcome": lambda: self.introductions.record_outcome(one, text),
            "close": lambda: self.introductions.close(one),
            "lapse": lambda: self.introductions.lapse(one),
            "lift": lambda: self.introductions.lift(one),
            "edit": lambda: self.introductions.edit(one, forwardable_note=text, session_key="note"),
            "waive": lambda: self.introductions.waive_note(one),
            "because": lambda: self.introductions.set_because(self.one("party", which), text),
            "delete": lambda: self.introductions.delete(one),
        }
        self.do(verbs[verb])

    # Follow-ups

    @rule(
        kind=st.sampled_from(FollowUpKind), due=DAYS, title=TEXTS, every=RHYTHMS, promiser=st.sampled_from(Promiser),
        about=st.sampled_from(["contact", "request", "hop", "introduction", "message", ""]), pick=PICKS,
    )  # fmt: skip
    def schedule(
        self, kind: FollowUpKind, due: date, title: str, every: int | None, promiser: Promiser, about: str, pick: int
    ) -> None:
        record = {f"{about}_id": self.one(about, pick)} if about else {}
        self.do(lambda: self.follow_ups.add(kind, due, title=title, every_days=every, promiser=promiser, **record))

    @rule(which=SOME, until=DAYS, verb=st.sampled_from(["snooze", "finish", "skip", "reopen", "delete", "edit"]),
          every=RHYTHMS)  # fmt: skip
    def end_follow_ups(self, which: list[int], until: date, verb: str, every: int | None) -> None:
        ids = self.some("follow_up", which)
        first = ids[0] if ids else MISSING
        verbs: dict[str, Callable[[], object]] = {
            "snooze": lambda: self.follow_ups.snooze(ids, until),
            "finish": lambda: self.follow_ups.finish(ids),
            "skip": lambda: self.follow_ups.skip(ids),
            "reopen": lambda: self.follow_ups.reopen(first),
            "delete": lambda: self.follow_ups.delete(ids),
            "edit": lambda: self.follow_ups.edit(first, every_days=every, due_on=until),
        }
        self.do(verbs[verb])

    # Messages

    @rule(
        kind=st.sampled_from(MessageKind),
        to=SOME,
        about=st.sampled_from(["request", "hop", "introduction", "previous", ""]),
        pick=PICKS,
        gift=st.one_of(st.none(), PICKS),
    )
    def draft(self, kind: MessageKind, to: list[int], about: str, pick: int, gift: int | None) -> None:
        record = {f"{about}_id": self.one("message" if about == "previous" else about, pick)} if about else {}
        purpose = Purpose(kind=kind, to=tuple(self.some("contact", to)), **record)
        gifts = () if gift is None else ((self.one("contact", gift), "a depot", "a customer"),)
        self.do(lambda: self.messages.draft(purpose, gifts=gifts))

    @rule(
        which=PICKS,
        verb=st.sampled_from(["copy", "sent", "reply", "redraft", "edit", "discard", "mailto", "eml", "to", "bcc"]),
        text=TEXTS,
        tone=st.sampled_from(Tone),
        who=st.lists(st.one_of(PICKS, NAMES), max_size=3),
    )
    def handle_message(self, which: int, verb: str, text: str, tone: Tone, who: list[int | str]) -> None:
        one = self.one("message", which)
        people = [self.one("contact", each) if isinstance(each, int) else each for each in who]
        verbs: dict[str, Callable[[], object]] = {
            "copy": lambda: self.messages.copy(one),
            "sent": lambda: self.messages.mark_sent(one),
            "reply": lambda: self.messages.log_reply(one, text),
            "redraft": lambda: self.messages.redraft(one, tone),
            "edit": lambda: self.messages.edit(one, subject=text, body=text, session_key="body"),
            "discard": lambda: self.messages.discard(one),
            "mailto": lambda: self.messages.mailto(one),
            "eml": lambda: self.messages.eml(one),
            "to": lambda: self.messages.set_recipients(one, RecipientRole.TO, people),
            "bcc": lambda: self.messages.set_recipients(one, RecipientRole.BCC, people),
        }
        self.do(verbs[verb])

    @rule(days=st.sampled_from([0, 4, -5, 10**9]), name=NAMES)
    def set_up(self, days: int, name: str) -> None:
        self.do(lambda: self.settings.change(nudge_after_days=days))
        self.do(lambda: self.settings.change(name=name))


def _moved_as_allowed(before: Rows, after: Rows) -> None:
    """Fail where a record came to a state that its moves do not lead to."""
    for table, (moves, most) in MOVES.items():
        old, new = _states(table, before), _states(table, after)
        for record_id in old.keys() & new.keys():
            reached = {old[record_id]}
            for _ in range(most):
                reached |= {str(one) for state in reached for one in moves[state]}
            assert new[record_id] in reached, f"{table} went from {old[record_id]} to {new[record_id]}"


def _states(table: str, rows: Rows) -> dict[int, str]:
    place = _place(table, "state")
    return {row[0]: row[place] for row in rows[table]}


@cache
def _place(table: str, column: str) -> int:
    from netdesk.db.tables import Base

    return 2 * [each.name for each in Base.metadata.tables[table].columns].index(column)
