"""Adding a contact: only the name is needed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.widgets.fields import LineEdit


class NewContactDialog(Dialog):
    """Asks who it is and how to reach them, and shows the contact that was added."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the empty form."""
        super().__init__(self.tr("New contact"), parent, action=self.tr("Add contact"))
        self._desk = desk
        self._fields = {
            "name": LineEdit("", self.tr("Given name and family name")),
            "role": LineEdit(),
            "organisation": LineEdit(),
            "email": LineEdit(),
            "phone": LineEdit(),
            "link": LineEdit("", self.tr("A page or profile")),
        }
        labels = {
            "name": self.tr("Name"),
            "role": self.tr("Role"),
            "organisation": self.tr("Organisation"),
            "email": self.tr("E-mail"),
            "phone": self.tr("Phone"),
            "link": self.tr("Link"),
        }
        rows = form()
        for key, field in self._fields.items():
            field.setAccessibleName(labels[key])
            add_row(rows, labels[key], field)
        self.body.addLayout(rows)
        self._fields["name"].setFocus()

    def submit(self) -> None:
        """Add the contact and go to what is known of them."""
        new = NewContact(**{key: field.text() for key, field in self._fields.items()})
        self.run(self._desk, lambda: self._desk.services.contacts.add(new), self._desk.contact_added.emit)
