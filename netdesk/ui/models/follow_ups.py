"""Follow-ups by day, under headings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

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


class FollowUpModel(QAbstractListModel):
    """Rows with a heading before the first of each day; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._lines: list[FollowUpRow | Day] = []
        self._today = date.min

    def show_rows(self, rows: Sequence[FollowUpRow], today: date) -> None:
        """Show other rows, which come in the order of their days."""
        lines: list[FollowUpRow | Day] = []
        before: Day | None = None
        for row in rows:
            day = day_of(row, today)
            if day is not before:
                lines.append(day)
            lines.append(row)
            before = day
        self.beginResetModel()
        self._lines, self._today = lines, today
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
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return usable if self.row_at(index) is not None else Qt.ItemFlag.ItemNeverHasChildren

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
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: title,
            Qt.ItemDataRole.AccessibleTextRole: ", ".join(
                part for part in (title, about, chips[0][0], self._heading(day_of(line, self._today)), time) if part
            ),
            RowRole.SUBTITLE: about,
            RowRole.AVATAR: line.contact or title,
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
        return size if index.data(RowRole.AVATAR) else QSize(size.width(), theme().px(HEADING_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(RowRole.AVATAR):
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
