"""Settings of the book: who I am and where I work, cadences by tag, and all of it as one step of undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from netdesk.bootstrap import open_services
from netdesk.db.book import Book
from netdesk.domain.errors import InvalidInputError, NotFoundError
from netdesk.domain.instant import Clock
from netdesk.domain.words import MessageKind, RequestDirection
from netdesk.services.contact_list import ContactFilter
from netdesk.services.contact_rows import ContactRows
from netdesk.services.contacts import Contacts
from netdesk.services.history import History
from netdesk.services.hops import Hops
from netdesk.services.message_rows import MessageRows
from netdesk.services.messages import Messages
from netdesk.services.people import NewContact
from netdesk.services.purpose import Purpose
from netdesk.services.requests import Requests
from netdesk.services.settings import Settings
from tests.db.rows import user_rows


@pytest.fixture
def settings(book: Book) -> Settings:
    """The settings of a book of Robin Baker."""
    made = Settings(book)
    made.change(name="Robin Baker")
    return made


def greeting(book: Book) -> str:
    """Draft a few words to somebody."""
    somebody = Contacts(book).add(NewContact(name="Nia Okafor"))
    message = Messages(book).draft(Purpose(kind=MessageKind.CHECK_IN, to=(somebody,)))
    return MessageRows(book).detail(message).body


def test_everything_that_was_set_together_is_undone_together(book: Book, settings: Settings) -> None:
    Contacts(book).tag([Contacts(book).add(NewContact(name="Nia Okafor"))], "mentor")
    ((tag, _, _),) = settings.tag_cadences()
    before = user_rows(book.path)
    settings.change(
        name="Robin B. Baker", organisation="Kettle & Co", tag_cadences={tag: 30}, signature="R.", coach=False
    )
    assert (settings.my_name(), settings.my_organisation()) == ("Robin B. Baker", "Kettle & Co")
    assert settings.tag_cadences() == ((tag, "mentor", 30),)
    History(book).undo()
    assert user_rows(book.path) == before


def test_the_name_given_at_the_beginning_is_out_of_the_reach_of_undo(book: Book, settings: Settings) -> None:
    book.forget_steps()
    settings.change(coach=False)
    settings.introduce_me("Edda Marsh")
    assert settings.my_name() == "Edda Marsh"
    history = History(book)
    assert history.steps().undo == "Change the settings"
    assert history.undo().label == "Change the settings"
    assert not history.undo()
    assert (settings.my_name(), settings.all()["coach"]) == ("Edda Marsh", True)


def test_undo_says_that_it_takes_a_name_back(book: Book, settings: Settings) -> None:
    settings.change(name="Robin B. Baker")
    assert History(book).undo().label == "Change your name to Robin B. Baker"
    assert settings.my_name() == "Robin Baker"


def test_open_drafts_take_another_signature_and_keep_what_was_written_in_them(book: Book, settings: Settings) -> None:
    messages, rows = Messages(book), MessageRows(book)
    drafts = []
    for name in ("Nia Okafor", "Ama Owusu", "Kofi Mensah", "Bea Roy"):
        contact = Contacts(book).add(NewContact(name=name))
        drafts.append(messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(contact,))))
    untouched, edited, unsigned, sent = drafts
    before = rows.detail(untouched).body
    messages.edit(edited, body="Hi,\n\nask Robin Baker.\n\nBest,\nRobin Baker\n\nPS: See you.")
    messages.edit(unsigned, body="Hi, this is Robin Baker.\n\nR.")
    messages.mark_sent(sent)
    whole = user_rows(book.path)
    settings.change(name="Edda Marsh", signature="Edda  Marsh\nRiver Lab ")
    assert rows.detail(untouched).body == before.removesuffix("Robin Baker") + "Edda Marsh\nRiver Lab"
    assert rows.detail(edited).body == "Hi,\n\nask Robin Baker.\n\nBest,\nEdda Marsh\nRiver Lab\n\nPS: See you."
    assert rows.detail(unsigned).body == "Hi, this is Robin Baker.\n\nR."
    assert rows.detail(sent).body.endswith("\nRobin Baker")
    settings.change(signature="Edda")
    assert rows.detail(untouched).body == before.removesuffix("Robin Baker") + "Edda"
    History(book).undo()
    History(book).undo()
    assert user_rows(book.path) == whole


def test_a_note_that_says_who_i_am_says_it_anew_unless_i_wrote_that_sentence_otherwise(
    book: Book, settings: Settings
) -> None:
    messages, rows, contacts = Messages(book), MessageRows(book), Contacts(book)
    contacts.add_affiliation(ContactRows(book).me(), "Kettle & Co", "chemist")
    request = Requests(book).capture(RequestDirection.MADE, "Who dyes wool?", fields={"ask": "a call"})
    notes = []
    for name in ("Nia Okafor", "Ama Owusu", "Kofi Mensah"):
        helper = contacts.add(NewContact(name=name))
        hop = Hops(book).add(request, contact=helper)
        notes.append(messages.draft(Purpose(kind=MessageKind.FORWARDABLE_NOTE, hop_id=hop, to=(helper,))))
    untouched, rewritten, extended = notes
    first = rows.detail(untouched).body
    assert "\n\nI’m Robin Baker, chemist at Kettle & Co. " in first
    messages.edit(rewritten, body="I’m Robin Baker, chemist at Kettle & Co., and I dye wool.")
    messages.edit(extended, body=rows.detail(extended).body + "\n\nPS: See you.")
    whole = user_rows(book.path)
    settings.change(name="Edda Marsh", organisation="River Lab")
    assert "\n\nI’m Edda Marsh, chemist at River Lab. " in rows.detail(untouched).body
    assert "Robin" not in rows.detail(untouched).body and "Kettle" not in rows.detail(untouched).body
    assert rows.detail(rewritten).body == "I’m Robin Baker, chemist at Kettle & Co., and I dye wool."
    assert "\n\nI’m Edda Marsh, chemist at River Lab. " in rows.detail(extended).body
    assert rows.detail(extended).body.endswith("\nEdda Marsh\nRiver Lab\n\nPS: See you.")
    History(book).undo()
    assert user_rows(book.path) == whole


def test_open_drafts_follow_my_own_page_as_they_follow_the_settings(book: Book, settings: Settings) -> None:
    contacts, rows = Contacts(book), MessageRows(book)
    mine = ContactRows(book).me()
    somebody = contacts.add(NewContact(name="Nia Okafor"))
    message = Messages(book).draft(Purpose(kind=MessageKind.CHECK_IN, to=(somebody,)))
    contacts.edit(mine, name="Edda Marsh")
    contacts.add_affiliation(mine, "River Lab", "chemist")
    assert rows.detail(message).body.endswith("\nEdda Marsh\nRiver Lab")
    contacts.edit(somebody, name="Nia O.")
    History(book).undo()
    History(book).undo()
    assert rows.detail(message).body.endswith("\nEdda Marsh")


def test_drafts_are_signed_with_name_and_organisation_unless_a_signature_says_else(
    book: Book, settings: Settings
) -> None:
    assert greeting(book).rstrip().endswith("\nRobin Baker")
    settings.change(organisation="Kettle & Co")
    assert greeting(book).rstrip().endswith("\nRobin Baker\nKettle & Co")
    settings.change(signature="Robin, over the kettle")
    assert greeting(book).rstrip().endswith("\nRobin, over the kettle")


def test_no_draft_is_signed_with_a_name_that_nobody_gave(tmp_path: Path) -> None:
    services = open_services(tmp_path / "new.netdesk", Clock.fixed(date(2026, 11, 23)))
    guessed = services.contact_rows.names([services.contact_rows.me()])[services.contact_rows.me()]
    contact = services.contacts.add(NewContact(name="Nia Okafor"))
    message = services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(contact,)))
    unsigned = services.message_rows.detail(message).body
    assert guessed not in unsigned and unsigned.endswith(",")
    services.settings.change(organisation="Kettle & Co")
    assert services.message_rows.detail(message).body == unsigned
    services.settings.introduce_me(guessed)
    assert services.message_rows.detail(message).body == f"{unsigned}\n{guessed}\nKettle & Co"
    assert services.settings.my_name() == guessed
    services.close()


def test_another_organisation_takes_the_place_of_the_one_before_with_my_role(book: Book, settings: Settings) -> None:
    rows = ContactRows(book)
    settings.change(organisation="Ketle")
    Contacts(book).edit_affiliation(rows.detail(rows.me()).affiliations[0].id, role="Buyer")
    settings.change(organisation="Kettle & Co")
    assert [name for _, name in rows.organisations()] == ["Kettle & Co"]
    assert (rows.detail(rows.me()).role, rows.detail(rows.me()).organisation) == ("Buyer", "Kettle & Co")
    settings.change(organisation="")
    assert (rows.detail(rows.me()).role, rows.detail(rows.me()).organisation) == ("Buyer", "")
    assert settings.my_organisation() == ""


def test_the_cadence_of_a_tag_serves_those_who_have_none_of_their_own(book: Book, settings: Settings) -> None:
    contacts, rows = Contacts(book), ContactRows(book)
    nia, ben, eva = (contacts.add(NewContact(name=name)) for name in ("Nia Okafor", "Ben Ito", "Eva Roth"))
    contacts.tag([nia, ben], "mentor")
    contacts.set_cadence([ben], 7)
    ((tag, _, _),) = settings.tag_cadences()
    assert rows.ids(ContactFilter(with_cadence=True)) == [ben]
    settings.change(tag_cadences={tag: 30})
    assert set(rows.ids(ContactFilter(with_cadence=True))) == {nia, ben}
    shown = [(rows.detail(one).cadence_days, rows.detail(one).tag_cadence_days) for one in (nia, ben, eva)]
    assert shown == [(None, 30), (7, 30), (None, None)]


def test_a_cadence_that_cannot_be_kept_and_a_tag_that_is_gone_change_nothing(book: Book, settings: Settings) -> None:
    before = user_rows(book.path)
    with pytest.raises(NotFoundError):
        settings.change(name="Somebody Else", tag_cadences={99: 30})
    Contacts(book).tag([Contacts(book).add(NewContact(name="Nia Okafor"))], "mentor")
    with pytest.raises(InvalidInputError):
        settings.change(tag_cadences={settings.tag_cadences()[0][0]: 0})
    History(book).undo()
    History(book).undo()
    assert user_rows(book.path) == before
