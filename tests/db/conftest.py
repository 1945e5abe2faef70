"""A clock that stands still and a new book for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from netdesk.db.book import Book, create
from netdesk.domain.instant import Clock


@pytest.fixture
def clock() -> Clock:
    """Ten o'clock on 23 November 2026."""
    return Clock.fixed(date(2026, 11, 23))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a new book."""
    made = tmp_path / "people.netdesk"
    create(made)
    return made


@pytest.fixture
def book(path: Path, clock: Clock) -> Iterator[Book]:
    """A new book, open for writing."""
    opened = Book(path, clock)
    yield opened
    opened.close(keep_backup=False)
