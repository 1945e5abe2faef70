"""Introductions: both sides are asked first, each knows why, and the outcome is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from netdesk.db.book import Book
from netdesk.db.tables import Contact, Hop, Introduction, Party, Requester
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import IllegalMoveError, InvalidInputError
from netdesk.domain.instant import Instant
from netdesk.domain.rhythm import outcome_on
from netdesk.domain.states import HOP_MOVES, INTRODUCTION_MOVES, may_move, move
from netdesk.domain.text import clean, clean_line
from netdesk.domain.words import (
    Consent,
    ConsentBasis,
    FollowUpKind,
    HopState,
    IntroductionState,
    Standing,
    StepKind,
)
from netdesk.language.phrases import with_subject
from netdesk.services.answering import note_answer, take_back
from netdesk.services.follow_ups import finish_due, schedule
from netdesk.services.hops import advance_hop, unanswer
from netdesk.services.people import me, people
from netdesk.services.records import add_step, get, set_fields

_OTHERS_STATES = frozenset({IntroductionState.MADE, IntroductionState.MET, IntroductionState.CLOSED})


def parties(work: UnitOfWork, introduction_id: int) -> list[Party]:
    """Return the sides of an introduction, in order."""
    found = select(Party).where(Party.introduction_id == introduction_id).order_by(Party.position, Party.id)
    return list(work.session.scalars(found))


def names(work: UnitOfWork, introduction_id: int) -> str:
    """Name the sides of an introduction."""
    shown = [get(work.session, Contact, party.contact_id).display_name for party in parties(work, introduction_id)]
    return " and ".join(shown)


def propose(
    work: UnitOfWork,
    contact_ids: Sequence[int],
    becauses: Sequence[str] = (),
    *,
    hop_id: int | None = None,
    note: str = "",
) -> Introduction:
    """Add the idea of an introduction within a unit of work.

    Who asks for it consents by asking, a standing yes counts; a pair of whom one declined is barred until that is
    lifted (IllegalMoveError).
    """
    chosen = list(dict.fromkeys(contact_ids))
    mine = me(work.session).id
    if len(chosen) < 2:
        raise InvalidInputError("An introduction needs two people.")
    if mine in chosen:
        raise InvalidInputError("You introduce others, so you cannot be a side yourself.")
    _refuse_declined(work, chosen)
    asking, hop = _requesters(work, hop_id), work.session.get(Hop, hop_id) if hop_id is not None else None
    introduction = Introduction(
        introducer_id=mine, hop_id=hop_id, forwardable_note=clean(note).strip(), created_at=work.now
    )
    work.session.add(introduction)
    work.session.flush()
    for position, contact_id in enumerate(chosen):
        contact = get(work.session, Contact, contact_id)
        party = Party(
            introduction_id=introduction.id,
            contact_id=contact_id,
            position=position,
            because=_because(work, becauses[position], hop) if position < len(becauses) else "",
        )
        if contact_id in asking:
            party.consent, party.basis, party.answered_at = Consent.GRANTED, ConsentBasis.REQUEST, work.now
        elif contact.standing is Standing.YES:
            party.consent, party.basis, party.answered_at = Consent.GRANTED, ConsentBasis.STANDING, work.now
        work.session.add(party)
    work.session.flush()
    _settle(work, introduction)
    return introduction


def _because(work: UnitOfWork, text: str, hop: Hop | None) -> str:
    """Clean a because; that of a hop gets the name of whom it is about, since both sides will read it."""
    text = clean(text).strip()
    if hop is None or hop.contact_id is None or text != hop.because:
        return text
    contact = get(work.session, Contact, hop.contact_id)
    return with_subject(text, contact.nickname or contact.given_name or contact.display_name)


def ask_consent(work: UnitOfWork, introduction: Introduction, contact_ids: Sequence[int]) -> None:
    """Note within a unit of work that sides were asked whether they are willing; whoever agreed is not asked again.

    Raises IllegalMoveError while a side's refusal stands.
    """
    sides = parties(work, introduction.id)
    if any(party.consent is Consent.DECLINED for party in sides):
        raise IllegalMoveError(f"One of {names(work, introduction.id)} declined. Lift that refusal first.")
    asked = [party for party in sides if party.contact_id in contact_ids and party.consent is not Consent.GRANTED]
    if asked and introduction.state is not IntroductionState.ASKING:
        introduction.state = move(INTRODUCTION_MOVES, "This introduction", introduction.state, IntroductionState.ASKING)
    for party in asked:
        party.asked_at, party.consent, party.basis = work.now, Consent.PENDING, ConsentBasis.ASKED
        name = get(work.session, Contact, party.contact_id).display_name
        add_step(work, StepKind.CONSENT_ASKED, name, introduction_id=introduction.id)


def set_consent(
    work: UnitOfWork,
    party: Party,
    consent: Consent,
    *,
    basis: ConsentBasis = ConsentBasis.ASKED,
    until: date | None = None,
) -> None:
    """Record a side's answer within a unit of work, and move the introduction and its hop accordingly."""
    introduction = get(work.session, Introduction, party.introduction_id)
    name = get(work.session, Contact, party.contact_id).display_name
    if introduction.state not in (IntroductionState.IDEA, IntroductionState.ASKING, IntroductionState.AGREED):
        raise IllegalMoveError(f"This introduction is “{introduction.state}”; consents no longer change it.")
    party.consent, party.basis = consent, basis
    party.answered_at = None if consent is Consent.PENDING else work.now
    party.not_before = until if consent is Consent.NOT_NOW else None
    add_step(work, StepKind.CONSENT, f"{name}: {consent}", introduction_id=introduction.id)
    finish_due(work, (FollowUpKind.CONSENT_AWAITED,), introduction_id=introduction.id, contact_id=party.contact_id)
    if consent is Consent.PENDING:
        take_back(work, party.contact_id, introduction_id=introduction.id)
    elif basis is ConsentBasis.ASKED:
        note_answer(work, party.contact_id, introduction_id=introduction.id)
    if consent is Consent.NOT_NOW and until is not None:
        schedule(
            work,
            FollowUpKind.CONSENT_AWAITED,
            until,
            title=f"Ask {name} again",
            contact_id=party.contact_id,
            introduction_id=introduction.id,
        )
    work.session.flush()
    _settle(work, introduction)
    _answer_hop(work, introduction, party)


