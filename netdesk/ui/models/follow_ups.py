"""Follow-ups by day, under headings."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from netdesk.domain.dates import MONDAY_TO_FRIDAY, add_working_days
from netdesk.domain.words import FollowUpKind, FollowUpState, Promiser
from netdesk.services.follow_up_rows import FollowUpRow
from netdesk.ui.days import short_ago, short_due
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind, TextStyle, Token
from netdesk.ui.widgets.row_delegate import RowDelegate, RowRole
from netdesk.ui.words import word

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
HEADING_ROW = 40
MIME = "application/x-netdesk-follow-ups"
"""What is dragged: the ids of follow-ups, as JSON."""

KINDS = {
    FollowUpKind.REPLY_AWAITED: Kind.MOVING,
    FollowUpKind.CONSENT_AWAITED: Kind.MOVING,
    FollowUpKind.CLOSE_THE_LOOP: Kind.THANKS,
    FollowUpKind.THANK: Kind.THANKS,
    FollowUpKind.CHECK_IN: Kind.ACCENT,
    FollowUpKind.CUSTOM: Kind.NEUTRAL,
}


class Day(StrEnum):
    """The headings, in their order."""

    OVERDUE = "Overdue"
    TODAY = "Today"
    TOMORROW = "Tomorrow"
    WEEK = "This week"
    LATER = "Later"
    DONE = "Done"


def kind_word(row: FollowUpRow) -> str:
    """Say what a follow-up is for."""
    custom = row.kind is FollowUpKind.CUSTOM
    return QCoreApplication.translate("follow-ups", "promise") if custom else word(row.kind)


def icon_of(row: FollowUpRow) -> str:
    """Name the icon of what a follow-up is about, where it is about nobody."""
    if row.request_id is not None:
        return "requests"
    return "introductions" if row.introduction_id is not None else "follow-ups"


def day_of(row: FollowUpRow, today: date) -> Day:
    """Tell under which heading a follow-up stands."""
    if row.state is not FollowUpState.DUE:
        return Day.DONE
    if row.due_on < today:
        return Day.OVERDUE
    days = (row.due_on - today).days
    if days < 2:
        return Day.TOMORROW if days else Day.TODAY
    return Day.WEEK if row.due_on <= today + timedelta(days=6 - today.weekday()) else Day.LATER


def day_for(heading: Day, today: date, working: Collection[int] = MONDAY_TO_FRIDAY) -> date | None:
    """Tell to which day something moves that is dropped on a heading; None where no day is meant or all are past.

    A heading of several days means a working day: the last one of this week, the first one of the next.
    """
    days = frozenset(working)
    sunday = today + timedelta(days=6 - today.weekday())
    if heading is Day.WEEK:
        week = [today + timedelta(days=step) for step in range(2, (sunday - today).days + 1)]
        return next((day for day in reversed(week) if day.weekday() in days), week[-1] if week else None)
    found = {
        Day.TODAY: today,
        Day.TOMORROW: today + timedelta(days=1),
        Day.LATER: add_working_days(max(sunday, today + timedelta(days=1)), 1, days),
    }
    return found.get(heading)


def dragged_ids(data: bytes) -> list[int]:
    """Read what was dragged; nothing for bytes that are no follow-ups."""
    with suppress(ValueError):
        found = json.loads(data)
        if isinstance(found, list):
            return [one for one in found if type(one) is int]
    return []


class FollowUpModel(QAbstractListModel):
    """Rows with a heading before the first of each day; headings cannot be chosen, but things are dropped there.

    A row is as good a place to drop as its heading, and more exact: it means its own day.
    """

    moved = Signal(object, object)
    """The ids of what was dropped, and the day it was dropped on."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._lines: list[FollowUpRow | Day] = []
        self._today = date.min
        self._working: Collection[int] = MONDAY_TO_FRIDAY

    def show_rows(self, rows: Sequence[FollowUpRow], today: date, working: Collection[int] = MONDAY_TO_FRIDAY) -> None:
        """Show other rows, which come in the order of their days; `working` are the weekdays on which work is done."""
        lines: list[FollowUpRow | Day] = []
        before: Day | None = None
        for row in rows:
            day = day_of(row, today)
            if day is not before:
                lines.append(day)
            lines.append(row)
            before = day
        self.beginResetModel()
        self._lines, self._today, self._working = lines, today, working
        self.endResetModel()

    def row_at(self, index: Index) -> FollowUpRow | None:
        """Return the follow-up of a line; None for a heading."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        return line if isinstance(line, FollowUpRow) else None

    def index_of(self, follow_up_id: int | None) -> QModelIndex:
        """Return the line of a follow-up, an invalid one where it is not shown."""
        for at, line in enumerate(self._lines):
            if isinstance(line, FollowUpRow) and line.id == follow_up_id:
                return self.index(at)
        return QModelIndex()

    def nearest(self, line: int) -> QModelIndex:
        """Return the follow-up at or after a line, else the last one before."""
        order = [*range(line, len(self._lines)), *range(min(line, len(self._lines)) - 1, -1, -1)]
        found = next((at for at in order if isinstance(self._lines[at], FollowUpRow)), None)
        return QModelIndex() if found is None else self.index(found)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemNeverHasChildren
        row = self.row_at(index)
        if row is not None:
            flags |= Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if row.state is FollowUpState.DUE:
                flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags if self._day_at(index.row()) is None else flags | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = (self.row_at(index) for index in sorted(indexes, key=QModelIndex.row))
        data = QMimeData()
        data.setData(MIME, json.dumps([row.id for row in rows if row is not None]).encode())
        return data

    def canDropMimeData(  # noqa: N802
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        return data.hasFormat(MIME) and self._day_at(parent.row() if parent.isValid() else row) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Say what was dropped where; the rows move once the book has changed."""
        day = self._day_at(parent.row() if parent.isValid() else row)
        ids = dragged_ids(bytes(data.data(MIME).data()))
        if day is None or not ids:
            return False
        self.moved.emit(ids, day)
        return True

    def lines_of(self, day: date) -> list[QModelIndex]:
        """Return the lines of what is due on a day."""
        return [
            self.index(at)
            for at, line in enumerate(self._lines)
            if isinstance(line, FollowUpRow) and line.state is FollowUpState.DUE and line.due_on == day
        ]

    def _day_at(self, line: int) -> date | None:
        """Tell to which day something moves that is dropped on a line."""
        if not 0 <= line < len(self._lines):
            return None
        found = self._lines[line]
        if isinstance(found, Day):
            return day_for(found, self._today, self._working)
        return found.due_on if found.state is FollowUpState.DUE and found.due_on >= self._today else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if isinstance(line, Day):
            text = self._heading(line)
            return text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        chips = [(kind_word(line), KINDS[line.kind])]
        if line.promiser is Promiser.THEIRS:
            chips.append((self.tr("theirs"), Kind.NEUTRAL))
        past = line.due_on < self._today
        time = short_ago(line.due_on, self._today) if past else short_due(line.due_on, self._today)
        title = line.title or word(line.kind).capitalize()
        about = " · ".join(part for part in (line.contact, line.request) if part and part not in line.title)
        if not about and line.introduction_id is not None:
            about = self.tr("About an introduction")
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: title,
            Qt.ItemDataRole.AccessibleTextRole: ", ".join(
                part for part in (title, about, chips[0][0], self._heading(day_of(line, self._today)), time) if part
            ),
            RowRole.SUBTITLE: about,
            RowRole.AVATAR: line.contact,
            RowRole.ICON: icon_of(line),
            RowRole.CHIPS: tuple(chips),
            RowRole.TIME: time,
        }
        return answers.get(role)

    def _heading(self, day: Day) -> str:
        return {
            Day.OVERDUE: self.tr("Overdue"),
            Day.TODAY: self.tr("Today"),
            Day.TOMORROW: self.tr("Tomorrow"),
            Day.WEEK: self.tr("This week"),
            Day.LATER: self.tr("Later"),
            Day.DONE: self.tr("Done"),
        }[day]


class FollowUpDelegate(RowDelegate):
    """Rows as elsewhere, and headings between them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return size if index.data(RowRole.ICON) else QSize(size.width(), theme().px(HEADING_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(RowRole.ICON):
            super().paint(painter, option, index)
            return
        look = theme()
        rect: QRect = option.rect
        painter.save()
        painter.setFont(look.font(TextStyle.HEADING))
        painter.setPen(look.color(Token.INK))
        place = rect.adjusted(look.px(16), look.px(12), -look.px(16), 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, str(index.data()))
        painter.restore()
