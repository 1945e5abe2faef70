"""What all sections of the window have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from netdesk.domain.changes import Changes
from netdesk.ui.desk import Desk
from netdesk.ui.steps import Step, Steps


@dataclass(frozen=True, slots=True)
class Taker:
    """The contact or the request that is open, to which something dropped on the window goes."""

    name: str
    contact_id: int | None = None
    request_id: int | None = None


class Where(Enum):
    """Where the focus is while a key of a section counts."""

    SECTION = auto()
    LIST = auto()
    """Letters count in the list only, so that they can be typed everywhere else."""
    PART = auto()
    """A part of the section answers the key itself."""


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that can be done in a section: what the menu calls it, what does it, and by which key."""

    text: str
    run: Callable[[Any], object]
    """Called with the section."""
    key: str = ""
    where: Where = Where.LIST


class Section(QWidget):
    """A section: made when it is first shown, told of changes while it lives."""

    another_chosen = Signal(int)
    """A record that is shown in the place of another one."""
    name = ""
    """The key of the section in the sidebar and on the command line."""
    tables: tuple[str, ...] = ()
    """Tables whose changes make it reload, as settings always do: they say how days are written."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Listen to the changes of the book."""
        super().__init__(parent)
        self.desk = desk
        self.verb_actions: list[QAction] = []
        self._stale = True
        self._preparing = Steps(self)
        desk.changes.changed.connect(self._on_changed)

    @staticmethod
    def verbs() -> tuple[Verb, ...]:
        """Return what can be done here, in the order of the menu; known before a section is made."""
        return ()

    def offer_verbs(self, rows: QWidget) -> None:
        """Make an action of every verb; keys of the list count while `rows` have the focus."""
        for number, verb in enumerate(self.verbs()):
            bound = verb.where is not Where.PART
            action = QAction(verb.text if bound else f"{verb.text}\t{verb.key}", self)
            if bound and verb.key:
                keys = dict.fromkeys((verb.key, verb.key.replace("Return", "Enter")))
                action.setShortcuts([QKeySequence(one) for one in keys])
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setData(number)
            action.triggered.connect(self._on_verb)
            (rows if verb.where is Where.LIST else self).addAction(action)
            self.verb_actions.append(action)

    def _on_verb(self) -> None:
        number = int(cast(QAction, self.sender()).data())
        self.verbs()[number].run(self)

    def activate(self) -> None:
        """Bring what is shown up to date; called when the section comes to the front."""
        self.catch_up()
        self.focus_first()

    def catch_up(self) -> None:
        """Read the rows that changed while the section was not seen."""
        if self._stale:
            self._stale = False
            self._preparing.begin(self.preparing())
            self.reload()

    def preparing(self) -> tuple[Step, ...]:
        """Return what builds what is not needed for the list, step by step, while its rows are read."""
        return ()

    def when_prepared(self, step: Step) -> None:
        """Do this once all is built."""
        self._preparing.after(step)

    def reload(self) -> None:
        """Read the rows anew, and keep selection and place."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the focus where work begins."""

    def focus_next(self) -> None:
        """Go to the next move of what is shown, or to the list where that has none."""
        self.focus_first()

    def go_on(self) -> None:
        """Do the next move of what is shown where that is safe, else go to it."""
        self.focus_next()

    def show_record(self, record_id: int) -> None:
        """Select a record, as when another pane sends the user here."""

    def taker(self) -> Taker | None:
        """Return who or what is open here and takes a picture."""
        return None

    def refresh(self) -> None:
        """Reload now, or as soon as the section comes to the front."""
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("setting", *self.tables):
            self.refresh()
