"""Runs the static checks and all suites: `python -m tests`, or some of them: `python -m tests unit gui`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import sysconfig
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = "static"
SECONDS_ALLOWED = {
    STATIC: 30,
    "unit": 130,
    "db": 140,
    "gui": 270,
    "end_to_end": 290,
    "benchmarks": 230,
    "frozen": 110,
}
SIDE_BY_SIDE = {"db", "gui"}
"""Suites whose tests run one on each core; the others measure time, or share one screen."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one suite."""

    suite: str
    failed: list[str]
    seconds: float

    def __str__(self) -> str:
        allowed = SECONDS_ALLOWED[self.suite]
        late = "  over its time" if self.seconds > allowed else ""
        verdict = f"FAILED ({', '.join(self.failed)})" if self.failed else "passed"
        return f"{self.suite:<12}{self.seconds:>6.0f} s of {allowed:>4} s  {verdict}{late}"


def commands(suite: str) -> dict[str, list[str]]:
    """The commands of a suite by the name they fail under."""
    if suite != STATIC:
        beside = ["-n", "logical", "--dist", "loadfile"] if suite in SIDE_BY_SIDE else []
        return {"pytest": [sys.executable, "-m", "pytest", f"tests/{suite}", *beside]}
    return {
        "ruff check": [sys.executable, "-m", "ruff", "check", "."],
        "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "."],
        "mypy": [sys.executable, "-m", "mypy"],
        "lint-imports": [str(Path(sysconfig.get_path("scripts")) / "lint-imports")],
    }


def run(suite: str) -> Result:
    """Run every command of a suite, past those that fail."""
    started = time.monotonic()
    failed = []
    for name, command in commands(suite).items():
        print(f"\n== {suite}: {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    return Result(suite, failed, time.monotonic() - started)


def main() -> int:
    """Run the suites named, or all; returns 1 when any failed."""
    parser = argparse.ArgumentParser(prog="python -m tests", description="Runs the static checks and all suites.")
    parser.add_argument("suites", nargs="*", metavar="suite", help=f"any of: {', '.join(SECONDS_ALLOWED)}")
    suites = parser.parse_args().suites or list(SECONDS_ALLOWED)
    unknown = [suite for suite in suites if suite not in SECONDS_ALLOWED]
    if unknown:
        parser.error(f"no suite named {', '.join(unknown)}; there are {', '.join(SECONDS_ALLOWED)}")
    results = [run(suite) for suite in suites]
    used, allowed = sum(result.seconds for result in results), sum(SECONDS_ALLOWED[suite] for suite in suites)
    print("\n== summary", *results, f"{'together':<12}{used:>6.0f} s of {allowed:>4} s", sep="\n", flush=True)
    return int(any(result.failed for result in results))


if __name__ == "__main__":
    sys.exit(main())
