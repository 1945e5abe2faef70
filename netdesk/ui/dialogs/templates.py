"""The editor of the texts that drafts are made from, beside the draft they make."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netdesk.composer.records import Draft
from netdesk.composer.specimens import value_names
from netdesk.composer.templates import shipped, template_name, template_names
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.words import MessageKind, Tone
from netdesk.ui.days import day_text
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.confirm import confirm
from netdesk.ui.dialogs.form import Dialog, add_row, form
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.fields import Choice
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.widgets.menu import Menu
from netdesk.ui.widgets.people_field import PeopleField
from netdesk.ui.widgets.save_timer import SaveTimer
from netdesk.ui.words import word

HEIGHT = 370


class TemplatesDialog(Dialog):
    """One template at a time: its text at the left, at the right the draft that it makes to a person of the book.

    A text that does not work is refused with its line, and the one before goes on to count. Each version that was saved
    can be brought back, as can the text that came with the program.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Begin with the ask."""
        super().__init__(_tr("Templates"), parent, action=_tr("Save template"), width=960)
        self._desk = desk
        self._texts = desk.services.templates.texts()
        self._unsaved: dict[str, str] = {}
        self._asked = 0
        self._name = template_name(MessageKind.ASK)
        self.template = Choice(self.tr("Template"))
        for name in template_names():
            self.template.addItem(_called(name), name)
        self.tone = Choice(self.tr("Tone of the preview"))
        for tone in Tone:
            self.tone.addItem(self.tr("{tone} tone").format(tone=word(tone)), tone)
        self.person = PeopleField(desk, multiple=False, name=self.tr("Preview to"), placeholder=self.tr("A contact"))
        rows, me = desk.services.contact_rows, desk.services.contact_rows.me()
        self.person.set_people([(who, name) for who, name, _ in rows.complete("", 2) if who != me][:1])
        self.editor = PlainTextEditor()
        self.editor.setAccessibleName(self.tr("Text of the template"))
        self.preview = PlainTextEditor()
        self.preview.setAccessibleName(self.tr("Preview of the draft"))
        self.preview.setReadOnly(True)
        self._names = Muted(small=True, wrap=True)
        self._told = Muted(small=True, wrap=True)
        self.reset = Button(self.tr("Reset"), ButtonKind.QUIET)
        self.reset.setAccessibleName(self.tr("Reset to the text that came with netdesk"))
        self.versions = Button(self.tr("Versions"))
        self._menu = Menu(self)
        self.versions.setMenu(self._menu)
        self._timer = SaveTimer(self)
        self._arrange()
        self._connect()
        self._show(self._name)
        self.template.setFocus()

    def submit(self) -> None:
        """Keep the text as the newest version, and stay for the next template."""
        name, text = self._name, self.editor.text()
        save = partial(self._desk.services.templates.save, name, text)
        self._desk.do(
            self, save, lambda _: self._on_saved(name, self.tr("Saved. The next draft uses it.")), self.refuse
        )

    def reject(self) -> None:
        """Close, after a question where a text is not saved."""
        told = self.tr("{names}: what you changed there is not saved.")
        called = ", ".join(_called(name) for name in self._unsaved)
        if not self._unsaved or confirm(
            self,
            self.tr("Close without saving?"),
            told.format(names=called),
            self.tr("Close without saving"),
            danger=True,
        ):
            super().reject()

    def _arrange(self) -> None:
        top = form()
        add_row(top, self.tr("Template"), self.template)
        shown = QHBoxLayout()
        shown.setSpacing(8)
        shown.addWidget(self.person, 1)
        shown.addWidget(self.tone)
        add_row(top, self.tr("Preview to"), shown)
        texts = QHBoxLayout()
        texts.setSpacing(12)
        for title, editor in ((self.tr("Text"), self.editor), (self.tr("Draft"), self.preview)):
            editor.setMinimumHeight(theme().px(HEIGHT))
            side = QVBoxLayout()
            side.setSpacing(4)
            side.addWidget(Muted(title, small=True))
            side.addWidget(editor, 1)
            texts.addLayout(side, 1)
        self.body.addLayout(top)
        self.body.addLayout(texts, 1)
        self.body.addWidget(self._names)
        self.body.addWidget(self._told)
        self.cancel.set_text(self.tr("Close"))
        self.buttons.insertWidget(0, self.reset)
        self.buttons.insertWidget(1, self.versions)

    def _connect(self) -> None:
        self.template.currentIndexChanged.connect(self._on_chosen)
        self.tone.currentIndexChanged.connect(self._ask)
        self.person.changed.connect(self._ask)
        self.editor.edited.connect(self._on_edited)
        self.reset.clicked.connect(self._on_reset)
        self._menu.triggered.connect(self._on_version)
        self._timer.timeout.connect(self._ask)

    def _show(self, name: str) -> None:
        self._name = name
        self.editor.set_text(self._unsaved.get(name, self._texts[name]))
        self.tone.setVisible("." not in name)
        self._names.setText(self.tr("It can show: {names}.").format(names=", ".join(value_names(name))))
        self._tell("")
        self._fill_versions()
        self._follow()
        self._ask()

    def _fill_versions(self) -> None:
        self._menu.clear()
        today = self._desk.services.clock.today()
        for version in self._desk.services.templates.versions(self._name):
            day = day_text(version.at.day, today)
            told = self.tr("Version {number}, {day}") if version.text else self.tr("Reset {day}")
            action = self._menu.addAction(told.format(number=version.number, day=day))
            action.setData(version.text or shipped(self._name))
        self.versions.setEnabled(not self._menu.isEmpty())

    def _follow(self) -> None:
        self.primary.setEnabled(self._name in self._unsaved)
        self.reset.setEnabled(self.editor.text().rstrip() != shipped(self._name).rstrip())

    def _ask(self) -> None:
        """Let the draft be made beside the window; the last answer counts."""
        self._timer.stop()
        self._asked += 1
        people = [who for who, _ in self.person.chosen() if isinstance(who, int)]
        make = self._desk.services.templates.preview
        call = partial(make, self._name, self.editor.text(), Tone(self.tone.currentData()), next(iter(people), None))
        asked = self._asked

        def question() -> tuple[int, Draft | str]:
            try:
                return asked, call()
            except InvalidInputError as error:
                return asked, str(error)

        self._desk.tasks.read(self, question, self._on_made)

    def _on_made(self, answer: tuple[int, Draft | str]) -> None:
        asked, made = answer
        if asked != self._asked:
            return
        if isinstance(made, str):
            self.refuse(made)
            self.primary.setEnabled(False)
            return
        self.refuse("")
        self._follow()
        self.preview.set_text(self.tr("Subject: {subject}").format(subject=made.subject) + f"\n\n{made.body}")

    def _on_chosen(self) -> None:
        self._show(str(self.template.currentData()))

    def _on_edited(self) -> None:
        text = self.editor.text()
        if text.rstrip() == self._texts[self._name].rstrip():
            self._unsaved.pop(self._name, None)
        else:
            self._unsaved[self._name] = text
        self._tell("")
        self._follow()
        self._timer.note()

    def _on_reset(self) -> None:
        name = self._name
        told = self.tr("Reset. The next draft uses the text that came with netdesk.")
        self._desk.do(
            self, partial(self._desk.services.templates.reset, name), lambda _: self._on_saved(name, told), self.refuse
        )

    def _on_version(self, action: QAction) -> None:
        self.editor.set_text(str(action.data()))
        self._on_edited()
        self.editor.setFocus()

    def _on_saved(self, name: str, told: str) -> None:
        self._texts = self._desk.services.templates.texts()
        self._unsaved.pop(name, None)
        if name == self._name:
            self._show(name)
            self._tell(told)

    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))


def _called(name: str) -> str:
    """Name a template as people do: a kind of message, or a part of all messages in a tone."""
    part, _, tone = name.partition(".")
    if tone:
        parts = {"salutation": _tr("Salutation"), "opening": _tr("Opening"), "closing": _tr("Closing")}
        return _tr("{part}, {tone}").format(part=parts[part], tone=word(Tone(tone)))
    kind = next(kind for kind in MessageKind if template_name(kind) == name)
    return word(kind).capitalize()


def _tr(text: str) -> str:
    return QCoreApplication.translate("templates", text)
