"""A menu of which every entry can be chosen by one letter."""

from __future__ import annotations

import re

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu

_MNEMONIC = re.compile(r"(?<!&)(?:&&)*&([^&\W_])")


class Menu(QMenu):
    """Gives each entry without a letter of its own the first one that is free, when it is shown."""

    def showEvent(self, event: QShowEvent) -> None:
        actions = [action for action in self.actions() if action.isVisible() and not action.isSeparator()]
        for action, text in zip(actions, with_mnemonics([action.text() for action in actions]), strict=True):
            if text != action.text():
                action.setText(text)
        super().showEvent(event)


def with_mnemonics(texts: list[str]) -> list[str]:
    """Mark a letter in each text: the first of a word before those inside, none twice, and none where all are taken."""
    taken = {found[1].casefold() for text in texts if (found := _MNEMONIC.search(text))}
    marked = []
    for text in texts:
        place = None if _MNEMONIC.search(text) else _free_letter(text, taken)
        if place is None:
            marked.append(text)
        else:
            taken.add(text[place].casefold())
            marked.append(f"{text[:place]}&{text[place:]}")
    return marked


def _free_letter(text: str, taken: set[str]) -> int | None:
    heads = [match.start() for match in re.finditer(r"(?<![^\W_])[^\W_]", text)]
    inside = [place for place, letter in enumerate(text) if letter.isalnum() and place not in heads]
    return next((place for place in heads + inside if text[place].casefold() not in taken), None)
