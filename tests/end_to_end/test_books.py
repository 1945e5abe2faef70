"""The File menu in the real window: new books, others, recent ones, and files that are no book to be opened."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.end_to_end.accessible import Accessible
from tests.end_to_end.application import Application
from tests.end_to_end.conftest import Launch


def title_is(window: Application, book: str) -> Accessible:
    """Wait until the one window shows a book."""
    return window.wait_for(
        lambda: next((one for one in window.windows() if one.name == f"netdesk – {book}"), None), f"the book {book}"
    )


def choose_file(window: Application, action: str, path: Path) -> None:
    """Choose an action of the File menu and name a file in the dialog it opens."""
    window.menu("File", re.compile(action))
    dialog = window.wait_for(lambda: next((one for one in window.find_all("dialog")), None), f"the dialog of {action}")
    field = next(one for one in dialog.walk() if one.role == "text" and "focused" in one.states)
    window.fill(field, str(path))
    window.keys("Return")


def told(window: Application) -> str:
    """Read the sentence of the dialog that says why not, and close it."""
    dialog = window.find("dialog", "netdesk")
    said = " ".join(one.name for one in dialog.walk() if one.role == "label")
    window.keys("Escape")
    window.wait_gone("dialog", "netdesk")
    return said


def test_books_are_made_opened_and_opened_again_from_the_recent_ones(launch: Launch, tmp_path: Path) -> None:
    first, second = tmp_path / "first.netdesk", tmp_path / "second.netdesk"
    window = launch("--db", str(first))
    title_is(window, "first")
    choose_file(window, "New book", second)
    title_is(window, "second")
    assert first.exists() and second.exists()
    window.menu("File", "Recent books", str(first))
    title_is(window, "first")
    choose_file(window, "Open book", second)
    title_is(window, "second")
    window.menu("Help", "About netdesk")
    about = window.find("dialog", "About netdesk")
    said = " ".join(one.name for one in about.walk() if one.role == "label")
    assert "SQLAlchemy" in said and "General Public License" in said and str(second) in said
    window.keys("Escape")
    window.wait_gone("dialog", "About netdesk")
    window.keys("ctrl+q")
    assert window.wait_end() == 0


def test_what_is_no_book_to_be_opened_is_told_and_the_open_book_stays(launch: Launch, tmp_path: Path) -> None:
    mine, theirs, other = tmp_path / "mine.netdesk", tmp_path / "theirs.netdesk", tmp_path / "other.netdesk"
    launch("--db", str(theirs))
    with closing(sqlite3.connect(other)) as file:
        file.execute("CREATE TABLE bookmark (url TEXT)")
        file.commit()
    before = other.read_bytes()
    window = launch("--db", str(mine))
    title_is(window, "mine")
    choose_file(window, "Open book", theirs)
    assert "open" in told(window)
    choose_file(window, "Open book", other)
    assert "other.netdesk" in told(window)
    assert other.read_bytes() == before
    choose_file(window, "New book", theirs)
    assert "exists already" in told(window)
    title_is(window, "mine")
    window.keys("ctrl+n")
    window.find("dialog", re.compile("[Cc]apture"))


def test_a_recent_book_that_is_gone_meanwhile_is_told(launch: Launch, tmp_path: Path) -> None:
    gone, mine = tmp_path / "gone.netdesk", tmp_path / "mine.netdesk"
    window = launch("--db", str(gone))
    title_is(window, "gone")
    choose_file(window, "New book", mine)
    title_is(window, "mine")
    for file in tmp_path.glob("gone.netdesk*"):
        file.rename(file.with_suffix(".elsewhere"))
    window.menu("File", "Recent books", str(gone))
    assert "not there any more" in told(window)
    title_is(window, "mine")
