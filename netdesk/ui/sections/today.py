"""Today: what can I move one step closer?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from netdesk.services.today import Section as Heading_
from netdesk.services.today import TodayItem
from netdesk.ui.desk import Desk
from netdesk.ui.glossary import Term, explain
from netdesk.ui.sections.section import Section, Verb, Where
from netdesk.ui.sections.today_actions import act, open_record, put_off
from netdesk.ui.sections.today_row import INSET, TodayRow
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.empty_state import EmptyState
from netdesk.ui.widgets.focus import holds_focus
from netdesk.ui.widgets.labels import Heading, Muted, SectionTitle
from netdesk.ui.widgets.own_name import OwnName

FIRST_ROWS = 8
"""Rows of a heading that are shown at once; a button brings the others."""
WIDEST = 1400
TERMS = {Heading_.LOOPS: Term.LOOP, Heading_.COOLING: Term.COOLING}
"""The headings whose word is to be explained."""


class _Nothing(NamedTuple):
    """A day without rows: in a book of nobody yet, or in which something was asked before; and my name."""

    fresh: bool
    begun: bool
    my_name: str


class TodaySection(Section):
    """Rows under their headings, built heading by heading so that the window stays quick."""

    name = "today"
    tables = ("request", "requester", "hop", "introduction", "party", "follow_up", "interaction", "participant",
              "contact", "date_to_remember", "fact", "message", "tag", "contact_tag")  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Read nothing before it is shown."""
        super().__init__(desk, parent)
        self._items: tuple[TodayItem, ...] | None = None
        self._groups: Iterator[tuple[Heading_, list[TodayItem]]] = iter(())
        self._open: set[Heading_] = set()
        self._rows: list[TodayRow] = []
        self._focus: tuple[object, int] | None = None
        self._title = SectionTitle()
        self._sentence = Muted()
        self._card = Card()
        self._card.body.setContentsMargins(18 - INSET, 6, 18 - INSET, 4)
        self._card.body.setSpacing(0)
        self._empty = self._make_empty()
        page = QWidget()
        page.setProperty("ground", "clear")
        page.setMaximumWidth(theme().px(WIDEST))
        column = QVBoxLayout(page)
        column.setContentsMargins(48, 22, 48, 24)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addSpacing(14)
        column.addWidget(self._card)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(page)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self._empty)
        self._build_timer = QTimer(self, singleShot=True, interval=0)
        self._build_timer.timeout.connect(self._build_next)
        self.offer_verbs(self)

    @staticmethod
    def verbs() -> tuple[Verb, ...]:
        """Return what can be done with the row that has the focus."""
        return (
            Verb(_tr("Do its next action"), TodaySection.do_action, "Return", Where.PART),
            Verb(_tr("Later…"), TodaySection.put_off, "L", Where.PART),
            Verb(_tr("Open its record"), TodaySection.open_record, "O", Where.PART),
        )

    def do_action(self) -> None:
        """Do the next action of the row that has the focus, else of the first one."""
        if (row := self._row()) is not None:
            self._on_acted(row.item)

    def put_off(self) -> None:
        """Ask until when to put off the row that has the focus."""
        if (row := self._row()) is not None:
            row.choose_day()

    def open_record(self) -> None:
        """Show what the row that has the focus is about."""
        if (row := self._row()) is not None:
            self._on_opened(row.item)

    def _row(self) -> TodayRow | None:
        focused = self._focused_row()
        return self._rows[focused[1] if focused is not None else 0] if self._rows else None

    def reload(self) -> None:
        """Read the items: the first time at once, so that the window opens with them, later beside the window."""
        if self._items is None:
            self._show(self._read())
        else:
            self.desk.tasks.read(self, self._read, self._show)

    def _read(self) -> tuple[tuple[TodayItem, ...], _Nothing | None]:
        today = self.desk.services.today
        items = today.items()
        if items:
            return items, None
        return items, _Nothing(today.knows_nobody(), today.has_begun(), self.desk.services.settings.my_name())

    def focus_first(self) -> None:
        """Put the focus on the first row, or on the first way to begin."""
        if self._items is None or self._build_timer.isActive():
            self._focus = (None, 0)
            self.setFocus()
        elif self._rows:
            self._rows[0].setFocus()
        else:
            (self._capture if self._import.isHidden() else self._import).setFocus()

    def rows(self) -> list[TodayRow]:
        """Return the rows from top to bottom."""
        return list(self._rows)

    def _show(self, read: tuple[tuple[TodayItem, ...], _Nothing | None]) -> None:
        items, nothing = read
        day = self.desk.services.clock.today()
        self._title.setText(QLocale().toString(QDate(day.year, day.month, day.day), "dddd, d MMMM"))
        self._sentence.setText(self._count(len(items)))
        if nothing is not None:
            self._say_empty(nothing)
        self._stack.setCurrentIndex(0 if items else 1)
        if items == self._items:
            return
        self._items = items
        self._rebuild()

    def _rebuild(self) -> None:
        """Build the rows anew, the first heading at once."""
        self._focus = self._focused_row() or self._focus
        if self._focus is not None and self._has_focus():
            self.setFocus()
        self._clear()
        grouped = groupby(self._items or (), key=lambda item: item.section)
        self._groups = iter([(heading, list(items)) for heading, items in grouped])
        self._build_next()

    def _build_next(self) -> None:
        group = next(self._groups, None)
        if group is None:
            self._restore_focus(built=True)
            return
        heading, items = group
        shown = items if heading in self._open else items[:FIRST_ROWS]
        today = self.desk.services.clock.today()
        title = Heading(self._heading(heading))
        if heading in TERMS:
            explain(title, TERMS[heading])
        title.setContentsMargins(INSET, theme().px(14), 0, theme().px(2))
        self._card.body.addWidget(title)
        for item in shown:
            row = TodayRow(item, today)
            row.acted.connect(self._on_acted)
            row.put_off.connect(self._on_put_off)
            row.opened.connect(self._on_opened)
            row.left.connect(self._on_left)
            self._rows.append(row)
            self._card.body.addWidget(row)
        if len(shown) < len(items):
            more = Button(self.tr("Show {number} more").format(number=f"{len(items) - len(shown):,}"), ButtonKind.LINK)
            more.setProperty("heading", heading.value)
            more.clicked.connect(self._on_more)
            line = QWidget()
            row_of_it = QHBoxLayout(line)
            row_of_it.setContentsMargins(INSET, 4, 0, 0)
            row_of_it.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
            self._card.body.addWidget(line)
        self._restore_focus(built=False)
        self._build_timer.start()

    def _clear(self) -> None:
        self._build_timer.stop()
        self._rows.clear()
        while self._card.body.count():
            item = self._card.body.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _focused_row(self) -> tuple[object, int] | None:
        for number, row in enumerate(self._rows):
            if row.isAncestorOf(self.focusWidget() or self) or row.hasFocus():
                return _key(row.item), number
        return None

    def _has_focus(self) -> bool:
        return self.window().focusWidget() is None or holds_focus(self)

    def _restore_focus(self, *, built: bool) -> None:
        """Go to the row that had the focus, or to what stands in its place, unless the user went elsewhere."""
        if self._focus is None:
            return
        wanted, at = self._focus
        same = next((row for row in self._rows if _key(row.item) == wanted), None)
        stays = any(_key(item) == wanted for item in self._items or ())
        is_there = same is not None or (wanted is not None and not stays and at < len(self._rows))
        if not built and not is_there:
            return
        self._focus = None
        if not self.isVisible() or self._focused_row() is not None or not self._has_focus():
            return
        if self._rows:
            row = same or self._rows[min(at, len(self._rows) - 1)]
            row.show()
            row.setFocus()
        else:
            self.focus_first()

    def _on_acted(self, item: TodayItem) -> None:
        act(self.desk, self, item)

    def _on_put_off(self, item: TodayItem, until: date) -> None:
        put_off(self.desk, self, item, until)

    def _on_opened(self, item: TodayItem) -> None:
        open_record(self.desk, item)

    def _on_left(self, step: int) -> None:
        row = self.sender()
        if isinstance(row, TodayRow):
            to = self._rows.index(row) + step
            if 0 <= to < len(self._rows):
                self._rows[to].setFocus()
                self._scroll.ensureWidgetVisible(self._rows[to], 0, theme().px(60))

    def _on_more(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self._open.add(Heading_(str(button.property("heading"))))
            self._rebuild()

    def _count(self, number: int) -> str:
        if number == 1:
            return self.tr("One thing you can move one step closer today.")
        words = self.tr("Two Three Four Five Six Seven Eight Nine").split()
        shown = words[number - 2] if 2 <= number < 10 else f"{number:,}"
        return self.tr("{number} things you can move one step closer today.").format(number=shown)

    def _heading(self, heading: Heading_) -> str:
        return {
            Heading_.ONE_STEP_AWAY: self.tr("One step away"),
            Heading_.WAITING: self.tr("Waiting for an answer"),
            Heading_.LOOPS: self.tr("Loops to close"),
            Heading_.PROMISED: self.tr("Promised"),
            Heading_.DATES: self.tr("Dates"),
            Heading_.COOLING: self.tr("Cooling"),
        }[heading]

    def _make_empty(self) -> EmptyState:
        empty = EmptyState("today", "")
        self._own_name = OwnName(self.desk)
        empty.add_above(self._own_name)
        self._import = empty.add_button(self.tr("Import contacts"), ButtonKind.PRIMARY, "import")
        self._import.clicked.connect(self.desk.import_wanted)
        self._new = empty.add_button(self.tr("New contact"), icon_name="plus")
        self._new.clicked.connect(self.desk.new_contact_wanted)
        self._sample = empty.add_button(self.tr("Open the sample network"))
        self._sample.clicked.connect(self.desk.sample_wanted)
        self._capture = empty.add_button(self.tr("Capture a request"))
        self._capture.clicked.connect(self._on_capture)
        return empty

    def _say_empty(self, nothing: _Nothing) -> None:
        """A new book teaches how to begin, then how to go on; one in which all is done says so kindly."""
        self._import.setVisible(nothing.fresh)
        self._new.setVisible(nothing.fresh)
        self._sample.setVisible(nothing.fresh)
        self._own_name.show_name(nothing.my_name)
        self._own_name.setVisible(nothing.fresh or not self._own_name.is_known)
        if not nothing.fresh and not nothing.begun:
            self._empty.say(
                self.tr("Your people are here"),
                self.tr(
                    "What did somebody ask of you lately? Write it down as vague as it is; who can help is found next."
                ),
            )
        elif not nothing.fresh:
            self._empty.say(
                self.tr("All is done for today"),
                self.tr(
                    "Nobody waits for you, and nothing you promised is open. Whose request would you like to hear?"
                ),
            )
        else:
            self._empty.say(
                self.tr("Here you will see what you can move one step closer"),
                self.tr(
                    "Bring in the people you know, look around in a made-up network, or write down what somebody asked "
                    "you for. Everything stays on this computer."
                ),
            )

    def _on_capture(self) -> None:
        self.desk.capture_wanted.emit("")


def _key(item: TodayItem) -> tuple[object, ...]:
    return item.kind, item.request_id, item.hop_id, item.introduction_id, item.follow_up_id, item.contact_id


def _tr(text: str) -> str:
    return QCoreApplication.translate("TodaySection", text)
