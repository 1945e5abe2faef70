"""My own wordings: tried before they are kept, kept as versions, undone, and never in the way of a draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from netdesk.bootstrap import Services, create_book, open_services
from netdesk.composer.templates import shipped, template_names
from netdesk.db.tables import Template
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.instant import Clock
from netdesk.domain.words import MessageKind, Tone
from netdesk.services.people import NewContact
from netdesk.services.purpose import Purpose

OWN = "Good morning {{ names }},\n"


@pytest.fixture
def services(tmp_path: Path, clock: Clock) -> Iterator[Services]:
    path = tmp_path / "own.netdesk"
    create_book(path, clock, "Ada Lind")
    opened = open_services(path, clock)
    yield opened
    opened.book.close(keep_backup=False)


def hello(services: Services, name: str = "Tomas Berg") -> str:
    person = services.contacts.add(NewContact(name=name))
    message = services.messages.draft(Purpose(kind=MessageKind.CHECK_IN, to=(person,)))
    return services.message_rows.detail(message).body


def test_a_saved_template_writes_the_next_draft_and_undo_brings_the_shipped_one_back(services: Services) -> None:
    services.templates.save("salutation.plain", OWN)
    assert hello(services).startswith("Good morning Tomas,\n\n")
    services.history.undo()
    services.history.undo()
    services.history.undo()
    assert services.templates.texts()["salutation.plain"] == shipped("salutation.plain")
    assert hello(services).startswith("Hi Tomas,\n\n")


def test_versions_are_kept_and_a_reset_is_one_of_them(services: Services) -> None:
    services.templates.save("salutation.plain", OWN)
    services.templates.save("salutation.plain", "Ciao {{ names }},")
    services.templates.save("salutation.plain", "Ciao {{ names }},")
    services.templates.reset("salutation.plain")
    assert [(one.number, one.text) for one in services.templates.versions("salutation.plain")] == [
        (3, ""),
        (2, "Ciao {{ names }},\n"),
        (1, OWN),
    ]
    assert hello(services).startswith("Hi Tomas,")
    services.templates.save("salutation.plain", OWN)
    assert hello(services, "Ama Owusu").startswith("Good morning Ama,")


@pytest.mark.parametrize(
    ("text", "line"), [("Hi\n{{ names", 2), ("Hi {{ nmaes }}", 1), ("{% if names %}", 1), ("Dear {name},", None)]
)
def test_a_template_that_does_not_work_is_refused_with_its_line_and_the_last_good_one_counts(
    services: Services, text: str, line: int | None
) -> None:
    services.templates.save("salutation.plain", OWN)
    with pytest.raises(InvalidInputError) as refusal:
        services.templates.save("salutation.plain", text)
    assert "salutation.plain" in str(refusal.value)
    assert line is None or str(refusal.value).startswith(f"Line {line} of")
    assert hello(services).startswith("Good morning Tomas,")


def test_a_template_that_stopped_working_gives_way_to_the_last_good_one(services: Services) -> None:
    services.templates.save("salutation.plain", OWN)
    services.templates.save("closing.plain", "Ciao\n{{ sender_name }}")
    with services.book.write("As another program left it") as work:
        work.session.add(Template(name="salutation.plain", version=2, text="Hi {{ gone }}", at=work.now))
        work.session.add(Template(name="of-another-time", version=1, text="{{ what }}", at=work.now))
    told = hello(services)
    assert told.startswith("Good morning Tomas,\n\n")
    assert told.endswith("\n\nCiao\nAda Lind")


def test_only_thanks_are_never_to_come_in_the_words_of_their_template(services: Services) -> None:
    thanks = {kind for kind in MessageKind if not services.templates.usual_words(kind)}
    assert thanks == {MessageKind.THANK_YOU, MessageKind.CLOSE_THE_LOOP}


@pytest.mark.parametrize("name", template_names())
def test_a_preview_shows_every_template_to_a_person_of_the_book_without_a_gap(services: Services, name: str) -> None:
    person = services.contacts.add(NewContact(name="Tomas Berg"))
    for tone in Tone:
        made = services.templates.preview(name, shipped(name), tone, person)
        assert "Tomas" in made.body
        assert made.subject
        assert not any(mark in made.body for mark in ("{", "}", "  ", "None"))
    assert services.templates.preview(name, shipped(name), Tone.WARM).body
    with services.book.read() as session:
        assert session.scalar(select(Template.id)) is None
