"""The introductions: those under way by their state, and those that were made."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property, partial

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from netdesk.domain.text import fold
from netdesk.domain.words import Consent, IntroductionState
from netdesk.services.introduction_rows import IntroductionRow
from netdesk.ui.days import short_ago
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.introduction import IntroductionDialog, MadeIntroductionDialog
from netdesk.ui.models.entries import Entry, EntryModel
from netdesk.ui.remembered import remembered
from netdesk.ui.sections.finder import Finder
from netdesk.ui.sections.introduction_detail import IntroductionDetail
from netdesk.ui.sections.introduction_moves import Move, next_move
from netdesk.ui.sections.list_pane import ListAndDetail, ListPane, ScrollPane
from netdesk.ui.sections.section import Section, Verb, Where
from netdesk.ui.sections.unmade import UnmadePage
from netdesk.ui.steps import Step
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.buttons import Button, ButtonKind, FilterChip
from netdesk.ui.widgets.empty_state import EmptyState
from netdesk.ui.widgets.focus import holds_focus
from netdesk.ui.widgets.menu import Menu
from netdesk.ui.words import INTRODUCTION_KINDS, word

I = IntroductionState  # noqa: E741


class Shown(StrEnum):
    """Which introductions the list shows."""

    OPEN = "open"
    ASKING = "asking"
    MADE = "made"
    DONE = "done"


ORDER: dict[Shown, tuple[IntroductionState, ...]] = {
    Shown.OPEN: (I.AGREED, I.ASKING, I.IDEA, I.MADE, I.MET),
    Shown.ASKING: (I.ASKING, I.IDEA),
    Shown.MADE: (I.MADE, I.MET),
    Shown.DONE: (I.NEVER_MET, I.CLOSED, I.DECLINED, I.LAPSED),
}
"""The states each choice shows, in the order of the list: what can be done at once comes first."""


KEPT = "introductions/shown"


class IntroductionsSection(Section):
    """List by state and detail; new ones are proposed, or entered where others made them."""

    name = "introductions"
    tables = ("introduction", "party", "contact", "fact", "setting")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the panes; rows come with `activate`."""
        super().__init__(desk, parent)
        self._shown = remembered(desk.settings, KEPT, Shown.OPEN)
        self._wanted: int | None = None
        self._rows: tuple[IntroductionRow, ...] = ()
        self._line = 0
        self._asked = 0
        self.model = EntryModel(self)
        self.pane = ListPane(
            self.tr("Introductions"), self.tr("Filter introductions"), self._empty_list(), chips_below=True
        )
        self.pane.list.setModel(self.model)
        self.pane.list.selectionModel().currentChanged.connect(self._on_current)
        self.finder = Finder(desk, "introduction", self)
        self.finder.found.connect(self._on_filtered)
        self.pane.filtered.connect(self.finder.ask)
        self.pane.list.clicked.connect(self._leave_unmade)
        self.pane.filtered.connect(self._on_filtered)
        self._add_chips()
        self._add_button()
        self.worth = Button("", ButtonKind.LINK)
        self.worth.clicked.connect(self.show_unmade)
        self.worth.hide()
        self.pane.head.addWidget(self.worth, 0, Qt.AlignmentFlag.AlignLeft)
        self._nothing = EmptyState(
            "introductions",
            self.tr("An introduction opens here"),
            self.tr("Both sides are asked first, each knows why, and the outcome is asked for."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ListAndDetail(desk.settings, self.name, self.pane, self._stack))
        self.offer_verbs(self.pane.list)

    @staticmethod
    def verbs() -> tuple[Verb, ...]:
        """Return what can be done with introductions."""
        return (
            Verb(_tr("Introduce two people…"), IntroductionsSection.propose, "Ins"),
            Verb(_tr("Enter one that was made…"), IntroductionsSection.enter_made, "Ctrl+Shift+M", Where.SECTION),
            Verb(_tr("Show those worth making"), IntroductionsSection.show_unmade, "Ctrl+Shift+W", Where.SECTION),
            Verb(_tr("Go to the next move"), IntroductionsSection.focus_next, "Return"),
            Verb(_tr("Delete…"), IntroductionsSection.delete, "Del"),
            Verb(_tr("Filter introductions"), IntroductionsSection.focus_filter, "Ctrl+F", Where.SECTION),
        )

    @cached_property
    def detail(self) -> IntroductionDetail:
        """The introduction that is chosen, in full; built while the list is read."""
        made = self._made_detail
        made.shown_changed.connect(self._on_shown_changed)
        self._scroll = ScrollPane(made)
        self._stack.addWidget(self._scroll)
        return made

    @cached_property
    def _made_detail(self) -> IntroductionDetail:
        return IntroductionDetail(self.desk)

    @cached_property
    def unmade(self) -> UnmadePage:
        """Those worth making; looked for from the moment it is built, which comes after the detail."""
        made = UnmadePage(self.desk)
        made.count_changed.connect(self._on_unmade_counted)
        made.look()
        return made

    @cached_property
    def _unmade(self) -> ScrollPane:
        made = ScrollPane(self.unmade)
        self._stack.addWidget(made)
        return made

    def preparing(self) -> tuple[Step, ...]:
        """Build the detail, put it in its place, and build the page of those worth making."""
        return (lambda: self._made_detail, lambda: self.detail, lambda: self._unmade)

    def reload(self) -> None:
        """Read the introductions beside the window, with the verbs that the detail needs at once."""
        self._asked += 1
        if "unmade" in self.__dict__:
            self.unmade.look()
        services = self.desk.services

        def read() -> tuple[IntroductionRow, ...]:
            services.introductions  # noqa: B018 - loaded here, and not while the first detail is shown
            return services.introduction_rows.rows(
                states=frozenset(state for order in ORDER.values() for state in order)
            )

        self.desk.tasks.read(self, read, partial(self._on_rows, self._asked))

    def focus_first(self) -> None:
        """Begin in the list."""
        self.pane.focus_rows()

    def show_record(self, record_id: int) -> None:
        """Show an introduction, whatever the list is filtered by."""
        self._wanted = record_id
        if self._rows:
            self._show_rows()
        self.detail.show_introduction(record_id)

    def propose(self) -> None:
        """Enter the idea of an introduction."""
        dialog = IntroductionDialog(self.desk, parent=self)
        dialog.added.connect(self.show_record)
        dialog.open()

    def enter_made(self) -> None:
        """Enter an introduction that was made."""
        dialog = MadeIntroductionDialog(self.desk, self)
        dialog.added.connect(self.show_record)
        dialog.open()

    def show_unmade(self) -> None:
        """Show the introductions that are worth making, in the place of the one that is chosen."""
        self._stack.setCurrentWidget(self._unmade)
        self.unmade.focus_first()

    def focus_next(self) -> None:
        """Go from the list to the introduction that is shown."""
        self._leave_unmade()
        self.detail.focus_first()

    def go_on(self) -> None:
        """Do the next move where it only opens or drafts something, else go to its button."""
        self.detail.go_on()

    def delete(self) -> None:
        """Delete the introduction that is shown."""
        self.detail.delete()

    def focus_filter(self) -> None:
        """Go to the filter."""
        self.pane.focus_filter()

    def chip(self, shown: Shown) -> FilterChip:
        """Return the chip that chooses what the list shows."""
        return self._chips[shown][0]

    def _on_rows(self, asked: int, rows: tuple[IntroductionRow, ...]) -> None:
        if asked == self._asked:
            self._rows = rows
            self.finder.ask(self.pane.filter.text())
            self._show_rows(keep=self.detail.introduction_id() if "detail" in self.__dict__ else None)

    def _on_filtered(self) -> None:
        self._line = 0
        self._show_rows()

    def _show_rows(self, keep: int | None = None) -> None:
        """Fill the list; what is worked on (`keep`) stays in it, even if its state has just left those shown."""
        current = self._wanted if self._wanted is not None else self.model.id_at(self.pane.list.currentIndex())
        wanted = next((row for row in self._rows if row.id == self._wanted), None)
        if wanted is not None and wanted.state not in ORDER[self._shown]:
            self._choose(next(shown for shown in Shown if wanted.state in ORDER[shown]))
        order = ORDER[self._shown]
        typed = fold(self.pane.filter.text())
        rows = [row for row in self._rows if row.id == keep or (row.state in order and self._fits(row, typed))]
        rows.sort(key=lambda row: order.index(row.state) if row.state in order else len(order))
        self.model.set_entries([self._entry(row) for row in rows])
        self._count_chips()
        self.pane.show_empty(not rows)
        self._say_empty(bool(typed))
        place = self.model.index_of(current)
        if place.isValid():
            self._wanted = None
        elif rows:
            place = self.model.index(min(self._line, len(rows) - 1))
        if place.isValid() and place != self.pane.list.currentIndex():
            self.pane.list.setCurrentIndex(place)
        elif not rows:
            self.when_prepared(self._show_current)

    def _fits(self, row: IntroductionRow, typed: str) -> bool:
        return not typed or typed in _searched(row) or self.finder.holds(row.id)

    def _entry(self, row: IntroductionRow) -> Entry:
        today = self.desk.services.clock.today()
        following = next_move(row, today)
        chips = [(word(row.state), INTRODUCTION_KINDS[row.state])]
        if following is not None and following.move is Move.ANSWER and following.party is not None:
            chips.append((self.tr("asked {name}").format(name=following.party.name), Kind.NEUTRAL))
        elif following is not None:
            chips.append((following.label, Kind.NEUTRAL))
        return Entry(
            id=row.id,
            title=row.title,
            subtitle=_because(row),
            time=short_ago((row.made_at or row.created_at).day, today),
            avatar=row.parties[0].name if row.parties else "?",
            chips=tuple(chips),
        )

    def _on_current(self, current: QModelIndex) -> None:
        self._line = current.row() if current.isValid() else self._line
        self.when_prepared(self._show_current)

    def _show_current(self) -> None:
        before, record = self.detail.introduction_id(), self.model.id_at(self.pane.list.currentIndex())
        self.detail.show_introduction(record)
        self._scroll.to_top()
        if record is not None and before not in (None, record):
            self.another_chosen.emit(record)

    def _on_shown_changed(self, shown: bool) -> None:
        if not shown and holds_focus(self._scroll):
            self.pane.focus_rows()
        self._stack.setCurrentWidget(self._scroll if shown else self._nothing)

    def _on_unmade_counted(self, number: int) -> None:
        told = self.tr("{number} worth making this week").format(number=number)
        self.worth.set_text(self.tr("One worth making this week") if number == 1 else told)
        self.worth.setVisible(number > 0)
        if not number:
            self._leave_unmade()

    def _leave_unmade(self) -> None:
        """Show again what is chosen in the list."""
        if "_unmade" in self.__dict__ and self._stack.currentWidget() is self._unmade:
            self._on_shown_changed(self.detail.introduction_id() is not None)

    def _add_chips(self) -> None:
        self._group = QButtonGroup(self)
        labels = {
            Shown.OPEN: self.tr("Open"),
            Shown.ASKING: f"{word(I.IDEA)}, {word(I.ASKING)}".capitalize(),
            Shown.MADE: self.tr("Made"),
            Shown.DONE: self.tr("Done"),
        }
        self._chips: dict[Shown, tuple[FilterChip, str]] = {}
        for shown, label in labels.items():
            chip = FilterChip(label, checked=shown is self._shown)
            self._group.addButton(chip)
            self._chips[shown] = chip, label
            self.pane.chips.addWidget(chip)
        self._group.buttonClicked.connect(self._on_chip)

    def _count_chips(self) -> None:
        for shown, (chip, label) in self._chips.items():
            chip.set_text(f"{label} {sum(row.state in ORDER[shown] for row in self._rows)}")

    def _on_chip(self, clicked: FilterChip) -> None:
        self._line = 0
        self._choose(next(shown for shown, (chip, _) in self._chips.items() if chip is clicked))
        self._show_rows()

    def _choose(self, shown: Shown) -> None:
        self._shown = shown
        self.chip(shown).setChecked(True)
        self.desk.settings.setValue(KEPT, shown.value)

    def _add_button(self) -> None:
        button = Button(self.tr("New"), ButtonKind.PLAIN, "plus")
        button.setAccessibleName(self.tr("New introduction"))
        menu = Menu(button)
        menu.addAction(self.tr("Introduce two people"), self.propose)
        menu.addAction(self.tr("Enter one that was made"), self.enter_made)
        button.setMenu(menu)
        self.pane.buttons.addWidget(button)

    def _empty_list(self) -> EmptyState:
        empty = EmptyState("introductions", "")
        empty.add_button(self.tr("Introduce two people"), ButtonKind.PRIMARY).clicked.connect(self.propose)
        return empty

    def _say_empty(self, filtered: bool) -> None:
        if filtered:
            self.pane.empty.say(self.tr("Nothing found"), self.tr("No introduction speaks of that."))
        elif self._rows:
            self.pane.empty.say(self.tr("None here"), self.tr("The other chips show the rest."))
        else:
            self.pane.empty.say(
                self.tr("No introductions yet"), self.tr("Think of two people who would gain from knowing each other.")
            )


def _because(row: IntroductionRow) -> str:
    """Give what the list says under the names: the reason of the side that still has to agree, else any."""
    reasons = [party.because for party in row.parties if party.consent is not Consent.GRANTED and party.because]
    return next(iter(reasons or [party.because for party in row.parties if party.because]), row.outcome)


def _searched(row: IntroductionRow) -> str:
    return fold(" ".join((row.title, row.introducer, row.outcome, *(party.because for party in row.parties))))


def _tr(text: str) -> str:
    return QCoreApplication.translate("IntroductionsSection", text)
