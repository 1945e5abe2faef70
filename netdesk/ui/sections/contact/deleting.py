"""Deleting contacts, after saying what goes with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.confirm import confirm


def ask_to_delete(owner: QWidget, desk: Desk, contact_ids: Sequence[int]) -> None:
    """Count what goes with the contacts, ask, and delete all of it as one step of undo."""
    chosen = tuple(contact_ids)
    if chosen:
        count = partial(desk.services.contacts.goes_with, chosen)
        desk.tasks.read(owner, count, partial(_ask, owner, desk, chosen))


def _ask(owner: QWidget, desk: Desk, chosen: tuple[int, ...], parts: tuple[str, ...]) -> None:
    if len(chosen) == 1:
        name = desk.services.contact_rows.names(chosen).get(chosen[0], "")
        title = _tr("Delete {name}?").format(name=name)
    else:
        title = _tr("Delete {count} contacts?").format(count=f"{len(chosen):,}")
    going = (
        _tr("With them go {parts}.").format(parts=", ".join(parts)) if parts else _tr("Nothing else goes with them.")
    )
    sentence = f"{going} {_tr('One undo brings all of it back.')}"
    if confirm(owner, title, sentence, _tr("Delete"), danger=True):
        desk.do(owner, partial(desk.services.contacts.delete, chosen))


def _tr(text: str) -> str:
    return QCoreApplication.translate("deleting", text)
