"""A private X screen with window manager, session bus and accessibility bus, all of which end with it."""

from __future__ import annotations

import contextlib
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import IO

from jeepney import DBusAddress, new_method_call

from tests.end_to_end.bus import Bus

SIZE = "1440x900"
PROGRAMS = ("Xvfb", "openbox", "dbus-daemon", "xdotool", "xclip", "import")
LAUNCHER_SERVICE = "dbus-1/services/org.a11y.Bus.service"
MARK = "NETDESK_TEST_SCREEN"


def why_not() -> str | None:
    """Say in one sentence why no screen can be had here, or None where one can."""
    if not sys.platform.startswith("linux"):
        return "the end-to-end tests drive the window over X and AT-SPI, which only Linux has"
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if accessibility_launcher() is None:
        missing.append("at-spi-bus-launcher")
    return f"not installed: {', '.join(missing)}" if missing else None


def accessibility_launcher() -> str | None:
    """Find the launcher of the accessibility bus where its D-Bus service file says it is."""
    for folder in os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":"):
        service = Path(folder) / LAUNCHER_SERVICE
        if service.is_file():
            for line in service.read_text().splitlines():
                if line.startswith("Exec="):
                    return line.removeprefix("Exec=").split()[0]
    return None


class Screen:
    """Everything a window needs to be seen, typed into and read, as child processes of the tests.

    `environment` is what a program must be started with to appear on it; `bus` is the accessibility bus.
    """

    def __init__(self, size: str = SIZE) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="netdesk-screen-"))
        self._mark = uuid.uuid4().hex
        self._processes: list[subprocess.Popen[bytes]] = []
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "DBUS_"))}
        self.environment = inherited | {
            MARK: self._mark,
            "HOME": str(self._folder),
            "XDG_RUNTIME_DIR": str(self._folder),
            "QT_QPA_PLATFORM": "xcb",
            "QT_ACCESSIBILITY": "1",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "LANG": "C.UTF-8",
        }
        for name in ("WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "XAUTHORITY", "NETDESK_DB", "PYTHONDONTWRITEBYTECODE"):
            self.environment.pop(name, None)
        try:
            self._start(size)
        except BaseException:
            self.close()
            raise

    def _start(self, size: str) -> None:
        self.environment["DISPLAY"] = ":" + self._start_announcing(
            ["Xvfb", "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"], "-displayfd", "{}"
        )
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._start_announcing(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile"], "--print-address={}"
        )
        self.start(["openbox"], self.environment, subprocess.DEVNULL)
        launcher = accessibility_launcher()
        assert launcher is not None
        self.start([launcher, "--launch-immediately"], self.environment, subprocess.DEVNULL)
        with contextlib.closing(Bus(self.environment["DBUS_SESSION_BUS_ADDRESS"])) as session:
            launched = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = session.call(new_method_call(launched, "GetAddress"), seconds=20)
        self.bus = Bus(address)

    def _start_announcing(self, command: list[str], *announce: str) -> str:
        """Start a server that writes one line about itself to a file descriptor, and return that line."""
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb") as lines:
            try:
                self.start(
                    command + [option.format(writing) for option in announce],
                    self.environment,
                    subprocess.DEVNULL,
                    pass_fds=(writing,),
                )
            finally:
                os.close(writing)
            with selectors.DefaultSelector() as selector:
                selector.register(lines, selectors.EVENT_READ)
                line = lines.readline() if selector.select(20) else b""
        if not line.strip():
            raise RuntimeError(f"{command[0]} did not start")
        return line.decode().strip()

    def start(
        self,
        command: list[str],
        environment: dict[str, str],
        output: IO[bytes] | int,
        folder: Path | None = None,
        pass_fds: tuple[int, ...] = (),
    ) -> subprocess.Popen[bytes]:
        """Start a child in a session of its own, both of its outputs going to `output`."""
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=folder,
            pass_fds=pass_fds,
            start_new_session=True,
        )
        self._processes.append(process)
        return process

    def stop(self, process: subprocess.Popen[bytes], patience: float = 5.0) -> None:
        """Ask a child and its group to end, and kill them after `patience` seconds."""
        for message in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, message)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)
                break
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        if process in self._processes:
            self._processes.remove(process)

    def run(self, *command: str, text: str = "", seconds: float = 20) -> bytes:
        """Run a short command on this screen with text as its input, and return what it wrote."""
        done = subprocess.run(
            command,
            env=self.environment,
            input=text.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
        )
        return done.stdout

    def clipboard(self, target: str = "UTF8_STRING") -> str:
        """The text on the clipboard in the given form (`text/html` for one), empty when there is none."""
        try:
            return self.run("xclip", "-selection", "clipboard", "-out", "-target", target).decode()
        except subprocess.CalledProcessError:
            return ""

    def put_on_clipboard(self, text: str) -> None:
        """Put text on the clipboard as another program would; xclip stays in the background to hand it out."""
        holder = ["xclip", "-selection", "clipboard", "-in"]
        subprocess.run(
            holder,
            env=self.environment,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=20,
            check=True,
        )

    def picture(self, file: Path) -> Path:
        """Save the whole screen as a picture."""
        self.run("import", "-window", "root", str(file))
        return file

    def private_folder(self) -> Path:
        """A new folder with a path short enough for sockets, which ends with the screen."""
        return Path(tempfile.mkdtemp(prefix="run-", dir=self._folder))

    def left_over(self) -> list[int]:
        """The ids of the processes that stem from this screen, whoever started them."""
        mark = f"{MARK}={self._mark}".encode()
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                with contextlib.suppress(OSError):
                    if mark in (folder / "environ").read_bytes().split(b"\0"):
                        found.append(int(folder.name))
        return found

    def close(self) -> None:
        """End every process that stems from this screen, and remove its folder."""
        if hasattr(self, "bus"):
            self.bus.close()
        for process in reversed(list(self._processes)):
            self.stop(process)
        deadline = time.monotonic() + 5
        while (pids := self.left_over()) and time.monotonic() < deadline:
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.02)
        shutil.rmtree(self._folder, ignore_errors=True)
