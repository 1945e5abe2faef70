"""The program opens no connection to any network, whatever is looked at."""

from __future__ import annotations

import contextlib
import re
import time
from pathlib import Path

from tests.end_to_end.conftest import Launch
from tests.end_to_end.screen import Screen

TABLES = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")


def network_sockets(pid: int) -> set[str]:
    """The sockets of a process that belong to the internet protocols, local ones of the display left out."""
    internet = set()
    for table in TABLES:
        lines = Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]
        internet |= {line.split()[9] for line in lines}
    held = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            if found := re.fullmatch(r"socket:\[(\d+)\]", str(link.readlink())):
                held.add(found[1])
    return held & internet


def test_no_section_opens_a_socket_to_a_network(launch: Launch) -> None:
    window = launch("--sample")
    sections = window.find("list", "Sections")
    names = [cell.name for cell in sections.children()]
    assert len(names) >= 6
    for number in range(1, len(names) + 1):
        window.keys(f"ctrl+{number}")
        deadline = time.monotonic() + 1.5
        while time.monotonic() < deadline:
            assert network_sockets(window.process.pid) == set()
            time.sleep(0.02)


def test_the_watch_sees_a_socket(screen: Screen) -> None:
    import os
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        assert network_sockets(os.getpid())
