"""Menus: each entry can be chosen by its letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from netdesk.ui.widgets.menu import Menu, with_mnemonics


def test_a_letter_chooses_an_entry_once_the_menu_is_open(qtbot: QtBot) -> None:
    menu = Menu()
    qtbot.addWidget(menu)
    chosen: list[str] = []
    for text in ("Add a hop", "Ask first", "R&emove", "Report"):
        menu.addAction(text, lambda text=text: chosen.append(text))
    menu.popup(menu.pos())
    qtbot.keyClicks(menu, "f")
    assert chosen == ["Ask first"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), max_size=12))
def test_letters_are_given_once_and_change_no_text(texts: list[str]) -> None:
    marked = with_mnemonics(texts)
    letters = [QKeySequence.mnemonic(text).toString() for text in marked]
    given_ones = [
        letter for letter, text, before in zip(letters, marked, texts, strict=True) if letter and text != before
    ]
    assert len(given_ones) == len(set(given_ones))
    assert [text.replace("&", "") for text in marked] == [text.replace("&", "") for text in texts]
