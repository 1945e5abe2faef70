"""Looking before Qt does whether it can open a window here: where it cannot, Qt ends the process without a word."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import socket
import sys
from pathlib import Path

from netdesk.domain.errors import NetdeskError

_SCREENLESS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
_LOCAL_DISPLAY = re.compile(r"(?:unix)?:(\d{1,5})(?:\.\d+)?", re.ASCII)
_LIBRARIES = (
    "libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 "
    "libxcb-render-util0 libxcb-xinerama0 libdbus-1-3 libfontconfig1"
)
_HEADLESS = "Commands such as “netdesk today” work without one; see “netdesk --help”."


class NoDisplayError(NetdeskError):
    """There is no screen to open a window on."""


def require_display() -> None:
    """Raise NoDisplayError with a sentence where no window can open."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "").startswith(_SCREENLESS):
        return
    wayland, display = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
    if not wayland and not display:
        raise NoDisplayError(f"There is no display to open the window on. {_HEADLESS}")
    if not wayland and display and not _answers(display):
        raise NoDisplayError(f"The display {display} does not answer, so the window cannot open. {_HEADLESS}")
    missing = _missing_library("libqwayland.so" if wayland else "libqxcb.so")
    if missing:
        raise NoDisplayError(
            f"A library of this system is missing: {missing}. On Debian or Ubuntu: sudo apt install {_LIBRARIES}"
        )


def _answers(display: str) -> bool:
    """Tell whether somebody listens at a display of this computer; others are left to Qt."""
    named = _LOCAL_DISPLAY.fullmatch(display)
    if named is None:
        return True
    path = f"/tmp/.X11-unix/X{named[1]}"  # noqa: S108 - where X servers listen, as X(7) says
    for address in (path, f"\0{path}"):
        with socket.socket(socket.AF_UNIX) as one:
            one.settimeout(2)
            try:
                one.connect(address)
            except OSError:
                continue
            return True
    return False


def _missing_library(plugin: str) -> str:
    """Name the library without which Qt's plugin for this display cannot be loaded; nothing where it can."""
    spec = importlib.util.find_spec("PySide6")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    found = next((path for path in folder.glob(f"**/platforms/{plugin}")), None)
    if found is None:
        return ""
    try:
        ctypes.CDLL(str(found))
    except OSError as error:
        return str(error).partition(":")[0]
    return ""
