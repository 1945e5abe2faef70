from __future__ import annotations

import pytest

from netdesk.db.book import Book
from netdesk.domain.errors import NotFoundError
from netdesk.services.directory import Directory
from netdesk.services.name_index import NameIndex
from tests.db.people_of_a_book import TODAY, me, person


@pytest.fixture
def directory(book: Book) -> Directory:
    me(book)
    return Directory(book, NameIndex(book))


@pytest.mark.parametrize("typed", ["Søren Østergård", "soren ostergard", "Sören", "Östergard", "Soeren Ostergard"])
def test_a_name_is_understood_as_people_type_it(book: Book, directory: Directory, typed: str) -> None:
    number = person(book, "Søren Østergård")
    person(book, "Ama Owusu")
    assert directory.resolve(typed) == number


def test_a_name_that_can_mean_several_or_nobody_is_refused_with_a_way_out(book: Book, directory: Directory) -> None:
    person(book, "Anna Berg")
    person(book, "Anna Lind")
    old = person(book, "Maren Berg")
    with pytest.raises(NotFoundError, match="“Anna” can mean Anna Berg, Anna Lind"):
        directory.resolve("Anna")
    with pytest.raises(NotFoundError, match="Nobody in this book is called “Xerxes”"):
        directory.resolve("Xerxes")
    with pytest.raises(NotFoundError):
        directory.resolve("")
    assert directory.resolve("Maren Berg") == old
    person(book, "Anna Berg")
    with pytest.raises(NotFoundError, match="2 contacts are called Anna Berg"):
        directory.resolve("anna berg")
    assert book.clock.today() == TODAY
