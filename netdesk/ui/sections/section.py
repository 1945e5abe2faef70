"""What all sections of the window have in common."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from netdesk.domain.changes import Changes
from netdesk.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Taker:
    """The contact or the request that is open, to which something dropped on the window goes."""

    name: str
    contact_id: int | None = None
    request_id: int | None = None


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
        self._stale = True
        desk.changes.changed.connect(self._on_changed)

    def activate(self) -> None:
        """Bring what is shown up to date; called when the section comes to the front."""
        if self._stale:
            self._stale = False
            self.reload()
        self.focus_first()

    def reload(self) -> None:
        """Read the rows anew, and keep selection and place."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the focus where work begins."""

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
