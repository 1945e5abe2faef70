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
    told = [one.outcome for one in _onward(session, hop) if one.outcome and one.state is HopState.DELIVERED]
    in_the_end = [outcome for outcome in told if not passes_on(outcome)]
    own = hop.outcome if hop is not None and hop.state is HopState.DELIVERED and _is_an_end(session, hop) else ""
    return in_the_end[-1] if in_the_end else own or (request.outcome if request is not None else "")


def _is_an_end(session: Session, hop: Hop) -> bool:
    """Tell whether what was noted of a hop came of it; of one that led to another it is what the helper answered."""
    return passes_on(hop.outcome) or session.scalar(select(Hop.id).where(Hop.after_id == hop.id).limit(1)) is None


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
