"""What can be done with something the palette found: the obvious thing, and the others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from netdesk.domain.words import MessageKind
from netdesk.services.purpose import Purpose
from netdesk.services.search_hits import Hit
from netdesk.ui.clipboard import copy
from netdesk.ui.desk import Desk


def go(hit: Hit, desk: Desk, owner: QWidget) -> None:
    """Do the obvious thing: open the record, show who belongs to an organisation, copy the link of a resource."""
    opened: dict[str, Callable[[int], object]] = {
        "contact": desk.contact_wanted.emit,
        "request": desk.request_wanted.emit,
        "introduction": desk.introduction_wanted.emit,
        "message": desk.message_wanted.emit,
        "follow_up": desk.follow_up_wanted.emit,
        "organisation": desk.organisation_wanted.emit,
        "interaction": partial(_open_people, desk, owner),
        "resource": partial(_copy_link, desk, owner),
    }
    opened[hit.kind](hit.id)


def others_for(hit: Hit, desk: Desk, owner: QWidget) -> list[QAction]:
    """Return what else can be done, each naming what it is done with."""
    if hit.kind == "contact":
        verbs: list[tuple[str, Callable[[], object]]] = [
            (_tr("Open {title}"), partial(go, hit, desk, owner)),
            (_tr("Log an interaction with {title}"), partial(desk.interaction_wanted.emit, [hit.id])),
            (_tr("Say hello to {title}"), partial(_draft, desk, owner, MessageKind.CHECK_IN, hit.id)),
            (_tr("Thank {title}"), partial(_draft, desk, owner, MessageKind.THANK_YOU, hit.id)),
            (_tr("Show {title} in the network"), partial(desk.network_wanted.emit, hit.id)),
        ]
    else:
        verbs = [(_tr("Open {title}"), partial(go, hit, desk, owner))]
    verbs.append((_tr("Copy “{title}”"), partial(copy, desk, hit.title)))
    actions = []
    for text, run in verbs:
        action = QAction(text.format(title=hit.title), owner)
        action.triggered.connect(run)
        actions.append(action)
    return actions


def _draft(desk: Desk, owner: QWidget, kind: MessageKind, contact_id: int) -> None:
    desk.draft(owner, Purpose(kind=kind, to=(contact_id,)))


def _open_people(desk: Desk, owner: QWidget, interaction_id: int) -> None:
    def show(people: tuple[int, ...]) -> None:
        if people:
            desk.contact_wanted.emit(people[0])

    desk.tasks.read(owner, partial(desk.services.interactions.people, interaction_id), show)


def _copy_link(desk: Desk, owner: QWidget, resource_id: int) -> None:
    desk.tasks.read(owner, partial(desk.services.resource_rows.link, resource_id), partial(copy, desk))


def _tr(text: str) -> str:
    return QCoreApplication.translate("palette", text)
