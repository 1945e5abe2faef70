"""What is typed or chosen anew takes the place of what was there, and leaves nothing behind."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from netdesk.db.book import Book
from netdesk.db.tables import Affiliation, Introduction, Organisation
from netdesk.domain.words import MessageKind, RequestDirection
from netdesk.services.contacts import Contacts
from netdesk.services.message_rows import MessageRows
from netdesk.services.messages import Messages
from netdesk.services.people import NewContact
from netdesk.services.purpose import Purpose
from netdesk.services.request_rows import RequestRows
from netdesk.services.requests import Requests
from netdesk.services.settings import Settings
from tests.db.rows import user_rows


@pytest.fixture
def people(book: Book) -> list[int]:
    Settings(book).change(name="Robin Baker")
    return [Contacts(book).add(NewContact(name=name)) for name in ("Ama Owusu", "Kofi Mensah", "Bea Roy", "Seun Ade")]


def test_typing_the_name_of_an_organisation_leaves_only_the_last(book: Book, people: list[int]) -> None:
    contacts = Contacts(book)
    role = contacts.add_affiliation(people[0], "Brightwell", "Director")
    contacts.add_affiliation(people[1], "Brightwell", "Clerk")
    before = user_rows(book.path)
    for typed in ("Har", "Harrow", "Harrow Mills"):
        contacts.edit_affiliation(role, organisation_name=typed, session_key="typing")
    with book.read() as session:
        assert set(session.scalars(select(Organisation.name))) == {"Brightwell", "Harrow Mills"}
        assert session.get_one(Affiliation, role).organisation_id is not None
    book.undo()
    assert user_rows(book.path) == before


def test_other_gifts_take_the_place_of_those_a_draft_gives(book: Book, people: list[int]) -> None:
    helper, kofi, bea, seun = people
    messages, thanks = Messages(book), Purpose(kind=MessageKind.THANK_YOU, to=(helper,))
    first = messages.draft(thanks, gifts=[(kofi, "he stores cold", "she buys")])
    messages.edit(first, body="My own words.")
    assert messages.draft(thanks, gifts=[(kofi, "he stores cold", "she buys")]) == first
    assert MessageRows(book).detail(first).body == "My own words."
    before = user_rows(book.path)
    assert messages.draft(thanks, gifts=[(bea, "she bakes", "she mills"), (seun, "he sells", "she mills")]) == first
    body = MessageRows(book).detail(first).body
    assert "Bea Roy" in body and "Seun Ade" in body and "Kofi" not in body
    with book.read() as session:
        assert len(session.scalars(select(Introduction.id)).all()) == 2
    book.undo()
    assert user_rows(book.path) == before


def test_the_title_of_a_request_follows_what_is_asked_until_the_user_sets_it(book: Book, people: list[int]) -> None:
    requests = Requests(book)

    def title() -> str:
        return RequestRows(book).detail(request).title

    request = requests.capture(RequestDirection.RECEIVED, "May I pick your brain?", who=[people[0]])
    requests.edit(request, topic="supplier approval")
    assert title() == "supplier approval"
    requests.clarify(request, ask="A call with somebody who cut it to four weeks")
    assert title() == "supplier approval: A call with somebody who cut it to four weeks"
    book.undo()
    assert title() == "supplier approval"
    for bare in ("An introduction", "one answer.", "Document"):
        requests.edit(request, ask=bare)
        assert title() == "supplier approval"
    requests.edit(request, title="Onboarding")
    requests.clarify(request, ask="A call with somebody who cut it to four weeks")
    assert title() == "Onboarding"
    requests.edit(request, title="")
    assert title() == "supplier approval: A call with somebody who cut it to four weeks"
