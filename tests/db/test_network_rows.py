"""Whom the picture of the network shows, and who is found in it by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from netdesk.bootstrap import Services, create_book, open_services
from netdesk.domain.instant import Clock
from netdesk.services.people import NewContact

CLOCK = Clock.fixed(date(2026, 11, 23))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Services]:
    """A book in which only I am."""
    path = tmp_path / "book.netdesk"
    create_book(path, CLOCK, "Ada Lind")
    opened = open_services(path, CLOCK)
    yield opened
    opened.close()


def add(book: Services, name: str, introducer: int | None = None) -> int:
    made = book.contacts.add(NewContact(name=name))
    if introducer is not None:
        book.contacts.set_how_met(made, introducer=introducer)
    return made


def test_i_come_first_and_each_knows_by_whom_and_how_many(book: Services) -> None:
    ines = add(book, "Ines Ortega")
    marco, luisa = add(book, "Marco Silva", ines), add(book, "Luísa Prado", ines)
    people = book.network_rows.people()
    assert [one.name for one in people] == ["Ada Lind", "Ines Ortega", "Marco Silva", "Luísa Prado"]
    assert {one.id: (one.introducer, one.introduced) for one in people[1:]} == {
        ines: (0, 2),
        marco: (ines, 0),
        luisa: (ines, 0),
    }
    assert all(0 <= one.tie <= 1 for one in people)


def test_archived_people_are_shown_only_where_they_introduced_somebody_who_is(book: Services) -> None:
    ines, kofi = add(book, "Ines Ortega"), add(book, "Kofi Mensah")
    add(book, "Marco Silva", ines)
    book.contacts.archive([ines, kofi])
    assert [one.name for one in book.network_rows.people()] == ["Ada Lind", "Ines Ortega", "Marco Silva"]


def test_a_name_is_found_whole_begun_or_misspelt(book: Services) -> None:
    luisa = add(book, "Luísa Prado")
    add(book, "Bea Roy")
    for typed in ("Luísa Prado", "luisa", "prad", "Luisa Prdao"):
        assert book.network_rows.find(typed) == (luisa,)
    assert book.network_rows.find("Nobody Here") == ()
    assert book.network_rows.find("\0 <>") == ()
