"""Notes at rest: Markdown is seen as what it means, and everything else as it was typed."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from netdesk.ui.widgets.field_row import FieldRow
from netdesk.ui.widgets.labels import Run
from netdesk.ui.widgets.markdown import runs


def seen(text: str) -> str:
    return "".join(run.text for run in runs(text))


def looks(text: str, wanted: str) -> Run:
    return next(run for run in runs(text) if run.text == wanted)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("## Next time", "Next time"),
        ("**Next time** and __more__", "Next time and more"),
        ("an *old* friend, _really_", "an old friend, really"),
        ("- bread\n- salt", "•  bread\n•  salt"),
        ("- [ ] call\n- [x] write", "☐  call\n☑  write"),
        ("> I said so", "▏ I said so"),
        ("see [the book](https://a.example/b)", "see the book (https://a.example/b)"),
        ("`code_with_marks`", "code_with_marks"),
        ("snake_case_name, 2 * 3 * 4, #5 and a-b", "snake_case_name, 2 * 3 * 4, #5 and a-b"),
        ("<b>bold</b> <img src=http://a.example>", "<b>bold</b> <img src=http://a.example>"),
        ("![photo](http://a.example/x.png)", "!photo (http://a.example/x.png)"),
        ("", ""),
    ],
)
def test_marks_give_way_to_what_they_mean(typed: str, shown: str) -> None:
    assert seen(typed) == shown


def test_headings_and_stress_stand_out() -> None:
    assert looks("# Plans", "Plans").strong and looks("so **bold** it is", "bold").strong
    assert looks("quite *slanted*", "slanted").slanted and not looks("quite *slanted*", "quite ").slanted


@given(st.text(st.characters(exclude_characters="*_`[]()#->+"), max_size=300))
def test_a_text_without_marks_is_shown_letter_by_letter(text: str) -> None:
    assert seen(text) == text


@pytest.mark.parametrize("piece", ["*", "_", "`", "[", "**a", "[a](", "> ", "- ", "*a _b "])
def test_open_marks_without_end_take_no_time(piece: str) -> None:
    plain, marked = "x" * 4_000_000, piece * (4_000_000 // len(piece))
    began = perf_counter()
    runs(plain)
    between = perf_counter()
    runs(marked)
    assert perf_counter() - between < max(20 * (between - began), 0.2)


def test_a_field_shows_it_at_rest_and_is_typed_as_it_is(qtbot: QtBot) -> None:
    field = FieldRow("Notes", "**Next time**\n- bread", multiline=True, styled=runs)
    qtbot.addWidget(field)
    assert field._value.text() == "Next time\n•  bread"
    field.show()
    field.edit()
    assert field._editor.text() == field.text() == "**Next time**\n- bread"
