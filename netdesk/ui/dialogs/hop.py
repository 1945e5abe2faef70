"""Adding a hop, and recording what came of one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QStackedWidget, QWidget

from netdesk.domain.states import HOP_MOVES, may_move
from netdesk.domain.words import HopState
from netdesk.services.request_detail import HopRow
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.theme import theme
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.fields import Choice, LineEdit
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.widgets.people_field import PeopleField
from netdesk.ui.words import hop_answer

ANSWERS = (HopState.ACCEPTED, HopState.DECLINED, HopState.DELIVERED, HopState.LAPSED)


class AddHopDialog(Dialog):
    """Through whom or what a request goes next, possibly after another hop."""

    def __init__(
        self,
        desk: Desk,
        request_id: int,
        hops: Sequence[HopRow],
        after_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer a contact, an organisation or a resource; `after_id` is the hop that led there."""
        super().__init__(_tr("Add a hop"), parent, action=_tr("Add hop"))
        self._desk, self._request_id = desk, request_id
        self._kinds = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(16)
        for number, label in enumerate((self.tr("Contact"), self.tr("Organisation"), self.tr("Resource"))):
            button = QRadioButton(label)
            button.setChecked(number == 0)
            self._kinds.addButton(button, number)
            row.addWidget(button)
        row.addStretch()
        self.person = PeopleField(desk, multiple=False, name=self.tr("Contact to go through"))
        self.organisation = LineEdit("", self.tr("Name of the organisation"))
        self.organisation.setAccessibleName(self.tr("Organisation to go through"))
        self.resource = Choice(self.tr("Resource to go through"))
        for one in desk.services.resource_rows.rows():
            self.resource.addItem(one.title, one.id)
        self._fields = QStackedWidget()
        for field in (self.person, self.organisation, self.resource):
            self._fields.addWidget(field)
        self._kinds.idClicked.connect(self._choose)
        self.after = Choice(self.tr("After the hop"))
        self.after.addItem(self.tr("None: it goes there directly"), None)
        for hop in hops:
            self.after.addItem(hop.name, hop.id)
        self.after.setCurrentIndex(max(0, self.after.findData(after_id)))
        self.because = PlainTextEditor("", self.tr("Why they can help"))
        self.because.setMaximumHeight(theme().px(84))
        layout = form()
        add_row(layout, self.tr("Through"), row)
        add_row(layout, "", self._fields)
        if hops:
            add_row(layout, self.tr("After"), self.after)
        add_row(layout, self.tr("Because"), self.because)
        self.body.addLayout(layout)
        self.person.setFocus()

    def submit(self) -> None:
        """Plan the hop."""
        kind = self._kinds.checkedId()
        people = self.person.people()
        organisation = self.organisation.text().strip()
        if (kind == 0 and not people) or (kind == 1 and not organisation) or (kind == 2 and not self.resource.count()):
            self.refuse(self.tr("Choose whom or what to go through."))
            return
        services, request_id = self._desk.services, self._request_id
        after_id, because = self.after.currentData(), self.because.text()
        resource_id = self.resource.currentData()

        def add() -> int:
            organisation_id = services.resources.add_organisation(organisation) if kind == 1 else None
            return services.hops.add(
                request_id,
                contact=people[0] if kind == 0 else None,
                organisation_id=organisation_id,
                resource_id=resource_id if kind == 2 else None,
                after_id=after_id,
                because=because,
            )

        self.run(self._desk, add)

    def _choose(self, kind: int) -> None:
        self._fields.setCurrentIndex(kind)
        (self.person, self.organisation, self.resource)[kind].setFocus()


class HopAnswerDialog(Dialog):
    """What a hop gave: accepted, declined, helped or never answered, in their words."""

    def __init__(self, desk: Desk, hop: HopRow, parent: QWidget | None = None) -> None:
        """Offer only the moves that this hop may make."""
        super().__init__(_tr("What did {name} say?").format(name=hop.name), parent, action=_tr("Record"))
        self._desk, self._hop = desk, hop
        self.choices: dict[HopState, QRadioButton] = {}
        for state in ANSWERS:
            if may_move(HOP_MOVES, hop.state, state):
                self.choices[state] = QRadioButton(hop_answer(state))
                self.body.addWidget(self.choices[state])
        next(iter(self.choices.values())).setChecked(True)
        self.words = PlainTextEditor("", self.tr("In their words, or what came of it"))
        self.words.setAccessibleName(self.tr("What came of it"))
        self.words.setMaximumHeight(theme().px(120))
        self.body.addWidget(Muted(self.tr("What came of it")))
        self.body.addWidget(self.words)

    def submit(self) -> None:
        """Move the hop."""
        state = next(state for state, button in self.choices.items() if button.isChecked())
        self.run(self._desk, partial(self._desk.services.hops.advance, self._hop.id, state, self.words.text()))


def _tr(text: str) -> str:
    return QCoreApplication.translate("hop_dialogs", text)