def make(work: UnitOfWork, introduction: Introduction) -> None:
    """Note within a unit of work that the two were put in touch; raises IllegalMoveError while something is missing."""
    sides = parties(work, introduction.id)
    waiting = [get(work.session, Contact, p.contact_id).display_name for p in sides if p.consent is not Consent.GRANTED]
    if waiting:
        raise IllegalMoveError(
            f"{' and '.join(waiting)} did not grant consent yet. Ask first, or go ahead without asking."
        )
    if not introduction.forwardable_note.strip() and not introduction.note_waived:
        raise IllegalMoveError("There is no forwardable note yet. Ask for it, or go without it.")
    introduction.state = move(INTRODUCTION_MOVES, "This introduction", introduction.state, IntroductionState.MADE)
    introduction.made_at = work.now
    add_step(work, StepKind.INTRODUCED, names(work, introduction.id), introduction_id=introduction.id)
    schedule(
        work,
        FollowUpKind.CLOSE_THE_LOOP,
        outcome_on(work.now.day),
        title=f"Was it useful? {names(work, introduction.id)}",
        introduction_id=introduction.id,
    )


class Introductions:
    """The verbs for introductions."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def propose(
        self,
        who: Sequence[int | str],
        becauses: Sequence[str] = (),
        *,
        hop_id: int | None = None,
        note: str = "",
    ) -> int:
        """Note the idea of introducing people to each other, with why it is good for each."""
        with self._book.write("Propose an introduction") as work:
            introduction = propose(work, people(work, who), becauses, hop_id=hop_id, note=note)
            work.label = f"Propose introducing {names(work, introduction.id)}"
            return introduction.id

    def enter_made(
        self,
        who: Sequence[int | str],
        introducer: int | str | None,
        *,
        made_at: Instant | None = None,
        state: IntroductionState = IntroductionState.MADE,
        outcome: str = "",
    ) -> int:
        """Enter an introduction that somebody made, straight as made, met or closed."""
        if state not in _OTHERS_STATES:
            raise InvalidInputError("An introduction that was made can be entered as made, met or closed.")
        with self._book.write("Enter an introduction") as work:
            chosen = people(work, who)
            by = people(work, [introducer])[0] if introducer else me(work.session).id
            if len(chosen) < 2 or by in chosen:
                raise InvalidInputError("An introduction needs two people beside the one who introduces them.")
            added = Introduction(
                introducer_id=by,
                state=state,
                note_waived=True,
                made_at=made_at or work.now,
                outcome=clean(outcome).strip(),
                created_at=work.now,
            )
            work.session.add(added)
            work.session.flush()
            work.session.add_all(
                Party(
                    introduction_id=added.id,
                    contact_id=one,
                    position=i,
                    consent=Consent.GRANTED,
                    basis=ConsentBasis.OVERRIDE,
                )
                for i, one in enumerate(chosen)
            )
            work.session.flush()
            work.label = f"Enter the introduction of {names(work, added.id)}"
            return added.id

    def edit(self, introduction_id: int, *, session_key: str | None = None, **fields: object) -> None:
        """Edit the forwardable note or the outcome."""
        with self._book.write("Edit an introduction", session_key) as work:
            set_fields(
                get(work.session, Introduction, introduction_id), fields, frozenset({"forwardable_note", "outcome"})
            )

    def set_because(self, party_id: int, because: str, *, session_key: str | None = None) -> None:
        """Say why the introduction is good for one side."""
        with self._book.write("Edit a because", session_key) as work:
            get(work.session, Party, party_id).because = clean(because).strip()

    def waive_note(self, introduction_id: int) -> None:
        """Go without a forwardable note."""
        with self._book.write("Go without a forwardable note") as work:
            get(work.session, Introduction, introduction_id).note_waived = True

    def ask(self, introduction_id: int, contact_ids: Sequence[int]) -> None:
        """Note that sides were asked whether they are willing."""
        with self._book.write("Ask for consent") as work:
            ask_consent(work, get(work.session, Introduction, introduction_id), contact_ids)

    def consent(
        self,
        party_id: int,
        consent: Consent,
        *,
        basis: ConsentBasis = ConsentBasis.ASKED,
        until: date | None = None,
    ) -> None:
        """Record a side's answer; “not now” may name the day to ask again."""
        with self._book.write("Record a consent") as work:
            party = get(work.session, Party, party_id)
            work.label = f"{get(work.session, Contact, party.contact_id).display_name}: {consent}"
            set_consent(work, party, consent, basis=basis, until=until)

    def make(self, introduction_id: int) -> None:
        """Note that the two were put in touch."""
        with self._book.write("Introduce") as work:
            introduction = get(work.session, Introduction, introduction_id)
            make(work, introduction)
            work.label = f"Introduce {names(work, introduction_id)}"

    def met(self, introduction_id: int) -> None:
        """Note that the two met."""
        self._move(introduction_id, IntroductionState.MET, StepKind.MET)

    def never_met(self, introduction_id: int) -> None:
        """Note that nothing came of it."""
        self._move(introduction_id, IntroductionState.NEVER_MET, StepKind.OUTCOME)

    def record_outcome(self, introduction_id: int, outcome: str) -> None:
        """Keep what came of an introduction; the hop it serves has delivered."""
        if not clean_line(outcome):
            raise InvalidInputError("Say what came of it.")
        with self._book.write("Record an outcome") as work:
            introduction = get(work.session, Introduction, introduction_id)
            work.label = f"Record what came of {names(work, introduction_id)}"
            if introduction.state is IntroductionState.MADE:
                introduction.state = IntroductionState.MET
            if introduction.state not in (IntroductionState.MET, IntroductionState.NEVER_MET):
                raise IllegalMoveError(
                    f"This introduction is “{introduction.state}”; it has an outcome once it was made."
                )
            introduction.outcome = clean(outcome).strip()
            add_step(work, StepKind.OUTCOME, outcome, introduction_id=introduction_id)
            finish_due(work, (FollowUpKind.CLOSE_THE_LOOP,), introduction_id=introduction_id)
            hop = work.session.get(Hop, introduction.hop_id) if introduction.hop_id else None
            met = introduction.state is IntroductionState.MET
            if hop is not None and met and may_move(HOP_MOVES, hop.state, HopState.DELIVERED):
                advance_hop(work, hop, HopState.DELIVERED, outcome)

    def close(self, introduction_id: int) -> None:
        """Close an introduction."""
        self._move(introduction_id, IntroductionState.CLOSED, StepKind.STATE)

    def lapse(self, introduction_id: int) -> None:
        """Let an introduction rest that nobody answers."""
        self._move(introduction_id, IntroductionState.LAPSED, StepKind.STATE)

    def lift(self, introduction_id: int) -> None:
        """Lift a refusal, so that the pair may be asked again."""
        with self._book.write("Lift a refusal") as work:
            introduction = get(work.session, Introduction, introduction_id)
            introduction.state = move(
                INTRODUCTION_MOVES, "This introduction", introduction.state, IntroductionState.IDEA
            )
            for party in parties(work, introduction_id):
                if party.consent is Consent.DECLINED:
                    party.consent, party.answered_at, party.asked_at = Consent.PENDING, None, None
            add_step(work, StepKind.STATE, "refusal lifted", introduction_id=introduction_id)

    def delete(self, introduction_id: int) -> None:
        """Delete an introduction."""
        with self._book.write("Delete an introduction") as work:
            work.label = f"Delete the introduction of {names(work, introduction_id)}"
            work.session.delete(get(work.session, Introduction, introduction_id))

    def _move(self, introduction_id: int, state: IntroductionState, step: StepKind) -> None:
        with self._book.write("Advance an introduction") as work:
            introduction = get(work.session, Introduction, introduction_id)
            introduction.state = move(INTRODUCTION_MOVES, "This introduction", introduction.state, state)
            shown = names(work, introduction_id)
            work.label = f"{shown}: {state}"
            add_step(work, step, f"{shown}: {state}", introduction_id=introduction_id)
            if state is not IntroductionState.MET:
                kinds = (FollowUpKind.CLOSE_THE_LOOP, FollowUpKind.CONSENT_AWAITED)
                finish_due(work, kinds, introduction_id=introduction_id)


