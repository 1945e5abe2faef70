"""What comes next once a message is answered: the next move of the introduction or the request that it serves."""

from __future__ import annotations

from netdesk.domain.errors import NotFoundError
from netdesk.services.message_rows import MessageDetail
from netdesk.ui.desk import Desk
from netdesk.ui.sections.introduction_moves import next_move


def following(desk: Desk, detail: MessageDetail) -> str:
    """Name the next move as the button of its record does; empty where the message serves none, or nothing is left."""
    if detail.introduction_id is not None:
        row = desk.services.introduction_rows.row(detail.introduction_id)
        move = None if row is None else next_move(row, desk.services.clock.today())
        return "" if move is None else move.label
    if detail.request_id is None:
        return ""
    try:
        action = desk.services.request_rows.detail(detail.request_id).next_action
    except NotFoundError:
        return ""
    return "" if action is None else action.label


def go_to_served(desk: Desk, detail: MessageDetail) -> None:
    """Show the record that the message serves."""
    if detail.introduction_id is not None:
        desk.introduction_wanted.emit(detail.introduction_id)
    elif detail.request_id is not None:
        desk.request_wanted.emit(detail.request_id)
