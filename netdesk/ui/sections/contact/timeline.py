"""What happened with a contact, by the page, and the requests and introductions with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from netdesk.domain.text import shorten
from netdesk.domain.words import Direction, InteractionKind, RequestState
from netdesk.services.contact_detail import ContactDetail
from netdesk.services.introduction_rows import IntroductionRow
from netdesk.services.message_rows import InteractionRow
from netdesk.services.request_rows import RequestRow
from netdesk.ui.days import day_text, short_ago
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.verb_text import VerbTextDialog
from netdesk.ui.models.entries import Entry, EntryModel
from netdesk.ui.sections.contact.part import Part
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.buttons import Button, FilterChip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.keys import on_key
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.widgets.row_delegate import ROW_TWO
from netdesk.ui.widgets.views import RowList
from netdesk.ui.words import INTRODUCTION_KINDS, REQUEST_KINDS, word

PAGE, SHOWN = 20, 2_000


class PlainList(RowList):
    """A list as high as its rows, for a place that scrolls by itself; `chosen(id)` is asked with Enter or a click."""

    def __init__(self, name: str, model: EntryModel, parent: QWidget | None = None) -> None:
        """Show the model."""
        super().__init__(parent=parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        model.modelReset.connect(self.updateGeometry)
        model.rowsInserted.connect(self.updateGeometry)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), self.model().rowCount() * theme().px(ROW_TWO) if self.model() else 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()


class TimelinePart(Part):
    """Interactions, the latest first; Enter opens one, Delete removes it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the list; the first page comes with `show_contact`."""
        super().__init__(desk, self.tr("Timeline"), parent)
        self._rows: list[InteractionRow] = []
        self._shown_for: int | None = None
        self._kinds: tuple[InteractionKind, ...] = ()
        self.model = EntryModel(self)
        self.list = PlainList(self.tr("Timeline"), self.model)
        self.list.activated.connect(self._on_activated)
        self.list.clicked.connect(self._on_activated)
        on_key(self.list, Qt.Key.Key_Delete, self._on_delete)
        self._chips = QButtonGroup(self)
        row = FlowLayout()
        for kinds, label in (
            ((), self.tr("Everything")),
            ((InteractionKind.MEETING, InteractionKind.CALL), self.tr("Talks")),
            ((InteractionKind.EMAIL, InteractionKind.MESSAGE), self.tr("Messages")),
            ((InteractionKind.NOTE,), self.tr("Notes")),
        ):
            chip = FilterChip(label, checked=not kinds)
            chip.setProperty("kinds", [kind.value for kind in kinds])
            self._chips.addButton(chip)
            row.addWidget(chip)
        self._chips.buttonClicked.connect(self._on_chip)
        self._none = Muted(wrap=True)
        self.more = Button(self.tr("Show more"))
        self.more.clicked.connect(self._on_more)
        self.body.addLayout(row)
        self.body.addWidget(self._none)
        self.body.addWidget(self.list)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self, contact: ContactDetail) -> None:
        """Show as many rows as were shown of this contact before, else the first page."""
        count = max(len(self._rows), PAGE) if self._shown_for == contact.id else PAGE
        self._shown_for = contact.id
        self._rows = self._page(contact.id, count)
        self.model.set_entries([self._entry(row) for row in self._rows])
        self.more.setVisible(len(self._rows) == count)
        self.list.setVisible(bool(self._rows))
        self._none.setText(
            self.tr("Nothing of that kind.") if self._kinds else self.tr("Nothing yet. Log what was said or written.")
        )
        self._none.setVisible(not self._rows)

    def _page(self, contact_id: int, count: int, offset: int = 0) -> list[InteractionRow]:
        timeline = self.desk.services.message_rows.timeline
        return list(timeline(contact_id, kinds=self._kinds, limit=count, offset=offset))

    def _on_chip(self, clicked: FilterChip) -> None:
        self._kinds = tuple(InteractionKind(kind) for kind in clicked.property("kinds"))
        self._rows = []
        if self.contact is not None:
            self.refresh(self.contact)

    def _on_more(self) -> None:
        if self.contact is None:
            return
        page = self._page(self.contact.id, PAGE, offset=len(self._rows))
        self._rows += page
        self.model.add_entries([self._entry(row) for row in page])
        self.more.setVisible(len(page) == PAGE)

    def _entry(self, row: InteractionRow) -> Entry:
        private = row.kind is InteractionKind.NOTE
        title = row.subject or shorten(row.text, 80) or word(row.kind)
        others = [name for name in row.people if self.contact is None or name != self.contact.name]
        said = shorten(row.text, 200) if row.subject else ""
        with_them = self.tr("with {names}").format(names=", ".join(others)) if others else ""
        return Entry(
            id=row.id,
            title=title,
            subtitle=" · ".join(part for part in (said, with_them) if part),
            time=day_text(row.at.day, self.desk.services.clock.today()),
            chips=((self._kind(row), Kind.DUE if private else Kind.NEUTRAL),),
            tip=row.text,
        )

    def _kind(self, row: InteractionRow) -> str:
        if row.kind is InteractionKind.NOTE:
            return self.tr("private note")
        marks = {Direction.IN: self.tr("{kind} in"), Direction.OUT: self.tr("{kind} out"), Direction.BOTH: "{kind}"}
        return marks[row.direction].format(kind=word(row.kind))

    def _on_activated(self, index: QModelIndex) -> None:
        row = self._row(index)
        if row is None:
            return
        if row.message_id is not None:
            self.desk.message_wanted.emit(row.message_id)
            return
        said, edit = self.tr("What was said or written"), self.desk.services.interactions.edit
        VerbTextDialog(
            self.desk,
            self,
            row.subject or word(row.kind),
            said,
            lambda text: edit(row.id, text=text),
            text=row.text,
            form=f"interaction {row.id}",
        ).open()

    def _on_delete(self) -> None:
        row = self._row(self.list.currentIndex())
        if row is not None:
            self.do(partial(self.desk.services.interactions.delete, row.id))

    def _row(self, index: QModelIndex) -> InteractionRow | None:
        wanted = self.model.id_at(index)
        return next((row for row in self._rows if row.id == wanted), None)


class RequestsPart(Part):
    """What the contact asked for; Enter or a click goes there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the list."""
        super().__init__(desk, self.tr("Requests"), parent)
        self.model = EntryModel(self)
        self.list = PlainList(self.tr("Requests"), self.model)
        _on_choice(self.list, self._on_chosen)
        self.body.addWidget(self.list)

    def refresh(self, contact: ContactDetail) -> None:
        """Show the requests; the part hides while there is none."""
        rows = self.desk.services.request_rows.rows(states=tuple(RequestState), contact_id=contact.id, limit=SHOWN)
        today = self.desk.services.clock.today()
        self.model.set_entries([_request(row, short_ago(row.asked_at.day, today)) for row in rows])
        self.setVisible(bool(rows))

    def _on_chosen(self, index: QModelIndex) -> None:
        wanted = self.model.id_at(index)
        if wanted is not None:
            self.desk.request_wanted.emit(wanted)


class IntroductionsPart(Part):
    """The introductions the contact is a side of, or made; Enter or a click goes there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the list."""
        super().__init__(desk, self.tr("Introductions"), parent)
        self.model = EntryModel(self)
        self.list = PlainList(self.tr("Introductions"), self.model)
        _on_choice(self.list, self._on_chosen)
        self.body.addWidget(self.list)

    def refresh(self, contact: ContactDetail) -> None:
        """Show the introductions; the part hides while there is none."""
        rows = self.desk.services.introduction_rows.rows(contact_id=contact.id)[:SHOWN]
        today = self.desk.services.clock.today()
        self.model.set_entries([self._entry(row, short_ago(row.created_at.day, today)) for row in rows])
        self.setVisible(bool(rows))

    def _entry(self, row: IntroductionRow, time: str) -> Entry:
        by = "" if row.introducer_is_me else self.tr("by {name}").format(name=row.introducer)
        reasons: Sequence[str] = [party.because for party in row.parties if party.because]
        return Entry(
            id=row.id,
            title=row.title,
            subtitle=" · ".join(part for part in (by, row.outcome or next(iter(reasons), "")) if part),
            time=time,
            chips=((word(row.state), INTRODUCTION_KINDS[row.state]),),
        )

    def _on_chosen(self, index: QModelIndex) -> None:
        wanted = self.model.id_at(index)
        if wanted is not None:
            self.desk.introduction_wanted.emit(wanted)


def _request(row: RequestRow, time: str) -> Entry:
    return Entry(
        id=row.id,
        title=row.title,
        subtitle=row.holder,
        time=time,
        chips=((word(row.state), REQUEST_KINDS[row.state]),),
    )


def _on_choice(view: RowList, slot: Callable[[QModelIndex], None]) -> None:
    view.activated.connect(slot)
    view.clicked.connect(slot)
