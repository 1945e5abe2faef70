"""What came back to a message that was sent, and what to do while nothing did."""

from __future__ import annotations

from functools import cached_property, partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.domain.words import MessageKind, MessageState
from netdesk.services.message_rows import MessageDetail
from netdesk.services.purpose import Purpose
from netdesk.ui.composer.following import following, leads_on
from netdesk.ui.composer.reply import ReplyPanel, reply_form
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.widgets.buttons import Button, ButtonKind, ElidedButton
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.labels import Paragraph

NUDGED = frozenset({MessageKind.ASK, MessageKind.OPT_IN, MessageKind.ASK_BACK, MessageKind.FORWARDABLE_NOTE})


class Answers(QWidget):
    """The replies of a sent message, the place to log one, the nudge, and what comes next once it is answered.

    `logged` comes with each reply, `going_on` when what comes next is to be done.
    """

    logged = Signal()
    going_on = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing until `show_message`."""
        super().__init__(parent)
        self._desk = desk
        self._detail: MessageDetail | None = None
        self._replies = Card(self.tr("Replies"))
        self._text = Paragraph()
        self._replies.body.addWidget(self._text)
        self._log = Button(self.tr("Log reply"), ButtonKind.PRIMARY)
        self._log.clicked.connect(self.log_reply)
        self._nudge = Button(self.tr("Draft a nudge"))
        self._nudge.clicked.connect(self._draft_nudge)
        self._next = ElidedButton("", ButtonKind.PRIMARY)
        self._next.clicked.connect(self.going_on)
        self._next.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._log, 1)
        row.addWidget(self._nudge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._replies)
        column.addWidget(self._next)
        column.addLayout(row)
        self._column = column

    @cached_property
    def _panel(self) -> ReplyPanel:
        """Where the first reply is logged; most messages are written, and not answered yet."""
        made = ReplyPanel(self._desk)
        made.logged.connect(self._on_logged)
        made.cancelled.connect(self._on_cancelled)
        self._column.insertWidget(1, made)
        self.setTabOrder(made.save, self._log)
        return made

    def _is_replying(self) -> bool:
        return "_panel" in self.__dict__ and not self._panel.isHidden()

    def show_message(self, detail: MessageDetail) -> None:
        """Show what came back to a message that was sent."""
        if self._detail is not None and self._detail.id != detail.id and self._is_replying():
            self._panel.keep()
            self._panel.hide()
        if self._detail is None or self._detail.id != detail.id:
            self._offer("")
        self._detail = detail
        today = self._desk.services.clock.today()
        self._replies.setVisible(bool(detail.replies))
        self._text.set_text("\n\n".join(f"{day_text(day, today)}\n{text}" for day, text in detail.replies))
        self._log.set_text(self._log_text(detail))
        self._log.setVisible(not self._is_replying())
        self._show_next(detail)
        self._nudge.setVisible(detail.state is MessageState.SENT and detail.kind in NUDGED)
        if self._is_replying():
            self._panel.show_message(detail)

    def log_reply(self) -> None:
        """Open the place where the reply is pasted."""
        if self._detail is not None:
            self._panel.show_message(self._detail)
            self._panel.show()
            for button in (self._log, self._next):
                button.hide()
            self._panel.editor.setFocus()

    def paste_reply(self, text: str) -> None:
        """Open the place for the reply with what came back."""
        self.log_reply()
        self._panel.editor.insert_text(text)

    def do_next_step(self) -> None:
        """Save the reply that is typed, go on where the message is answered, or open the place for a reply."""
        (self._panel.save if self._is_replying() else self._first()).click()

    def keep(self) -> None:
        """Remember a reply that was typed and not saved."""
        if self._is_replying():
            self._panel.keep()

    def focus_first(self) -> None:
        """Begin where the reply is logged, or with what comes next."""
        (self._panel.editor if self._is_replying() else self._first()).setFocus()

    def _first(self) -> Button:
        return self._log if self._next.isHidden() else self._next

    def _show_next(self, detail: MessageDetail) -> None:
        """Ask beside the window what comes next: a request in full is dear."""
        if leads_on(detail):
            self._desk.tasks.read(self, partial(following, self._desk, detail), partial(self._on_following, detail.id))
        else:
            self._offer("")

    def _on_following(self, message_id: int, move: str) -> None:
        if self._detail is None or self._detail.id != message_id or not leads_on(self._detail):
            return
        self._offer(move)
        if self._log.hasFocus():
            self.focus_first()

    def _offer(self, move: str) -> None:
        self._next.set_text(self.tr("Go on: {move}").format(move=move))
        self._next.setVisible(bool(move) and not self._is_replying())
        self._log.set_kind(ButtonKind.PLAIN if move else ButtonKind.PRIMARY)

    def _log_text(self, detail: MessageDetail) -> str:
        if self._desk.services.unfinished.text(reply_form(detail)):
            return self.tr("Go on with the reply")
        return self.tr("Log another reply") if detail.replies else self.tr("Log reply")

    def _on_logged(self) -> None:
        self._leave_panel()
        self.logged.emit()

    def _on_cancelled(self) -> None:
        self._panel.keep()
        self._leave_panel()

    def _leave_panel(self) -> None:
        """Put the focus elsewhere before the panel goes, so that it does not jump."""
        self._log.show()
        self._log.setFocus()
        self._panel.hide()
        if self._detail is not None:
            self.show_message(self._detail)
        self.focus_first()

    def _draft_nudge(self) -> None:
        if self._detail is not None:
            to = tuple(row.contact_id for row in self._detail.recipients if row.contact_id is not None)
            self._desk.draft(self, Purpose(kind=MessageKind.NUDGE, previous_id=self._detail.id, to=to))
