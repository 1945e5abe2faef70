"""Books in the hands of other processes, and files that nobody may write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PRELUDE = """
import sys
from datetime import date
from pathlib import Path
from netdesk.db.book import Book
from netdesk.db.tables import Tag
from netdesk.domain.instant import Clock
path, clock = Path(sys.argv[1]), Clock.fixed(date(2026, 11, 23))
"""


@contextmanager
def running(program: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run a program that finds `path`, `clock`, `Book` and `Tag`; it is killed at the end."""
    command = [sys.executable, "-c", _PRELUDE + program, *map(str, arguments)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def first_line(process: subprocess.Popen[str]) -> str:
    """Wait for the first line of a program."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


@contextmanager
def unwritable(*paths: Path) -> Iterator[None]:
    """Let nobody write these files and folders; root is stopped by the attribute of the file system, or not at all."""
    modes = [path.stat().st_mode for path in paths]
    frozen = False
    for path, mode in zip(paths, modes, strict=True):
        path.chmod(mode & ~0o222)
    try:
        if os.access(paths[0], os.W_OK):
            frozen = _change_attribute("+i", paths)
            if not frozen:
                pytest.skip("runs as root on a file system whose files cannot be made immutable")
        yield
    finally:
        if frozen:
            _change_attribute("-i", paths)
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)


def _change_attribute(change: str, paths: tuple[Path, ...]) -> bool:
    program = shutil.which("chattr")
    return program is not None and not any(
        subprocess.run([program, change, str(path)], check=False, capture_output=True).returncode for path in paths
    )


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of that size, where this process may mount one."""
    folder.mkdir()
    program = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if program is None or subprocess.run([program, *options], check=False, capture_output=True).returncode:
        pytest.skip("a small disk can only be mounted by root on Linux")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
