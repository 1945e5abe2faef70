"""What came of what a message is about: of an introduction, or at the end of what a helper set going."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.tables import Hop, Introduction, Request
from netdesk.domain.states import HELPFUL_HOP_STATES
from netdesk.domain.words import HopState
from netdesk.language.phrases import passes_on


def told(session: Session, request: Request | None, hop: Hop | None, introduction: Introduction | None) -> str:
    """Tell what came of it: of an introduction, at the end of what a helper set going, else of the request."""
    if introduction is not None and introduction.outcome:
        return introduction.outcome
    delivered = [one for one in _onward(session, hop) if one.outcome and one.state is HopState.DELIVERED]
    answers = {one.outcome for one in delivered if _led_on(session, one)}
    in_the_end = [one.outcome for one in delivered if not passes_on(one.outcome) and one.outcome not in answers]
    own = next((one.outcome for one in delivered if one is hop and passes_on(one.outcome)), "")
    of_request = request.outcome if request is not None and request.outcome not in answers else ""
    return in_the_end[-1] if in_the_end else own or of_request


def _led_on(session: Session, hop: Hop) -> bool:
    """Tell whether a hop led to another, so that what was noted of it is what the helper answered, and no outcome."""
    return session.scalar(select(Hop.id).where(Hop.after_id == hop.id).limit(1)) is not None


def _onward(session: Session, hop: Hop | None) -> list[Hop]:
    """Follow a request from a hop that helped to the last one it led to."""
    found: list[Hop] = []
    while hop is not None and hop not in found and hop.state in HELPFUL_HOP_STATES:
        found.append(hop)
        hop = session.scalar(
            select(Hop)
            .where(Hop.after_id == hop.id, Hop.state.in_(HELPFUL_HOP_STATES))
            .order_by((Hop.state == HopState.DELIVERED).desc(), Hop.id)
            .limit(1)
        )
    return found
