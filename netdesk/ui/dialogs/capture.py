"""Capturing a request: who asks, in which words, and as much of the articulated ask as is known already."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from netdesk.coach import compose
from netdesk.domain.words import RequestDirection
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.ask_form import AskForm
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.widgets.buttons import ElidedButton
from netdesk.ui.widgets.people_field import PeopleField
from netdesk.ui.widgets.wording_editor import WordingEditor


class CaptureDialog(Dialog):
    """Takes down a request as it was worded; whoever asks may be new, and is added with it.

    Fields and wording keep step in one direction only: the wording proposes what the user may take over; the fields of
    an ask of mine write its wording, until I write that myself.
    """

    def __init__(self, desk: Desk, wording: str = "", parent: QWidget | None = None) -> None:
        """Begin with the wording that is known already."""
        super().__init__(self.tr("Capture a request"), parent, action=self.tr("Capture"), width=580)
        self._desk = desk
        self._composed = self._read = ""
        self._has_proposed = False
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
        self.wording = WordingEditor(desk, self.tr("Wording"))
        self.wording.set_text(wording)
        self._write = ElidedButton(self.tr("Write the wording from the fields"))
        self._write.clicked.connect(self._compose)
        self.ask = AskForm()
        self.body.addLayout(directions)
        self._top = form()
        add_row(self._top, self.tr("Who asks"), self.who)
        add_row(self._top, self.tr("Wording"), self.wording)
        self.body.addLayout(self._top, 1)
        self.body.addWidget(self._write)
        self.body.addWidget(self.ask)
        self.keep_typed(
            desk,
            "pasted request" if wording else "request",
            {"requesters": self.who, "wording": self.wording.editor, **self.ask.fields},
        )
        if any(self.ask.texts().values()):
            self.ask.unfold()
        self._composed = compose(**self.ask.texts())
        self._directions.buttonToggled.connect(self._follow_direction)
        self.ask.edited.connect(self._follow_fields)
        self.wording.judged.connect(self._follow_wording)
        self.wording.judged.connect(self._follow_mail)
        self._follow_direction()
        self.who.setFocus()

    def submit(self) -> None:
        """Capture it, and show it among the requests."""
        direction = RequestDirection.MADE if self.made.isChecked() else RequestDirection.RECEIVED
        who = self.who.people() if direction is RequestDirection.RECEIVED else []
        wording, fields = self.wording.text(), self._said()
        dismissed = self.wording.coaching.standing.dismissed
        capture = self._desk.services.requests.capture
        self.run(
            self._desk,
            lambda: capture(direction, wording, who=who, fields=fields, dismissed=dismissed),
            self._desk.request_wanted.emit,
        )

    def _said(self) -> dict[str, str]:
        """Return the ask in its fields; what was found in an earlier wording says nothing of this one."""
        return self.ask.said() if self.wording.text() == self._read else self.ask.texts()

    def _follow_direction(self) -> None:
        """Only what others ask has somebody who asks: the rest is me, and then the words are mine to choose."""
        mine = self.made.isChecked()
        self._top.setRowVisible(0, not mine)
        self.wording.editor.setPlaceholderText(
            self.tr(
                "I'm now in charge of … and would like to learn more about …. Who do you recommend I talk with, or is "
                "there a resource I should tap into?"
            )
            if mine
            else self.tr("In the words in which it was asked")
        )
        self._follow_fields()

    def _follow_fields(self) -> None:
        """Let the fields of an ask of mine write a wording that nobody wrote by hand."""
        if self.made.isChecked() and self.wording.text() in ("", self._composed):
            self._compose()
        self._follow_wording()

    def _follow_mail(self) -> None:
        """Ask beside the window who wrote a mail that was pasted, once, while nobody is named."""
        if self._is_open_to_proposal() and self.wording.coaching.is_mail:
            services, text = self._desk.services, self.wording.text()
            self._desk.tasks.read(self, lambda: services.received.writer(text), self._on_writer)

    def _on_writer(self, writer: tuple[int | str, str] | None) -> None:
        if writer is not None and self._is_open_to_proposal():
            self._has_proposed = True
            self.who.set_people([writer])

    def _is_open_to_proposal(self) -> bool:
        return not (self._has_proposed or self.made.isChecked() or self.who.chosen() or self.who.line.text())

    def _compose(self) -> None:
        self._composed = compose(**self.ask.texts())
        if self.wording.text() != self._composed:
            self.wording.replace_text(self._composed)

    def _follow_wording(self) -> None:
        """Offer what a wording says that is not made of the fields itself."""
        coaching = self.wording.coaching
        by_hand = self.wording.text() != self._composed
        composable = any(text.strip() for text in self.ask.texts().values())
        self._write.setVisible(self.made.isChecked() and by_hand and composable)
        if not by_hand:
            self.ask.propose(None)
        elif coaching.is_final():
            self.ask.propose(coaching.verdict)
            self._read = self.wording.text()
