"""A table whose header nobody knows is imported once its columns are told, and remembered; a report can be kept."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from netdesk.db.book import Book
from netdesk.exchange.csv_words import Target
from netdesk.services.importing.plan import Outcome
from netdesk.services.importing.report import save
from netdesk.services.imports import Imports
from tests.db.test_imports import LINKEDIN_HEADER, create_book, put, rows

MAPPING = {"wer": Target.NAME, "wo": Target.ORGANISATION, "erreichbar": Target.EMAIL}
TABLE = "wer;wo;erreichbar;laune\nAna Ruiz;Acme;ana@x.example;gut\nBo Li;Bolt;bo@x.example;\n"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    opened = create_book(tmp_path / "book.netdesk")
    yield opened
    opened.close(keep_backup=False)


def test_unknown_columns_are_shown_with_what_they_seem_to_be(book: Book, tmp_path: Path) -> None:
    columns = Imports(book).columns(put(tmp_path, "people.csv", TABLE))
    assert columns is not None
    assert columns.header == ("wer", "wo", "erreichbar", "laune")
    assert columns.suggested == (Target.NAME, None, Target.EMAIL, None)
    assert columns.rows[0] == ("Ana Ruiz", "Acme", "ana@x.example", "gut")


def test_a_table_without_a_header_loses_no_row(book: Book, tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "people.csv",
        "Ana Ruiz,ana@x.example,+34 600 100 200,3.4.2001\nBo Li,bo@x.example,+49 30 123 456,5.6.2002\n",
    )
    imports = Imports(book)
    columns = imports.columns(path)
    assert columns is not None
    assert columns.suggested == (Target.NAME, Target.EMAIL, Target.PHONE, None)
    mapping = {header: target for header, target in zip(columns.header, columns.suggested, strict=True) if target}
    assert imports.run(imports.preview(path, mapping)).added == 2


def test_what_columns_mean_is_remembered_for_the_next_file(book: Book, tmp_path: Path) -> None:
    imports = Imports(book)
    path = put(tmp_path, "people.csv", TABLE)
    assert imports.run(imports.preview(path, MAPPING)).added == 2
    assert rows(book, "SELECT o.name FROM organisation o ORDER BY o.name") == [("Acme",), ("Bolt",)]
    kept = rows(book, "SELECT line FROM kept_line")
    assert [line for (line,) in kept if "laune" in line]
    later = put(tmp_path, "later.csv", TABLE + "Cy Oz;Cog;cy@x.example;\n")
    assert imports.columns(later) is None
    plan = imports.preview(later)
    assert (plan.count(Outcome.NEW), plan.count(Outcome.SAME)) == (1, 2)


def test_files_that_name_their_columns_need_no_telling(book: Book, tmp_path: Path) -> None:
    path = put(tmp_path, "c.csv", f"{LINKEDIN_HEADER}\nAna,Ruiz,https://www.linkedin.com/in/ana,,Acme,CTO,1 Jan 2024\n")
    assert Imports(book).columns(path) is None


def test_an_address_may_be_mapped_to_a_column_of_any_name(book: Book, tmp_path: Path) -> None:
    imports = Imports(book)
    path = put(tmp_path, "a.csv", "wer;haus\nAna Ruiz;Calle 1, Madrid\n")
    imports.run(imports.preview(path, {"wer": Target.NAME, "haus": Target.ADDRESS}))
    assert rows(book, "SELECT value FROM contact_point") == [("Calle 1, Madrid",)]


@pytest.mark.parametrize("target", list(Target))
def test_any_column_may_be_mapped_to_anything(book: Book, tmp_path: Path, target: Target) -> None:
    imports = Imports(book)
    path = put(tmp_path, "a.csv", "wer;was\nAna Ruiz;3/4/2020\n")
    assert imports.run(imports.preview(path, {"wer": Target.NAME, "was": target})).added == 1


def test_a_report_tells_every_row_and_what_changes(book: Book, tmp_path: Path) -> None:
    imports = Imports(book)
    row = "Ana,Ruiz,https://www.linkedin.com/in/ana,,Acme,CTO,1 Jan 2024"
    imports.run(imports.preview(put(tmp_path, "one.csv", f"{LINKEDIN_HEADER}\n{row}\n")))
    changed = row.replace("Acme,CTO", "Bolt,=CEO").replace(",,", ",ana@x.example,")
    plan = imports.preview(
        put(tmp_path, "two.csv", f'{LINKEDIN_HEADER}\n{changed}\n,,,,,,\nBo,Li,,,,,\n,,,,Acme,,\n"Cy,Oz,,,,,\n')
    )
    out = tmp_path / "report.csv"
    save(plan, out)
    with out.open(encoding="utf-8-sig", newline="") as stream:
        told = list(csv.reader(stream))
    assert told[0] == ["Line", "Outcome", "Name", "What"]
    assert [(line, outcome, name) for line, outcome, name, _ in told[1:]] == [
        ("2", "changed", "Ana Ruiz"),
        ("4", "new", "Bo Li"),
        ("5", "skipped", ""),
        ("6", "skipped", ""),
    ]
    assert "ana@x.example" in told[1][3]
    assert "Bolt" in told[1][3]
