"""Handing a request on to a resource: a success, not a refusal."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from netdesk.domain.errors import InvalidInputError
from netdesk.domain.text import clean_line
from netdesk.domain.words import ResourceKind
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.widgets.fields import Choice, LineEdit
from netdesk.ui.widgets.people_field import PeopleField
from netdesk.ui.words import word


class ResourceDialog(Dialog):
    """A known resource, or a new one made on the spot; with a request it answers that."""

    def __init__(
        self, desk: Desk, request_id: int, resource_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        """Offer all resources, and the fields of a new one."""
        super().__init__(_tr("Answer by a resource"), parent, action=_tr("Answer by it"))
        self._desk, self._request_id = desk, request_id
        self.known = Choice(self.tr("Resource"))
        self.known.addItem(self.tr("A new one"), None)
        for row in desk.services.resource_rows.rows():
            self.known.addItem(row.title, row.id)
        self.kind = Choice(self.tr("Kind of resource"))
        for kind in ResourceKind:
            self.kind.addItem(word(kind).capitalize(), kind)
        self.title = LineEdit("", self.tr("What it is called"))
        self.url = LineEdit("", self.tr("Where it is found"))
        self.recommender = PeopleField(desk, multiple=False, name=self.tr("Recommended by"))
        self.remark = LineEdit("", self.tr("Which part, or what for"))
        layout = form()
        add_row(layout, self.tr("Resource"), self.known)
        add_row(layout, self.tr("Kind of resource"), self.kind)
        add_row(layout, self.tr("Title of the resource"), self.title)
        add_row(layout, self.tr("Link"), self.url)
        add_row(layout, self.tr("Recommended by"), self.recommender)
        add_row(layout, self.tr("Remark"), self.remark)
        self._new = [(layout, field) for field in (self.kind, self.title, self.url, self.recommender)]
        self.body.addLayout(layout)
        self.known.currentIndexChanged.connect(self._follow)
        self.known.setCurrentIndex(max(0, self.known.findData(resource_id)))
        self._follow()
        (self.title if self.known.currentData() is None else self.remark).setFocus()

    def submit(self) -> None:
        """Add the resource if it is new, and answer the request by it."""
        services, request_id = self._desk.services, self._request_id
        known, kind = self.known.currentData(), ResourceKind(self.kind.currentData())
        title, url, remark = self.title.text(), self.url.text(), self.remark.text()
        people = self.recommender.people()

        def answer() -> int:
            if known is None and not clean_line(title):
                raise InvalidInputError("Enter what the resource is called.")
            resource_id = known or services.resources.add(
                kind, title, url=url, recommender=people[0] if people else None, recommended_for=remark
            )
            return services.hops.answer_by_resource(request_id, resource_id, remark)

        self.run(self._desk, answer)

    def _follow(self) -> None:
        for layout, field in self._new:
            layout.setRowVisible(field, self.known.currentData() is None)


def _tr(text: str) -> str:
    return QCoreApplication.translate("resource_dialog", text)
