"""The requests: those I received and those I made, with the one selected in full."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property, partial

from PySide6.QtCore import QCoreApplication, QModelIndex
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from netdesk.domain.states import OPEN_REQUEST_STATES
from netdesk.domain.text import fold
from netdesk.domain.words import RequestDirection, RequestState
from netdesk.services.request_detail import RequestDetail
from netdesk.services.request_rows import RequestRow
from netdesk.ui.days import short_ago
from netdesk.ui.desk import Desk
from netdesk.ui.models.entries import Entry, EntryModel
from netdesk.ui.remembered import remembered
from netdesk.ui.sections.finder import Finder
from netdesk.ui.sections.list_pane import ListAndDetail, ListPane, ScrollPane
from netdesk.ui.sections.request.detail import RequestPane
from netdesk.ui.sections.section import Section, Taker, Verb, Where
from netdesk.ui.steps import Step
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.buttons import Button, ButtonKind, FilterChip
from netdesk.ui.widgets.empty_state import EmptyState
from netdesk.ui.widgets.focus import holds_focus
from netdesk.ui.words import REQUEST_KINDS, word


class Shown(StrEnum):
    """Which requests the list shows."""

    OPEN = "open"
    RECEIVED = "received"
    MADE = "made"
    CLOSED = "closed"


KEPT = "requests/shown"


class RequestsSection(Section):
    """List with chips for what is shown; the detail carries the next move."""

    name = "requests"
    tables = (
        "request",
        "requester",
        "hop",
        "step",
        "introduction",
        "party",
        "message",
        "attachment",
        "resource",
        "contact",
        "interaction",
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the panes; rows come with `activate`."""
        super().__init__(desk, parent)
        self._shown = remembered(desk.settings, KEPT, Shown.OPEN)
        self._wanted: int | None = None
        self._asked = 0
        self._rows: tuple[RequestRow, ...] = ()
        self._line = 0
        self.model = EntryModel(self)
        self.pane = ListPane(self.tr("Requests"), self.tr("Filter requests"), self._empty_list(), chips_below=True)
        self.pane.list.setModel(self.model)
        self.pane.list.selectionModel().currentChanged.connect(self._on_current)
        self.finder = Finder(desk, "request", self)
        self.finder.found.connect(self._show_rows)
        self.pane.filtered.connect(self.finder.ask)
        self.pane.filtered.connect(self._show_rows)
        self._add_chips()
        self._nothing = EmptyState(
            "requests",
            self.tr("A request opens here"),
            self.tr("What it asks and what it lacks, who can help, and who holds the next move."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ListAndDetail(desk.settings, self.name, self.pane, self._stack))
        self.offer_verbs(self.pane.list)

    @staticmethod
    def verbs() -> tuple[Verb, ...]:
        """Return what can be done with the request that is shown."""
        return (
            Verb(_tr("Do the next move"), RequestsSection.do_next_move, "Ctrl+Return", Where.SECTION),
            Verb(_tr("Go to the next move"), RequestsSection.focus_next, "Return"),
            Verb(_tr("Write down the ask"), RequestsSection.focus_ask, "Ctrl+Shift+A", Where.SECTION),
            Verb(_tr("Delete…"), RequestsSection.delete, "Del"),
            Verb(_tr("Filter requests"), RequestsSection.focus_filter, "Ctrl+F", Where.SECTION),
        )

    @cached_property
    def detail(self) -> RequestPane:
        """The request that is chosen, in full; built while the list is read."""
        while self._build_some():
            pass
        return self._unbuilt

    @cached_property
    def _unbuilt(self) -> RequestPane:
        """The detail in its place, before its parts are: moved there with them, it would be styled twice."""
        made = RequestPane(self.desk)
        made.gone.connect(self._on_gone)
        self._scroll = ScrollPane(made)
        self._stack.addWidget(self._scroll)
        return made

    def _build_some(self) -> bool:
        """Build the next parts of the detail; return whether there were any left."""
        return next(self._unbuilt.building, self) is None

    def preparing(self) -> tuple[Step, ...]:
        """Put the detail in its place, and build its parts."""
        some = self._build_some
        return (lambda: self._unbuilt, some, some, some, lambda: self.detail)

    def reload(self) -> None:
        """Read the list beside the window, and the request that is shown at once."""
        self._asked += 1
        read = partial(self.desk.services.request_rows.rows, states=frozenset(RequestState))
        self.desk.tasks.read(self, read, partial(self._on_rows, self._asked))
        if (shown := self._shown_request()) is not None:
            self._show_detail(shown.id)

    def focus_first(self) -> None:
        """Begin in the list."""
        self.pane.focus_rows()

    def show_record(self, record_id: int) -> None:
        """Show a request, whatever the list is filtered by."""
        self._wanted = record_id
        self._show_detail(record_id)
        if self._rows:
            self._show_rows()

    def taker(self) -> Taker | None:
        """Return the request that is open."""
        shown = self._shown_request()
        return Taker(shown.title, request_id=shown.id) if shown is not None else None

    def _shown_request(self) -> RequestDetail | None:
        return self.detail.request if "detail" in self.__dict__ else None

    def focus_next(self) -> None:
        """Go from the list to the next move: to its button, or to the fields that clarifying needs."""
        self.detail.focus_next()

    def go_on(self) -> None:
        """Do the next move where it only opens or drafts something, else go to its button."""
        self.detail.go_on()

    def focus_ask(self) -> None:
        """Go to the fields in which the ask is written down."""
        self.detail.focus_ask()

    def focus_filter(self) -> None:
        """Go to the filter."""
        self.pane.focus_filter()

    def do_next_move(self) -> None:
        """Do the next move of the request that is shown."""
        self.detail.header.primary.click()

    def _on_rows(self, asked: int, rows: tuple[RequestRow, ...]) -> None:
        if asked == self._asked:
            self._rows = rows
            self.finder.ask(self.pane.filter.text())
            self._show_rows()

    def _show_rows(self) -> None:
        wanted = next((row for row in self._rows if row.id == self._wanted), None)
        if wanted is not None and not _is_shown(wanted, self._shown):
            self._choose(Shown.OPEN if wanted.state in OPEN_REQUEST_STATES else Shown.CLOSED)
        shown = request.id if (request := self._shown_request()) is not None else None
        current = self._wanted if self._wanted is not None else shown
        typed = fold(self.pane.filter.text())
        rows = [row for row in self._rows if _is_shown(row, self._shown) and self._fits(row, typed)]
        self.model.set_entries([self._entry(row) for row in rows])
        self._count_chips()
        self.pane.show_empty(not rows)
        self._say_empty(bool(typed))
        place = self.model.index_of(current)
        if place.isValid():
            self._wanted = None
        elif rows and shown is None:
            place = self.model.index(min(self._line, len(rows) - 1))
        if place.isValid() and place != self.pane.list.currentIndex():
            self.pane.list.setCurrentIndex(place)

    def _fits(self, row: RequestRow, typed: str) -> bool:
        return not typed or typed in _searched(row) or self.finder.holds(row.id)

    def _entry(self, row: RequestRow) -> Entry:
        mine = row.direction is RequestDirection.MADE
        who = ", ".join(row.requesters) or self.tr("Somebody")
        chips = [(word(row.state), REQUEST_KINDS[row.state])]
        if row.holder:
            chips.append((self.tr("holder: {name}").format(name=row.holder), Kind.NEUTRAL))
        vague = row.state in (RequestState.CAPTURED, RequestState.CLARIFYING)
        asked = row.holder if row.holder not in ("", "me") else ""
        made = self.tr("Me → {name}").format(name=asked) if asked else self.tr("Me")
        return Entry(
            id=row.id,
            title=made if mine else who,
            subtitle=f"“{row.title}”" if vague and not mine else row.title,
            time=short_ago(row.asked_at.day, self.desk.services.clock.today()),
            avatar=row.requesters[0] if row.requesters else "?",
            chips=tuple(chips),
        )

    def _on_current(self, current: QModelIndex) -> None:
        self._line = current.row() if current.isValid() else self._line
        self.when_prepared(self._show_current)

    def _show_current(self) -> None:
        record = self.model.id_at(self.pane.list.currentIndex())
        shown = self.detail.request.id if self.detail.request is not None else None
        if record is not None and record != shown:
            self._show_detail(record)
            self._scroll.to_top()
            if shown is not None:
                self.another_chosen.emit(record)

    def _show_detail(self, record_id: int) -> None:
        self.detail.show_request(record_id)
        if self.detail.request is not None:
            self._stack.setCurrentWidget(self._scroll)

    def _on_gone(self) -> None:
        """Let what comes next in the list be shown."""
        if holds_focus(self._scroll):
            self.pane.focus_rows()
        self._stack.setCurrentWidget(self._nothing)

    def delete(self) -> None:
        """Delete the request that is shown."""
        if self.detail.request is not None:
            self.detail.moves.delete(self.detail.request)

    def _add_chips(self) -> None:
        self._group = QButtonGroup(self)
        labels = {
            Shown.OPEN: self.tr("Open"),
            Shown.RECEIVED: self.tr("Received"),
            Shown.MADE: self.tr("Made"),
            Shown.CLOSED: self.tr("Closed"),
        }
        self._chips: dict[Shown, tuple[FilterChip, str]] = {}
        for shown, label in labels.items():
            chip = FilterChip(label, checked=shown is self._shown)
            chip.setAccessibleName(self.tr("{which} requests").format(which=label))
            self._group.addButton(chip)
            self._chips[shown] = chip, label
            self.pane.chips.addWidget(chip)
        self._group.buttonClicked.connect(self._on_chip)

    def _count_chips(self) -> None:
        for shown, (chip, label) in self._chips.items():
            number = sum(_is_shown(row, shown) for row in self._rows)
            chip.setText(f"{label} {number:,}")
            chip.setAccessibleDescription(str(number))

    def _on_chip(self, clicked: FilterChip) -> None:
        self._choose(next(shown for shown, (chip, _) in self._chips.items() if chip is clicked))
        self._show_rows()

    def _choose(self, shown: Shown) -> None:
        self._shown = shown
        self._chips[shown][0].setChecked(True)
        self.desk.settings.setValue(KEPT, shown.value)

    def _empty_list(self) -> EmptyState:
        empty = EmptyState("requests", "")
        button: Button = empty.add_button(self.tr("Capture a request"), ButtonKind.PRIMARY)
        button.clicked.connect(self._on_capture)
        return empty

    def _on_capture(self) -> None:
        self.desk.capture_wanted.emit("")

    def _say_empty(self, filtered: bool) -> None:
        if filtered:
            self.pane.empty.say(self.tr("Nothing found"), self.tr("No request speaks of that."))
        elif self._rows:
            self.pane.empty.say(self.tr("None here"), self.tr("The other chips show the rest."))
        else:
            self.pane.empty.say(
                self.tr("No requests yet"), self.tr("Capture what somebody asks of you, as vague as it is.")
            )


def _is_shown(row: RequestRow, shown: Shown) -> bool:
    is_open = row.state in OPEN_REQUEST_STATES
    if shown is Shown.CLOSED:
        return not is_open
    wanted = {Shown.RECEIVED: RequestDirection.RECEIVED, Shown.MADE: RequestDirection.MADE}.get(shown, row.direction)
    return is_open and row.direction is wanted


def _searched(row: RequestRow) -> str:
    return fold(" ".join((row.title, *row.requesters, row.holder)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("RequestsSection", text)
