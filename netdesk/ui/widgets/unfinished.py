"""The line over a form that brings back what was typed there and never submitted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from netdesk.ui.desk import Desk
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.editor import PlainTextEditor
from netdesk.ui.widgets.fields import LineEdit
from netdesk.ui.widgets.labels import Muted
from netdesk.ui.widgets.people_field import PeopleField
from netdesk.ui.widgets.save_timer import SaveTimer

Field = LineEdit | PlainTextEditor | PeopleField


class Unfinished(QWidget):
    """Keeps what is typed in the fields of a form until `forget`; it is seen only where something came back."""

    def __init__(self, desk: Desk, fields: Mapping[str, Field], parent: QWidget | None = None) -> None:
        """Listen to the fields; nothing is kept before `begin` names the form."""
        super().__init__(parent)
        self._desk, self._fields, self._name = desk, fields, ""
        self._touched = False
        self._timer = SaveTimer(self)
        self._timer.timeout.connect(self.save)
        for field in fields.values():
            if isinstance(field, PlainTextEditor):
                field.edited.connect(self._on_typed)
            elif isinstance(field, LineEdit):
                field.textEdited.connect(self._on_typed)
            else:
                field.changed.connect(self._on_typed)
                field.line.textEdited.connect(self._on_typed)
        anew = Button(self.tr("Begin anew"), ButtonKind.LINK)
        anew.clicked.connect(self._on_anew)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Muted(self.tr("What you typed here before is back."), wrap=True), 1)
        row.addWidget(anew)
        self.hide()

    def begin(self, name: str) -> None:
        """Name the form, and bring back what was typed in it."""
        self._name, self._touched = name, False
        typed = self._desk.services.unfinished.text(name)
        self.setVisible(bool(typed))
        for key, value in (json.loads(typed) if typed else {}).items():
            if key in self._fields:
                _fill(self._fields[key], value)

    def save(self) -> None:
        """Write now what is typed and not written yet."""
        self._timer.stop()
        if self._touched:
            typed = {key: value for key, field in self._fields.items() if (value := _value(field))}
            self._keep(json.dumps(typed) if typed else "")

    def forget(self) -> None:
        """Drop what was kept, since it is submitted or not wanted."""
        self._timer.stop()
        self._touched = False
        self._keep("")
        self.hide()

    def _keep(self, text: str) -> None:
        kept = self._desk.services.unfinished
        if self._name and text != kept.text(self._name):
            kept.keep(self._name, text)
            self._desk.do(self, partial(kept.write, self._name))

    def _on_typed(self) -> None:
        self._touched = True
        self._timer.note()

    def _on_anew(self) -> None:
        for field in self._fields.values():
            _fill(field, [] if isinstance(field, PeopleField) else "")
        self.forget()
        next(iter(self._fields.values())).setFocus()


def _value(field: Field) -> object:
    if not isinstance(field, PeopleField):
        return field.text()
    typed = field.line.text().strip()
    return [*field.chosen(), *([(typed, typed)] if typed else [])]


def _fill(field: Field, value: object) -> None:
    if isinstance(field, PeopleField) and isinstance(value, list):
        field.set_people([(who, name) for who, name in value])
    elif isinstance(field, PlainTextEditor):
        field.set_text(str(value))
    elif isinstance(field, LineEdit):
        field.setText(str(value))
