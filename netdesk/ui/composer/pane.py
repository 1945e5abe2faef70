"""The composer: one message beside the record it serves, from its draft to the reply."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from netdesk.domain.changes import Changes
from netdesk.domain.dates import add_working_days
from netdesk.domain.errors import NotFoundError
from netdesk.domain.states import UNSENT_STATES
from netdesk.domain.words import ConsentBasis, MessageKind, MessageState, Tone
from netdesk.services.hints import of_message
from netdesk.services.message_rows import MessageDetail
from netdesk.ui.coaching import Coaching
from netdesk.ui.composer.answers import Answers
from netdesk.ui.composer.body import MessageBody
from netdesk.ui.composer.earlier import EarlierMessages
from netdesk.ui.composer.envelope import Envelope
from netdesk.ui.composer.following import go_to_served
from netdesk.ui.composer.guide import ASKING, Guide, Situation
from netdesk.ui.composer.hint import AddressHint
from netdesk.ui.composer.private_lines import PrivateQuotations
from netdesk.ui.composer.send_bar import SendBar
from netdesk.ui.composer.titles import STATE_KINDS, TERMS, consequence, recipients, title
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.drafts import DraftsDialog
from netdesk.ui.glossary import meaning
from netdesk.ui.steps import later
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind, ElidedButton, IconButton
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.fields import Choice
from netdesk.ui.widgets.focus import holds_focus
from netdesk.ui.widgets.keys import on_key
from netdesk.ui.widgets.labels import Heading, Muted, Paragraph
from netdesk.ui.widgets.text import set_tip
from netdesk.ui.words import word

REVEAL = 12
"""Room around a sentence that is scrolled to, in pixels."""

REVEALED_MS = 2_000
"""How long it is kept in view while the rest of the pane is still filled."""

TABLES = (
    "message",
    "recipient",
    "request",
    "contact",
    "contact_point",
    "interaction",
    "introduction",
    "party",
    "hop",
    "setting",
)


class ComposerPane(Surface):
    """A message with whom it goes to, what it lacks, and the ways it leaves; `closed` when the pane is to go."""

    closed = Signal()
    clarifying = Signal()
    """The questions back have their reply, so the request that is shown now is to be written down anew."""
    answered = Signal()
    """The message has its reply, so the record beside it leads on."""
    going_on = Signal()
    """What comes next for the record beside the message is to be done."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `open_message`."""
        super().__init__(Ground.WINDOW, parent)
        self.setAccessibleName(self.tr("Composer"))
        self._desk = desk
        self._detail: MessageDetail | None = None
        self._title = Heading(wrap=True)
        self._state = Chip()
        self._about = ElidedButton()
        self._about.clicked.connect(self._go_to_request)
        self._hint = AddressHint()
        self._envelope = Envelope(desk)
        self._envelope.refused.connect(self._tell)
        self._tools = QWidget()
        self._tone = Choice(self.tr("Tone"))
        self._body = MessageBody(desk)
        self._body.typed.connect(self._follow)
        self._body.refused.connect(self._tell)
        self._private = PrivateQuotations(desk)
        self._private.chosen.connect(self._body.add_sentence)
        self._coaching = Coaching(desk, self._body)
        self._guide = Guide(desk, self._coaching)
        self._answers = Answers(desk)
        self._answers.logged.connect(self._on_logged)
        self._answers.going_on.connect(self._go_on)
        self._bar = SendBar(desk)
        self._bar.leaving.connect(self.save)
        self._bar.told.connect(self._tell)
        self._told = Paragraph()
        self._told.hide()
        self._after = Muted(small=True, wrap=True)
        self._earlier = EarlierMessages(desk)
        self._revealed: QWidget = self._told
        self._revealing = QTimer(self, singleShot=True, interval=REVEALED_MS)
        self._arrange()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            on_key(self, keys, self.do_next_step)
        self._catching_up = QTimer(self, singleShot=True, interval=0)
        self._catching_up.timeout.connect(self._catch_up)
        self._envelope.settled.connect(self._catching_up.start)
        desk.changes.changed.connect(self._on_changed)

    def open_message(self, message_id: int) -> None:
        """Show a message; what is typed in the one before is saved first."""
        self.save()
        self._tell("")
        self._reload(message_id)
        if self._detail is not None and self._detail.state in UNSENT_STATES:
            self._body.setFocus()
        elif self._detail is not None:
            self._answers.focus_first()

    def message_id(self) -> int | None:
        """Return which message is open."""
        return self._detail.id if self._detail is not None else None

    def is_done(self) -> bool:
        """Return whether the message left already, so that nothing in it waits to be written."""
        return self._detail is not None and self._detail.state not in UNSENT_STATES

    def serves(self, section: str, record_id: int) -> bool:
        """Return whether the message is part of a record of a section."""
        detail = self._detail
        if detail is None:
            return False
        if section == "contacts":
            return any(one.contact_id == record_id for one in detail.recipients)
        if section == "introductions":
            return record_id == detail.introduction_id or record_id in detail.offers
        return section == "requests" and record_id == detail.request_id

    def save(self) -> None:
        """Save now whatever is typed and not saved yet."""
        self._answers.keep()
        if self._detail is not None and self._detail.state in UNSENT_STATES:
            self._envelope.commit()
            self._body.save()

    def do_next_step(self) -> None:
        """Copy a draft, mark as sent what was copied, log the reply to what was sent."""
        (self._answers if self.is_done() else self._bar).do_next_step()

    def paste_reply(self, text: str) -> bool:
        """Take text that is pasted beside the fields as the reply to a message that was sent; return whether it is."""
        if not (self.is_done() and holds_focus(self)):
            return False
        self._answers.paste_reply(text)
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.save()

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setProperty("ground", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addLayout(self._heading())
        column.addWidget(self._about, 0, Qt.AlignmentFlag.AlignLeading)
        self._fill_tools()
        for widget in (self._hint, self._envelope, self._tools):
            column.addWidget(widget)
        column.addWidget(self._body, 1)
        for widget in (self._private, self._guide, self._told, self._answers, self._bar, self._after, self._earlier):
            column.addWidget(widget)
        self._area = area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        area.verticalScrollBar().rangeChanged.connect(self._reveal)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _heading(self) -> QHBoxLayout:
        drafts = IconButton("document", self.tr("Open drafts"), shortcut="Ctrl+D")
        drafts.clicked.connect(self._show_drafts)
        close = IconButton("close", self.tr("Close composer"))
        close.clicked.connect(self._on_close)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._title, 1)
        row.addWidget(self._state)
        row.addWidget(drafts)
        row.addWidget(close)
        return row

    def _fill_tools(self) -> None:
        for tone in Tone:
            self._tone.addItem(self.tr("{tone} tone").format(tone=word(tone)), tone)
        self._tone.activated.connect(self._redraft)
        discard = Button(self.tr("Discard"), ButtonKind.QUIET)
        discard.setAccessibleName(self.tr("Discard draft"))
        discard.clicked.connect(self._on_discard)
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._tone)
        row.addWidget(self._envelope.copies)
        row.addStretch()
        row.addWidget(discard)

    def _reload(self, message_id: int) -> None:
        try:
            detail = self._desk.services.message_rows.detail(message_id)
        except NotFoundError:
            self._detail = None
            self._envelope.forget()
            self._body.forget()
            self.closed.emit()
            return
        before = self._detail if self._detail is not None and self._detail.id == detail.id else None
        leaves = before is not None and not self.is_done()
        self._detail = detail
        editable = detail.state in UNSENT_STATES
        held = leaves and not editable and self.isAncestorOf(self.focusWidget())
        self._title.setText(title(detail.kind, recipients(detail)))
        set_tip(self._title, meaning(TERMS[detail.kind]) if detail.kind in TERMS else "")
        self._state.show_state(word(detail.state), STATE_KINDS[detail.state])
        self._about.set_text(self.tr("For the request “{title}”").format(title=detail.request_title))
        self._about.setVisible(bool(detail.request_title))
        self._hint.show_message(detail)
        self._envelope.show_message(detail, editable=editable)
        self._tone.setCurrentIndex(self._tone.findData(detail.tone))
        self._body.show_message(detail)
        self._private.show_message(detail)
        self._coaching.begin(of_message(detail.id), wanted=editable and detail.kind in ASKING)
        for widget in (self._tools, self._guide, self._bar):
            widget.setVisible(editable)
        self._answers.setVisible(not editable)
        if editable:
            self._bar.show_message(detail)
            self._follow()
            if before is not None and (before.state, detail.state) == (MessageState.DRAFT, MessageState.COPIED):
                self._reveal_soon(self._bar)
        else:
            self._answers.show_message(detail)
            self._earlier.follow(detail.kind, "")
            if held:
                self._answers.focus_first()
        self._after.setText(self._what_follows(detail))
        self._earlier.show_message(detail)

    def _what_follows(self, detail: MessageDetail) -> str:
        today = self._desk.services.clock.today()
        if detail.sent_at is not None:
            told = self.tr("Sent {day}.").format(day=day_text(detail.sent_at.day, today))
            if detail.answered_at is None:
                return told
            return f"{told} " + self.tr("Answered {day}.").format(day=day_text(detail.answered_at.day, today))
        days = int(self._desk.services.preferences.get("nudge_after_days"))
        day, copied = day_text(add_working_days(today, days), today), detail.state is MessageState.COPIED
        return consequence(detail.kind, day, copied=copied, gives=len(detail.offers))

    def _follow(self) -> None:
        """Let the guide judge the text for what it stands in."""
        if self._detail is not None:
            self._guide.follow(self._detail.id, self._detail.kind, self._body.text(), self._situation(self._detail))
            self._earlier.follow(self._detail.kind, self._body.text())
            self._private.follow(self._body.text())

    def _situation(self, detail: MessageDetail) -> Situation:
        """An opt-in note names neither side to the other before both agreed; who asks is not told their own ask."""
        if detail.kind not in (MessageKind.OPT_IN, MessageKind.INTRODUCTION) or detail.introduction_id is None:
            return Situation()
        row = self._desk.services.introduction_rows.row(detail.introduction_id)
        if row is None:
            return Situation()
        to = {one.contact_id for one in detail.recipients}
        sides = [party for party in row.parties if party.contact_id in to]
        is_opt_in, asked = detail.kind is MessageKind.OPT_IN, any(p.basis is ConsentBasis.REQUEST for p in sides)
        return Situation(
            hidden_names=tuple(p.name for p in row.parties if p.contact_id not in to) if is_opt_in else (),
            passes_ask_on=detail.request_id is not None and not asked,
        )

    def _redraft(self) -> None:
        detail, tone = self._detail, self._tone.currentData()
        if detail is not None and tone != detail.tone:
            self.save()
            self._desk.do(self, partial(self._desk.services.messages.redraft, detail.id, Tone(tone)), failed=self._tell)

    def _on_discard(self) -> None:
        if self._detail is not None:
            self.save()
            self._desk.do(self, partial(self._desk.services.messages.discard, self._detail.id), failed=self._tell)

    def _on_logged(self) -> None:
        detail = self._detail
        if detail is not None and detail.kind is MessageKind.ASK_BACK and detail.request_id is not None:
            self._tell(self.tr("The reply is logged. Write down what is asked now, then choose Clarify."))
            self._desk.request_wanted.emit(detail.request_id)
            self.clarifying.emit()
        else:
            self.answered.emit()

    def _go_on(self) -> None:
        if self._detail is not None:
            go_to_served(self._desk, self._detail)
            self.going_on.emit()

    def _go_to_request(self) -> None:
        if self._detail is not None and self._detail.request_id is not None:
            self._desk.request_wanted.emit(self._detail.request_id)

    def _show_drafts(self) -> None:
        DraftsDialog(self._desk, self.window()).open()

    def _tell(self, sentence: str) -> None:
        self._told.set_text(sentence)
        self._told.setVisible(bool(sentence))
        if sentence:
            self._reveal_soon(self._told)

    def _reveal_soon(self, part: QWidget) -> None:
        """Scroll to a part once it has its place, and again where what stands above it grows a moment later."""
        self._revealed = part
        self._revealing.start()
        later(self, self._reveal)

    def _reveal(self) -> None:
        if self._revealing.isActive() and self._revealed.isVisible():
            self._area.ensureWidgetVisible(self._revealed, 0, theme().px(REVEAL))

    def _on_close(self) -> None:
        self.save()
        self.closed.emit()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("request"):
            self._tell("")
        if changes.touches(*TABLES):
            self._catching_up.start()

    def _catch_up(self) -> None:
        """Read the message anew, in another turn of the loop than the section beside it reads its record."""
        if self._detail is not None:
            self._reload(self._detail.id)
