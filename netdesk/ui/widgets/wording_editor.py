"""The editor for the wording of an ask, with what the coach thinks of it while it is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.ui.coaching import Coaching
from netdesk.ui.desk import Desk
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import ElidedButton
from netdesk.ui.widgets.coach_lines import CoachLines
from netdesk.ui.widgets.editor import FRAMED_EDGE, PlainTextEditor
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.widgets.line_layout import LINE_HEIGHT

EDITOR, BELOW = 6 * LINE_HEIGHT + FRAMED_EDGE, 140
"""The coach has room of its own below the editor, so that neither the text nor the form moves while it speaks; only
where it says more does the form grow."""


class WordingEditor(QWidget):
    """A text with waves under what is vague, the coach's lines below it, and a way to keep only the ask of a mail."""

    judged = Signal()

    def __init__(self, desk: Desk, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        """Say nothing until something is written, or ever, where the settings say so."""
        super().__init__(parent)
        self.editor = PlainTextEditor("", placeholder)
        self.editor.setAccessibleName(name)
        self.editor.setFixedHeight(theme().px(EDITOR))
        self._below = theme().px(BELOW)
        self.setMinimumHeight(theme().px(EDITOR) + self._below)
        self.coaching = Coaching(desk, self.editor)
        self.lines = CoachLines(self.coaching)
        self.coaching.judged.connect(self._refresh)
        self._cut = ElidedButton(self.tr("Keep only what is asked, without the rest of the mail"))
        self._cut.clicked.connect(self._keep_ask)
        self._cut.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._before = Muted(self.tr("What it lacks is told here as you write."), small=True, wrap=True)
        for widget in (self.editor, self._cut, self.lines, self._before):
            self._column.addWidget(widget)
        self._column.addStretch()
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
        self._before.setVisible(self.coaching.speaks and not self.editor.text().strip())
        self.judged.emit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._give_room()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._below = max(self._below, self._said())
        self.editor.setFixedHeight(max(theme().px(EDITOR), self.height() - self._below))

    def _give_room(self) -> None:
        """Let the form grow where the coach needs more than it ever did: the text keeps its height."""
        if (said := self._said()) > self._below:
            self._below = said
            self.setMinimumHeight(self.editor.minimumHeight() + said)

    def _said(self) -> int:
        """Return the height of all that stands below the text."""
        return self._column.totalHeightForWidth(self.width()) - self.editor.minimumHeight()
