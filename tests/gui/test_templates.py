"""The template editor: a draft beside the text, a sentence for what is wrong, versions and the way back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from netdesk.composer.templates import shipped
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.settings import SettingsDialog
from netdesk.ui.dialogs.templates import TemplatesDialog
from netdesk.ui.widgets.editor import PlainTextEditor
from tests.gui.hands import Hands, given_hands, given_services

__all__ = ["given_hands", "given_services"]


@pytest.fixture
def editor(hands: Hands) -> TemplatesDialog:
    made = TemplatesDialog(hands.desk, hands.window)
    made.open()
    hands.settle()
    return made


def read(hands: Hands, name: str) -> str:
    shown = hands.control(name)
    assert isinstance(shown, QPlainTextEdit)
    return shown.toPlainText()


def choose(hands: Hands, name: str) -> None:
    choice = hands.control("Template")
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(choice.findText(name))
    hands.settle()


def paste_over(hands: Hands, text: str) -> None:
    field = hands.control("Text of the template")
    assert isinstance(field, PlainTextEditor)
    field.setFocus()
    hands.qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    field.insert_text(text)
    hands.qtbot.wait(450)
    hands.settle()


def test_a_preview_follows_the_text_and_the_person(hands: Hands, editor: TemplatesDialog) -> None:
    choose(hands, "Salutation, plain")
    paste_over(hands, "Good morning {{ names }},")
    assert read(hands, "Preview of the draft").split("\n")[2] == "Good morning Tomas,"
    hands.qtbot.keyClick(hands.control("Preview to"), Qt.Key.Key_Backspace)
    hands.type("Preview to", "Ama Owusu")
    hands.qtbot.keyClick(hands.control("Preview to"), Qt.Key.Key_Return)
    hands.settle()
    assert read(hands, "Preview of the draft").split("\n")[2] == "Good morning Ama,"
    hands.press("Save template")
    assert hands.desk.services.templates.texts()["salutation.plain"] == "Good morning {{ names }},\n"
    assert not editor.primary.isEnabled()
    hands.desk.services.history.undo()
    assert hands.desk.services.templates.texts()["salutation.plain"] == shipped("salutation.plain")
    editor.reject()


def test_what_is_wrong_is_said_with_its_line_and_cannot_be_saved(hands: Hands, editor: TemplatesDialog) -> None:
    before = read(hands, "Preview of the draft")
    paste_over(hands, "Subject: Hi\nto {{ nmaes }}")
    said = [one.text() for one in editor.findChildren(QWidget) if one.property("text_style") == "wrong"]  # type: ignore[attr-defined]
    assert said[0].startswith("Line 2 of the template “ask” uses “nmaes”")
    assert not editor.primary.isEnabled()
    assert read(hands, "Preview of the draft") == before
    hands.press("Reset to the text that came with netdesk")
    assert read(hands, "Text of the template") == shipped("ask")
    editor.reject()


def test_an_earlier_version_comes_back_to_be_saved(hands: Hands, editor: TemplatesDialog) -> None:
    for text in ("Ciao {{ names }},", "Salve {{ names }},"):
        hands.desk.services.templates.save("salutation.warm", text)
    editor.reject()
    again = TemplatesDialog(hands.desk, hands.window)
    again.open()
    choose(hands, "Salutation, warm")
    assert read(hands, "Text of the template") == "Salve {{ names }},\n"
    hands.from_menu("Versions", "Version 1, 23 Nov")
    assert read(hands, "Text of the template") == "Ciao {{ names }},\n"
    hands.press("Save template")
    assert hands.desk.services.templates.texts()["salutation.warm"] == "Ciao {{ names }},\n"
    again.reject()


def test_a_text_that_is_not_saved_waits_and_closing_asks(
    hands: Hands, editor: TemplatesDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    paste_over(hands, "Subject: Mine\nHello")
    choose(hands, "Check-in")
    choose(hands, "Ask")
    assert read(hands, "Text of the template") == "Subject: Mine\nHello"
    asked: list[str] = []
    monkeypatch.setattr(
        "netdesk.ui.dialogs.templates.confirm", lambda *about, **_: asked.append(about[2]) or len(asked) > 1
    )
    editor.reject()
    assert editor.isVisible()
    assert asked == ["Ask: what you changed there is not saved."]
    editor.reject()
    assert not editor.isVisible()


def test_the_settings_lead_to_the_templates(desk: Desk, qtbot: QtBot) -> None:
    settings = SettingsDialog(desk)
    qtbot.addWidget(settings)
    settings.show()
    assert desk.services.clock.today() == date(2026, 11, 23)
    button = next(one for one in settings.findChildren(QWidget) if one.accessibleName() == "Edit templates…")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    opened = settings.findChild(TemplatesDialog)
    assert opened is not None
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    opened.reject()
