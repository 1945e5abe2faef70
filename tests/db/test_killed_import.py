"""An import whose process is killed while it writes leaves the book as it was, whatever it was importing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from netdesk.db.book import Book
from netdesk.domain.instant import Clock
from netdesk.services.exports import Exports
from netdesk.services.sample.book import create_sample
from tests.db.processes import first_line, running
from tests.db.test_imports import create_book, tables
from tests.db.test_interaction_imports import mail

_IMPORT = """
from netdesk.services.imports import Imports
def told(done, total):
    if 0 < done < total:
        print("writing", flush=True)
        sys.stdin.read()
imports = Imports(Book(path, clock))
imports.run(imports.preview(Path(sys.argv[2]), add_unknown=True), told)
print("finished", flush=True)
"""


def table(folder: Path) -> Path:
    file = folder / "people.csv"
    rows = (f"Given{n} Family{n},p{n}@x.example,Firm {n}" for n in range(3_000))
    file.write_text("\n".join(["Name,Email,Company", *rows]), encoding="utf-8")
    return file


def mailbox(folder: Path) -> Path:
    file = folder / "a.mbox"
    mails = (mail(n, f"Person {n} <p{n}@x.example>") for n in range(1_600))
    file.write_text("\n".join(mails), encoding="utf-8", newline="")
    return file


def archive(folder: Path) -> Path:
    path, file = folder / "sample.netdesk", folder / "all.json"
    create_sample(path, 1_200, date(2026, 11, 23))
    book = Book(path, Clock.fixed(date(2026, 11, 23)))
    Exports(book).run(file)
    book.close(keep_backup=False)
    return file


@pytest.mark.parametrize("source", [table, mailbox, archive])
def test_a_killed_import_leaves_the_book_as_it_was(tmp_path: Path, source: Callable[[Path], Path]) -> None:
    book = create_book(tmp_path / "book.netdesk")
    before = tables(book)
    book.close(keep_backup=False)
    with running(_IMPORT, book.path, source(tmp_path)) as process:
        assert first_line(process) == "writing"
        process.kill()
        process.wait()
    again = Book(book.path, Clock.fixed(date(2026, 11, 23)))
    assert tables(again) == before
    again.close(keep_backup=False)
