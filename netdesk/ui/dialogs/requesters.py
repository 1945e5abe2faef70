"""Saying who asks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog
from netdesk.ui.widgets.people_field import PeopleField


class RequestersDialog(Dialog):
    """The people who asked, known ones or new ones."""

    def __init__(
        self, desk: Desk, request_id: int, people: tuple[tuple[int | str, str], ...], parent: QWidget | None = None
    ) -> None:
        """Show those who ask now."""
        super().__init__(_tr("Who asks?"), parent, action=_tr("Change"))
        self._desk, self._request_id = desk, request_id
        self.people = PeopleField(desk, name=self.tr("Who asks"))
        self.people.set_people(people)
        self.body.addWidget(self.people)
        self.people.setFocus()

    def submit(self) -> None:
        """Change who asks."""
        verb = self._desk.services.requests.set_requesters
        self.run(self._desk, partial(verb, self._request_id, self.people.people()))


def _tr(text: str) -> str:
    return QCoreApplication.translate("requesters", text)
