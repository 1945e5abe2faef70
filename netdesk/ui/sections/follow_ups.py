"""Follow-ups: what was promised, by day; done by Space, put off by S, moved by D or by dragging."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import cached_property, partial

from PySide6.QtCore import QCoreApplication, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from netdesk.domain.dates import MONDAY_TO_FRIDAY
from netdesk.domain.text import fold
from netdesk.domain.words import FollowUpState
from netdesk.services.follow_up_rows import FollowUpRow
from netdesk.ui.days import whole_day
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.day import DayDialog
from netdesk.ui.dialogs.follow_up import FollowUpDialog
from netdesk.ui.models.follow_ups import MIME, FollowUpDelegate, FollowUpModel, dragged_ids
from netdesk.ui.remembered import remembered
from netdesk.ui.sections.finder import Finder
from netdesk.ui.sections.follow_up_detail import FollowUpDetail
from netdesk.ui.sections.list_pane import ListAndDetail, ListPane, ScrollPane
from netdesk.ui.sections.section import Section, Verb, Where
from netdesk.ui.snooze import snooze_menu
from netdesk.ui.steps import Step
from netdesk.ui.widgets.buttons import Button, FilterChip
from netdesk.ui.widgets.card import Rule
from netdesk.ui.widgets.empty_state import EmptyState
from netdesk.ui.widgets.focus import holds_focus
from netdesk.ui.widgets.month_strip import MonthStrip

KEPT = "follow-ups/shown"


class FollowUpsSection(Section):
    """List by day and detail; several can be chosen and done or put off at once."""

    name = "follow-ups"
    tables = ("follow_up", "contact", "request")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the panes; rows come with `activate`."""
        super().__init__(desk, parent)
        self._state = remembered(desk.settings, KEPT, FollowUpState.DUE)
        self._rows: tuple[FollowUpRow, ...] = ()
        self._working: Sequence[int] = sorted(MONDAY_TO_FRIDAY)
        self._wanted: int | None = None
        self._day_wanted: date | None = None
        self._line = 0
        self._asked = 0
        self.model = FollowUpModel(self)
        self._nothing_due = EmptyState("follow-ups", "")
        self.pane = ListPane(self.tr("Follow-ups"), self.tr("Filter follow-ups"), self._nothing_due)
        self.pane.list.setModel(self.model)
        self.pane.list.setUniformItemSizes(False)
        self.pane.list.setItemDelegate(FollowUpDelegate(chips_below=True, parent=self.pane.list))
        self.pane.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.pane.list.selectionModel().selectionChanged.connect(lambda: self.when_prepared(self._on_selected))
        self.pane.list.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.pane.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.pane.list.setDragDropOverwriteMode(True)
        self.model.moved.connect(self.move_to)
        self.finder = Finder(desk, "follow_up", self)
        self.finder.found.connect(self._show_rows)
        self.pane.filtered.connect(self.finder.ask)
        self.pane.filtered.connect(self._show_rows)
        self.strip = MonthStrip(self.tr("What is due, by day"), desk.services.clock.today(), MIME)
        self.strip.month_wanted.connect(self._read_month)
        self.strip.day_chosen.connect(self._on_strip_day)
        self.strip.dropped.connect(self._on_dropped)
        self._add_chips()
        new = Button(self.tr("New"), icon_name="plus")
        new.setAccessibleName(self.tr("New follow-up"))
        new.clicked.connect(self.add)
        self.pane.buttons.addWidget(new)
        self._nothing_due.setFocusProxy(new)
        self._nothing = EmptyState(
            "follow-ups",
            self.tr("A follow-up opens here"),
            self.tr("What was promised, to whom, and for when. Space is done, S puts off, D sets the day."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(Rule())
        column.addWidget(ListAndDetail(desk.settings, self.name, self.pane, self._stack), 1)
        self.offer_verbs(self.pane.list)

    @staticmethod
    def verbs() -> tuple[Verb, ...]:
        """Return what can be done with the follow-ups that are chosen."""
        return (
            Verb(_tr("New follow-up…"), FollowUpsSection.add, "Ins"),
            Verb(_tr("Done"), FollowUpsSection.finish, "Space"),
            Verb(_tr("Put off…"), FollowUpsSection.snooze, "S"),
            Verb(_tr("Set the day…"), FollowUpsSection.set_day, "D"),
            Verb(_tr("Skip"), FollowUpsSection.skip, "X"),
            Verb(_tr("Bring back"), FollowUpsSection.reopen, "B"),
            Verb(_tr("Edit…"), FollowUpsSection.edit, "E"),
            Verb(_tr("Show what it is about"), FollowUpsSection.open_record, "Return"),
            Verb(_tr("Delete"), FollowUpsSection.delete, "Del"),
            Verb(_tr("Filter follow-ups"), FollowUpsSection.focus_filter, "Ctrl+F", Where.SECTION),
        )

    @cached_property
    def detail(self) -> FollowUpDetail:
        """The follow-up that is chosen, in full; built while the list is read."""
        made = self._made_detail
        for signal, slot in (
            (made.finished, self.finish),
            (made.snoozed, self.snooze),
            (made.day_wanted, self.set_day),
            (made.skipped, self.skip),
            (made.reopened, self.reopen),
            (made.edited, self.edit),
            (made.deleted, self.delete),
        ):
            signal.connect(slot)
        self._scroll = ScrollPane(made)
        self._stack.addWidget(self._scroll)
        return made

    @cached_property
    def _made_detail(self) -> FollowUpDetail:
        return FollowUpDetail(self.desk)

    def preparing(self) -> tuple[Step, ...]:
        """Build the detail, and put it in its place."""
        return (lambda: self._made_detail, lambda: self.detail)

    def reload(self) -> None:
        """Read the follow-ups beside the window."""
        self._asked += 1
        read = partial(self.desk.services.follow_up_rows.rows, state=self._state)
        self.desk.tasks.read(self, read, partial(self._on_rows, self._asked))
        self._read_month()

    def focus_first(self) -> None:
        """Begin in the list."""
        self.pane.focus_rows()

    def show_record(self, record_id: int) -> None:
        """Select a follow-up, also one that is about to be read."""
        self._wanted = record_id
        self.pane.filter.clear()
        if self._state is not FollowUpState.DUE:
            self._due_chip.click()
        else:
            self.reload()

    def chosen(self) -> list[FollowUpRow]:
        """Return the follow-ups that are selected, from top to bottom."""
        lines = sorted(index.row() for index in self.pane.list.selectedIndexes())
        rows = (self.model.row_at(self.model.index(line)) for line in lines)
        return [row for row in rows if row is not None]

    def finish(self) -> None:
        """Mark what is chosen as done."""
        self._do_with_due(self.desk.services.follow_ups.finish)

    def skip(self) -> None:
        """Mark what is chosen as skipped."""
        self._do_with_due(self.desk.services.follow_ups.skip)

    def snooze(self) -> None:
        """Ask until when to put off what is chosen."""
        if self._due_ids():
            menu = snooze_menu(self, self.desk.services.clock.today(), self._on_day)
            place = self.pane.list.visualRect(self.pane.list.currentIndex()).bottomLeft() + QPoint(60, 0)
            menu.popup(self.pane.list.viewport().mapToGlobal(place))

    def set_day(self) -> None:
        """Ask for the day of what is chosen."""
        rows = [row for row in self.chosen() if row.state is FollowUpState.DUE]
        if rows:
            DayDialog(self.desk, rows, self).open()

    def move_to(self, follow_up_ids: Sequence[int], day: date) -> None:
        """Move follow-ups to a day, and say so where that is no day of work."""
        verb = partial(self.desk.services.follow_ups.reschedule, list(follow_up_ids), day)
        self.desk.do(self, verb, partial(self._on_moved, day))

    def reopen(self) -> None:
        """Bring the chosen one back."""
        for row in self.chosen()[:1]:
            self.desk.do(self, partial(self.desk.services.follow_ups.reopen, row.id))

    def edit(self) -> None:
        """Edit the chosen one."""
        for row in self.chosen()[:1]:
            FollowUpDialog(self.desk, row, self).open()

    def focus_filter(self) -> None:
        """Go to the filter."""
        self.pane.focus_filter()

    def add(self) -> None:
        """Enter a new one."""
        FollowUpDialog(self.desk, None, self).open()

    def delete(self) -> None:
        """Delete what is chosen; undo brings it back."""
        ids = [row.id for row in self.chosen()]
        if ids:
            self.desk.do(self, partial(self.desk.services.follow_ups.delete, ids))

    def open_record(self) -> None:
        """Show the record that the chosen one is about."""
        desk = self.desk
        for row in self.chosen()[:1]:
            if row.introduction_id is not None:
                desk.introduction_wanted.emit(row.introduction_id)
            elif row.request_id is not None:
                desk.request_wanted.emit(row.request_id)
            elif row.contact_id is not None:
                desk.contact_wanted.emit(row.contact_id)

    def _due_ids(self) -> list[int]:
        return [row.id for row in self.chosen() if row.state is FollowUpState.DUE]

    def _do_with_due(self, verb: object) -> None:
        ids = self._due_ids()
        if ids and callable(verb):
            self.desk.do(self, partial(verb, ids))

    def _on_day(self, day: date) -> None:
        self.desk.do(self, partial(self.desk.services.follow_ups.snooze, self._due_ids(), day))

    def _on_moved(self, day: date, _: None) -> None:
        if day.weekday() not in self._working:
            self.desk.said.emit(self.tr("Moved to {day}, which is not a working day.").format(day=whole_day(day)))

    def _read_month(self) -> None:
        """Count what is due in the month of the strip."""
        self.strip.set_today(self.desk.services.clock.today())
        first = self.strip.month
        last = first.replace(day=monthrange(first.year, first.month)[1])
        services = self.desk.services
        self.desk.tasks.read(
            self,
            lambda: (services.follow_up_rows.due_by_day(first, last), services.preferences.get("working_days")),
            partial(self._on_month, first),
        )

    def _on_month(self, first: date, answer: tuple[dict[date, int], Sequence[int]]) -> None:
        if first == self.strip.month:
            counts, self._working = answer
            self.strip.show_counts(counts, self._working)

    def _on_strip_day(self, day: date) -> None:
        """Go to what is due on a day."""
        self._day_wanted = day
        self.pane.filter.clear()
        if self._state is not FollowUpState.DUE:
            self._due_chip.click()
        else:
            self._show_rows()

    def _on_dropped(self, day: date, data: bytes) -> None:
        ids = dragged_ids(data)
        if ids:
            self.move_to(ids, day)

    def _on_rows(self, asked: int, rows: tuple[FollowUpRow, ...]) -> None:
        if asked == self._asked:
            self._rows = rows
            self.finder.ask(self.pane.filter.text())
            self._show_rows()

    def _show_rows(self) -> None:
        """Show what the filter leaves, and keep selection and place."""
        words = fold(self.pane.filter.text()).split()
        shown = [row for row in self._rows if self._fits(row, words)]
        kept = [row.id for row in self.chosen()]
        self.model.show_rows(shown, self.desk.services.clock.today(), self._working)
        self._say_empty(filtered=bool(words))
        self.pane.show_empty(not shown)
        wanted = [self.model.index_of(one) for one in ([self._wanted] if self._wanted else kept)]
        found = self._lines_wanted() or [index for index in wanted if index.isValid()]
        if self._wanted is not None and found:
            self._wanted = None
        selection = QItemSelection()
        for index in found or [self.model.nearest(self._line)]:
            selection.select(index, index)
        model = self.pane.list.selectionModel()
        first = found[0] if found else self.model.nearest(self._line)
        model.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.when_prepared(self._on_selected)

    def _fits(self, row: FollowUpRow, words: list[str]) -> bool:
        said = fold(f"{row.title} {row.contact} {row.request}")
        return all(word in said for word in words) or self.finder.holds(row.id)

    def _lines_wanted(self) -> list[QModelIndex]:
        """Return the lines of the day that was chosen in the strip, once; say so where it has none."""
        day, self._day_wanted = self._day_wanted, None
        if day is None:
            return []
        lines = self.model.lines_of(day)
        if not lines:
            self.desk.said.emit(self.tr("Nothing is due on {day}.").format(day=whole_day(day)))
        return lines

    def _on_selected(self) -> None:
        rows = self.chosen()
        if rows:
            self._line = self.model.index_of(rows[0].id).row()
            self.detail.show_row(rows[0])
        elif holds_focus(self._scroll):
            self.pane.focus_rows()
        self._stack.setCurrentWidget(self._scroll if rows else self._nothing)

    def _add_chips(self) -> None:
        self._due_chip = FilterChip(self.tr("Due"))
        done, skipped = FilterChip(self.tr("Done")), FilterChip(self.tr("Skipped"))
        self._chips = QButtonGroup(self)
        for state, chip in (
            (FollowUpState.DUE, self._due_chip),
            (FollowUpState.DONE, done),
            (FollowUpState.SKIPPED, skipped),
        ):
            chip.setProperty("state", state.value)
            chip.setChecked(state is self._state)
            self._chips.addButton(chip)
            self.pane.chips.addWidget(chip)
        self._chips.buttonClicked.connect(self._on_chip)

    def _on_chip(self, chip: FilterChip) -> None:
        self._state = FollowUpState(str(chip.property("state")))
        self.desk.settings.setValue(KEPT, self._state.value)
        self._line = 0
        self.reload()

    def _say_empty(self, *, filtered: bool) -> None:
        if filtered:
            self._nothing_due.say(self.tr("Nothing fits the filter"))
        elif self._state is FollowUpState.DUE:
            self._nothing_due.say(
                self.tr("Nothing is promised"), self.tr("What you or others promise is listed here by its day.")
            )
        else:
            self._nothing_due.say(self.tr("Nothing here yet"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("FollowUpsSection", text)
