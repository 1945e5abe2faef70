"""Keys that hold in one part of the window and stand in no menu, for the keyboard sheet."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def local_keys() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the parts of the window with what each key does there."""
    return [
        (
            _tr("In a list"),
            [
                (_tr("Filter by what is typed"), _tr("Letters")),
            ],
        ),
        (
            _tr("In a message"),
            [(_tr("Copy, then mark as sent, then log the reply, then save it"), "Ctrl+Enter")],
        ),
        (
            _tr("On a fact"),
            [
                (_tr("Offers, needs, interest, learned"), "O, N, I, L"),
                (_tr("Private or to be quoted"), "P"),
                (_tr("Met, superseded"), "M, S"),
            ],
        ),
        (_tr("In a dialog"), [(_tr("Do what the primary button says"), "Ctrl+Enter")]),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("local_keys", text)
