"""Files that no program should write come in as far as they can, in seconds, and say by line what did not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from netdesk.db.book import Book
from netdesk.exchange.bounded import MOST
from netdesk.services.imports import Imports
from tests.db.test_imports import book, put, rows, take_in

__all__ = ["book"]

ENOUGH = 15.0
"""Seconds; what these files took before was minutes."""


def card(*lines: str) -> str:
    return "\n".join(("BEGIN:VCARD", "VERSION:3.0", "FN:Ana Ruiz", *lines, "END:VCARD", ""))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.vcf", card(*(f"EMAIL:a{n}@x.example" for n in range(5_000))), "4,500 did not"),
        ("a.vcf", card("CATEGORIES:" + ",".join(f"t{n}" for n in range(20_000))), "19,500 did not"),
        ("a.csv", "Name,Emails\nAna Ruiz," + "; ".join(f"a{n}@x.example" for n in range(5_000)), "4,500 did not"),
    ],
    ids=["addresses", "tags", "cells"],
)
def test_more_than_anybody_has_comes_in_up_to_a_bound_and_is_told(
    book: Book, tmp_path: Path, name: str, text: str, told: str
) -> None:
    start = time.perf_counter()
    path = put(tmp_path, name, text)
    report = take_in(book, path)
    assert time.perf_counter() - start < ENOUGH
    (skipped,) = report.skipped
    assert report.added == 1 and told in skipped.reason and "Ana Ruiz" in skipped.reason
    table = "contact_tag" if "tags" in skipped.reason else "contact_point"
    assert len(rows(book, f"SELECT 1 FROM {table}")) == MOST
    assert Imports(book).preview(path).is_known


@pytest.mark.parametrize(
    "text",
    [
        card("EMAIL:ana@x.example") * 20_000,
        "".join(f"BEGIN:VCARD\nUID:x\nFN:Ana{n} Ruiz\nEND:VCARD\n" for n in range(6_000)),
        "".join(card(f"EMAIL:ana{n}@x.example") for n in range(6_000)),
        "".join(card(f"TEL:+49 170 1234567\nNOTE:{n}").replace("Ruiz", f"Ruiz{n}") for n in range(4_000)),
    ],
    ids=["one person in all cards", "one person of many names", "one name of all people", "one number of all people"],
)
def test_cards_that_share_all_are_read_in_time_that_grows_with_them(book: Book, tmp_path: Path, text: str) -> None:
    start = time.perf_counter()
    plan = Imports(book).preview(put(tmp_path, "a.vcf", text))
    assert time.perf_counter() - start < ENOUGH
    assert len(plan.rows) == text.count("BEGIN")


def test_columns_by_the_thousand_that_nobody_knows_are_kept(book: Book, tmp_path: Path) -> None:
    columns, row = ",".join(f"c{n}" for n in range(30_000)), ",".join("v" * 30_000)
    text = f"Name,Email,{columns}\n" + f"Ana Ruiz,ana@x.example,{row}\n" * 4
    start = time.perf_counter()
    assert take_in(book, put(tmp_path, "a.csv", text)).added == 1
    assert time.perf_counter() - start < ENOUGH
    assert rows(book, "SELECT count(*) FROM kept_line WHERE line LIKE 'X-NETDESK-COLUMN:%'") == [(30_000,)]


def test_rows_that_are_one_person_bring_no_more_than_a_bound(book: Book, tmp_path: Path) -> None:
    start = time.perf_counter()
    text = "".join(card("EMAIL:ana@x.example", f"EMAIL:a{n}@x.example") for n in range(3_000))
    path = put(tmp_path, "a.vcf", text)
    report = take_in(book, path)
    assert time.perf_counter() - start < ENOUGH
    assert report.added == 1 and len(report.skipped) == 3_001 - MOST
    assert rows(book, "SELECT count(*) FROM contact_point") == [(MOST,)]
    assert Imports(book).preview(path).is_known
