"""The command line as a process: what scripts and people at a terminal get."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from netdesk.db.book import Book
from netdesk.domain.instant import Clock

DAY = "2026-11-23"
LINKEDIN = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing."\n'
    "\n"
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ama,Owusu,https://www.linkedin.com/in/ama-owusu,,Brightwell,Procurement director,12 Mar 2024\n"
    "Jonas,Weber,https://www.linkedin.com/in/jonas-weber,jonas@example.org,Kranich AG,Controller,01 Jan 2023\n"
)


def netdesk(*arguments: str, book: Path | None = None, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command as a script would, without a screen."""
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment["QT_QPA_PLATFORM"] = "xcb"
    if book is not None:
        environment["NETDESK_DB"] = str(book)
    return subprocess.run(
        [sys.executable, "-m", "netdesk", *arguments],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
        check=False,
    )


def answer(*arguments: str, book: Path | None = None, text: str = "") -> Any:
    ran = netdesk(*arguments, "--json", book=book, text=text)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.netdesk"
    assert answer("sample", str(path), "--contacts", "120", "--today", DAY)["ok"] is True
    return path


def test_the_same_sample_is_written_for_the_same_date(sample: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.netdesk"
    answer("sample", str(again), "--contacts", "120", "--today", DAY)
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    for book, file in ((sample, one), (again, two)):
        answer("export", str(file), book=book)
    assert one.read_bytes() == two.read_bytes()


def test_search_match_two_for_path_and_today_answer_in_the_documented_shape(sample: Path) -> None:
    found = answer("search", "lead", book=sample)
    assert found["query"] == "lead"
    assert {"kind", "id", "title", "snippet"} == set(found["results"][0])
    matched = answer("match", "procurement", "--limit", "3", book=sample)
    assert 1 <= len(matched["results"]) <= 3
    assert {"id", "name", "score", "band", "because", "source", "private"} == set(matched["results"][0])
    name = matched["results"][0]["name"]
    two = answer("two-for", name, book=sample)
    assert two["helper"] == name
    assert all({"id", "name", "because", "benefit"} == set(one) for one in two["introductions"])
    assert two["subject"]
    assert two["body"]
    path = answer("path", name, book=sample)
    assert path["target"] == name
    assert all(way["through"][-1] == name and 0 < way["strength"] <= 1 and way["because"] for way in path["paths"])
    today = answer("today", book=sample)
    assert all({"kind", "title", "reason", "due", "action"} == set(item) for item in today["items"])


def test_a_book_is_read_by_meaning_before_it_is_matched_and_by_words_while_somebody_else_has_it(tmp_path: Path) -> None:
    book = tmp_path / "small.netdesk"
    answer("sample", str(book), "--contacts", "20", "--today", DAY)
    held = Book(book, Clock.fixed(date.fromisoformat(DAY)))
    try:
        assert "only shared words count" in answer("match", "a school kitchen", book=book)["remark"]
        refused = netdesk("index", book=book)
        assert refused.returncode == 1 and "netdesk" in refused.stderr
    finally:
        held.close(keep_backup=False)
    assert "words" not in answer("match", "a school kitchen", book=book)["remark"]
    indexed = answer("index", book=book)
    assert (indexed["ok"], indexed["left"]) == (True, 0)
    assert indexed["records"] > 20


def test_coach_reads_a_file_standard_input_or_one_text_a_line(tmp_path: Path) -> None:
    vague = tmp_path / "ask.txt"
    vague.write_text("Hi, I'd love to pick your brain sometime", encoding="utf-8")
    verdict = answer("coach", str(vague))
    assert verdict["specific"] is False
    assert any("pick your brain" in span["text"] for span in verdict["spans"])
    assert 1 <= len(verdict["ask_back"]) <= 3
    text = vague.read_text(encoding="utf-8")
    assert all(text[span["start"] : span["end"]] == span["text"] for span in verdict["spans"])
    assert answer("coach", text="Which notary in Milan has set up a stock-option plan? A name is enough.")["specific"]
    lines = netdesk("coach", "--lines", text="pick your brain\n\nWho signs travel above 2,000 euros in Sales?\n")
    assert [json.loads(line)["milliseconds"] >= 0 for line in lines.stdout.splitlines()] == [True] * 3


def test_an_import_says_what_it_did_and_adds_nothing_the_second_time(tmp_path: Path) -> None:
    book, file = tmp_path / "book.netdesk", tmp_path / "Connections.csv"
    file.write_text(LINKEDIN, encoding="utf-8-sig")
    (first,) = answer("import", str(file), book=book)["files"]
    assert (first["added"], first["same"], first["skipped"]) == (2, 0, [])
    assert {"path", "format", "added", "updated", "merged", "same", "introductions", "skipped", "seconds"} == set(first)
    (second,) = answer("import", str(file), book=book)["files"]
    assert (second["added"], second["same"]) == (0, 2)


@pytest.mark.parametrize("suffix", [".vcf", ".csv", ".json", ".ics", ".graphml"])
def test_a_book_is_exported_in_every_format(sample: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"out{suffix}"
    written = answer("export", str(target), book=sample)
    assert written["written"] > 0
    assert target.stat().st_size > 100


def test_a_backup_is_made_checked_and_restored(sample: Path, tmp_path: Path) -> None:
    book, copy, out = tmp_path / "book.netdesk", tmp_path / "copy.netdesk", tmp_path / "out.csv"
    book.write_bytes(sample.read_bytes())
    assert answer("backup", str(copy), book=book)["ok"] is True
    file = tmp_path / "Connections.csv"
    file.write_text(LINKEDIN, encoding="utf-8")
    answer("import", str(file), book=book)
    assert answer("restore", str(copy), book=book)["ok"] is True
    answer("export", str(out), book=book)
    assert "Brightwell" not in out.read_text(encoding="utf-8")
    assert answer("check", book=book) == {"ok": True, "tables": 29, "damage": []}


def test_a_check_of_a_damaged_book_names_every_damaged_table_and_leaves_the_file(sample: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.netdesk"
    content = bytearray(sample.read_bytes())
    with sqlite3.connect(sample) as file:
        page = file.execute("PRAGMA page_size").fetchone()[0]
        roots = file.execute("SELECT rootpage FROM sqlite_master WHERE name IN ('fact', 'tag')").fetchall()
    file.close()
    for (root,) in roots:
        content[(root - 1) * page : (root - 1) * page + 16] = b"\xa5" * 16
    book.write_bytes(content)
    ran = netdesk("check", "--json", book=book)
    report = json.loads(ran.stdout)
    assert ran.returncode == 1
    assert report["ok"] is False
    assert {"fact", "tag"} <= {line.partition(":")[0] for line in report["damage"]}
    assert book.read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("search", "x", "--db", "absent.netdesk"), "no book"),
        (("two-for", "Nobody Atall"), "Nobody in this book"),
        (("import", "absent.csv"), "absent.csv"),
        (("export", "out.docx"), "docx"),
        (("restore", "absent.netdesk"), "absent.netdesk"),
        ((), "display"),
        (("self-test",), "display"),
    ],
)
def test_a_failure_is_one_sentence_on_standard_error(
    sample: Path, tmp_path: Path, arguments: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "book.netdesk"
    book.write_bytes(sample.read_bytes())
    monkeypatch.chdir(tmp_path)
    ran = netdesk(*arguments, book=book)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.startswith("netdesk: ")
    assert ran.stderr.count("\n") == 1
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "arguments", [("bogus",), ("sample",), ("sample", "x", "--contacts", "-1"), ("match", "a", "--limit", "x")]
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    ran = netdesk(*arguments)
    assert ran.returncode == 2
    assert "usage:" in ran.stderr


def test_no_command_loads_qt() -> None:
    code = (
        "import sys, netdesk.cli, netdesk.bootstrap; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
