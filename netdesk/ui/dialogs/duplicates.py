"""Reviewing who may be in the book twice: merge, or remember that they are not the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.domain.words import Band
from netdesk.services.comparison import Comparison, compare
from netdesk.services.duplicates import Candidate
from netdesk.ui.days import partial_text
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.dialogs.side_by_side import SideBySide
from netdesk.ui.tasks import Job
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button
from netdesk.ui.widgets.empty_state import EmptyState
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.widgets.row_delegate import RowRole
from netdesk.ui.widgets.views import RowList

MOST_SHOWN = 500


class DuplicatesDialog(Dialog):
    """Pairs at the left, the likeliest first; at the right the two side by side. Enter merges, N tells them apart."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Look for pairs at once."""
        super().__init__(self.tr("Duplicates"), parent, action=self.tr("Merge"), width=980)
        self._desk = desk
        self._candidates: tuple[Candidate, ...] = ()
        self._job: Job | None = None
        self._told = Muted(wrap=True)
        self._told.setAccessibleName(self.tr("How the search goes"))
        self.list = RowList()
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.list.setAccessibleName(self.tr("Pairs that may be one person"))
        self.list.setFixedWidth(theme().px(300))
        self.list.setMinimumHeight(theme().px(400))
        self.list.selectionModel().currentRowChanged.connect(self._on_row)
        self._reasons = Muted(wrap=True)
        self._reasons.setAccessibleName(self.tr("Why they may be one person"))
        self.sides = SideBySide()
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._reasons)
        right.addWidget(self.sides, 1)
        self._panes = QWidget()
        panes = QHBoxLayout(self._panes)
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(20)
        panes.addWidget(self.list)
        panes.addLayout(right, 1)
        self.body.addWidget(self._told)
        self.body.addWidget(self._panes, 1)
        self._nobody = EmptyState("contacts", self.tr("Nobody seems to be in the book twice"))
        self._nobody.setMinimumHeight(theme().px(400))
        self._nobody.hide()
        self.body.addWidget(self._nobody, 1)
        self.apart = Button(self.tr("Not the same"))
        self.apart.setToolTip(self.tr("They are different people, and not shown again (N)"))
        self.apart.clicked.connect(self._on_apart)
        self.buttons.insertWidget(2, self.apart)
        self.cancel.set_text(self.tr("Close"))
        QShortcut(QKeySequence("N"), self, self.apart.click)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self._on_undo)
        self._search()

    def reject(self) -> None:
        """Stop looking, and close."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def submit(self) -> None:
        """Merge the two that are shown."""
        shown = self.sides.shown
        if shown is not None:
            merge = self._desk.services.merging.merge
            self._do(partial(merge, shown.first_id, shown.second_id, self.sides.main()))

    def _on_apart(self) -> None:
        shown = self.sides.shown
        if shown is not None:
            self._do(partial(self._desk.services.duplicates.not_the_same, shown.first_id, shown.second_id))

    def _on_undo(self) -> None:
        self._do(self._desk.services.history.undo)

    def _do(self, verb: Callable[[], object]) -> None:
        """Run a verb, and look again: a merge changes who resembles whom."""
        self.refuse("")
        self._enable(False)
        self._desk.do(self, verb, lambda _: self._search(), self._on_refused)

    def _search(self) -> None:
        if self._job is not None:
            return
        self._enable(False)
        self._told.setText(self.tr("Looking for people who are in the book twice…"))
        find = self._desk.services.duplicates.find
        self._job = self._desk.tasks.job(
            self,
            self.tr("Looking for duplicates"),
            lambda job: find(job.report, job.cancelled),
            self._on_found,
            self._on_refused,
            writes=False,
        )

    def _on_refused(self, sentence: str) -> None:
        self._job = None
        self._enable(True)
        self.refuse(sentence)

    def _on_found(self, found: tuple[Candidate, ...]) -> None:
        self._job = None
        row = max(self._row(), 0)
        self._candidates = ()
        self._model.clear()
        self._candidates = found[:MOST_SHOWN]
        for one in self._candidates:
            item = QStandardItem(one.first)
            item.setData(one.second, RowRole.SUBTITLE)
            item.setData(one.first, RowRole.AVATAR)
            item.setData(self._aloud(one), Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        self._told.setText(self._summary(len(found)))
        self.list.setCurrentIndex(self._model.index(min(row, len(self._candidates) - 1), 0))
        self._nobody.setVisible(not found)
        for widget in (self._told, self._panes, self.apart, self.primary):
            widget.setVisible(bool(found))
        if not self._candidates:
            self._on_row()
        (self.list if self._candidates else self.cancel).setFocus()

    def _summary(self, count: int) -> str:
        if count > MOST_SHOWN:
            return self.tr("{count} pairs may be one person; the likeliest {shown} are shown.").format(
                count=f"{count:,}", shown=MOST_SHOWN
            )
        one = self.tr("Two contacts may be one person. Every value is kept when you merge.")
        many = self.tr("{count} pairs may be one person. Every value is kept when you merge.")
        return one if count == 1 else many.format(count=count)

    def _row(self) -> int:
        return self.list.currentIndex().row()

    def _on_row(self) -> None:
        row = self._row()
        self._enable(False)
        if not 0 <= row < len(self._candidates):
            self._reasons.setText("")
            self.sides.show_two(None)
            return
        one = self._candidates[row]
        self._reasons.setText(f"{self._strength(one.band)}: {'; '.join(one.reasons)}.")
        read = partial(compare, self._desk.services.book, one.first_id, one.second_id, partial_text)
        self._desk.tasks.read(self, read, partial(self._on_compared, row), self._on_refused)

    def _on_compared(self, row: int, comparison: Comparison) -> None:
        if row == self._row() and self._job is None:
            self.sides.show_two(comparison)
            self._enable(True)

    def _enable(self, on: bool) -> None:
        self.primary.setEnabled(on)
        self.apart.setEnabled(on)

    def _aloud(self, one: Candidate) -> str:
        return self.tr("{first} and {second}, {strength}").format(
            first=one.first, second=one.second, strength=self._strength(one.band)
        )

    def _strength(self, band: Band) -> str:
        words = {
            Band.STRONG: self.tr("Very likely the same"),
            Band.GOOD: self.tr("Likely the same"),
            Band.PERHAPS: self.tr("Perhaps the same"),
        }
        return words[band]
