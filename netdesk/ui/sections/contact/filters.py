"""The chips that narrow the list of contacts, and the order it stands in."""

from __future__ import annotations

import json
from dataclasses import replace

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from netdesk.bootstrap import Services
from netdesk.domain.words import FactKind
from netdesk.services.contact_list import ContactFilter, ContactSort
from netdesk.ui.desk import Desk
from netdesk.ui.remembered import remembered
from netdesk.ui.widgets.buttons import FilterChip, IconButton
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.picker import Picker
from netdesk.ui.widgets.text import set_tip

KEPT, LONGEST = "contacts/filter", 24


class ContactFilters(QObject):
    """Chips for tag, organisation, place, facts, cadence and the archive; `changed` when one is switched.

    `organisation_chosen(id)` comes before that when an organisation is picked, with 0 when it is taken off.
    """

    changed = Signal()
    organisation_chosen = Signal(int)

    def __init__(self, desk: Desk, chips: FlowLayout, parent: QObject) -> None:
        """Put the chips into a layout."""
        super().__init__(parent)
        self._desk = desk
        self._tag: tuple[int, str] | None = None
        self._organisation: tuple[int, str] | None = None
        self._place = ""
        self.tag = _switch(chips, self.tr("Tag"))
        self.organisation = _switch(chips, self.tr("Organisation"))
        self.place = _switch(chips, self.tr("Place"))
        self.offers = _switch(chips, self.tr("Offers"))
        self.needs = _switch(chips, self.tr("Needs"))
        self.cadence = _switch(chips, self.tr("Keep in touch"))
        self.archived = _switch(chips, self.tr("Archived"))
        self.tag.clicked.connect(self._on_tag)
        self.organisation.clicked.connect(self._on_organisation)
        self.place.clicked.connect(self._on_place)
        self.offers.clicked.connect(self._on_offers)
        self.needs.clicked.connect(self._on_needs)
        for chip in self._switches():
            chip.clicked.connect(self.changed)
        self._restore()
        self.changed.connect(self._keep)

    def where(self) -> ContactFilter:
        """Return what the chips say."""
        kinds = ((self.offers, FactKind.OFFERS), (self.needs, FactKind.NEEDS))
        return ContactFilter(
            tag_id=self._tag[0] if self._tag else None,
            organisation_id=self._organisation[0] if self._organisation else None,
            place=self._place,
            fact_kind=next((kind for chip, kind in kinds if chip.isChecked()), None),
            with_cadence=self.cadence.isChecked(),
            archived=self.archived.isChecked(),
        )

    def clear(self) -> None:
        """Switch all chips off."""
        self._tag = self._organisation = None
        self._place = ""
        for chip in self._switches():
            chip.setChecked(False)
        self._name_chips()
        self._keep()

    def choose_organisation(self, organisation_id: int) -> None:
        """Leave only those who belong to an organisation."""
        names = dict(self._desk.services.contact_rows.organisations())
        if organisation_id in names:
            self._set_organisation((organisation_id, names[organisation_id]))

    def _switches(self) -> tuple[FilterChip, ...]:
        return self.offers, self.needs, self.cadence, self.archived

    def _keep(self) -> None:
        """Keep the filter, with names beside the ids, since another book has other ids."""
        kept = {
            "tag": self._tag,
            "organisation": self._organisation,
            "place": self._place,
            "on": [number for number, chip in enumerate(self._switches()) if chip.isChecked()],
        }
        self._desk.settings.setValue(KEPT, json.dumps(kept))

    def _restore(self) -> None:
        """Take the filter that was chosen last, as far as this book has what it speaks of."""
        try:
            kept = json.loads(str(self._desk.settings.value(KEPT, "")))
            on, place = set(kept["on"]), str(kept["place"])
            tag, organisation = (tuple(kept[key] or ()) for key in ("tag", "organisation"))
        except (ValueError, KeyError, TypeError):
            return
        rows = self._desk.services.contact_rows
        for number, chip in enumerate(self._switches()):
            chip.setChecked(number in on)
        self._place = place
        if tag:
            self._tag = next(((one, name) for one, name, _ in rows.tags() if (one, name) == tag), None)
        if organisation:
            self._organisation = next((one for one in rows.organisations() if one == organisation), None)
        self._name_chips()

    def _on_offers(self) -> None:
        self.needs.setChecked(False)

    def _on_needs(self) -> None:
        self.offers.setChecked(False)

    def _on_tag(self) -> None:
        if self._tag is not None:
            self._set_tag(None)
            return
        self.tag.setChecked(False)
        tags = [((one, name), f"{name} · {count:,}") for one, name, count in self._desk.services.contact_rows.tags()]
        self._pick(self.tag, self.tr("Tag"), tags).picked.connect(self._set_tag)

    def _set_tag(self, chosen: tuple[int, str] | None) -> None:
        self._tag = chosen
        self._name_chips()
        self.changed.emit()

    def _on_organisation(self) -> None:
        if self._organisation is not None:
            self._set_organisation(None)
            return
        self.organisation.setChecked(False)
        bodies = [((one, name), name) for one, name in self._desk.services.contact_rows.organisations()]
        self._pick(self.organisation, self.tr("Organisation"), bodies).picked.connect(self._set_organisation)

    def _set_organisation(self, chosen: tuple[int, str] | None) -> None:
        self._organisation = chosen
        self._name_chips()
        self.organisation_chosen.emit(chosen[0] if chosen is not None else 0)
        self.changed.emit()

    def _on_place(self) -> None:
        if self._place:
            self._set_place("")
            return
        self.place.setChecked(False)
        picker = Picker(self.tr("Place"), (), any_text=True, parent=self.place)
        picker.picked.connect(self._set_place)
        picker.show_under(self.place)

    def _set_place(self, place: str) -> None:
        self._place = place
        self._name_chips()
        self.changed.emit()

    def _pick(self, chip: FilterChip, name: str, choices: list[tuple[tuple[int, str], str]]) -> Picker:
        picker = Picker(name, choices, parent=chip)
        picker.show_under(chip)
        return picker

    def _name_chips(self) -> None:
        """Say on the chips what was picked."""
        for chip, what, picked in (
            (self.tag, self.tr("Tag"), self._tag[1] if self._tag else ""),
            (self.organisation, self.tr("Organisation"), self._organisation[1] if self._organisation else ""),
            (self.place, self.tr("Place"), self._place),
        ):
            text = picked or what
            chip.setChecked(bool(picked))
            chip.set_text(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")


class SortButton(IconButton):
    """The order of the list, kept among the settings of the window."""

    changed = Signal()

    def __init__(self, settings: QSettings) -> None:
        """Take the order that was chosen last."""
        super().__init__("sort", "")
        self._settings = settings
        self.sort = remembered(settings, "contacts/sort", ContactSort.NAME)
        self.descending = settings.value("contacts/descending", "false") == "true"
        menu = QMenu(self)
        group = QActionGroup(self)
        for sort, label in (
            (ContactSort.NAME, self.tr("By name")),
            (ContactSort.ORGANISATION, self.tr("By organisation")),
            (ContactSort.LAST_SPOKEN, self.tr("By last spoken")),
            (ContactSort.ADDED, self.tr("By day added")),
        ):
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setData(sort)
            action.setChecked(sort is self.sort)
            group.addAction(action)
        menu.addSeparator()
        self._turned = menu.addAction(self.tr("The other way round"))
        self._turned.setCheckable(True)
        self._turned.setChecked(self.descending)
        menu.triggered.connect(self._on_action)
        self.setMenu(menu)
        self.setAccessibleName(self.tr("Sort contacts"))
        set_tip(self, self.accessibleName())

    def _on_action(self, action: QAction) -> None:
        if action is self._turned:
            self.descending = action.isChecked()
        else:
            self.sort = ContactSort(action.data())
        self._settings.setValue("contacts/sort", self.sort.value)
        self._settings.setValue("contacts/descending", "true" if self.descending else "false")
        self.changed.emit()


def _switch(chips: FlowLayout, label: str) -> FilterChip:
    chip = FilterChip(label)
    chips.addWidget(chip)
    return chip


def read_ids(services: Services, where: ContactFilter, sort: ContactSort, *, descending: bool) -> list[int]:
    """Read who is listed; what was typed is searched for, operators and misspelt names included."""
    if where.text.strip():
        where = replace(where, text="", among=services.search.among("contact", where.text))
    return services.contact_rows.ids(where, sort, descending=descending)
