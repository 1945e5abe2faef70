"""The line that asks a new book's owner for their name, which stands below every message they write."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.domain.text import shorten
from netdesk.ui.desk import Desk
from netdesk.ui.theme import theme
from netdesk.ui.widgets.fields import LineEdit
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.widgets.text import set_tip

WIDTH = 240


class OwnName(QWidget):
    """Shows the name I gave the book, says that it is kept, and keeps another one out of the reach of undo."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_name`."""
        super().__init__(parent)
        self._desk = desk
        self._kept = ""
        self.line = LineEdit("", self.tr("Your name"))
        self.line.setAccessibleName(self.tr("Your name"))
        set_tip(self.line, self.tr("It stands below what you write. Undo leaves it; the settings change it."))
        self.line.editingFinished.connect(self._on_finished)
        self._told = Muted(small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Muted(self.tr("You sign as")))
        row.addWidget(self.line)
        row.addWidget(self._told)
        theme().changed.connect(self._resize)
        self._resize()

    def show_name(self, name: str) -> None:
        """Show the name that is in the book, unless another is being typed."""
        if self.line.text() == self._kept:
            self._kept = name
            self.line.setText(self._kept)
            self._told.setText(self.tr("Saved") if self._kept else self.tr("Drafts stay unsigned until then"))

    @property
    def is_known(self) -> bool:
        """Whether the book has my name."""
        return bool(self._kept)

    def _on_finished(self) -> None:
        typed = self.line.text().strip()
        if typed and typed != self._kept:
            verb = partial(self._desk.services.settings.introduce_me, typed)
            self._desk.do(self, verb, partial(self._arrive, typed), self._refuse)
            self._kept = typed
        self.line.setText(self._kept)

    def _arrive(self, name: str, _: object) -> None:
        self._desk.said.emit(self.tr("Saved: drafts are signed “{name}”.").format(name=shorten(name, 40)))

    def _refuse(self, sentence: str) -> None:
        self._desk.tasks.failed.emit(sentence)
        self._kept = self.line.text()
        self.show_name(self._desk.services.settings.my_name())

    def _resize(self) -> None:
        self.line.setFixedWidth(theme().px(WIDTH))
