"""A screen for the session, and programs on it for each test."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from netdesk.ui.heartbeat import VARIABLE
from tests.conftest import home_variables
from tests.end_to_end.application import Application
from tests.end_to_end.screen import Screen, why_not

NETDESK = (sys.executable, "-m", "netdesk")
HELD_MS = "50"
"""A late beat counts all events of one turn of the loop: two of the 50 ms that are allowed may come together."""
A_LOOK = 1.5
"""Seconds in which a person looks at a new window before the first click, and what they will need is loaded."""
FAILED = pytest.StashKey[bool]()

Launch = Callable[..., Application]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep whether the test failed, so that evidence can be saved while its programs still run."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    """A private screen; where there can be none the test is skipped, or fails with NETDESK_REQUIRE_SCREEN=1."""
    reason = why_not()
    if reason and os.environ.get("NETDESK_REQUIRE_SCREEN") == "1":
        pytest.fail(f"a screen is required here, but: {reason}")
    if reason:
        pytest.skip(reason)
    screen = Screen()
    yield screen
    screen.close()
    assert screen.left_over() == []


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home folder of all programs that the test launches, so that a second launch finds the data of the first."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def launch(screen: Screen, home: Path, request: pytest.FixtureRequest) -> Iterator[Launch]:
    """Start programs: `launch(*arguments, program=NETDESK, environment=None, window=True) -> Application`.

    With `window` it returns when a window is there and somebody had a look at it. After the test every program is
    ended, a failed test leaves pictures and trees beside its home, and a traceback in any program's output fails the
    test. So does whatever held the window for more than HELD_MS once it was ready: until then a benchmark watches.
    """
    running: list[Application] = []
    runtime = screen.private_folder()
    own = home_variables(home) | {"XDG_RUNTIME_DIR": str(runtime), "TMPDIR": str(runtime), VARIABLE: HELD_MS}

    def start(
        *arguments: str,
        program: tuple[str, ...] = NETDESK,
        environment: dict[str, str] | None = None,
        window: bool = True,
    ) -> Application:
        log = home.parent / f"output-{len(running) + 1}.txt"
        with log.open("wb") as output:
            process = screen.start(
                [*program, *arguments], screen.environment | own | (environment or {}), output, folder=home
            )
        application = Application(screen, process, log)
        running.append(application)
        if window:
            application.wait_for(application.windows, "a window", seconds=30)
            time.sleep(A_LOOK)
        return application

    yield start
    failed = request.node.stash.get(FAILED, True)
    for application in running:
        if failed:
            print("saved:", *application.save_evidence(home.parent), application.output(), sep="\n")
        screen.stop(application.process)
    for application in running:
        assert "Traceback (most recent call last)" not in application.output(), application.output()
        held = [line for line in application.output().splitlines() if line.startswith("held ")]
        assert not held, "the window was held\n" + "\n".join(held)