def _settle(work: UnitOfWork, introduction: Introduction) -> None:
    """Move an introduction to where its consents put it."""
    consents = [party.consent for party in parties(work, introduction.id)]
    if Consent.DECLINED in consents:
        wanted = IntroductionState.DECLINED
    elif all(consent is Consent.GRANTED for consent in consents):
        wanted = IntroductionState.AGREED
    elif introduction.state is IntroductionState.AGREED:
        wanted = IntroductionState.ASKING
    else:
        return
    if introduction.state is not wanted:
        introduction.state = move(INTRODUCTION_MOVES, "This introduction", introduction.state, wanted)


def _answer_hop(work: UnitOfWork, introduction: Introduction, party: Party) -> None:
    """A helper who consents has accepted the hop that the introduction serves, until that is corrected.

    One who declines has declined it.
    """
    hop = work.session.get(Hop, introduction.hop_id) if introduction.hop_id else None
    wanted = {Consent.GRANTED: HopState.ACCEPTED, Consent.DECLINED: HopState.DECLINED}.get(party.consent)
    if hop is None or hop.contact_id != party.contact_id or hop.state is wanted:
        return
    if party.consent is Consent.PENDING and hop.state is HopState.ACCEPTED:
        unanswer(hop)
    elif wanted is not None and may_move(HOP_MOVES, hop.state, wanted):
        advance_hop(work, hop, wanted)


def _requesters(work: UnitOfWork, hop_id: int | None) -> set[int]:
    if hop_id is None:
        return set()
    request_id = get(work.session, Hop, hop_id).request_id
    return set(work.session.scalars(select(Requester.contact_id).where(Requester.request_id == request_id)))


def _refuse_declined(work: UnitOfWork, contact_ids: Sequence[int]) -> None:
    declined = work.session.scalars(
        select(Party.introduction_id).where(Party.contact_id.in_(contact_ids), Party.consent == Consent.DECLINED)
    ).all()
    for introduction_id in declined:
        sides = {party.contact_id for party in parties(work, introduction_id)}
        if len(sides & set(contact_ids)) >= 2:
            raise IllegalMoveError(
                f"{names(work, introduction_id)} were asked before and one of them declined. Lift that refusal first."
            )
