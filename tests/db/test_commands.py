"""Commands within this process: how often they open a book, and for how long they lock it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from netdesk import bootstrap
from netdesk.cli import main
from netdesk.db.book import Book
from netdesk.domain.instant import Clock
from tests.db.people_of_a_book import person


@pytest.fixture
def people(path: Path, clock: Clock) -> Path:
    book = Book(path, clock)
    person(book, "Ama Owusu", offers="supplier onboarding in a hospital")
    book.close(keep_backup=False)
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each opening of a book was to write."""
    writable: list[bool] = []

    def noting(path: Path, clock: Clock, *, writable: bool = True, program: str = "") -> Book:
        opened.append(writable)
        return Book(path, clock, writable=writable, program=program)

    opened = writable
    monkeypatch.setattr(bootstrap, "Book", noting)
    return opened


@pytest.fixture
def match(people: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    def run() -> str:
        code = main(["--db", str(people), "--json", "match", "supplier onboarding"], lambda: 1, lambda: 1)
        answer = json.loads(capsys.readouterr().out)
        assert code == 0
        return str(answer["results"][0]["name"])

    return run


def test_a_book_is_opened_to_write_only_where_something_is_to_be_read_by_meaning(
    match: Callable[[], str], opened: list[bool]
) -> None:
    assert match() == "Ama Owusu"
    assert opened == [False, True]
    opened.clear()
    assert match() == "Ama Owusu"
    assert opened == [False]


def test_who_matches_while_somebody_else_has_the_book_gets_an_answer(
    match: Callable[[], str], people: Path, clock: Clock
) -> None:
    held = Book(people, clock)
    try:
        assert match() == "Ama Owusu"
    finally:
        held.close(keep_backup=False)
