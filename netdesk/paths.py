"""Where the book, the settings and the resources live."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("netdesk", appauthor=False)


def resources() -> Path:
    """Find the resources, alike in a source tree, an installed wheel and a frozen build."""
    package = Path(__file__).resolve().parent
    beside = Path(getattr(sys, "_MEIPASS", package.parent)) / "resources"
    inside = package / "resources"
    return inside if inside.is_dir() else beside


def data_folder() -> Path:
    """The folder of this user's books."""
    return Path(_DIRS.user_data_dir)


def settings_file() -> Path:
    """The file of window settings, which are no part of any book."""
    return Path(_DIRS.user_config_dir) / "window.ini"


def default_book() -> Path:
    """The book that opens when none is named: NETDESK_DB, else one in the data folder."""
    named = os.environ.get("NETDESK_DB")
    return Path(named) if named else data_folder() / "book.netdesk"
