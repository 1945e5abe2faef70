"""Making one of two contacts that the user has chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from netdesk.services.comparison import Comparison, compare
from netdesk.ui.days import partial_text
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.dialogs.side_by_side import SideBySide
from netdesk.ui.theme import theme
from netdesk.ui.widgets.labels import Muted


class MergeDialog(Dialog):
    """Shows two contacts side by side, and puts the second into the first."""

    def __init__(self, desk: Desk, first_id: int, second_id: int, parent: QWidget | None = None) -> None:
        """Show the two."""
        super().__init__(self.tr("Merge two contacts"), parent, action=self.tr("Merge"), width=760)
        self._desk = desk
        self._ids = first_id, second_id
        self.primary.setEnabled(False)
        self.sides = SideBySide()
        self.sides.setMinimumHeight(theme().px(320))
        self.body.addWidget(
            Muted(self.tr("Every value is kept; the one you do not choose goes to the notes."), wrap=True)
        )
        self.body.addWidget(self.sides, 1)
        read = partial(compare, desk.services.book, first_id, second_id, partial_text)
        desk.tasks.read(self, read, self._on_compared)

    def _on_compared(self, comparison: Comparison) -> None:
        self.sides.show_two(comparison)
        self.primary.setEnabled(True)
        self.primary.setFocus()

    def submit(self) -> None:
        """Merge, and show who stays."""
        verb = partial(self._desk.services.merging.merge, *self._ids, self.sides.main())
        self.run(self._desk, verb, self._desk.contact_wanted.emit)
