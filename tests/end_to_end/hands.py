"""What a person does in the window, by keyboard and accessible name, to move a request on."""

from __future__ import annotations

import re
from pathlib import Path

from tests.end_to_end.application import Application


class Hands:
    """What a person does in the window."""

    def __init__(self, window: Application, book: Path) -> None:
        self.window, self.book = window, book

    def go(self, label: str) -> None:
        """Do the next move of the request, which must become this one."""
        self.window.press(f"Next move: {label}")

    def send(self, title: str) -> str:
        """Copy the message of that title, see it on the clipboard, mark it as sent."""
        self.window.find("label", title)
        wanted = self.window.find("text", "Message").text()
        self.window.press("Copy message")
        text = self.window.wait_clipboard(wanted)
        self.window.press("Mark as sent")
        self.window.find("button", "Log reply")
        return text

    def answer(self, text: str, entry: str = "") -> None:
        """Log the reply to the open message, which says what is chosen."""
        self.window.press("Log reply")
        self.window.fill(self.window.find("text", "Reply"), text)
        if entry:
            self.window.find("combo box", entry)
        self.window.press("Save reply")
        self.window.wait_gone("button", "Save reply")

    def say(self, label: str, text: str) -> None:
        """Open a value of the request for typing and fill it in."""
        value = self.window.find("label", re.compile(f"^{label}: "))
        self.window.focus(value)
        self.window.keys("Return")
        self.window.fill(self.window.find("text", label), text)
        self.window.keys("Return")
        self.window.find(None, re.compile(f"^{label}: {re.escape(text)}"))

    def from_menu(self, button: str, letter: str) -> None:
        """Open the menu of a button and choose the entry with that letter."""
        self.window.press(button, "button menu")
        self.window.keys(letter)

    def record(self, label: str, text: str) -> None:
        """Fill in the dialog that asks for a text."""
        self.window.fill(self.window.find("text", label), text)
        self.window.press("Record")
        self.window.wait_gone("button", "Record")

    def capture(self, who: str, wording: str) -> None:
        """Capture a request with Ctrl+N; who asks is made on the spot."""
        self.window.keys("ctrl+n")
        self.window.fill(self.window.find("text", "Who asks"), who)
        self.window.keys("Return")
        self.window.fill(self.window.find("text", "Wording"), wording)
        self.window.press("Capture")
        self.window.wait_gone("button", "Capture")
