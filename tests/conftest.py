"""Keeps every test away from the data of whoever runs it, and its windows off their screen."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program has it
_HOME = Path(tempfile.mkdtemp(prefix="netdesk-tests-"))


def home_variables(home: Path) -> dict[str, str]:
    """The environment that makes a folder the home of this process, or of one it starts, on every system."""
    local = str(home / "AppData" / "Local")
    roaming = str(home / "AppData" / "Roaming")
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "USERPROFILE": str(home),
        "LOCALAPPDATA": local,
        "APPDATA": roaming,
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": local,
        "WIN_PD_OVERRIDE_APPDATA": roaming,
    }


os.environ |= home_variables(_HOME)
os.environ.pop("NETDESK_DB", None)
# Windows of the end-to-end tests belong to programs of their own, which their screen sets up.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# How long an example takes says nothing on a busy machine; what must be fast stands in the benchmarks.
# The same examples every time, so that a red run is a change's doing; tests/proof looks for new ones.
settings.register_profile("netdesk", deadline=None, derandomize=True)
settings.load_profile("netdesk")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the home of this run."""
    shutil.rmtree(_HOME, ignore_errors=True)
