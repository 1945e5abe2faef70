"""A program on a screen, found and driven by accessible names and by keyboard."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from jeepney import DBusAddress, new_method_call

from tests.end_to_end.accessible import Accessible, Wanted, look
from tests.end_to_end.bus import BusError
from tests.end_to_end.screen import Screen

PATIENCE = 10.0
PAUSE = 0.03
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
MESSAGE_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")

Answer = TypeVar("Answer")


class Application:
    """A running program. All `seconds` are how long to wait at most; a wait in vain is an AssertionError that says
    what was there instead, and the end of the program ends every wait at once.
    """

    def __init__(self, screen: Screen, process: subprocess.Popen[bytes], log: Path) -> None:
        self.screen = screen
        self.process = process
        self._log = log
        self._root: Accessible | None = None

    def root(self) -> Accessible:
        """The application object, which holds the windows."""
        if self._root is None:
            self._root = self.wait_for(self._registered, "the program on the accessibility bus", 30)
        return self._root.now()

    def windows(self) -> list[Accessible]:
        """The windows and dialogs that are not hidden."""
        return [window for window in self.root().children() if "visible" in window.states]

    def find_all(
        self,
        role: str | None = None,
        name: Wanted | None = None,
        *,
        within: Accessible | None = None,
        hidden: bool = False,
    ) -> list[Accessible]:
        """Everything of that role and name as it is now, level by level; `within` bounds the search."""
        return [found for found in (within or self.root()).walk(hidden) if found.matches(role, name)]

    def find(
        self,
        role: str | None = None,
        name: Wanted | None = None,
        *,
        within: Accessible | None = None,
        hidden: bool = False,
        seconds: float = PATIENCE,
    ) -> Accessible:
        """The one object of that role and name, waited for until there is exactly one."""
        last: list[Accessible] = []

        def only() -> Accessible | None:
            last[:] = self.find_all(role, name, within=within, hidden=hidden)
            return last[0] if len(last) == 1 else None

        try:
            return self.wait_for(only, f"one {role or 'object'} named {name!r}", seconds)
        except AssertionError as error:
            seen = "\n".join(map(str, last)) if last else (within or self.root()).tree(hidden)
            raise AssertionError(f"{error}; there {'are' if last else 'is'}\n{seen}") from None

    def wait_gone(
        self,
        role: str | None = None,
        name: Wanted | None = None,
        *,
        within: Accessible | None = None,
        seconds: float = PATIENCE,
    ) -> None:
        """Wait until nothing of that role and name is to be seen."""
        self.wait_for(
            lambda: not self.find_all(role, name, within=within), f"{role or 'object'} {name!r} being gone", seconds
        )

    def wait_for(self, question: Callable[[], Answer | None], what: str, seconds: float = PATIENCE) -> Answer:
        """Ask until the answer is true, and return it; an object that goes meanwhile counts as no answer."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                answer = question()
            except BusError:
                answer = None
            if answer:
                return answer
            ended = self.process.poll()
            assert ended is None, f"waited for {what}, but the program ended with {ended}:\n{self.output()}"
            assert time.monotonic() < deadline, f"waited {seconds:g} s in vain for {what}"
            time.sleep(PAUSE)

    def press(self, name: Wanted, role: str | None = "button", *, within: Accessible | None = None) -> None:
        """Press the control of that name once it is there and enabled."""
        control = self.find(role, name, within=within)
        self.wait_for(lambda: "enabled" in control.now().states, f"{control} being enabled")
        control.press()

    def menu(self, *names: Wanted) -> None:
        """Trigger an entry of the menu bar without opening it: `menu("File", "Quit")`."""
        entry = self.find("menu item", names[0], within=self.find("menu bar"))
        for name in names[1:]:
            above = [inner for child in entry.children() for inner in (child, *child.children())]
            entries = [inner for inner in above if inner.matches("menu item", name)]
            assert entries, f"no entry {name!r} under {entry}; there are {[str(inner) for inner in above]}"
            entry = entries[0]
        assert "enabled" in entry.states, f"{entry} is disabled"
        entry.press()

    def keys(self, *keys: str) -> None:
        """Press keys by their X names into the focused window: `keys("ctrl+n", "Tab", "Return")`."""
        self._wait_active()
        self.screen.run("xdotool", "key", "--delay", "8", *keys)

    def type(self, text: str) -> None:
        """Type text into the focused field, a line end as Return."""
        self._wait_active()
        self.screen.run("xdotool", "type", "--delay", "4", "--file", "-", text=text, seconds=20 + len(text) / 50)

    def paste(self, text: str) -> None:
        """Put text on the clipboard and paste it into the focused field."""
        self.screen.put_on_clipboard(text)
        self.keys("ctrl+v")

    def fill(self, field: Accessible, text: str) -> None:
        """Replace what a field holds, as a user does: focus, select all, type (or paste what is long or not ASCII)."""
        self.focus(field)
        self.keys("ctrl+a", "Delete")
        if text.isascii() and len(text) < 200:
            self.type(text)
        elif text:
            self.paste(text)
        self.wait_for(lambda: field.text() == text, f"{field} holding {text[:60]!r}")

    def focus(self, field: Accessible) -> None:
        """Move the keyboard focus to an object and wait until it is there."""
        self._wait_active()
        field.grab_focus()
        self.wait_for(lambda: "focused" in field.now().states, f"the focus on {field}")

    def focused(self) -> Accessible | None:
        """The object with the keyboard focus."""
        return next((found for found in self.root().walk() if "focused" in found.states), None)

    def click(self, target: Accessible, *, times: int = 1, button: int = 1) -> None:
        """Click into the middle of an object with the mouse (button 3 opens a context menu)."""
        at = target.extents()
        middle = (str(at.x + at.width // 2), str(at.y + at.height // 2))
        self.screen.run("xdotool", "mousemove", *middle, "click", "--repeat", str(times), "--delay", "30", str(button))

    def choose(self, box: Accessible, item: str) -> None:
        """Open a combo box (which Qt lets no one focus over AT-SPI) and choose an item by the arrow keys."""
        (view,) = [child for child in box.children() if child.role == "list"]
        items = [cells[0] for cells in view.rows()]
        assert item in items, f"no item {item!r} in {box}; there are {items}"
        box.press()
        self.wait_for(lambda: "visible" in view.now().states, f"the items of {box}")
        self.keys("Home", *["Down"] * items.index(item), "Return")
        self.wait_for(lambda: box.now().name == item, f"{item!r} being chosen in {box}")

    def choose_row(self, view: Accessible, row: int | Wanted) -> int:
        """Make a row of a list, tree or table the current one by keyboard or mouse; returns its number."""
        number = row if isinstance(row, int) else view.row_of(row)
        cell = view.cell(number)
        if "showing" in cell.states:
            self.click(cell)
        else:
            self.focus(view)
            self.keys("ctrl+Home", *(["Down"] * number or ["Down", "Up"]))
        self.wait_for(lambda: number in view.selected_rows(), f"row {number} of {view} being selected")
        return number

    def clipboard(self, target: str = "UTF8_STRING") -> str:
        """The text on the clipboard (`target="text/html"` for its formatted form), empty when there is none."""
        return self.screen.clipboard(target)

    def wait_clipboard(self, wanted: Wanted, seconds: float = PATIENCE) -> str:
        """Wait until the clipboard holds the wanted text, and return it."""

        def held() -> str | None:
            text = self.clipboard()
            return text if (text == wanted if isinstance(wanted, str) else wanted.search(text)) else None

        return self.wait_for(held, f"{wanted!r} on the clipboard", seconds)

    def output(self) -> str:
        """What the program wrote to standard output and standard error so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def wait_end(self, seconds: float = PATIENCE) -> int:
        """Wait for the program to end by itself; returns its exit code."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the program still runs after {seconds:g} s") from None

    def kill(self) -> None:
        """End the program at once, as a power cut does."""
        self.process.kill()
        self.process.wait()

    def save_evidence(self, folder: Path) -> list[Path]:
        """Save a picture of the screen and the accessible tree, for reading after a failure."""
        number = self.process.pid
        saved = [self.screen.picture(folder / f"screen-{number}.png")]
        if self.process.poll() is None and self._root is not None:
            tree = folder / f"tree-{number}.txt"
            tree.write_text(self.root().tree(), encoding="utf-8")
            saved.append(tree)
        return saved

    def _wait_active(self) -> None:
        self.wait_for(lambda: any("active" in window.states for window in self.windows()), "an active window")

    def _registered(self) -> Accessible | None:
        (registry,) = look(self.screen.bus, [REGISTRY])
        for program in registry.children():
            if os.getpgid(self._pid_of(program.sender)) == self.process.pid:
                return program
        return None

    def _pid_of(self, sender: str) -> Any:
        (pid,) = self.screen.bus.call(new_method_call(MESSAGE_BUS, "GetConnectionUnixProcessID", "s", (sender,)))
        return pid
