"""The editor for the wording of an ask, with what the coach thinks of it while it is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from netdesk.ui.coaching import Coaching
from netdesk.ui.desk import Desk
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import ElidedButton
from netdesk.ui.widgets.coach_lines import CoachLines
from netdesk.ui.widgets.editor import PlainTextEditor

EDITOR, BELOW = 84, 140
"""What the coach says takes its room from the editor, so that the form stays as it is unless that needs still more."""


class WordingEditor(QWidget):
    """A text with waves under what is vague, the coach's lines below it, and a way to keep only the ask of a mail."""

    judged = Signal()

    def __init__(self, desk: Desk, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        """Say nothing until something is written, or ever, where the settings say so."""
        super().__init__(parent)
        self.editor = PlainTextEditor("", placeholder)
        self.editor.setAccessibleName(name)
        self.editor.setMinimumHeight(theme().px(EDITOR))
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(theme().px(EDITOR + BELOW))
        self.coaching = Coaching(desk, self.editor)
        self.lines = CoachLines(self.coaching)
        self.coaching.judged.connect(self._refresh)
        self._cut = ElidedButton(self.tr("Keep only what is asked, without the rest of the mail"))
        self._cut.clicked.connect(self._keep_ask)
        self._cut.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.editor, 1)
        self._column.addWidget(self._cut)
        self._column.addWidget(self.lines)
        self.setFocusProxy(self.editor)
        self.coaching.begin()

    def text(self) -> str:
        """Return what is written."""
        return self.editor.text()

    def set_text(self, text: str) -> None:
        """Show another text; what the coach thinks of it follows."""
        self.editor.set_text(text)

    def replace_text(self, text: str) -> None:
        """Put another text in the place of what is written, as one step of undo."""
        cursor = self.editor.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        self.editor.setTextCursor(cursor)
        self.editor.insert_text(text)

    def _keep_ask(self) -> None:
        if self.coaching.is_current():
            self.replace_text(self.coaching.body)
            self.editor.setFocus()

    def _refresh(self) -> None:
        self._cut.setVisible(self.coaching.is_mail)
        self.judged.emit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._give_room()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        said = self._column.totalHeightForWidth(self.width())  # without the editor, which takes what is left
        self.setMinimumHeight(max(theme().px(EDITOR + BELOW), self.editor.minimumHeight() + said))
