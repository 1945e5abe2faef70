"""One request in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from netdesk.domain.errors import NotFoundError
from netdesk.services.next_action import Action
from netdesk.services.request_detail import RequestDetail
from netdesk.services.requests import ASK_FIELDS
from netdesk.ui.desk import Desk
from netdesk.ui.sections.request.ask import AskPart
from netdesk.ui.sections.request.chain import ChainPart
from netdesk.ui.sections.request.files import FilesPart
from netdesk.ui.sections.request.header import HeaderPart
from netdesk.ui.sections.request.helpers import HelpersPart
from netdesk.ui.sections.request.introductions import IntroductionsPart
from netdesk.ui.sections.request.moves import RequestMoves
from netdesk.ui.sections.request.part import Part
from netdesk.ui.sections.request.timeline import MessagesPart, TimelinePart
from netdesk.ui.steps import Steps
from netdesk.ui.widgets.focus import holds_focus

P = TypeVar("P", bound=Part)

MARGIN = 16


class RequestPane(QWidget):
    """The parts of a request under each other; `gone` when there is nothing to show any more."""

    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Begin empty: `building` makes the parts, in steps, and then a request comes with `show_request`."""
        super().__init__(parent)
        self._desk = desk
        self.request: RequestDetail | None = None
        self.moves = RequestMoves(desk, self)
        self._steps = Steps(self)
        self._grown = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(20)
        self.building = self._build()

    def _build(self) -> Iterator[None]:
        self.header = self._add(HeaderPart(self._desk, self.moves))
        yield
        self.ask = self._add(AskPart(self._desk))
        self.ask.clarified.connect(self._on_clarified)
        yield
        self.chain = self._add(ChainPart(self._desk, self.moves))
        self.helpers = self._add(HelpersPart(self._desk, self.moves))
        self.introductions = self._add(IntroductionsPart(self._desk))
        self.introductions.left.connect(self._on_introduction_left)
        self.introductions.answered.connect(self.focus_next)
        yield
        self.messages = self._add(MessagesPart(self._desk))
        self.files = self._add(FilesPart(self._desk))
        self.timeline = self._add(TimelinePart(self._desk))
        self.moves.clarify_wanted.connect(self._on_clarify)
        self.moves.help_wanted.connect(self._on_help)
        self.moves.introduction_wanted.connect(self._on_introduction)
        self.moves.note_wanted.connect(self._on_note)

    def _add(self, part: P) -> P:
        self._column.addWidget(part)
        return part

    def show_request(self, request_id: int | None) -> None:
        """Show a request, or the one that is shown anew: head and ask at once, the rest in events of its own."""
        try:
            request = None if request_id is None else self._desk.services.request_rows.detail(request_id)
        except NotFoundError:
            request = None
        self._grown = request is not None and (self._grown or _has_more_hops(request, self.request))
        self.request = request
        if request is None:
            self._steps.begin(())
            self.gone.emit()
            return
        self._show_in((self.header, self.ask), request)
        parts = ((self.chain, self.helpers), (self.introductions, self.messages), (self.files, self.timeline))
        self._steps.begin([*(partial(self._show_in, some, request) for some in parts), self._show_new_hop])

    def _show_in(self, parts: Iterable[Part], request: RequestDetail) -> None:
        for part in parts:
            held = holds_focus(part)
            part.show_request(request)
            if held and not part.isVisibleTo(self):
                self.header.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_new_hop(self) -> None:
        """Go to the chain that became longer: what comes next stands at its end."""
        if self._grown:
            self._grown = False
            self._reveal(self.chain)

    def focus_next(self) -> None:
        """Go to the button of the next move, or to the ask where that is to clarify it and nothing is said yet."""
        request = self.request
        action = None if request is None or request.next_action is None else request.next_action.action
        if request is not None and action is Action.CLARIFY and not any(getattr(request, name) for name in ASK_FIELDS):
            self.focus_ask()
            return
        self.header.primary.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._reveal(self.header)

    def go_on(self) -> None:
        """Do the next move where it only opens or drafts something, else go to its button."""
        self.focus_next()
        request = self.request
        if request is not None and request.next_action is not None and not request.next_action.decides:
            self.moves.perform(request, request.next_action)

    def focus_ask(self) -> None:
        """Go to the fields in which the ask is written down, or to what was found for them."""
        self.ask.focus_first()
        self._reveal(self.ask)

    def find_help(self) -> None:
        """Go to those who can help."""
        self._on_help()

    def _on_clarify(self) -> None:
        self.ask.clarify()
        self._reveal(self.ask)

    def _on_clarified(self) -> None:
        self.header.primary.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal(self.header)

    def _on_help(self) -> None:
        self.helpers.focus_first()
        self._reveal(self.helpers)

    def _on_introduction(self, introduction_id: int) -> None:
        self.introductions.reveal(introduction_id)
        self._reveal(self.introductions)

    def _on_introduction_left(self) -> None:
        self.header.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_note(self, introduction_id: int) -> None:
        self._reveal(self.introductions.reveal_note(introduction_id))

    def _reveal(self, part: QWidget) -> None:
        """Scroll to a part once the layout is at rest."""
        QTimer.singleShot(0, part, lambda: _scroll_to(part))


def _has_more_hops(request: RequestDetail, before: RequestDetail | None) -> bool:
    """Tell whether a hop has come to the request that was shown."""
    known = None if before is None or before.id != request.id else {hop.id for hop in before.hops}
    return known is not None and not {hop.id for hop in request.hops} <= known


def _scroll_to(part: QWidget) -> None:
    area: QWidget | None = part
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    content = area.widget() if isinstance(area, QScrollArea) else None
    if isinstance(area, QScrollArea) and content is not None:
        area.verticalScrollBar().setValue(part.mapTo(content, part.rect().topLeft()).y() - MARGIN)
