"""Telling what the columns of a table mean, with what stands in them before one's eyes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.domain.text import shorten
from netdesk.exchange.csv_mapping import Columns
from netdesk.exchange.csv_words import Target
from netdesk.ui.dialogs.form import add_row, form
from netdesk.ui.widgets.fields import Choice
from netdesk.ui.widgets.labels import Muted

MOST_COLUMNS = 60
"""Columns that are asked about; the rest is kept with the contacts as it is."""

_SHOWN = 3
_LONGEST = 24


class ColumnsForm(QWidget):
    """A choice for each column, under its name, above what its first rows hold."""

    def __init__(self, columns: Columns, parent: QWidget | None = None) -> None:
        """Begin with what the columns seem to be."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("What the columns mean"))
        names = self._names()
        self.choices: list[tuple[str, Choice]] = []
        rows = form()
        for place, header in enumerate(columns.header[:MOST_COLUMNS]):
            choice = Choice(self.tr("Meaning of {column}").format(column=shorten(header, _LONGEST)))
            choice.addItem(self.tr("Keep as it is"), "")
            for target, name in names.items():
                choice.addItem(name, str(target))
            suggested = columns.suggested[place]
            choice.setCurrentIndex(max(0, choice.findData(str(suggested)) if suggested else 0))
            values = [row[place].strip() for row in columns.rows if row[place].strip()]
            sample = Muted(" · ".join(shorten(value, _LONGEST) for value in values[:_SHOWN]), wrap=True)
            field = QVBoxLayout()
            field.setSpacing(2)
            field.addWidget(choice)
            field.addWidget(sample)
            add_row(rows, shorten(header, _LONGEST), field)
            self.choices.append((header, choice))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(rows)

    def mapping(self) -> Mapping[str, Target]:
        """Give what was chosen."""
        return {header: Target(choice.currentData()) for header, choice in self.choices if choice.currentData()}

    def _names(self) -> dict[Target, str]:
        return {
            Target.NAME: self.tr("Name"),
            Target.GIVEN: self.tr("First name"),
            Target.MIDDLE: self.tr("Middle name"),
            Target.FAMILY: self.tr("Last name"),
            Target.NICKNAME: self.tr("Nickname"),
            Target.EMAIL: self.tr("E-mail"),
            Target.PHONE: self.tr("Phone"),
            Target.URL: self.tr("Link"),
            Target.LOCATION: self.tr("Location"),
            Target.ADDRESS: self.tr("Address"),
            Target.ORGANISATION: self.tr("Organisation"),
            Target.ROLE: self.tr("Title"),
            Target.DEPARTMENT: self.tr("Department"),
            Target.BIRTHDAY: self.tr("Birthday"),
            Target.NOTES: self.tr("Notes"),
            Target.TAGS: self.tr("Tags"),
            Target.OFFERS: self.tr("Can help with"),
            Target.NEEDS: self.tr("Looking for"),
            Target.INTEREST: self.tr("Interests"),
            Target.LEARNED: self.tr("Learned"),
            Target.MET_ON: self.tr("Met on"),
            Target.PLACE: self.tr("Met at"),
            Target.INTRODUCER: self.tr("Introduced by"),
            Target.KNOWS: self.tr("Knows"),
            Target.CADENCE: self.tr("Days between hearing from each other"),
            Target.IGNORED: self.tr("Leave out"),
        }
