"""The five fields of an articulated ask, and what the wording proposes for those that are empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netdesk.coach import Verdict, said_in
from netdesk.composer.records import Ask
from netdesk.domain.asks import says_enough
from netdesk.ui.dialogs.form import add_row, form
from netdesk.ui.glossary import Term, explain
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.fields import LineEdit
from netdesk.ui.widgets.proposals import Proposals, field_labels


class AskForm(QWidget):
    """Purpose, topic, ask, who and bound, folded away until they are wanted; `edited` when a field has another text.

    While they are, what the wording proposes for them changes only what the link says: nothing moves while one writes.
    What a wording that is surely specific says is then captured with it; who writes into a field, or takes over a
    proposal, chooses what all of them get.
    """

    edited = Signal()

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        hints = {
            "purpose": self.tr("The project or goal it serves"),
            "topic": self.tr("What it is about"),
            "ask": self.tr("What exactly is asked for"),
            "who": self.tr("Who could help"),
            "bound": self.tr("How much time, until when"),
        }
        self.fields = {name: LineEdit("", hint) for name, hint in hints.items()}
        explain(self.fields["bound"], Term.BOUND)
        self._kept: dict[str, str] = {}
        self.proposals = Proposals()
        self.proposals.accepted.connect(self.fill)
        self.more = Button("", ButtonKind.LINK, "plus")
        self.more.clicked.connect(self.unfold)
        rows = form()
        labels = field_labels()
        for name, field in self.fields.items():
            add_row(rows, labels[name], field)
            field.textChanged.connect(self.edited)
        self._folded = QWidget()
        inside = QVBoxLayout(self._folded)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.proposals)
        inside.addLayout(rows)
        self._folded.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._folded)
        self.propose(None)

    def texts(self) -> dict[str, str]:
        """Return what the fields hold, by their names."""
        return {name: field.text() for name, field in self.fields.items()}

    def said(self) -> dict[str, str]:
        """Return what the fields hold and, while they are folded or all empty, what is kept with the wording."""
        texts = self.texts()
        chosen = not self._folded.isHidden() and any(text.strip() for text in texts.values())
        return texts if chosen else {**texts, **self._kept}

    def fill(self, said: Mapping[str, str]) -> None:
        """Take over what was proposed, and lead to the first field that got it."""
        for name, text in said.items():
            self.fields[name].setText(text)
        self.fields[next(iter(said))].setFocus()

    def unfold(self) -> None:
        """Show the fields."""
        self._folded.show()
        self.more.hide()
        self.fields["purpose"].setFocus()

    def _is_clear(self, verdict: Verdict, offered: Mapping[str, str]) -> bool:
        """Tell whether the wording surely says what is asked, and the fields would say it too."""
        return verdict.specific and verdict.sure and says_enough(Ask(**{**self.texts(), **offered}))

    def propose(self, verdict: Verdict | None) -> None:
        """Offer what a judged wording says for the fields that are empty; nothing without one."""
        said = asdict(said_in(verdict)) if verdict is not None else {}
        offered = {name: text for name, text in said.items() if text and not self.fields[name].text().strip()}
        self._kept = offered if verdict is not None and self._is_clear(verdict, offered) else {}
        untouched = not any(text.strip() for text in self.texts().values())
        self.proposals.offer(offered, counts=untouched and bool(self._kept))
        names = ", ".join(label.lower() for name, label in field_labels().items() if name in offered or not offered)
        if self._kept:
            told = self.tr("Found in the wording: {names}; captured with it")
        else:
            told = self.tr("Found in the wording: {names}") if offered else self.tr("What is known already: {names}")
        self.more.set_text(told.format(names=names))
