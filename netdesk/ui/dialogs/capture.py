"""Capturing a request: who asks, in which words, and as much of the articulated ask as is known already."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from netdesk.domain.words import RequestDirection
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.glossary import Term, explain
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.fields import LineEdit
from netdesk.ui.widgets.people_field import PeopleField
from netdesk.ui.widgets.wording_editor import WordingEditor


class CaptureDialog(Dialog):
    """Takes down a request as it was worded; whoever asks may be new, and is added with it."""

    def __init__(self, desk: Desk, wording: str = "", parent: QWidget | None = None) -> None:
        """Begin with the wording that is known already."""
        super().__init__(self.tr("Capture a request"), parent, action=self.tr("Capture"), width=580)
        self._desk = desk
        self.received = QRadioButton(self.tr("Somebody asked me"))
        self.made = QRadioButton(self.tr("I ask"))
        self.received.setChecked(True)
        self._directions = QButtonGroup(self)
        directions = QHBoxLayout()
        directions.setSpacing(16)
        for button in (self.received, self.made):
            self._directions.addButton(button)
            directions.addWidget(button)
        directions.addStretch()
        self.who = PeopleField(desk, name=self.tr("Who asks"), placeholder=self.tr("A name, known or new"))
        self.wording = WordingEditor(desk, self.tr("Wording"), self.tr("In the words in which it was asked"))
        self.wording.set_text(wording)
        self.body.addLayout(directions)
        self._top = form()
        add_row(self._top, self.tr("Who asks"), self.who)
        add_row(self._top, self.tr("Wording"), self.wording)
        self.body.addLayout(self._top, 1)
        self._fields = self._make_fields()
        explain(self._fields["bound"][1], Term.BOUND)
        self._details = QWidget()
        details = form()
        details.setContentsMargins(0, 0, 0, 0)
        for label, field in self._fields.values():
            add_row(details, label, field)
        self._details.setLayout(details)
        self._details.hide()
        self.more = Button(self.tr("What is known already: purpose, topic, ask, who, bound"), ButtonKind.LINK, "plus")
        self.more.clicked.connect(self._show_details)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch()
        self.body.addLayout(row)
        self.body.addWidget(self._details)
        self._directions.buttonToggled.connect(self._follow_direction)
        lines = {key: field for key, (_, field) in self._fields.items()}
        self.keep_typed(
            desk,
            "pasted request" if wording else "request",
            {"requesters": self.who, "wording": self.wording.editor, **lines},
        )
        if any(field.text() for field in lines.values()):
            self._show_details()
        self.who.setFocus()

    def submit(self) -> None:
        """Capture it, and show it among the requests."""
        direction = RequestDirection.MADE if self.made.isChecked() else RequestDirection.RECEIVED
        who = self.who.people() if direction is RequestDirection.RECEIVED else []
        wording = self.wording.text()
        fields = {key: field.text() for key, (_, field) in self._fields.items()}
        requests = self._desk.services.requests
        self.run(
            self._desk,
            lambda: requests.capture(direction, wording, who=who, fields=fields),
            self._desk.request_wanted.emit,
        )

    def _make_fields(self) -> dict[str, tuple[str, LineEdit]]:
        return {
            "purpose": (self.tr("Purpose"), LineEdit("", self.tr("The project or goal it serves"))),
            "topic": (self.tr("Topic"), LineEdit("", self.tr("What it is about"))),
            "ask": (self.tr("Ask"), LineEdit("", self.tr("What exactly is asked for"))),
            "who": (self.tr("Who"), LineEdit("", self.tr("Who could help"))),
            "bound": (self.tr("Bound"), LineEdit("", self.tr("How much time, until when"))),
        }

    def _show_details(self) -> None:
        self._details.show()
        self.more.hide()
        self._fields["purpose"][1].setFocus()

    def _follow_direction(self) -> None:
        """Only what others ask has somebody who asks: the rest is me."""
        self._top.setRowVisible(0, self.received.isChecked())
