"""The hops that move a request through contacts, organisations and resources, side by side and one after another."""

from __future__ import annotations

from sqlalchemy import select

from netdesk.db.book import Book
from netdesk.db.tables import Contact, Hop, Organisation, Request, Requester, Resource
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import IllegalMoveError, InvalidInputError
from netdesk.domain.states import HELPFUL_HOP_STATES, HOP_MOVES, OPEN_HOP_STATES, move
from netdesk.domain.text import clean, clean_line
from netdesk.domain.words import FollowUpKind, HopState, RequestState, StepKind
from netdesk.services.answering import note_answer
from netdesk.services.follow_ups import finish_due
from netdesk.services.people import people
from netdesk.services.records import add_step, get
from netdesk.services.requests import advance, make_specific

_ANSWERS = {HopState.ACCEPTED, HopState.DECLINED, HopState.DELIVERED, HopState.LAPSED}


def name_of(work: UnitOfWork, hop: Hop) -> str:
    """Name whom or what a hop goes through."""
    if hop.contact_id is not None:
        return get(work.session, Contact, hop.contact_id).display_name
    if hop.organisation_id is not None:
        return get(work.session, Organisation, hop.organisation_id).name
    return get(work.session, Resource, hop.resource_id or 0).title


def advance_hop(work: UnitOfWork, hop: Hop, state: HopState, text: str = "") -> None:
    """Move a hop within a unit of work, and its request with it.

    Asking needs a request that is specific, for nobody can pass on what is vague. A delivered hop answers the request,
    and what came of it is the outcome of both, so that everyone on the way can be told.
    """
    request = get(work.session, Request, hop.request_id)
    if state is HopState.ASKED and request.state in (RequestState.CAPTURED, RequestState.CLARIFYING):
        raise IllegalMoveError("This request is still too vague to pass on; clarify it first, or ask back.")
    if state is HopState.ASKED and request.state in (RequestState.CLOSED, RequestState.DROPPED):
        raise IllegalMoveError(f"This request is “{request.state}”; reopen it first, then ask.")
    name = name_of(work, hop)
    hop.state = move(HOP_MOVES, f"The hop through {name}", hop.state, state)
    if state is HopState.ASKED:
        hop.asked_at = work.now
        add_step(work, StepKind.ASKED, name, request_id=request.id, hop_id=hop.id)
    if state in _ANSWERS:
        hop.answered_at = work.now
        said = f"{name} {state}" + (f": {clean_line(text)}" if clean_line(text) else "")
        kind = StepKind.OUTCOME if state is HopState.DELIVERED else StepKind.ANSWERED
        add_step(work, kind, said, request_id=request.id, hop_id=hop.id)
        finish_due(work, (FollowUpKind.REPLY_AWAITED,), hop_id=hop.id)
        if hop.contact_id is not None and state is not HopState.LAPSED:
            note_answer(work, hop.contact_id, hop_id=hop.id)
    if clean_line(text):
        hop.outcome = clean(text).strip()
    if state in (HopState.ASKED, HopState.ACCEPTED) or (state is HopState.DELIVERED and hop.contact_id):
        advance(work, request, RequestState.MOVING)
    if state is HopState.DELIVERED:
        request.outcome = request.outcome or hop.outcome
        advance(work, request, RequestState.ANSWERED)


def unanswer(hop: Hop) -> None:
    """Take an accepted hop back to where it was before the answer, which was none."""
    before = HopState.PLANNED if hop.asked_at is None else HopState.ASKED
    hop.state, hop.answered_at = move(HOP_MOVES, "This hop", hop.state, before), None


def plan(
    work: UnitOfWork,
    request_id: int,
    *,
    contact: int | str | None = None,
    organisation_id: int | None = None,
    resource_id: int | None = None,
    after_id: int | None = None,
    because: str = "",
) -> Hop:
    """Plan a hop within a unit of work, or return the open one through the same contact, organisation or resource."""
    request = get(work.session, Request, request_id)
    if sum(one is not None for one in (contact, organisation_id, resource_id)) != 1:
        raise InvalidInputError("Choose whom or what to go through.")
    if after_id is not None and get(work.session, Hop, after_id).request_id != request_id:
        raise InvalidInputError("A hop can only follow another hop of the same request.")
    if organisation_id is not None:
        get(work.session, Organisation, organisation_id)
    if resource_id is not None:
        get(work.session, Resource, resource_id)
    contact_id = people(work, [contact])[0] if contact is not None else None
    _refuse_requester(work, request, contact_id)
    known = work.session.scalar(
        select(Hop).where(
            Hop.request_id == request_id,
            Hop.contact_id == contact_id,
            Hop.organisation_id == organisation_id,
            Hop.resource_id == resource_id,
            Hop.state.in_(OPEN_HOP_STATES),
        )
    )
    if known is not None:
        return known
    hop = Hop(
        request_id=request_id,
        after_id=after_id,
        contact_id=contact_id,
        organisation_id=organisation_id,
        resource_id=resource_id,
        because=clean(because).strip(),
        created_at=work.now,
    )
    work.session.add(hop)
    work.session.flush()
    name = name_of(work, hop)
    work.label = f"Plan to go through {name}"
    add_step(work, StepKind.MATCHED, name, request_id=request_id, hop_id=hop.id)
    return hop


