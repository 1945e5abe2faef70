"""The contacts: a list that stays quick at any length, and who is chosen at its right."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from netdesk.domain.changes import Changes
from netdesk.services.contact_list import ContactFilter
from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.models.contact_table import ContactTableModel
from netdesk.ui.sections.contact.detail import ContactDetailPane
from netdesk.ui.sections.contact.facts import FactsPart
from netdesk.ui.sections.contact.filters import ContactFilters, SortButton, read_ids
from netdesk.ui.sections.contact.new_entry import NewEntry
from netdesk.ui.sections.contact.nobody import NobodyState
from netdesk.ui.sections.contact.several import SeveralPane
from netdesk.ui.sections.contact.twice import TwiceHint
from netdesk.ui.sections.contact.two import TwoPart
from netdesk.ui.sections.list_pane import ListAndDetail, ListPane
from netdesk.ui.sections.section import Section, Taker, Verb, Where
from netdesk.ui.widgets.buttons import IconButton
from netdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from netdesk.ui.sections.contact.expertise import ExpertisePane

LISTED = frozenset(
    {
        "contact",
        "affiliation",
        "organisation",
        "contact_tag",
        "tag",
        "fact",
        "contact_point",
        "interaction",
        "participant",
        "follow_up",
        "request",
        "requester",
        "hop",
    }
)
"""What a row shows, or what decides whether and where it stands in the list."""

MOST_KEPT = 2_000
"""How many chosen contacts stay chosen when the list comes in another order."""


class ContactsSection(Section):
    """List with filters and sort; one chosen contact in full, or what can be done with several."""

    name = "contacts"
    tables = tuple(sorted(LISTED))

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the panes; rows come with `activate`."""
        super().__init__(desk, parent)
        self._asked = 0
        self._wanted: int | None = None
        self._on_page = False
        """Whether the page of an organisation stands where nobody is chosen."""
        self._where = ContactFilter()
        self.model = ContactTableModel(desk, self)
        self._empty = NobodyState(desk)
        self._empty.new.clicked.connect(self.new_contact)
        self.pane = ListPane(self.tr("Contacts"), self.tr("Filter contacts"), self._empty)
        self.list = self.pane.list
        self.list.setModel(self.model)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.pane.filtered.connect(self._on_filtered)
        self.filters = ContactFilters(desk, self.pane.chips, self)
        self.filters.organisation_chosen.connect(self._on_organisation_chosen)
        self.filters.changed.connect(self.reload)
        self.sort = SortButton(desk.settings)
        self.sort.changed.connect(self.reload)
        new = IconButton("plus", self.tr("New contact"), shortcut="Ins")
        new.clicked.connect(self.new_contact)
        self.pane.buttons.addWidget(self.sort)
        self.pane.buttons.addWidget(new)
        self.entry = NewEntry(self.tr("Name of the new contact"), self.tr("Name of the new contact, then Enter"))
        self.entry.returnPressed.connect(self._on_new_entered)
        self.pane.head.addWidget(self.entry)
        self.twice = TwiceHint(desk)
        self.pane.head.addWidget(self.twice, 0, Qt.AlignmentFlag.AlignLeading)
        self._nothing = EmptyState(
            "contacts",
            self.tr("A contact opens here"),
            self.tr("What they offer and need, how you met, and whom they should meet. Insert makes a new one."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ListAndDetail(desk.settings, self.name, self.pane, self._stack))
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._show_selection)
        self.list.selectionModel().selectionChanged.connect(self._on_selection)
        self.offer_verbs(self.list)

    @staticmethod
    def verbs() -> tuple[Verb, ...]:
        """Return what can be done with contacts, one or several."""
        return (
            Verb(_tr("New contact in the list"), ContactsSection.new_contact, "Ins"),
            Verb(_tr("Edit the name"), ContactsSection.edit_name, "Return"),
            Verb(_tr("Add a fact"), ContactsSection.add_fact, "Ctrl+Shift+F", Where.SECTION),
            Verb(_tr("Go to whom they should meet"), ContactsSection.focus_two, "Ctrl+Shift+I", Where.SECTION),
            Verb(
                _tr("Who does what at their organisation"),
                ContactsSection.show_expertise,
                "Ctrl+Shift+E",
                Where.SECTION,
            ),
            Verb(_tr("Log an interaction with them…"), ContactsSection.log_interaction, "Ctrl+Shift+L", Where.SECTION),
            Verb(_tr("Say hello"), ContactsSection.say_hello, "Ctrl+Shift+H", Where.SECTION),
            Verb(_tr("Archive, or bring back"), ContactsSection.archive, "Ctrl+Shift+A", Where.SECTION),
            Verb(_tr("Delete…"), ContactsSection.delete, "Del"),
            Verb(_tr("Filter contacts"), ContactsSection.focus_filter, "Ctrl+F", Where.SECTION),
            Verb(_tr("Sort contacts…"), ContactsSection.choose_sort, "Ctrl+Shift+O", Where.SECTION),
        )

    @cached_property
    def detail(self) -> ContactDetailPane:
        """Who is chosen, in full; built when there is somebody to show, after the list has been painted."""
        made = ContactDetailPane(self.desk)
        self._stack.addWidget(made)
        made.shown_changed.connect(self._on_shown)
        return made

    @cached_property
    def expertise(self) -> ExpertisePane:
        """Who does what in an organisation, built when one is first wanted."""
        from netdesk.ui.sections.contact.expertise import ExpertisePane  # noqa: PLC0415 - not for the list

        made = ExpertisePane(self.desk)
        self._stack.addWidget(made)
        made.shown_changed.connect(self._on_expertise_shown)
        made.topic_chosen.connect(self.pane.filter.setText)
        return made

    @cached_property
    def several(self) -> SeveralPane:
        """What can be done with several, built when several are chosen."""
        made = SeveralPane(self.desk)
        self._stack.addWidget(made)
        return made

    def reload(self) -> None:
        """Read the ids beside the window; rows follow by the page."""
        self._asked += 1
        self._where = replace(self.filters.where(), text=self.pane.filter.text())
        read = partial(read_ids, self.desk.services, self._where, self.sort.sort, descending=self.sort.descending)
        self.desk.tasks.read(self, read, partial(self._on_ids, self._asked))

    def focus_first(self) -> None:
        """Begin in the list."""
        self.list.setFocus()

    def show_record(self, record_id: int) -> None:
        """Choose a contact, whatever the list is filtered by."""
        self._wanted = record_id
        self._on_page = False
        place = self.model.index_of(record_id)
        if place.isValid():
            self._choose(record_id)
        else:
            self.list.clearSelection()
            self._show(record_id)
            if self._where != ContactFilter():
                self.filters.clear()
                self.pane.filter.clear()
                self.reload()

    def show_organisation(self, organisation_id: int) -> None:
        """Show who belongs to an organisation, and what they do there."""
        self.pane.filter.clear()
        self.filters.clear()
        self.filters.choose_organisation(organisation_id)

    def show_expertise(self) -> None:
        """Show who does what in the organisation that is filtered by, else in that of whoever is shown."""
        chosen = self.filters.where().organisation_id
        if chosen is not None:
            self._on_organisation_chosen(chosen)
        elif (contact_id := self._shown_id()) is not None:
            roles = self.desk.services.contact_rows.detail(contact_id).affiliations
            if organisation_id := next((role.organisation_id for role in roles if role.organisation_id), None):
                self.show_organisation(organisation_id)

    def taker(self) -> Taker | None:
        """Return the contact that is open."""
        contact_id = self._shown_id()
        if contact_id is None or not self.detail.isVisible():
            return None
        return Taker(self.desk.services.contact_rows.names([contact_id])[contact_id], contact_id=contact_id)

    def new_contact(self) -> None:
        """Ask for a name right in the list; asked for again, take the name that was typed."""
        if self.entry.isVisible() and self.entry.text().strip():
            self._on_new_entered()
            return
        self.entry.show()
        self.entry.setFocus()

    def edit_name(self) -> None:
        """Edit the name of whoever is shown."""
        if self._shown_id() is not None:
            self.detail.header.name.edit()

    def add_fact(self) -> None:
        """Go to the line in which a fact is entered, of whoever was just chosen."""
        if self._settle.isActive():
            self._settle.stop()
            self._show_selection()
        if self._shown_id() is not None:
            facts = self.detail.part(FactsPart)
            facts.show()  # a window that becomes active takes the focus from what is made, but not shown yet
            facts.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_two(self) -> None:
        """Go to the introduction that is proposed to whoever is shown."""
        if self._shown_id() is not None:
            self.detail.part(TwoPart).focus_first()

    def log_interaction(self) -> None:
        """Log an interaction with all that are chosen."""
        if ids := self.selected_ids():
            self.desk.interaction_wanted.emit(ids)

    def say_hello(self) -> None:
        """Draft a few words to whoever is shown."""
        if self._shown_id() is not None:
            self.detail.header.say_hello()

    def archive(self) -> None:
        """Archive all that are chosen, or bring them back where the archive is shown."""
        verbs = self.desk.services.contacts
        if ids := self.selected_ids():
            self.desk.do(self, partial(verbs.unarchive if self._where.archived else verbs.archive, ids))

    def delete(self) -> None:
        """Ask, and delete all that are chosen."""
        if len(self.selected_ids()) > 1:
            self.several.ask_to_delete()
        elif self._shown_id() is not None:
            self.detail.delete()

    def focus_filter(self) -> None:
        """Go to the filter."""
        self.pane.focus_filter()

    def choose_sort(self) -> None:
        """Show the orders the list can have."""
        self.sort.showMenu()

    def selected_ids(self) -> list[int]:
        """Return the chosen contacts in the order of the list."""
        parts = sorted((part.top(), part.bottom()) for part in self.list.selectionModel().selection().toList())
        return [one for top, bottom in parts for one in self.model.ids_between(top, bottom)]

    def _on_changed(self, changes: Changes) -> None:
        self.model.forget_photos(tuple(changes.ids("contact")))
        super()._on_changed(changes)

    def _on_ids(self, asked: int, ids: list[int]) -> None:
        if asked != self._asked:
            return
        kept = self.selected_ids()
        current = self.model.id_at(self.list.currentIndex())
        row = max(self.list.currentIndex().row(), 0)
        top = self.list.verticalScrollBar().value()
        self.model.set_ids(ids)
        if self._is_typing() and not self.model.index_of(self._shown_id()).isValid():
            self._wanted = self._shown_id()
        self.pane.show_empty(not ids)
        self._empty.say_why(filtered=self._where != ContactFilter())
        if not ids:
            self._settle.start()
            return
        if self._wanted is not None and self.model.index_of(self._wanted).isValid():
            self._choose(self._wanted)
            return
        if self.selected_ids() == kept and kept:
            self._settle.start()
            return
        chosen = QItemSelection()
        for one in kept[:MOST_KEPT]:
            place = self.model.index_of(one)
            if place.isValid():
                chosen.select(place, place)
        if chosen.isEmpty():
            if self._wanted is None and not self._on_page:
                self.list.setCurrentIndex(self.model.index(min(row, len(ids) - 1)))
        else:
            selection = self.list.selectionModel()
            selection.setCurrentIndex(self.model.index_of(current), QItemSelectionModel.SelectionFlag.NoUpdate)
            selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.verticalScrollBar().setValue(top)

    def _is_typing(self) -> bool:
        """Whether somebody types about whoever is shown, who then stays even where the list leaves them out now."""
        focused = QApplication.focusWidget()
        if self._shown_id() is None or not isinstance(focused, (QLineEdit, QPlainTextEdit)):
            return False
        return self.detail.isAncestorOf(focused)

    def _choose(self, contact_id: int) -> None:
        self._wanted = None
        place = self.model.index_of(contact_id)
        seen = self.list.viewport().rect().contains(self.list.visualRect(place))
        self.list.setCurrentIndex(place)
        if not seen:
            self.list.scrollTo(place, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._settle.start()

    def _on_selection(self) -> None:
        self._settle.start()

    def _show_selection(self) -> None:
        """Show what is chosen once the selection rests; a contact the list leaves out stays shown."""
        ids = self.selected_ids()
        if len(ids) > 1:
            self.several.show_contacts(ids, archived=self._where.archived)
            self._stack.setCurrentWidget(self.several)
        elif ids:
            self._wanted = None
            self._on_page = False
            self._show(ids[0])
        elif self._on_page:
            self._stack.setCurrentWidget(self.expertise)
        elif self._wanted is None:
            self._show(None)

    def _show(self, contact_id: int | None) -> None:
        if contact_id is None and "detail" not in self.__dict__:
            return
        before = self.detail.contact_id()
        self.detail.show_contact(contact_id)
        if contact_id is not None and before not in (None, contact_id):
            self.another_chosen.emit(contact_id)

    def _on_organisation_chosen(self, organisation_id: int) -> None:
        """Show the page of an organisation that is filtered by, until somebody is chosen."""
        self._on_page = bool(organisation_id)
        if organisation_id:
            self._wanted = None
            self.list.setCurrentIndex(QModelIndex())
            self.list.clearSelection()
            self.expertise.show_organisation(organisation_id)
            self._settle.start()

    def _on_expertise_shown(self, shown: bool) -> None:
        self._on_page = self._on_page and shown
        self._settle.start()

    def _on_shown(self, shown: bool) -> None:
        self._stack.setCurrentWidget(self.detail if shown else self._nothing)

    def _on_filtered(self) -> None:
        self._wanted = None
        self.reload()

    def _shown_id(self) -> int | None:
        return self.detail.contact_id() if "detail" in self.__dict__ else None

    def _on_new_entered(self) -> None:
        name = self.entry.text().strip()
        if name:
            self.desk.do(self, partial(self.desk.services.contacts.add, NewContact(name=name)), self._on_added)

    def _on_added(self, contact_id: int) -> None:
        self.entry.clear()
        self.entry.hide()
        self.show_record(contact_id)
        self.add_fact()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ContactsSection", text)
