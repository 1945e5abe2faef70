"""The frozen program, built from the specification and used without Python: it must do what the installed one does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from netdesk import __version__
from netdesk.coach import coach
from netdesk.coach.judge import Coach
from netdesk.ui.heartbeat import VARIABLE
from tests.__main__ import ROOT
from tests.conftest import home_variables
from tests.end_to_end.conftest import Launch, home, launch, screen

__all__ = ["home", "launch", "screen"]

OLDER_BOOKS = sorted((ROOT / "tests" / "db" / "books").glob("*.netdesk"))
SUFFIX = ".exe" if sys.platform == "win32" else ""


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the program into a folder of its own."""
    work = tmp_path_factory.mktemp("frozen")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    places = ["--distpath", str(work / "dist"), "--workpath", str(work / "work")]
    subprocess.run([*command, *places, "build_installer.spec"], cwd=ROOT, check=True)
    folder = work / "dist" / "netdesk"
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"frozen program: {size / 1e6:.0f} MB")
    return folder / f"netdesk{SUFFIX}"


def said(program: Path, home: Path, *arguments: str) -> str:
    """What the program prints, away from the libraries and the data of whoever runs the test."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= home_variables(home) | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [program, *arguments], check=False, cwd=home, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr
    return done.stdout


def answer(program: Path, home: Path, *arguments: str) -> dict[str, Any]:
    """What a command answers."""
    return dict(json.loads(said(program, home, *arguments, "--json")))


def test_it_names_its_version(program: Path, home: Path) -> None:
    assert said(program, home, "--version").split() == ["netdesk", __version__]


def test_it_walks_through_every_section_of_its_window(program: Path, home: Path) -> None:
    walked = said(program, home, "self-test")
    sections = [line.removeprefix("ok: section ") for line in walked.splitlines() if line.startswith("ok: section ")]
    assert {"today", "contacts", "requests", "introductions", "follow-ups"} <= set(sections)
    assert walked.rstrip().endswith("self-test: nothing went wrong")


def test_it_opens_on_a_real_screen(program: Path, launch: Launch) -> None:
    tested = launch(
        "self-test", program=(str(program),), environment={"QT_QPA_PLATFORM": "", VARIABLE: ""}, window=False
    )
    assert tested.wait_end(seconds=60) == 0, tested.output()


def test_its_commands_answer_from_a_sample(program: Path, home: Path) -> None:
    book = str(home / "sample.netdesk")
    answer(program, home, "sample", book, "--contacts", "60")
    assert answer(program, home, "today", "--db", book)["items"]
    helper = answer(program, home, "match", "supplier onboarding", "--db", book)["results"][0]["name"]
    assert answer(program, home, "two-for", helper, "--db", book)["body"]
    for suffix in ("vcf", "csv", "json", "ics", "graphml"):
        assert answer(program, home, "export", str(home / f"all.{suffix}"), "--db", book)["written"]


def test_its_coach_weighs_vectors_as_the_installed_one_does(program: Path, home: Path) -> None:
    text = "Our 450 people made 80 million last year. Could you pick a time to explore how we could work together?"
    (home / "ask.txt").write_text(text, encoding="utf-8")
    assert answer(program, home, "coach", "ask.txt")["score"] == pytest.approx(Coach().judge(text).score, abs=0.01)
    assert Coach().judge(text).score != coach(text).score


def test_it_imports_what_it_exported(program: Path, home: Path) -> None:
    book, again = str(home / "sample.netdesk"), str(home / "again.netdesk")
    answer(program, home, "sample", book, "--contacts", "60")
    answer(program, home, "export", str(home / "all.vcf"), "--db", book)
    (file,) = answer(program, home, "import", str(home / "all.vcf"), "--db", again)["files"]
    assert file["added"] >= 60


@pytest.mark.parametrize("older", OLDER_BOOKS, ids=lambda path: path.stem)
def test_it_upgrades_an_older_book(program: Path, home: Path, older: Path) -> None:
    book = home / older.name
    shutil.copy(older, book)
    (home / "one.csv").write_text("First Name,Last Name\nAda,Lind\n", encoding="utf-8")
    answer(program, home, "import", str(home / "one.csv"), "--db", str(book))
    assert answer(program, home, "check", "--db", str(book))["ok"]
    assert answer(program, home, "search", "Ada", "--db", str(book))["results"]
