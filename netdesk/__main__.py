"""The entry point: decides between the command line and the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from netdesk import cli


def main() -> int:
    """Run netdesk with the arguments of the process; returns its exit code.

    Products of matrices take one thread: several wait for each other longer than they work where others are busy, the
    thread of the window among them.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return cli.main(sys.argv[1:], _open_window, _self_test)


def _open_window(*, db: Path | None, sample: bool, section: str, startup_report: bool) -> int:
    from netdesk.app import run  # noqa: PLC0415 - Qt is loaded only for the window

    return run(db=db, sample=sample, section=section, startup_report=startup_report)


def _self_test() -> int:
    from netdesk.app import self_test  # noqa: PLC0415

    return self_test()


if __name__ == "__main__":
    sys.exit(main())
