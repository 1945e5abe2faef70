"""What a message is called in the window, and what follows once it is sent."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from netdesk.domain.words import MessageKind, MessageState
from netdesk.services.message_rows import MessageDetail
from netdesk.ui.glossary import Term
from netdesk.ui.tokens import Kind

STATE_KINDS = {
    MessageState.DRAFT: Kind.NEUTRAL,
    MessageState.COPIED: Kind.DUE,
    MessageState.SENT: Kind.MOVING,
    MessageState.ANSWERED: Kind.GOOD,
}


TERMS = {
    MessageKind.ASK_BACK: Term.ASK_BACK,
    MessageKind.OPT_IN: Term.OPT_IN,
    MessageKind.FORWARDABLE_NOTE: Term.FORWARDABLE_NOTE,
    MessageKind.THANK_YOU: Term.THANK_YOU,
    MessageKind.CLOSE_THE_LOOP: Term.LOOP,
    MessageKind.NUDGE: Term.NUDGE,
}
"""The word that the title of a kind has in a sense of its own."""


def title(kind: MessageKind, name: str) -> str:
    """Name a message by what it is and whom it goes to."""
    named = {
        MessageKind.ASK: _tr("Ask to {name}"),
        MessageKind.ASK_BACK: _tr("Questions back to {name}"),
        MessageKind.OPT_IN: _tr("Opt-in note to {name}"),
        MessageKind.INTRODUCTION: _tr("Introduction of {name}"),
        MessageKind.FORWARDABLE_NOTE: _tr("Forwardable note · {name}"),
        MessageKind.THANK_YOU: _tr("Thanks to {name}"),
        MessageKind.CLOSE_THE_LOOP: _tr("How it went, to {name}"),
        MessageKind.NUDGE: _tr("Nudge to {name}"),
        MessageKind.CHECK_IN: _tr("Hello to {name}"),
    }
    return named[kind].format(name=name or _tr("nobody yet"))


def recipients(detail: MessageDetail) -> str:
    """Name those on the To line."""
    return _tr(" and ").join(row.name for row in detail.recipients if row.role == "to")


def consequence(kind: MessageKind, day: str, *, copied: bool, gives: int = 0) -> str:
    """Say what marking a message of this kind as sent does.

    `day` is when its answer is asked after, `gives` how many connections it gives back.
    """
    if kind in (MessageKind.ASK, MessageKind.ASK_BACK, MessageKind.OPT_IN, MessageKind.FORWARDABLE_NOTE):
        if copied:
            return _tr("Marking it as sent adds the step and a follow-up on {day}.").format(day=day)
        return _tr("Copying offers to mark it as sent, which adds the step and a follow-up on {day}.").format(day=day)
    if kind is MessageKind.THANK_YOU:
        told = {
            0: _tr("Marking it as sent notes that you thanked them."),
            1: _tr("Marking it as sent thanks them and asks whether they want to meet the one you name."),
        }
        return told.get(gives, _tr("Marking it as sent thanks them and asks whether they want to meet the two."))
    if kind is MessageKind.CLOSE_THE_LOOP:
        return _tr("Marking it as sent closes the loop with them.")
    if kind is MessageKind.INTRODUCTION:
        return _tr("Marking it as sent notes the introduction, and asks after it in two weeks.")
    return _tr("Marking it as sent logs it with whom it goes to.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("composer", text)
