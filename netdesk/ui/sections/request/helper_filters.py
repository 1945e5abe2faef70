"""The chips that narrow who can help with a request."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from netdesk.domain.text import shorten
from netdesk.services.match_rows import MatchChoices, MatchFilter
from netdesk.ui.widgets.buttons import FilterChip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.picker import Picker

FEW, LONGEST = 3, 24


class HelperFilters(QWidget):
    """Chips for place, organisation, tie and rest, only those that would leave some; `changed` when one is switched."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no chip yet."""
        super().__init__(parent)
        self._choices = MatchChoices()
        self._place = ""
        self._organisation: tuple[int, str] | None = None
        self.place, self.organisation = FilterChip(), FilterChip()
        self.inside = FilterChip(self.tr("My organisation"))
        self.close_ties = FilterChip(self.tr("Good tie"))
        self.rested = FilterChip(self.tr("Not asked lately"))
        self._switches = (self.inside, self.close_ties, self.rested)
        line = FlowLayout(self, spacing=6)
        line.setContentsMargins(0, 0, 0, 0)
        for chip in (self.place, self.organisation, *self._switches):
            line.addWidget(chip)
        self.place.clicked.connect(self._on_place)
        self.organisation.clicked.connect(self._on_organisation)
        for chip in self._switches:
            chip.clicked.connect(self.changed)
        self.clear()

    def where(self) -> MatchFilter:
        """Return what the chips say."""
        return MatchFilter(
            place=self._place,
            organisation_id=self._organisation[0] if self._organisation else None,
            inside=self.inside.isChecked(),
            close=self.close_ties.isChecked(),
            rested=self.rested.isChecked(),
        )

    def clear(self) -> None:
        """Switch all chips off, and offer none until it is known which would leave some."""
        self._place, self._organisation = "", None
        for chip in self._switches:
            chip.setChecked(False)
        self.offer(MatchChoices(), 0)

    def offer(self, choices: MatchChoices, found: int) -> None:
        """Show the chips that would narrow what was found, if that is more than a few, and those that do."""
        self._choices = choices
        many = found > FEW
        self._show(self.place, self.tr("Place"), self._place, many and bool(choices.places))
        picked = self._organisation[1] if self._organisation else ""
        self._show(self.organisation, self.tr("Organisation"), picked, many and bool(choices.organisations))
        for chip, narrows in zip(self._switches, (choices.inside, choices.close, choices.rested), strict=True):
            chip.setVisible(chip.isChecked() or (many and narrows))
        self.setVisible(self.where() != MatchFilter() or (many and choices != MatchChoices()))

    def _show(self, chip: FilterChip, what: str, picked: str, offered: bool) -> None:
        chip.setChecked(bool(picked))
        chip.set_text(shorten(picked, LONGEST) or what)
        chip.setVisible(bool(picked) or offered)

    def _on_place(self) -> None:
        if self._place:
            self._set_place("")
            return
        self.place.setChecked(False)
        self._pick(self.place, self.tr("Place"), [(one, one) for one in self._choices.places], self._set_place)

    def _set_place(self, place: str) -> None:
        self._place = place
        self._take()

    def _on_organisation(self) -> None:
        if self._organisation:
            self._set_organisation(None)
            return
        self.organisation.setChecked(False)
        bodies = [(one, one[1]) for one in self._choices.organisations]
        self._pick(self.organisation, self.tr("Organisation"), bodies, self._set_organisation)

    def _set_organisation(self, organisation: tuple[int, str] | None) -> None:
        self._organisation = organisation
        self._take()

    def _take(self) -> None:
        """Say at once on the chips what was picked, while it is looked up."""
        self.offer(self._choices, FEW + 1)
        self.changed.emit()

    def _pick(
        self, chip: FilterChip, name: str, choices: Sequence[tuple[object, str]], then: Callable[..., None]
    ) -> None:
        picker = Picker(name, choices, parent=chip)
        picker.picked.connect(then)
        picker.show_under(chip)
