"""The sample network holds together: every state, legal states only, facts that are really known, and nobody real."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from netdesk.db.book import Book, create
from netdesk.db.tables import Base
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.instant import Clock, Instant
from netdesk.domain.text import fold
from netdesk.domain.words import (
    Consent,
    ConsentBasis,
    FactKind,
    FactState,
    FollowUpKind,
    FollowUpState,
    HopState,
    InteractionKind,
    IntroductionState,
    MessageKind,
    MessageState,
    RecipientRole,
    RequestDirection,
    RequestState,
    ResourceKind,
    Standing,
    StepKind,
    Visibility,
)
from netdesk.services.sample import create_sample, write_sample
from netdesk.services.sample.requests import Requests

TODAY = date(2026, 11, 23)
DAYS = (TODAY, date(2025, 3, 1), date(2028, 2, 29), date(2027, 1, 2))
USUAL = 240

Rows = list[tuple[Any, ...]]


class Sample:
    """A written sample, read by plain SQL."""

    def __init__(self, path: Path, contacts: int, day: date = TODAY) -> None:
        create_sample(path, contacts, day)
        self.day = day
        self._connection = sqlite3.connect(path)

    def rows(self, query: str, *values: object) -> Rows:
        return self._connection.execute(query, values).fetchall()

    def one(self, query: str, *values: object) -> Any:
        return self.rows(query, *values)[0][0]

    def everything(self) -> dict[str, Rows]:
        return {
            table.name: self.rows(f"SELECT * FROM {table.name} ORDER BY id") for table in Base.metadata.sorted_tables
        }

    def texts(self) -> Iterator[str]:
        for rows in self.everything().values():
            for row in rows:
                yield from (value for value in row if isinstance(value, str))

    def close(self) -> None:
        self._connection.close()


@pytest.fixture(scope="module", params=DAYS, ids=str)
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    made = Sample(tmp_path_factory.mktemp("sample") / "sample.netdesk", USUAL, request.param)
    yield made
    made.close()


def test_the_same_date_and_size_give_equal_rows(tmp_path: Path) -> None:
    first, second, other = (
        Sample(tmp_path / "a.netdesk", 60),
        Sample(tmp_path / "b.netdesk", 60),
        Sample(tmp_path / "c.netdesk", 60, TODAY + timedelta(days=1)),
    )
    assert first.everything() == second.everything()
    assert first.rows("SELECT uid FROM contact") != other.rows("SELECT uid FROM contact")


@pytest.mark.parametrize("contacts", [0, 1, 2, 3, 12, 50, 2_000])
def test_every_size_gives_that_many_contacts_and_me(contacts: int, tmp_path: Path) -> None:
    made = Sample(tmp_path / "book.netdesk", contacts)
    assert made.one("SELECT count(*) FROM contact WHERE is_me = 0") == contacts
    assert made.one("SELECT count(*) FROM contact WHERE is_me = 1") == 1
    assert made.rows("PRAGMA foreign_key_check") == []
    assert_readable(made)
    with_book = Book(tmp_path / "book.netdesk", Clock.fixed(TODAY))
    assert with_book.check().ok
    with_book.close(keep_backup=False)


@pytest.mark.parametrize("contacts", [-1, 100_001])
def test_an_impossible_size_leaves_no_file(contacts: int, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="0 to 100,000"):
        create_sample(tmp_path / "book.netdesk", contacts, TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_sample_written_as_one_step_is_undone_as_one_step_and_refuses_a_second(tmp_path: Path) -> None:
    path = tmp_path / "book.netdesk"
    create(path)
    book = Book(path, Clock.fixed(TODAY))
    told: list[tuple[int, int]] = []
    with book.write("Write the sample network") as work:
        write_sample(work, 30, TODAY, lambda done, whole: told.append((done, whole)))
    assert told[-1] == (30, 30)
    with pytest.raises(InvalidInputError, match="empty book"), book.write("Again") as work:
        write_sample(work, 30, TODAY)
    book.undo()
    book.close(keep_backup=False)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM contact").fetchone() == (0,)


def test_a_sample_reads_the_same_whichever_way_it_was_written(tmp_path: Path) -> None:
    made = Sample(tmp_path / "made.netdesk", 40)
    create(tmp_path / "book.netdesk")
    book = Book(tmp_path / "book.netdesk", Clock.fixed(TODAY))
    with book.write("Write the sample network") as work:
        write_sample(work, 40, TODAY)
    book.close(keep_backup=False)
    documents = "SELECT kind, record_id, title, about, facts, text FROM document ORDER BY kind, record_id"
    with sqlite3.connect(tmp_path / "book.netdesk") as connection:
        assert connection.execute(documents).fetchall() == made.rows(documents)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("request.state", RequestState),
        ("request.direction", RequestDirection),
        ("hop.state", HopState),
        ("introduction.state", IntroductionState),
        ("party.consent", Consent),
        ("party.basis", ConsentBasis),
        ("message.kind", MessageKind),
        ("message.state", MessageState),
        ("follow_up.kind", FollowUpKind),
        ("follow_up.state", FollowUpState),
        ("follow_up.promiser", None),
        ("fact.kind", FactKind),
        ("fact.state", FactState),
        ("fact.visibility", Visibility),
        ("interaction.kind", InteractionKind),
        ("interaction.direction", None),
        ("contact.standing", Standing),
        ("resource.kind", ResourceKind),
        ("step.kind", StepKind),
        ("contact_point.kind", None),
        ("date_to_remember.kind", None),
    ],
)
def test_every_word_of_every_enumeration_occurs(sample: Sample, column: str, words: Any) -> None:
    table, name = column.split(".")
    found = {value for (value,) in sample.rows(f"SELECT DISTINCT {name} FROM {table}")}
    enumeration = words or Base.metadata.tables[table].c[name].type.words  # type: ignore[attr-defined]
    assert found == {str(word) for word in enumeration}


def test_letters_go_to_people_openly_and_in_blind_copy(sample: Sample) -> None:
    roles = {role for (role,) in sample.rows("SELECT DISTINCT role FROM recipient")}
    assert {str(RecipientRole.TO), str(RecipientRole.BCC)} <= roles


def test_nothing_dangles(sample: Sample) -> None:
    assert sample.rows("PRAGMA foreign_key_check") == []


def assert_readable(made: Sample) -> None:
    """Fail on text that shows how it was made."""
    for text in made.texts():
        assert not re.search(r"[{}|]", text.replace("[]", "")), text
        assert "  " not in text, text
        assert not re.search(r"\b[Aa] (?!one\b|once\b|uni|use|Euro)[aeiou]", text), text
        assert not re.search(r"\b[Aa]n (?!hour|honest)[b-df-hj-np-tv-z]", text), text
        assert not re.search(r"\b([a-z]+) \1\b", text), text
        assert not re.search(r"\bone (weeks|changes|machines|signatures|boards|days|years)\b", text), text


def test_every_text_reads_as_written_by_a_person(sample: Sample) -> None:
    assert_readable(sample)


def test_nobody_can_be_reached_outside_the_domains_kept_for_examples(sample: Sample) -> None:
    hosts = {
        re.sub(r"^(https?://|[^@]*@)|/.*$", "", value)
        for kind, value in sample.rows("SELECT kind, value FROM contact_point")
        if kind in ("email", "web", "social")
    }
    hosts |= {re.sub(r"^https?://|/.*$", "", url) for (url,) in sample.rows("SELECT website FROM organisation")}
    hosts |= {re.sub(r"^https?://|/.*$", "", url) for (url,) in sample.rows("SELECT url FROM resource WHERE url <> ''")}
    assert [host for host in hosts if not re.search(r"(^|\.)example(\.(com|net|org))?$", host)] == []


def test_names_sort_by_family_and_points_compare(sample: Sample) -> None:
    for shown, given, family, sort in sample.rows(
        "SELECT display_name, given_name, family_name, sort_name FROM contact"
    ):
        assert sort == fold(f"{family} {given}" if family else shown)
    for kind, value, normal in sample.rows("SELECT kind, value, normal FROM contact_point"):
        if kind == "phone":
            assert normal == "+" + re.sub(r"\D", "", value)
        if kind in ("web", "social"):
            assert normal == value.removeprefix("https://").lower()


def test_thousands_of_people_do_not_look_copied(tmp_path: Path) -> None:
    made = Sample(tmp_path / "many.netdesk", 1_000)
    notes = Counter(text for (text,) in made.rows("SELECT notes FROM contact WHERE notes <> ''"))
    assert notes.most_common(1)[0][1] == 1
    names = Counter(name for (name,) in made.rows("SELECT display_name FROM contact"))
    assert len(names) > 970
    assert names.most_common(1)[0][1] <= 4
    assert len({name for (name,) in made.rows("SELECT country FROM contact_point WHERE country IS NOT NULL")}) >= 20
    assert len({role for (role,) in made.rows("SELECT role FROM affiliation")}) >= 80


def test_requests_stand_where_their_hops_put_them(sample: Sample) -> None:
    for request, state, until, before, closed, ask in sample.rows(
        "SELECT id, state, parked_until, before_parking, closed_at, ask FROM request"
    ):
        hops = {hop for (hop,) in sample.rows("SELECT state FROM hop WHERE request_id = ?", request)}
        assert (closed is not None) == (state == "closed")
        assert (until is not None) == (before is not None) == (state == "parked")
        if state in ("captured", "clarifying"):
            assert not hops
            assert ask == ""
        if state in ("specific", "moving", "answered", "closed"):
            assert ask
        if state == "moving":
            assert hops & {"planned", "asked", "accepted"}
        if state in ("answered", "closed"):
            assert hops & {"accepted", "delivered"}
            assert not hops & {"planned", "asked"}


def test_what_i_ask_is_no_letter_to_me(sample: Sample) -> None:
    me = sample.one("SELECT given_name FROM contact WHERE is_me = 1")
    wordings = dict(sample.rows("SELECT id, original_wording FROM request WHERE direction = 'made'"))
    assert wordings
    assert not [text for text in wordings.values() if me in text]


def test_hops_carry_the_dates_that_their_states_need(sample: Sample) -> None:
    for state, asked, answered, reported, thanked in sample.rows(
        "SELECT state, asked_at, answered_at, reported_at, thanked_at FROM hop"
    ):
        assert (asked is not None) == (state != "planned")
        assert (answered is not None) == (state not in ("planned", "asked"))
        dates = [moment for moment in (asked, answered, reported, thanked) if moment]
        assert dates == sorted(dates)


def test_hops_form_trees_of_one_request(sample: Sample) -> None:
    children = sample.rows("SELECT h.request_id, b.request_id FROM hop h JOIN hop b ON b.id = h.after_id")
    assert children
    assert all(here == before for here, before in children)
    branches = Counter(after for (after,) in sample.rows("SELECT after_id FROM hop WHERE after_id IS NOT NULL"))
    assert max(branches.values()) >= 2


def test_introductions_are_made_only_with_consent_and_a_note(sample: Sample) -> None:
    consents: defaultdict[int, list[str]] = defaultdict(list)
    for introduction, consent in sample.rows("SELECT introduction_id, consent FROM party"):
        consents[introduction].append(consent)
    for introduction, state, note, waived, made in sample.rows(
        "SELECT id, state, forwardable_note, note_waived, made_at FROM introduction"
    ):
        given = consents[introduction]
        assert len(given) >= 2
        if state in ("agreed", "made", "met", "closed", "never met"):
            assert set(given) == {"granted"}
        if state in ("made", "met", "closed", "never met"):
            assert note or waived
            assert made
        else:
            assert made is None
        assert ("declined" in given) == (state == "declined")


def test_no_introducer_is_a_party(sample: Sample) -> None:
    assert not sample.rows(
        "SELECT 1 FROM introduction i JOIN party p ON p.introduction_id = i.id AND p.contact_id = i.introducer_id"
    )


def test_consents_are_dated_as_they_were_given(sample: Sample) -> None:
    for consent, basis, asked, answered, later, standing in sample.rows(
        "SELECT consent, basis, asked_at, answered_at, not_before, standing "
        "FROM party p JOIN contact c ON c.id = contact_id"
    ):
        assert (later is not None) == (consent == "not now")
        assert answered is None or asked is None or asked <= answered
        assert basis != "standing" or standing == "yes"
        if consent == "pending":
            assert answered is None


def test_steps_stand_in_the_order_of_their_dates(sample: Sample) -> None:
    for (request,) in sample.rows("SELECT id FROM request"):
        moments = [at for (at,) in sample.rows("SELECT at FROM step WHERE request_id = ? ORDER BY id", request)]
        assert moments == sorted(moments)
        kinds = sample.rows("SELECT kind FROM step WHERE request_id = ? ORDER BY id LIMIT 1", request)
        assert kinds == [("captured",)]


def test_nothing_happened_after_the_day_of_the_sample(sample: Sample) -> None:
    latest = f"{sample.day}T99"
    for table, column in (
        ("interaction", "at"),
        ("step", "at"),
        ("message", "sent_at"),
        ("contact", "created_at"),
        ("request", "asked_at"),
        ("follow_up", "finished_at"),
        ("follow_up", "created_at"),
        ("hop", "created_at"),
        ("introduction", "created_at"),
    ):
        assert not sample.rows(f"SELECT {column} FROM {table} WHERE {column} > ?", latest), (table, column)


def test_a_hop_quotes_an_open_fact_that_its_contact_really_offers(sample: Sample) -> None:
    for because, contact in sample.rows("SELECT because, contact_id FROM hop WHERE contact_id IS NOT NULL"):
        assert sample.rows(
            "SELECT 1 FROM fact WHERE contact_id = ? AND text = ? AND kind = 'offers' AND state = 'open' "
            "AND visibility = 'shareable'",
            contact,
            because,
        ), because


def test_a_side_of_an_introduction_is_quoted_by_its_own_shareable_fact(sample: Sample) -> None:
    quoted = 0
    for because, contact in sample.rows("SELECT because, contact_id FROM party WHERE because <> ''"):
        assert sample.rows(
            "SELECT 1 FROM fact WHERE contact_id = ? AND text = ? AND visibility = 'shareable'", contact, because
        ), because
        quoted += 1
    assert quoted > 30


def test_letters_quote_no_private_fact_and_no_contact_point(sample: Sample) -> None:
    private = {text for (text,) in sample.rows("SELECT text FROM fact WHERE visibility = 'private'")}
    shareable = {text for (text,) in sample.rows("SELECT text FROM fact WHERE visibility = 'shareable'")}
    points = {value for (value,) in sample.rows("SELECT value FROM contact_point")}
    for (body,) in sample.rows("SELECT body FROM message"):
        assert not [text for text in private - shareable if text in body]
        assert not [value for value in points if value in body]


def test_a_thank_you_gives_two_and_names_nobody_who_wants_to_be_asked(sample: Sample) -> None:
    offers: defaultdict[int, list[int]] = defaultdict(list)
    for message, introduction in sample.rows("SELECT message_id, introduction_id FROM offer"):
        offers[message].append(introduction)
    thanks = sample.rows("SELECT id, body, state FROM message WHERE kind = 'thank-you plus two'")
    assert {state for _, _, state in thanks} >= {"draft", "sent", "answered"}
    for message, body, _ in thanks:
        assert len(offers[message]) == 2
        receiver = sample.one("SELECT contact_id FROM recipient WHERE message_id = ? AND role = 'to'", message)
        for introduction in offers[message]:
            name, standing, because = sample.rows(
                "SELECT display_name, standing, because FROM party p JOIN contact c ON c.id = contact_id "
                "WHERE introduction_id = ? AND contact_id <> ?",
                introduction,
                receiver,
            )[0]
            assert f"“{because}”" in body
            assert (name in body) == (standing != "ask before naming")


def test_introducers_form_a_tree_with_me_in_the_middle(sample: Sample) -> None:
    introducer = dict(sample.rows("SELECT contact_id, introducer_id FROM how_met"))
    depths: Counter[int] = Counter()
    for contact in introducer:
        seen: list[int] = []
        step: int | None = contact
        while step is not None:
            assert step not in seen
            seen.append(step)
            step = introducer[step]
        depths[len(seen)] += 1
    assert depths[1] < depths[2]
    assert max(depths) in range(3, 9)
    assert Counter(value for value in introducer.values() if value).most_common(1)[0][1] >= 8


def test_ties_differ_from_strong_to_dormant(sample: Sample) -> None:
    last = {
        contact: (sample.day - date.fromisoformat(at[:10])).days
        for contact, at in sample.rows(
            "SELECT contact_id, max(at) FROM interaction i JOIN participant p ON p.interaction_id = i.id GROUP BY 1"
        )
    }
    ages = list(last.values())
    assert sum(age < 30 for age in ages) > 20
    assert sum(180 < age < 700 for age in ages) > 20
    assert sum(age > 1_000 for age in ages) >= 8
    cadences = dict(sample.rows("SELECT id, cadence_days FROM contact WHERE cadence_days IS NOT NULL"))
    assert sum(last.get(contact, 9_999) > 2 * cadence for contact, cadence in cadences.items()) >= 5


def test_follow_ups_lie_before_on_and_after_the_day(sample: Sample) -> None:
    due = [date.fromisoformat(day) for (day,) in sample.rows("SELECT due_on FROM follow_up WHERE state = 'due'")]
    ahead = [(day - sample.day).days for day in due]
    assert min(ahead) < 0 < max(ahead)
    assert ahead.count(0) >= 2
    assert any(0 < days <= 7 for days in ahead)
    assert any(days > 7 for days in ahead)
    for state, finished in sample.rows("SELECT state, finished_at FROM follow_up"):
        assert (finished is None) == (state == "due")


def test_birthdays_come_up(sample: Sample) -> None:
    near = {f"{sample.day + timedelta(days=ahead):%m-%d}" for ahead in range(8)}
    days = [day for (day,) in sample.rows("SELECT day FROM date_to_remember WHERE kind = 'birthday'")]
    assert sum(day[-5:] in near for day in days) >= 3


def test_letters_that_were_sent_are_logged_and_answers_linked(sample: Sample) -> None:
    for message, state, sent, answered in sample.rows("SELECT id, state, sent_at, answered_at FROM message"):
        out = sample.one("SELECT count(*) FROM interaction WHERE message_id = ?", message)
        back = sample.one("SELECT count(*) FROM interaction WHERE answers_id = ?", message)
        assert (sent is not None) == (state in ("sent", "answered")) == (out == 1)
        assert (answered is not None) == (state == "answered") == (back == 1)


def test_one_organisation_is_mine_and_has_colleagues(sample: Sample) -> None:
    (mine,) = [one for (one,) in sample.rows("SELECT id FROM organisation WHERE is_mine = 1")]
    assert sample.one("SELECT count(*) FROM affiliation WHERE organisation_id = ? AND current = 1", mine) >= 6


def test_the_same_page_sent_with_two_requests_is_kept_once() -> None:
    added: list[tuple[str, int | None]] = []

    class Sheet:
        def add(self, table: type[Base], **values: Any) -> int:
            added.append((table.__tablename__, values.get("blob_id")))
            return len(added)

    requests = Requests.__new__(Requests)
    requests._blobs = {}
    cast: Any = SimpleNamespace(
        requesters=[SimpleNamespace(name="Ama Owusu")], story=SimpleNamespace(title="A mill", note="It grinds.")
    )
    for request_id in (1, 2):
        telling: Any = SimpleNamespace(sheet=Sheet(), request_id=request_id)
        requests._attach(telling, cast, Instant(datetime(2026, 11, 1, tzinfo=UTC)))
    assert added == [("blob", None), ("attachment", 1), ("attachment", 1)]
