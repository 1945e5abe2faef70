"""The palette under the search field: people, requests, messages and commands, as one types."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout

from netdesk.domain.text import fold
from netdesk.services.search import SearchAnswer
from netdesk.services.search_hits import Hit
from netdesk.services.search_marks import marks
from netdesk.services.search_query import Operator, parse
from netdesk.ui.actions import Actions, native
from netdesk.ui.days import with_days
from netdesk.ui.desk import Desk
from netdesk.ui.palette_actions import go, others_for
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.fields import SearchField
from netdesk.ui.widgets.labels import ElidedLabel, Muted
from netdesk.ui.widgets.row_delegate import ROW_TWO, RowRole
from netdesk.ui.widgets.views import RowList

MOST_HITS, MOST_COMMANDS, MOST_ROWS, WAIT_MS, SENTENCE = 12, 6, 8, 60, 3
PADDING, NARROWEST = 6, 560
NAMED = ("contact", "organisation")
ICONS = {
    "contact": "person",
    "request": "requests",
    "introduction": "introductions",
    "interaction": "meeting",
    "message": "message",
    "follow_up": "follow-ups",
    "resource": "link",
    "organisation": "organisation",
}
Entry = Hit | QAction
Index = QModelIndex | QPersistentModelIndex


class PaletteModel(QAbstractListModel):
    """Hits and commands as rows."""

    def __init__(self, today: date, parent: QObject) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self._today = today
        self._rows: list[dict[int, Any]] = []
        self.entries: list[Entry] = []

    def show_entries(self, hits: list[Hit], commands: list[tuple[str, QAction]], typed: str = "") -> None:
        """Show hits, with the words in them that were typed, then commands."""
        wanted = parse(typed).wanted
        self.beginResetModel()
        self.entries = [*hits, *(action for _, action in commands)]
        self._rows = [self._hit_row(hit, wanted) for hit in hits] + [self._command_row(*one) for one in commands]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._rows[index.row()].get(role) if index.isValid() else None

    def _hit_row(self, hit: Hit, wanted: tuple[str, ...]) -> dict[int, Any]:
        kinds = {
            "contact": self.tr("contact"),
            "request": self.tr("request"),
            "introduction": self.tr("introduction"),
            "interaction": self.tr("interaction"),
            "message": self.tr("message"),
            "follow_up": self.tr("follow-up"),
            "resource": self.tr("resource"),
            "organisation": self.tr("organisation"),
        }
        kind = kinds.get(hit.kind, hit.kind)
        told = with_days(hit.snippet, self._today)
        named = marks(hit.title, wanted, misspelt=hit.kind in NAMED)
        return {
            Qt.ItemDataRole.DisplayRole: hit.title,
            RowRole.SUBTITLE: told,
            RowRole.MARKS: (named, () if named else marks(told, wanted)),
            RowRole.AVATAR: hit.title if hit.kind == "contact" else "",
            RowRole.ICON: ICONS.get(hit.kind, "search"),
            RowRole.CHIPS: ((kind, Kind.ACCENT if hit.kind == "contact" else Kind.NEUTRAL),),
            Qt.ItemDataRole.AccessibleTextRole: f"{hit.title}, {kind}",
        }

    def _command_row(self, text: str, action: QAction) -> dict[int, Any]:
        keys = native(action.shortcut())
        return {
            Qt.ItemDataRole.DisplayRole: text,
            RowRole.SUBTITLE: self.tr("Command") if action.isEnabled() else "",
            RowRole.CHIPS: ((keys, Kind.NEUTRAL),) if keys else (),
            Qt.ItemDataRole.AccessibleTextRole: self.tr("{text}, command").format(text=text),
        }


class Palette(Surface):
    """Lies under the search field while that has the focus; arrow keys choose, Enter opens, Escape closes."""

    def __init__(self, desk: Desk, field: SearchField, actions: Actions, window: QMainWindow) -> None:
        """Belong to a search field of the window."""
        super().__init__(Ground.CARD, window)
        self._desk, self._field, self._actions, self._window = desk, field, actions, window
        self._asked = 0
        self._typed = ""
        self._wanted = False
        self._others = False
        self._capture = QAction(self)
        self._capture.triggered.connect(self._on_capture)
        self._model = PaletteModel(desk.services.clock.today(), self)
        self._list = RowList()
        self._list.setModel(self._model)
        self._list.setAccessibleName(self.tr("Found"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.clicked.connect(self._open_index)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(0)
        column.addWidget(self._list)
        self._hint = ElidedLabel(self.tr("Enter opens · Tab shows what else there is · Esc leads back"), "small")
        self._hint.setContentsMargins(8, 4, 8, 0)
        self._operators = Muted(
            self.tr("Narrow by {operators} or “exact words”").format(operators=" ".join(f"{one}:" for one in Operator)),
            small=True,
            wrap=True,
        )
        self._operators.setContentsMargins(8, 0, 8, 2)
        column.addWidget(self._hint)
        column.addWidget(self._operators)
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._ask)
        field.textEdited.connect(self._on_edited)
        field.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def is_open(self) -> bool:
        """Tell whether the palette is shown, or about to be."""
        return self._wanted

    def open(self) -> None:
        """Show what the text in the field finds."""
        self._wanted = True
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._field and self.isVisible():
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
            if event.type() == QEvent.Type.FocusOut:
                self._dismiss()
        elif watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._select((self._list.currentIndex().row() + step) % max(1, self._model.rowCount()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_index(self._list.currentIndex())
        elif key == Qt.Key.Key_Tab:
            self._show_others()
        elif key == Qt.Key.Key_Escape and self._others:
            self._ask()
        elif key == Qt.Key.Key_Escape:
            self._close()
        else:
            return False
        return True

    def _on_edited(self) -> None:
        self._timer.start()

    def _ask(self) -> None:
        self._asked += 1
        self._others = False
        text, search = self._field.text(), self._desk.services.search
        if not text.strip():
            self._show([], self._actions.commands())
            return
        self._desk.tasks.read(self, lambda: search.run(text, limit=MOST_HITS), partial(self._on_found, self._asked))

    def _on_found(self, asked: int, answer: SearchAnswer) -> None:
        if asked == self._asked and self._wanted:
            words = fold(answer.query).split()
            fitting = [one for one in self._actions.commands() if all(word in fold(one[0]) for word in words)]
            hits = list(answer.results)
            self._show(hits, fitting[:MOST_COMMANDS] or ([] if hits else [self._nothing(answer.query)]), answer.query)

    def _nothing(self, query: str) -> tuple[str, QAction]:
        """Say that nothing is found; a sentence may be what somebody asks, so it can be captured."""
        sentence = len(query.split()) >= SENTENCE
        self._capture.setEnabled(sentence)
        return (
            self.tr("Nothing found. Capture it as a request") if sentence else self.tr("Nothing found"),
            self._capture,
        )

    def _show(self, hits: list[Hit], commands: list[tuple[str, QAction]], typed: str = "") -> None:
        self._others = False
        self._model.show_entries(hits, commands, typed)
        self.setVisible(bool(hits or commands))
        if self.isVisible():
            self._place()
            self._select(self._obvious(typed))

    def _show_others(self) -> None:
        """Show what else can be done with what is selected; Escape leads back."""
        index = self._list.currentIndex()
        entry = self._model.entries[index.row()] if index.isValid() else None
        if isinstance(entry, Hit) and (others := others_for(entry, self._desk, self)):
            self._show([], [(one.text(), one) for one in others])
            self._others = True

    def _obvious(self, typed: str) -> int:
        """Return the row that Enter means: a command that begins as typed before a record that only mentions it."""
        begun = fold(typed).strip()
        rows = range(self._model.rowCount())
        titles = [fold(str(self._model.index(row).data())) for row in rows]
        fitting = [row for row in rows if begun and titles[row].startswith(begun)]
        return min(fitting, key=lambda row: isinstance(self._model.entries[row], QAction), default=0)

    def _select(self, row: int) -> None:
        self._list.setCurrentIndex(self._model.index(row))

    def _place(self) -> None:
        """Lie under the field, wide enough to read what is found, with as many rows as the window has room for."""
        corner = self._field.mapTo(self._window, QPoint(0, self._field.height() + 4))
        width = min(max(self._field.width(), theme().px(NARROWEST)), self._window.width() - 2 * PADDING)
        inside = width - self.width() + self.contentsRect().width() - 2 * PADDING
        told = self._hint.sizeHint().height() + self._operators.heightForWidth(inside)
        around = told + self.height() - self.contentsRect().height() + 2 * PADDING
        row = theme().px(ROW_TWO)
        fitting = (self._window.height() - PADDING - corner.y() - around) // row
        rows = min(self._model.rowCount(), MOST_ROWS, max(1, fitting))
        left = min(corner.x(), self._window.width() - PADDING - width)
        self._list.setFixedHeight(rows * row)
        self.setGeometry(left, corner.y(), width, rows * row + around)
        self.raise_()

    def _open_index(self, index: Index) -> None:
        if not index.isValid():
            return
        entry = self._model.entries[index.row()]
        self._typed = self._field.text()
        self._close()
        if isinstance(entry, QAction):
            entry.trigger()
        else:
            go(entry, self._desk, self)

    def _on_capture(self) -> None:
        self._desk.capture_wanted.emit(self._typed)

    def _dismiss(self) -> None:
        self._wanted = False
        self.hide()

    def _close(self) -> None:
        self._dismiss()
        self._field.clear()
        self._window.setFocus()