class Hops:
    """The verbs for hops."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def add(
        self,
        request_id: int,
        *,
        contact: int | str | None = None,
        organisation_id: int | None = None,
        resource_id: int | None = None,
        after_id: int | None = None,
        because: str = "",
    ) -> int:
        """Plan a hop of a request, possibly after another hop that led to it."""
        with self._book.write("Add a hop") as work:
            return plan(
                work,
                request_id,
                contact=contact,
                organisation_id=organisation_id,
                resource_id=resource_id,
                after_id=after_id,
                because=because,
            ).id

    def advance(self, hop_id: int, state: HopState, text: str = "") -> None:
        """Move a hop: asked, accepted, declined, delivered or lapsed."""
        with self._book.write("Advance a hop") as work:
            hop = get(work.session, Hop, hop_id)
            advance_hop(work, hop, state, text)
            work.label = f"{name_of(work, hop)}: {state}"

    def answer_by_resource(self, request_id: int, resource_id: int, remark: str = "") -> int:
        """Hand a request on to a resource, which answers it: a success, not a refusal."""
        with self._book.write("Answer by a resource") as work:
            request = get(work.session, Request, request_id)
            resource = get(work.session, Resource, resource_id)
            work.label = f"Answer by “{resource.title}”"
            hop = Hop(request_id=request.id, resource_id=resource_id, because=clean(remark), created_at=work.now)
            work.session.add(hop)
            work.session.flush()
            make_specific(work, request)
            advance_hop(work, hop, HopState.DELIVERED, remark or f"“{resource.title}”")
            return hop.id

    def report_back(self, hop_id: int) -> None:
        """Note that who helped was told what came of it."""
        with self._book.write("Report back") as work:
            hop = get(work.session, Hop, hop_id)
            work.label = f"Report back to {name_of(work, hop)}"
            mark_reported(work, hop)

    def thank(self, hop_id: int) -> None:
        """Note that who helped was thanked."""
        with self._book.write("Thank") as work:
            hop = get(work.session, Hop, hop_id)
            work.label = f"Thank {name_of(work, hop)}"
            mark_thanked(work, hop)

    def remove(self, hop_id: int) -> None:
        """Remove a hop; those after it stay."""
        with self._book.write("Remove a hop") as work:
            work.session.delete(get(work.session, Hop, hop_id))


def mark_reported(work: UnitOfWork, hop: Hop) -> None:
    """Note within a unit of work that the loop with a helper is closed."""
    _refuse_unhelpful(work, hop)
    hop.reported_at = work.now
    add_step(work, StepKind.REPORTED, name_of(work, hop), hop_id=hop.id)
    finish_due(work, (FollowUpKind.CLOSE_THE_LOOP,), hop_id=hop.id)


def mark_thanked(work: UnitOfWork, hop: Hop) -> None:
    """Note within a unit of work that a helper was thanked; a thank-you also reports back."""
    _refuse_unhelpful(work, hop)
    hop.thanked_at = work.now
    hop.reported_at = hop.reported_at or work.now
    add_step(work, StepKind.THANKED, name_of(work, hop), hop_id=hop.id)
    finish_due(work, (FollowUpKind.THANK, FollowUpKind.CLOSE_THE_LOOP), hop_id=hop.id)


def _refuse_unhelpful(work: UnitOfWork, hop: Hop) -> None:
    if hop.state not in HELPFUL_HOP_STATES:
        raise IllegalMoveError(
            f"The hop through {name_of(work, hop)} is “{hop.state}”; there is something to report once it helped."
        )


def _refuse_requester(work: UnitOfWork, request: Request, contact_id: int | None) -> None:
    asks = select(Requester.id).where(Requester.request_id == request.id, Requester.contact_id == contact_id)
    if contact_id is not None and work.session.scalar(asks) is not None:
        raise InvalidInputError("Who asks cannot be asked for help with it. Choose somebody else.")
