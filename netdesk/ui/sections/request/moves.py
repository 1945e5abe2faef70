"""Doing the next move of a request, and the others that its state allows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from netdesk.domain.states import REQUEST_MOVES, may_move
from netdesk.domain.text import shorten
from netdesk.domain.words import Consent, MessageKind, RequestDirection, RequestState
from netdesk.services.introduction_rows import IntroductionRow
from netdesk.services.next_action import Action, NextAction
from netdesk.services.purpose import Purpose
from netdesk.services.request_detail import HopRow, RequestDetail
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.confirm import confirm
from netdesk.ui.dialogs.gifts import GiftsDialog
from netdesk.ui.dialogs.hop import AddHopDialog, HopAnswerDialog
from netdesk.ui.dialogs.park import ParkDialog
from netdesk.ui.dialogs.requesters import RequestersDialog
from netdesk.ui.dialogs.resource import ResourceDialog
from netdesk.ui.dialogs.verb_text import VerbTextDialog

LONGEST = 80
VAGUE = frozenset({RequestState.CAPTURED, RequestState.CLARIFYING})
PASSING_ON = frozenset({RequestState.SPECIFIC, RequestState.MOVING})
"""States in which people can be asked for help."""


class RequestMoves(QObject):
    """Submits verbs and opens what they need; what happens in other parts of the pane is asked for by signals."""

    clarify_wanted = Signal()
    help_wanted = Signal()
    introduction_wanted = Signal(int)
    """An introduction of this request to be shown."""
    note_wanted = Signal(int)
    """An introduction of this request whose forwardable note is to be written."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Open dialogs over this widget."""
        super().__init__(window)
        self._desk, self._window = desk, window
        self._services = desk.services

    def perform(self, request: RequestDetail, following: NextAction) -> None:
        """Do the next move."""
        hop = next((one for one in request.hops if one.id == following.hop_id), None)
        row = next((one for one in request.introductions if one.id == following.introduction_id), None)
        plain: dict[Action, Callable[[], None]] = {
            Action.ASK_BACK: partial(self.draft, MessageKind.ASK_BACK, request_id=request.id),
            Action.CLARIFY: self.clarify_wanted.emit,
            Action.FIND_HELP: self.help_wanted.emit,
            Action.CLOSE: partial(self._do, partial(self._services.requests.close, request.id)),
            Action.REOPEN: partial(self._do, partial(self._services.requests.reopen, request.id)),
        }
        if following.action in plain:
            plain[following.action]()
        elif following.message_id is not None:
            self._desk.message_wanted.emit(following.message_id)
        elif row is not None:
            self._move_introduction(following.action, row)
        elif hop is not None:
            self._move_hop(following.action, request, hop)

    def fill(self, menu: QMenu, request: RequestDetail) -> None:
        """Offer the other moves that are allowed from where the request stands."""
        state, verbs = request.state, self._services.requests
        if state in VAGUE:
            if request.direction is RequestDirection.RECEIVED:
                ask_back = partial(self.draft, MessageKind.ASK_BACK, request_id=request.id)
                menu.addAction(self.tr("Ask back"), ask_back)
            menu.addAction(self.tr("Clarify"), self.clarify_wanted.emit)
        if state in PASSING_ON:
            menu.addAction(self.tr("Find who can help"), self.help_wanted.emit)
            menu.addAction(self.tr("Add a hop…"), partial(self.add_hop, request))
            menu.addAction(self.tr("Answer by a resource…"), partial(self.answer_by_resource, request.id))
            menu.addAction(self.tr("Answer it myself…"), partial(self._answer, request))
            menu.addAction(self.tr("Clarify again"), partial(self._do, partial(verbs.make_vague, request.id)))
        if state is RequestState.ANSWERED:
            menu.addAction(self.tr("Keep moving"), partial(self._do, partial(verbs.keep_moving, request.id)))
            menu.addAction(self.tr("Close"), partial(self._do, partial(verbs.close, request.id)))
        menu.addSeparator()
        if may_move(REQUEST_MOVES, state, RequestState.PARKED):
            menu.addAction(self.tr("Park until…"), partial(self._park, request.id))
        if may_move(REQUEST_MOVES, state, RequestState.DROPPED):
            menu.addAction(self.tr("Drop…"), partial(self._drop, request))
        menu.addAction(self.tr("Add a note…"), partial(self._note, request))
        if request.direction is RequestDirection.RECEIVED:
            menu.addAction(self.tr("Change who asks…"), partial(self._change_requesters, request))
        menu.addSeparator()
        menu.addAction(self.tr("Delete request"), partial(self.delete, request))

    def draft(self, kind: MessageKind, **about: int) -> None:
        """Draft a message of a kind about a record."""
        self._desk.draft(self._window, Purpose(kind=kind, **about))  # type: ignore[arg-type]

    def ask_first(self, request_id: int, contact_id: int, because: str = "") -> None:
        """Add the hop and draft what asks a contact: an opt-in note for a request I received, else the ask."""
        verb = partial(self._services.messages.ask_first, request_id, contact_id, because=because)
        self._desk.do(self._window, verb, self._desk.message_wanted.emit)

    def thank(self, hop: HopRow) -> None:
        """Choose two connections to give back, then draft the thank-you."""
        if hop.thanks_to_id is not None:
            purpose = Purpose(kind=MessageKind.THANK_YOU, hop_id=hop.id)
            GiftsDialog(self._desk, purpose, hop.thanks_to_id, hop.thanks_to, self._window).open()

    def add_hop(self, request: RequestDetail, after_id: int | None = None) -> None:
        """Ask through whom or what the request goes next."""
        AddHopDialog(self._desk, request.id, request.hops, after_id, self._window).open()

    def record_answer(self, hop: HopRow) -> None:
        """Ask what a hop gave."""
        HopAnswerDialog(self._desk, hop, self._window).open()

    def answer_by_resource(self, request_id: int, resource_id: int | None = None) -> None:
        """Ask by which resource a request is answered."""
        ResourceDialog(self._desk, request_id, resource_id, self._window).open()

    def delete(self, request: RequestDetail) -> None:
        """Say what goes with the request, ask, and delete it."""
        count = partial(self._services.requests.goes_with, request.id)
        self._desk.tasks.read(self._window, count, partial(self._ask_to_delete, request))

    def _ask_to_delete(self, request: RequestDetail, parts: tuple[str, ...]) -> None:
        going = (
            self.tr("With it go {parts}.").format(parts=", ".join(parts))
            if parts
            else self.tr("Nothing else goes with it.")
        )
        if confirm(
            self._window,
            self.tr("Delete “{title}”?").format(title=shorten(request.title, LONGEST)),
            f"{going} {self.tr('One undo brings all of it back.')}",
            self.tr("Delete"),
            danger=True,
        ):
            self._do(partial(self._services.requests.delete, request.id))

    def _move_hop(self, action: Action, request: RequestDetail, hop: HopRow) -> None:
        if action is Action.ASK_HOP and hop.contact_id is not None:
            self.ask_first(request.id, hop.contact_id, hop.because)
        elif action is Action.PROPOSE and hop.contact_id is not None and request.requesters:
            sides = (request.requesters[0][0], hop.contact_id)
            self._do(partial(self._services.introductions.propose, sides, (hop.because, hop.because), hop_id=hop.id))
        elif action in (Action.RECORD_ANSWER, Action.RECORD_OUTCOME):
            self.record_answer(hop)
        elif action is Action.REPORT_BACK:
            self.draft(MessageKind.CLOSE_THE_LOOP, hop_id=hop.id)
        elif action is Action.THANK:
            self.thank(hop)

    def _move_introduction(self, action: Action, row: IntroductionRow) -> None:
        verbs = self._services.introductions
        if action is Action.OPT_IN:
            waiting = [party for party in row.parties if party.consent is not Consent.GRANTED]
            unasked = [party for party in waiting if party.asked_at is None] or waiting
            purpose = Purpose(kind=MessageKind.OPT_IN, introduction_id=row.id, to=(unasked[0].contact_id,))
            self._desk.draft(self._window, purpose)
        elif action is Action.INTRODUCE:
            self.draft(MessageKind.INTRODUCTION, introduction_id=row.id)
        elif action is Action.ADD_NOTE:
            self.note_wanted.emit(row.id)
        elif action is Action.RECORD_OUTCOME:
            label = self.tr("What came of it? Whoever helped will read it in these words.")
            self._ask(
                self.tr("Outcome"),
                label,
                partial(verbs.record_outcome, row.id),
                text=row.outcome,
                form=f"outcome {row.id}",
            )
        else:
            self.introduction_wanted.emit(row.id)

    def _answer(self, request: RequestDetail) -> None:
        verb = partial(self._services.requests.answer, request.id)
        self._ask(
            self.tr("Answer it myself"),
            self.tr("What was the answer?"),
            verb,
            text=request.outcome,
            form=f"answer {request.id}",
        )

    def _park(self, request_id: int) -> None:
        ParkDialog(self._desk, request_id, self._window).open()

    def _drop(self, request: RequestDetail) -> None:
        verb = partial(self._services.requests.drop, request.id)
        self._ask(self.tr("Drop this request"), self.tr("Why? You can tell who asked."), verb, multi_line=False)

    def _note(self, request: RequestDetail) -> None:
        self._ask(
            self.tr("Add a note"),
            self.tr("Note"),
            partial(self._services.requests.note, request.id),
            form=f"request note {request.id}",
        )

    def _change_requesters(self, request: RequestDetail) -> None:
        people = tuple((contact_id, name) for contact_id, name, _ in request.requesters)
        RequestersDialog(self._desk, request.id, people, self._window).open()

    def _ask(
        self,
        title: str,
        label: str,
        verb: Callable[[str], object],
        *,
        text: str = "",
        multi_line: bool = True,
        form: str = "",
    ) -> None:
        action = self.tr("Record")
        VerbTextDialog(
            self._desk, self._window, title, label, verb, text=text, multi_line=multi_line, action=action, form=form
        ).open()

    def _do(self, verb: Callable[[], object]) -> None:
        self._desk.do(self._window, verb)
