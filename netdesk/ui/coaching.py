"""What the coach thinks of a text while it is written: by wording at once, by the models once typing pauses."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from netdesk.coach import SILENCE, VagueSpan, Verdict, coach, underline
from netdesk.domain.changes import Changes
from netdesk.language.mail import body
from netdesk.services.hints import Standing, folded
from netdesk.ui.desk import Desk
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.highlighter import Span, WavyHighlighter

PAUSE_MS = 60
"""So short that the models have answered 150 ms after the last key."""

AT_ONCE = 2_000
"""Characters that are judged by wording between two keys, in 25 ms at the very most; longer texts beside the window."""


class Coaching(QObject):
    """Follows an editor: underlines what is vague in it, and emits `judged` with each verdict.

    While the models' verdict on the text before a key stands, that key only changes what is underlined: the two ways of
    judging must not take turns before one's eyes.
    """

    judged = Signal()

    def __init__(self, desk: Desk, editor: PlainTextEditor) -> None:
        """Judge nothing until `begin`."""
        super().__init__(editor)
        self.verdict: Verdict = SILENCE
        self.body = ""
        """What is said in a pasted mail; the text itself where it is none."""

        self.standing = Standing()
        self._desk, self._editor = desk, editor
        self._waves = WavyHighlighter(editor)
        self._place = ""
        self._wanted = False
        self._text = ""
        self._by_models = False
        self._asked: str | None = None
        self._answered: tuple[str, bool] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._given = QTimer(self, singleShot=True, interval=0)
        self._given.timeout.connect(self._judge_at_once)
        editor.textChanged.connect(self._on_changed)
        desk.coach_opened.connect(self._ask)
        desk.changes.changed.connect(self._on_book_changed)

    @property
    def speaks(self) -> bool:
        """Whether anything is said of this text at all."""
        return self._wanted and self.standing.enabled and not self.standing.quiet

    @property
    def is_mail(self) -> bool:
        """Whether the text holds more than what is said in it."""
        return self.speaks and bool(self.body.strip()) and self.body != self._text

    @property
    def less_sure(self) -> bool:
        """Whether wording alone is judged, since the model is missing."""
        return self._by_models and self._desk.services.coach.by_wording

    def begin(self, place: str = "", *, wanted: bool = True) -> None:
        """Judge what is in the editor, which is the text of a place in the book, or of none yet."""
        standing = self._desk.services.hints.standing(place)
        if not place and not self._place:
            standing = replace(standing, dismissed=self.standing.dismissed)
        if (place, wanted, standing) == (self._place, self._wanted, self.standing):
            return
        spoke = self.speaks
        self._place, self._wanted, self.standing = place, wanted, standing
        if spoke and self.speaks and self.is_current():
            self._tell(self.verdict)
            return
        self._answered = None
        self._judge_at_once()
        if self.speaks and self._desk.coach_is_open:
            self._desk.tasks.think(self, self._desk.services.coach.prepare, lambda _: None)
        self._pause.start()

    def is_final(self) -> bool:
        """Tell whether nobody is going to judge what is in the editor any better."""
        if not self.is_current():
            return False
        return not self._desk.coach_is_open or self._answered == (self._text, True) or not self._text.strip()

    def is_current(self) -> bool:
        """Tell whether the verdict is about what is in the editor now."""
        return self._editor.text() == self._text

    def hints(self) -> list[VagueSpan]:
        """Return what is said about wordings and was not dismissed."""
        return [span for span in self.verdict.spans if folded(span.text) not in self.standing.dismissed]

    def dismiss(self, wording: str) -> None:
        """Say nothing of this wording here any more."""
        self.standing = replace(self.standing, dismissed=self.standing.dismissed | {folded(wording)})
        if self._place:
            self._desk.do(self._editor, partial(self._desk.services.hints.dismiss, self._place, wording))
        self._tell(self.verdict)

    def set_quiet(self, *, quiet: bool) -> None:
        """Switch the coach off, or on again, for this text."""
        self._desk.do(self._editor, partial(self._desk.services.hints.set_quiet, self._place, quiet=quiet))

    def _on_book_changed(self, changes: Changes) -> None:
        if changes.touches("setting"):
            self.begin(self._place, wanted=self._wanted)

    def _on_changed(self) -> None:
        """Judge another text only, since underlining counts as a change too; one that nobody types in a later turn."""
        if self._is_long() or not self.is_current():
            if self._editor.document().isModified():
                self._judge_at_once()
            else:
                self._given.start()
            self._pause.start()

    def _is_long(self) -> bool:
        return self._editor.document().characterCount() > AT_ONCE

    def _judge_at_once(self) -> None:
        """Say what wording tells; of a long text nothing yet."""
        if not self.speaks:
            self._tell(SILENCE)
        elif not self._is_long():
            self._text = self._editor.text()
            self.body = body(self._text)
            if self._by_models and self.verdict.language_known and self._editor.document().isModified():
                spans = underline(self._text, specific=self.verdict.specific)
                self._tell(replace(self.verdict, spans=spans) if self._text.strip() else SILENCE)
            else:
                self._by_models = False
                self._tell(coach(self._text))

    def _ask(self) -> None:
        """Ask beside the window, once at a time, about the text as it is by then."""
        by_models = self._desk.coach_is_open
        if not self.speaks or self._asked is not None or not (by_models or self._is_long()):
            return
        text = self._editor.text()
        if not text.strip() or (text, by_models) == self._answered:
            return
        self._asked = text
        judge = self._desk.services.coach.judge if by_models else coach
        self._desk.tasks.think(self, lambda: (judge(text), body(text), by_models), self._on_answer)

    def _on_answer(self, answer: tuple[Verdict, str, bool]) -> None:
        text, self._asked = self._asked, None
        if text is None or text != self._editor.text() or not self.speaks:
            self._pause.start()
            return
        verdict, self.body, self._by_models = answer
        self._text, self._answered = text, (text, self._by_models)
        self._tell(verdict)

    def _tell(self, verdict: Verdict) -> None:
        self.verdict = verdict
        hints = self.hints()
        self._waves.set_spans([Span(one.start, one.end, f"{one.why}\n{one.instead}") for one in hints])
        self._editor.setAccessibleDescription("\n".join(f"“{one.text}”: {one.instead}" for one in hints))
        self.judged.emit()
