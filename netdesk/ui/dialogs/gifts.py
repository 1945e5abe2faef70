"""Choosing the two connections that a thank-you gives back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from netdesk.services.gifts import TwoAnswer, TwoRow
from netdesk.services.purpose import Purpose
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.editor import GrowingEditor
from netdesk.ui.widgets.labels import Paragraph
from netdesk.ui.widgets.people_field import PeopleField

NUMBER = 2


class GiftsDialog(Dialog):
    """Two people whom a helper should meet, with a because for both sides; then the thank-you is drafted.

    The suggestions come from what is known of them and can be changed, left out or replaced by others.
    """

    def __init__(self, desk: Desk, purpose: Purpose, helper_id: int, name: str, parent: QWidget | None = None) -> None:
        """Suggest for a helper; `purpose` is what the message is drafted for."""
        super().__init__(
            _tr("Thank {name}, and give two connections back").format(name=name),
            parent,
            action=_tr("Draft thanks"),
            width=680,
        )
        self._desk, self._purpose = desk, purpose
        self._told = Paragraph(self.tr("Looking for two people {name} should meet …").format(name=name))
        self._name = name
        self.did = _editor(self.tr("What you did with the help"), self.tr("Called the buyer you named"))
        self.outcome = _editor(self.tr("What came of it"), self.tr("Approval takes five weeks instead of eleven"))
        told = form()
        add_row(told, self.tr("What you did"), self.did)
        add_row(told, self.tr("What came of it"), self.outcome)
        self.body.addLayout(told)
        self.body.addWidget(self._told)
        self._recorded = ""
        self.gifts = [_Gift(desk, number + 1, name) for number in range(NUMBER)]
        for gift in self.gifts:
            self.body.addWidget(gift)
        desk.tasks.read(self, lambda: desk.services.gifts.two_for(helper_id), self._on_found)
        desk.tasks.read(self, partial(desk.services.messages.outcome, purpose), self._on_outcome)
        self.did.setFocus()

    def submit(self) -> None:
        """Draft the thank-you with those who are chosen, and open it in the composer."""
        chosen = tuple(gift for one in self.gifts if (gift := one.gift()) is not None)
        if any(isinstance(who, str) for who, _, _ in chosen):
            self.refuse(self.tr("Choose people who are in your contacts; of a new one there is nothing to say yet."))
            return
        gifts = tuple((int(who), mine, theirs) for who, mine, theirs in chosen)
        outcome = self.outcome.text().strip()
        told = outcome if outcome != self._recorded else ""
        messages, purpose = self._desk.services.messages, replace(self._purpose, did=self.did.text(), outcome=told)
        self.run(self._desk, lambda: messages.draft(purpose, gifts=gifts), self._desk.message_wanted.emit)

    def _on_outcome(self, recorded: str) -> None:
        self._recorded = recorded.strip()
        if not self.outcome.text():
            self.outcome.set_text(self._recorded)

    def _on_found(self, found: TwoAnswer) -> None:
        for gift, row in zip(self.gifts, found.introductions, strict=False):
            gift.suggest(row)
        if found.introductions:
            told = self.tr("{name} should meet these, by what you know of them. Each is asked before they meet.")
        else:
            told = self.tr("Nothing known of {name} fits anybody yet. Name two people, or thank without them.")
        self._told.set_text(told.format(name=self._name))


class _Gift(Card):
    """One person to meet, and why it is good for either side."""

    def __init__(self, desk: Desk, number: int, helper: str) -> None:
        super().__init__()
        self._avatar = Avatar(side=28)
        self._wanted = QCheckBox(self.tr("Give connection {number}").format(number=number))
        self._wanted.setChecked(True)
        self._person = PeopleField(desk, multiple=False, name=self.tr("Person {number} to meet").format(number=number))
        self._person.changed.connect(self._follow)
        self._mine = _editor(
            self.tr("Why it is good for {name}, {number}").format(name=helper, number=number),
            self.tr("Why {name} should meet them").format(name=helper),
        )
        self._theirs = _editor(
            self.tr("Why it is good for person {number}").format(number=number),
            self.tr("Why they should meet {name}").format(name=helper),
        )
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._avatar)
        top.addWidget(self._person, 1)
        top.addWidget(self._wanted)
        layout = form()
        add_row(layout, self.tr("For {name}").format(name=helper), self._mine)
        add_row(layout, self.tr("For them"), self._theirs)
        self.body.addLayout(top)
        self.body.addLayout(layout)

    def suggest(self, row: TwoRow) -> None:
        """Fill in a suggestion, unless somebody was named meanwhile."""
        if not self._person.names():
            self._person.set_people([(row.id, row.name)])
            self._mine.set_text(row.because)
            self._theirs.set_text(row.because_for_other)
            self._follow()

    def gift(self) -> tuple[int | str, str, str] | None:
        """Return whom to introduce and why, for the helper and for them; None where it is left out."""
        people = self._person.people()
        if not people or not self._wanted.isChecked():
            return None
        return people[0], self._mine.text(), self._theirs.text()

    def _follow(self) -> None:
        names = self._person.names()
        self._avatar.show_contact(names[0] if names else "")


def _editor(name: str, hint: str) -> GrowingEditor:
    made = GrowingEditor(placeholder=hint, most=6, framed=True)
    made.setAccessibleName(name)
    return made


def _tr(text: str) -> str:
    return QCoreApplication.translate("gifts", text)
