"""What comes next once a message is answered, or waits for no answer: the next move of what it serves."""

from __future__ import annotations

from netdesk.domain.errors import NotFoundError
from netdesk.domain.words import MessageKind, MessageState
from netdesk.services.message_rows import MessageDetail
from netdesk.ui.desk import Desk
from netdesk.ui.sections.introduction_moves import next_move

UNANSWERED = frozenset({MessageKind.CLOSE_THE_LOOP, MessageKind.THANK_YOU})
"""Kinds that ask nothing, unless a thank-you offers somebody to meet."""


def leads_on(detail: MessageDetail) -> bool:
    """Tell whether nothing more is awaited, so that what comes next can be done."""
    waits = detail.kind not in UNANSWERED or bool(detail.offers)
    return detail.state is MessageState.ANSWERED or (detail.state is MessageState.SENT and not waits)


def following(desk: Desk, detail: MessageDetail) -> str:
    """Name the next move as the button of its record does; empty where the message serves none, or nothing is left.

    The move of a request is that of its introductions too, as long as they have one.
    """
    if detail.request_id is not None:
        try:
            action = desk.services.request_rows.detail(detail.request_id).next_action
        except NotFoundError:
            return ""
        return "" if action is None else action.label
    if detail.introduction_id is None:
        return ""
    row = desk.services.introduction_rows.row(detail.introduction_id)
    move = None if row is None else next_move(row, desk.services.clock.today())
    return "" if move is None else move.label


def go_to_served(desk: Desk, detail: MessageDetail) -> None:
    """Show the record that the message serves."""
    if detail.request_id is not None:
        desk.request_wanted.emit(detail.request_id)
    elif detail.introduction_id is not None:
        desk.introduction_wanted.emit(detail.introduction_id)
