"""The parts of the window, as a user meets them."""

from __future__ import annotations

import time
from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QObject, QPoint, QRect, Qt, QUrl, Signal
from PySide6.QtGui import QPainter, QPixmap, QStandardItem, QStandardItemModel, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QRadioButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from netdesk.ui.desk import Desk
from netdesk.ui.tasks import Tasks
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.avatar import Avatar, hue
from netdesk.ui.widgets.beside_layout import AsideLayout
from netdesk.ui.widgets.book_field import BookField
from netdesk.ui.widgets.buttons import Button, ButtonKind, ElidedButton, IconButton
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.editor import GrowingEditor, PlainTextEditor
from netdesk.ui.widgets.empty_state import EmptyState
from netdesk.ui.widgets.field_row import FieldRow
from netdesk.ui.widgets.fields import Choice, DateField, LineEdit, NumberField, SearchField
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.highlighter import Span, WavyHighlighter
from netdesk.ui.widgets.labels import (
    TITLE_HEIGHT,
    ElidedLabel,
    HeadTitle,
    Muted,
    Paragraph,
    PlainLabel,
    Run,
    SectionTitle,
)
from netdesk.ui.widgets.line_layout import LINE_HEIGHT
from netdesk.ui.widgets.people_field import PeopleField
from netdesk.ui.widgets.picker import Picker
from netdesk.ui.widgets.row_delegate import RowRole
from netdesk.ui.widgets.rows import Rows
from netdesk.ui.widgets.save_timer import AT_LATEST_MS, SAVE_AFTER_MS
from netdesk.ui.widgets.soft_lines import PIECE, cut
from netdesk.ui.widgets.state_bar import StateBar
from netdesk.ui.widgets.status import StatusLine, Toast
from netdesk.ui.widgets.top_bar import TopBar
from netdesk.ui.widgets.views import RowList
from tests.gui import gallery
from tests.gui.pixels import FINE, changed, painted, pixels

MARKUP = "<h1>Big</h1><img src='http://nowhere.example/x.png'>"


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A shown window with another field beside the widget under test."""
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(QLineEdit())
    page.resize(500, 300)
    with qtbot.waitActive(page):
        page.show()
    return page


def fine(area: QRect) -> QRect:
    """An area of a widget in the pixels of its picture."""
    return QRect(area.topLeft() * FINE, area.size() * FINE)


def ink_left(widget: QWidget, area: QRect | None = None) -> float:
    """Where the text of a widget begins, in an area of it or else behind its frame."""
    area = area or widget.rect().adjusted(4, 4, -4, -4)
    dark = (pixels(painted(widget).copy(fine(area))) >> 8 & 0xFF) < 0xC0
    return area.left() + float(dark.any(axis=0).argmax()) / FINE


def put(page: QWidget, widget: QWidget) -> None:
    layout = page.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addWidget(widget)
    layout.addStretch()
    QApplication.processEvents()


class Heard:
    """What a field reported, in order."""

    def __init__(self, row: FieldRow) -> None:
        self.saved: list[str] = []
        self.sessions: list[str] = []
        row.saved.connect(self.saved.append)
        row.editing_started.connect(lambda: self.sessions.append("started"))
        row.editing_finished.connect(lambda: self.sessions.append("finished"))


@pytest.fixture
def row(page: QWidget) -> FieldRow:
    row = FieldRow("Topic", "Old")
    put(page, row)
    return row


def test_an_empty_value_begins_with_the_first_letter_and_a_full_one_is_not_overwritten(
    page: QWidget, row: FieldRow, qtbot: QtBot
) -> None:
    empty = FieldRow("Ask", "", placeholder="One answer?")
    put(page, empty)
    empty.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "a")
    qtbot.keyClicks(QApplication.focusWidget(), " call")
    assert empty.editing and empty.text() == "a call"
    row.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "x")
    assert not row.editing and row.text() == "Old"


def open_and_type(qtbot: QtBot, row: FieldRow, text: str) -> QWidget:
    row.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert row.editing
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, text)
    return editor


def test_a_long_title_takes_two_lines_and_its_tip_tells_the_rest(desk: Desk, page: QWidget, qtbot: QtBot) -> None:
    title = BookField(desk, "Title", labelled=False)
    title.show_as_title()

    def keep(text: str, /, *, session_key: str | None) -> None: ...

    put(page, title)
    line = title.heightForWidth(300)
    text = "Whom can I ask 🙂 " * 3 + "how\nthe contracts of a first pilot are written " * 4
    title.bind(1, text, keep)
    value = title._value
    assert title.heightForWidth(300) == line + theme().px(TITLE_HEIGHT)
    value.resize(300, 60)
    shown = value._laid_out(value.contentsRect().width())
    assert shown.lineCount() == 2 and shown.text().endswith("…") and "🙂" in shown.text()
    assert all(shown.lineAt(place).naturalTextWidth() <= value.contentsRect().width() for place in range(2))
    assert value.shortened()
    value.resize(20_000, 60)
    title.bind(1, "A short title", keep)
    assert not value.shortened()
    assert title.heightForWidth(300) == line


def test_a_field_saves_once_after_the_last_key(qtbot: QtBot, row: FieldRow) -> None:
    heard = Heard(row)
    began = time.monotonic()
    open_and_type(qtbot, row, "New text")
    assert heard.saved == []
    qtbot.waitUntil(lambda: bool(heard.saved), timeout=3000)
    assert time.monotonic() - began >= SAVE_AFTER_MS / 1000 * 0.9
    assert heard.saved == ["New text"]
    assert row.editing


def test_typing_without_a_pause_is_saved_every_two_seconds(qtbot: QtBot, row: FieldRow) -> None:
    heard = Heard(row)
    began = time.monotonic()
    editor = open_and_type(qtbot, row, "a")
    while not heard.saved:
        qtbot.wait(SAVE_AFTER_MS // 4)
        qtbot.keyClicks(editor, "a")
        assert time.monotonic() - began < 2 * AT_LATEST_MS / 1000
    assert time.monotonic() - began >= AT_LATEST_MS / 1000 * 0.9


def test_a_field_saves_on_leaving_and_ends_its_session(qtbot: QtBot, page: QWidget, row: FieldRow) -> None:
    heard = Heard(row)
    open_and_type(qtbot, row, "New")
    page.findChild(QLineEdit).setFocus()
    assert heard.saved == ["New"]
    assert heard.sessions == ["started", "finished"]
    assert not row.editing
    qtbot.wait(SAVE_AFTER_MS + 100)
    assert heard.saved == ["New"]


def test_enter_ends_a_one_line_field_and_leaves_the_focus_there(qtbot: QtBot, row: FieldRow) -> None:
    heard = Heard(row)
    editor = open_and_type(qtbot, row, "New")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert heard.saved == ["New"]
    assert not row.editing
    assert row.isAncestorOf(QApplication.focusWidget())


def test_escape_brings_back_what_was_there_even_after_a_save(qtbot: QtBot, row: FieldRow) -> None:
    heard = Heard(row)
    editor = open_and_type(qtbot, row, "New")
    qtbot.waitUntil(lambda: heard.saved == ["New"])
    qtbot.keyClicks(editor, "er")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert heard.saved == ["New", "Old"]
    assert row.text() == "Old"


def test_escape_before_any_save_saves_nothing(qtbot: QtBot, row: FieldRow) -> None:
    heard = Heard(row)
    editor = open_and_type(qtbot, row, "New")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.wait(SAVE_AFTER_MS + 100)
    assert heard.saved == []
    assert row.text() == "Old"


def test_a_value_from_the_book_does_not_overwrite_typing(qtbot: QtBot, row: FieldRow) -> None:
    open_and_type(qtbot, row, "Mine")
    row.set_text("Theirs")
    assert row.text() == "Mine"


def test_an_undone_value_reaches_an_open_field(qtbot: QtBot, row: FieldRow) -> None:
    heard = Heard(row)
    open_and_type(qtbot, row, "Mine")
    qtbot.waitUntil(lambda: heard.saved == ["Mine"])
    row.set_text("Old")
    assert row.text() == "Old"
    qtbot.wait(SAVE_AFTER_MS + 100)
    assert heard.saved == ["Mine"]


def test_a_click_opens_a_field_and_a_hidden_one_has_saved(qtbot: QtBot, row: FieldRow) -> None:
    heard = Heard(row)
    value = row.focusProxy()
    qtbot.mouseClick(value, Qt.MouseButton.LeftButton)
    assert row.editing
    qtbot.keyClicks(QApplication.focusWidget(), "New")
    row.hide()
    assert heard.saved == ["New"]


def test_a_multiline_field_takes_enter_as_text(qtbot: QtBot, page: QWidget) -> None:
    row = FieldRow("Notes", "", multiline=True)
    put(page, row)
    heard = Heard(row)
    editor = open_and_type(qtbot, row, "one")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "two")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard.saved == ["one\ntwo"]


def test_a_pasted_break_becomes_a_space_in_a_one_line_field(qtbot: QtBot, row: FieldRow) -> None:
    open_and_type(qtbot, row, "x")
    data = QMimeData()
    data.setText("two\nlines\t here")
    row.findChild(GrowingEditor).insertFromMimeData(data)
    assert row.text() == "xtwo lines here"


def test_a_field_names_itself_and_its_value_to_screen_readers(row: FieldRow) -> None:
    assert row.focusProxy().accessibleName() == "Topic: Old"


def test_a_long_value_makes_its_field_higher(qtbot: QtBot, page: QWidget, row: FieldRow) -> None:
    low = row.height()
    row.set_text("several words that need more than one line " * 6)
    qtbot.waitUntil(lambda: row.height() > 2 * low)


def test_undo_in_an_untouched_editor_means_the_book(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    editor = PlainTextEditor("text")
    window.setCentralWidget(editor)
    undone: list[bool] = []
    action = window.menuBar().addMenu("Edit").addAction("Undo")
    action.setShortcut("Ctrl+Z")
    action.triggered.connect(lambda: undone.append(True))
    with qtbot.waitActive(window):
        window.show()
    editor.setFocus()
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == "text"
    assert undone == []
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]


def test_arrow_keys_walk_the_sidebar_and_say_the_section(qtbot: QtBot) -> None:
    sidebar = gallery.filled_sidebar()
    qtbot.addWidget(sidebar)
    sidebar.show()
    qtbot.waitExposed(sidebar)
    sidebar.select("today")
    chosen: list[str] = []
    sidebar.chosen.connect(chosen.append)
    sections = sidebar.focusProxy()
    qtbot.keyClick(sections, Qt.Key.Key_Down)
    qtbot.keyClick(sections, Qt.Key.Key_Down)
    qtbot.keyClick(sections, Qt.Key.Key_Up)
    assert chosen == ["contacts", "requests", "contacts"]
    assert sidebar.current() == "contacts"
    qtbot.keyClick(sections, Qt.Key.Key_End)
    assert sidebar.current() == "network"


def test_a_section_is_read_aloud_with_its_count(qtbot: QtBot) -> None:
    sidebar = gallery.filled_sidebar()
    qtbot.addWidget(sidebar)
    model = sidebar.focusProxy().model()
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert "Requests, 12" in spoken
    assert "Network" in spoken
    sidebar.set_count("requests", None)
    assert model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Requests"


def test_markup_is_shown_as_text(qtbot: QtBot) -> None:
    plain, markup = ElidedLabel("x" * 6), ElidedLabel(MARKUP)
    for label in (plain, markup):
        qtbot.addWidget(label)
    assert markup.textFormat() is Qt.TextFormat.PlainText
    assert markup.sizeHint().height() == plain.sizeHint().height()
    markup.resize(2000, 20)
    assert markup.elided() == MARKUP
    paragraph = Paragraph(MARKUP)
    qtbot.addWidget(paragraph)
    assert paragraph.sizeHint().height() == Paragraph("x").sizeHint().height()


def test_an_elided_label_ends_in_an_ellipsis_and_survives_a_very_long_name(qtbot: QtBot) -> None:
    label = ElidedLabel("a very long name " * 100_000)
    qtbot.addWidget(label)
    label.resize(100, 20)
    began = time.perf_counter()
    assert label.elided().endswith("…")
    label.grab()
    assert time.perf_counter() - began < 1
    assert label.minimumSizeHint().width() < 100


def test_runs_of_a_paragraph_count_characters_beyond_the_first_plane(qtbot: QtBot) -> None:
    paragraph = Paragraph().of(Run("🦊🦊 ", strong=True), Run("tail"))
    qtbot.addWidget(paragraph)
    assert paragraph.text() == "🦊🦊 tail"
    assert not paragraph.grab().isNull()


@pytest.mark.parametrize("kind", [SectionTitle, Muted, Paragraph])
def test_each_further_line_of_a_wrapped_text_is_one_step_of_the_grid_lower(kind: type, qtbot: QtBot) -> None:
    label = kind("word " * 60) if kind is Paragraph else kind("word " * 60, wrap=True)
    qtbot.addWidget(label)
    step = TITLE_HEIGHT if kind is SectionTitle else LINE_HEIGHT
    heights = {label.heightForWidth(width) for width in range(150, 600, 10)}
    assert len(heights) > 3
    assert {height % step for height in heights} == {0}


def test_a_centred_text_leaves_no_word_alone_in_its_last_line(qtbot: QtBot) -> None:
    label = Muted("Capture what somebody asks of you, as vague as it is.", wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    qtbot.addWidget(label)
    wide = label.fontMetrics().horizontalAdvance(label.text()) - 10
    lines = label._laid_out(wide)
    assert lines.lineCount() == 2
    assert lines.lineAt(1).naturalTextWidth() > lines.lineAt(0).naturalTextWidth() / 2


def test_the_name_of_a_section_stands_in_line_with_the_buttons_beside_it(qtbot: QtBot) -> None:
    title, button = HeadTitle("Requests"), Button("New")
    for widget in (title, button):
        qtbot.addWidget(widget)
    assert title.sizeHint().height() == button.sizeHint().height()


def test_the_icon_of_a_button_keeps_away_from_its_text(qtbot: QtBot) -> None:
    button = Button("New", icon_name="plus")
    qtbot.addWidget(button)
    pixmap = button.icon().pixmap(button.iconSize(), 2.0)
    assert pixmap.deviceIndependentSize().toSize() == button.iconSize()
    room = pixmap.toImage().copy(32, 0, 8, 32)
    assert all(room.pixelColor(x, y).alpha() == 0 for x in range(8) for y in range(32))


def test_ampersands_of_names_are_kept_on_buttons(qtbot: QtBot) -> None:
    button = Button("Ask Harbour & Sons")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Ask Harbour & Sons"
    assert button.text() == "Ask Harbour && Sons"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_a_button_of_the_window_as_space_does(page: QWidget, qtbot: QtBot, key: Qt.Key) -> None:
    button = Button("Import contacts")
    put(page, button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        qtbot.keyClick(button, key)


def test_an_icon_button_has_a_name_to_be_found_by(qtbot: QtBot) -> None:
    button = IconButton("copy", "Copy <address>", shortcut="Ctrl+C")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Copy <address>"
    assert "&lt;address&gt; (Ctrl+C)" in button.toolTip()


@given(st.text(alphabet="ab 🦊", max_size=200), st.integers(1, 40))
def test_cutting_a_line_loses_nothing(text: str, repeat: int) -> None:
    line = text * (repeat * 20)
    pieces = cut(line)
    assert "".join(pieces) == line
    assert all(len(piece) <= PIECE for piece in pieces)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one\ntwo\n",
        "x" * 1_000_000,
        "word " * 50_000,
        "🦊" * 25_000 + "\nshort\n" + "y" * 12_345,
        "a\r\nb\u2028c\xa0d",
    ],
    ids=["empty", "lines", "one line of a million", "words", "beyond the first plane", "other breaks"],
)
def test_an_editor_gives_back_what_it_was_given(qtbot: QtBot, text: str) -> None:
    editor = PlainTextEditor(text)
    qtbot.addWidget(editor)
    assert editor.text() == text
    assert editor.document().findBlock(0).length() <= PIECE * 2 + 1


LONG = "x" * 25_000 + "\n" + "y" * 30


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 25_031), st.integers(0, 12_000), st.sampled_from(["", "Z", "\n", "a\nb", "w" * 11_000])
        ),
        min_size=1,
        max_size=5,
    )
)
def test_edits_of_long_lines_equal_edits_of_the_text(qtbot: QtBot, edits: list[tuple[int, int, str]]) -> None:
    editor = PlainTextEditor(LONG)
    expected = LONG
    for at, length, new in edits:
        start = min(at, len(expected))
        end = min(start + length, len(expected))
        select(editor, expected, start, end)
        editor.insert_text(new)
        expected = expected[:start] + new + expected[end:]
        assert editor.text() == expected
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.text() == LONG
    while editor.document().isRedoAvailable():
        editor.redo()
    assert editor.text() == expected
    editor.deleteLater()


def select(editor: PlainTextEditor, text: str, start: int, end: int) -> None:
    """Select by offsets of the text, walking over the joints of the document."""
    places = WavyHighlighter(editor)._positions({start, end})
    cursor = editor.textCursor()
    cursor.setPosition(places[start])
    cursor.setPosition(places[end], QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def test_enter_within_a_long_line_is_a_real_break(qtbot: QtBot) -> None:
    editor = PlainTextEditor("x" * 25_000)
    qtbot.addWidget(editor)
    select(editor, editor.text(), 15_000, 15_000)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "x" * 15_000 + "\n" + "x" * 10_000


def test_copying_a_long_line_copies_no_joints(qtbot: QtBot) -> None:
    editor = PlainTextEditor("x" * 25_000 + "\nend")
    qtbot.addWidget(editor)
    editor.selectAll()
    assert editor.createMimeDataFromSelection().text() == "x" * 25_000 + "\nend"


def test_pasted_html_comes_in_as_text_and_loads_nothing(qtbot: QtBot) -> None:
    editor = PlainTextEditor()
    qtbot.addWidget(editor)
    data = QMimeData()
    data.setHtml(MARKUP)
    data.setText("plain")
    editor.insertFromMimeData(data)
    editor.insert_text("\x00\ud800")
    assert editor.text() == "plain\ufffd\ufffd"
    assert editor.loadResource(QTextDocument.ResourceType.ImageResource, QUrl("http://nowhere.example/")) is None


def test_setting_text_is_no_edit_and_typing_is(qtbot: QtBot) -> None:
    editor = PlainTextEditor()
    qtbot.addWidget(editor)
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_text("new " * 10_000)
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClick(editor, Qt.Key.Key_A)


def marked_text(highlighter: WavyHighlighter) -> list[str]:
    return [cursor.selectedText() for cursor, _ in highlighter._marked]


def test_spans_lie_on_their_words_behind_joints_and_wide_characters(qtbot: QtBot) -> None:
    text = "🦊" * 12_000 + " pick your brain\nsometime"
    editor = PlainTextEditor(text)
    qtbot.addWidget(editor)
    waves = WavyHighlighter(editor)
    spans = [
        Span(text.index(words), text.index(words) + len(words), words) for words in ("pick your brain", "sometime")
    ]
    waves.set_spans([*spans, Span(5, 5, "empty"), Span(10**9, 10**9 + 1, "outside")])
    assert marked_text(waves) == ["pick your brain", "sometime"]
    block = editor.document().lastBlock()
    assert waves.tip_at(block.position() + 3) == "sometime"
    assert waves.tip_at(0) == ""
    assert block.layout().formats()


def test_spans_move_with_the_text_before_them(qtbot: QtBot) -> None:
    editor = PlainTextEditor("a pick b")
    qtbot.addWidget(editor)
    waves = WavyHighlighter(editor)
    waves.set_spans([Span(2, 6, "why")])
    qtbot.keyClicks(editor, "xyz ")
    assert marked_text(waves) == ["pick"]
    assert waves.tip_at(7) == "why"
    waves.set_spans([])
    assert editor.document().firstBlock().layout().formats() == []


def test_a_wrapped_text_never_moves_sideways(qtbot: QtBot) -> None:
    text = "1. What are you trying to get done?\n2. Which part of it matters most right now: which place or decision?\n"
    editor = PlainTextEditor("Hi Birgitta,\n\nThanks for asking me.\n\n" + text * 3)
    qtbot.addWidget(editor)
    editor.show()
    for width in range(200, 460, 3):
        editor.resize(width, 150)
        QApplication.processEvents()
        assert editor.verticalScrollBar().isVisible() and not editor.horizontalScrollBar().isVisible()


def test_a_growing_editor_is_as_high_as_its_text(qtbot: QtBot) -> None:
    editor = GrowingEditor("one", most=4)
    qtbot.addWidget(editor)
    editor.resize(300, editor.height())
    editor.show()
    low = editor.height()
    qtbot.waitUntil(lambda: editor.height() == low)
    editor.set_text("one\ntwo\nthree")
    qtbot.waitUntil(lambda: editor.height() == low + 40)
    editor.set_text("line\n" * 50)
    qtbot.waitUntil(lambda: editor.height() == low + 60)


def test_search_clears_then_dismisses_on_escape_and_descends(qtbot: QtBot) -> None:
    field = SearchField("Search", "Ctrl K")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field, "ama")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(field.dismissed):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    with qtbot.waitSignal(field.descended):
        qtbot.keyClick(field, Qt.Key.Key_Down)


def test_the_top_bar_asks_for_both_kinds_of_entry(qtbot: QtBot) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    for button, signal in ((bar.log, bar.log_requested), (bar.request, bar.request_requested)):
        with qtbot.waitSignal(signal):
            button.click()


def test_the_status_line_offers_the_next_undo_and_the_drafts(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()

    def offered() -> dict[str, Button]:
        return {one.accessibleName(): one for one in line.findChildren(Button) if one.isVisible()}

    assert offered() == {}
    line.set_undo("Import 500 & more")
    line.set_drafts(1)
    assert set(offered()) == {"Undo: Import 500 & more", "1 draft"}
    with qtbot.waitSignal(line.undo_requested):
        offered()["Undo: Import 500 & more"].click()
    line.set_drafts(1200)
    with qtbot.waitSignal(line.drafts_requested):
        offered()["1,200 drafts"].click()


def test_empty_states_side_by_side_are_level(qtbot: QtBot) -> None:
    window, lower = QWidget(), EmptyState("contacts", "Nobody yet", "Bring in the people you know.")
    higher = EmptyState("contacts", "A contact opens here")
    lower.add_button("Import contacts")
    row, column = QHBoxLayout(window), QVBoxLayout()
    column.addWidget(Muted("Contacts"))
    column.addWidget(lower, 1)
    row.addLayout(column)
    row.addWidget(higher)
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    QApplication.processEvents()
    tops = [state.findChild(QLabel).mapTo(window, QPoint(0, 0)).y() for state in (lower, higher)]
    assert tops[0] == tops[1] > 0


def test_a_long_link_is_cut_to_its_room_and_tells_all_of_it(qtbot: QtBot, page: QWidget) -> None:
    whole = "For the request “A call with somebody who cut supplier approval to four weeks & less”"
    link = ElidedButton(whole, parent=page)
    link.show()
    link.resize(200, link.sizeHint().height())
    assert link.text().endswith("…")
    assert link.minimumSizeHint().width() <= 200
    assert link.accessibleName() == link.accessibleDescription() == whole
    link.resize(link.sizeHint())
    assert link.text() == whole.replace("&", "&&")


def test_a_button_that_is_cut_to_its_room_is_whole_where_there_is_room(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(theme().px(600), theme().px(60))
    link, row = ElidedButton(), QVBoxLayout(page)
    row.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
    page.show()
    names = ("Tuuli Heikkilä", "Renzo Giordani", "Ama Owusu", "Terrell Birdsong", "Hans-Jörg Müller", "Lili Till")
    for before, after in permutations(names, 2):
        whole = f"1 earlier message to {after}"
        link.set_text(f"2 earlier messages to {before}")
        QApplication.processEvents()
        for _ in range(2):
            link.set_text(whole)
            QApplication.processEvents()
        assert link.text() == whole


def test_a_toast_stays_inside_its_window_and_undoes(qtbot: QtBot, page: QWidget) -> None:
    toast = Toast(page)
    toast.show_message("a long message " * 100, undo=True)
    assert page.rect().contains(toast.geometry())
    page.resize(300, 200)
    QApplication.processEvents()
    assert page.rect().contains(toast.geometry())
    with qtbot.waitSignal(toast.undo_requested):
        toast.findChild(Button).click()
    assert not toast.isVisible()


def test_chips_flow_onto_new_lines(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    for number in range(12):
        flow.addWidget(Chip(f"tag {number}"))
    assert flow.heightForWidth(150) > flow.heightForWidth(600) >= flow.heightForWidth(5000)
    holder.resize(150, 400)
    holder.show()
    assert all(holder.rect().contains(chip.geometry()) for chip in holder.findChildren(Chip))
    flow.clear()
    assert flow.count() == 0


@pytest.mark.parametrize(
    ("choices", "any_text", "typed", "told"),
    [
        ((), False, "", "Nothing to choose from yet"),
        (((1, "Acme"),), False, "zzz", "Nothing found"),
        ((), True, "", "Type what to choose"),
    ],
)
def test_a_picker_with_nothing_to_choose_says_so_and_picks_nothing(
    qtbot: QtBot, choices: tuple[tuple[object, str], ...], any_text: bool, typed: str, told: str
) -> None:
    picker = Picker("Tag", choices, any_text=any_text)
    qtbot.addWidget(picker)
    picker.field.setText(typed)
    assert [picker.list.item(row).text() for row in range(picker.list.count())] == [told]
    qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(picker.picked, wait=50):
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)


@pytest.mark.parametrize(("across", "down"), [(0, 0), (0, 1), (1, 1)])
def test_a_list_to_choose_from_stays_on_the_screen(qtbot: QtBot, across: int, down: int) -> None:
    button = Button("Organisation", ButtonKind.QUIET)
    qtbot.addWidget(button)
    room = button.screen().availableGeometry()
    button.resize(button.sizeHint())
    button.move(
        room.left() + across * (room.width() - button.width()), room.top() + down * (room.height() - button.height())
    )
    button.show()
    picker = Picker("Organisation", [(1, "Acme")])
    qtbot.addWidget(picker)
    picker.show_under(button)
    assert room.contains(picker.geometry())
    assert not picker.geometry().intersects(button.geometry())


def test_lines_of_buttons_that_stand_far_apart_stay_together(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, spacing=16)
    buttons = [Button(text, ButtonKind.QUIET) for text in ("Ask first", "Add to chain", "Not them")]
    for button in buttons:
        flow.addWidget(button)
    holder.resize(buttons[0].sizeHint().width() + buttons[1].sizeHint().width() + 16, 400)
    holder.show()
    first, second, third = (button.geometry() for button in buttons)
    assert second.left() - first.right() - 1 == 16
    assert 0 <= third.top() - first.bottom() - 1 <= 8


def test_a_label_stands_above_a_value_that_has_little_room(qtbot: QtBot) -> None:
    row = FieldRow("Topic", "Vendor onboarding in a mid-size manufacturer")
    qtbot.addWidget(row)
    row.show()
    row.resize(400, row.heightForWidth(400))
    label, value = row._label.geometry(), row._value.geometry()
    assert label.right() < value.left() and label.top() == value.top()
    row.resize(180, row.heightForWidth(180))
    label, value = row._label.geometry(), row._value.geometry()
    assert label.bottom() <= value.top() and value.width() == 180
    assert value.bottom() <= row.height()


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
def test_a_label_above_a_value_begins_where_its_text_does(qtbot: QtBot, plain_theme: None, scale: float) -> None:
    theme().set_scale(scale)
    row = FieldRow("HHH", "HHH")
    qtbot.addWidget(row)
    row.show()
    row.resize(theme().px(180), row.heightForWidth(theme().px(180)))
    assert ink_left(row, row._label.geometry()) == pytest.approx(ink_left(row, row._value.geometry()), abs=0.5)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_texts_of_a_form_stand_in_one_column_and_its_lines_are_equally_high(
    desk: Desk, qtbot: QtBot, plain_theme: None, scale: float
) -> None:
    theme().set_scale(scale)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    line, choice, number, day = LineEdit("HHH"), Choice(), NumberField(suffix=""), DateField()
    choice.addItem("HHH")
    number.setSpecialValueText("HHH")
    day.setDisplayFormat("'HHH'")
    people = PeopleField(desk)
    people.line.setText("HHH")
    lines: tuple[QWidget, ...] = (line, choice, number, day, people)
    texts: tuple[QWidget, ...] = (PlainTextEditor("HHH"), GrowingEditor("HHH", framed=True))
    for field in (*lines, *texts):
        column.addWidget(field)
    with qtbot.waitActive(dialog):
        dialog.show()
    dialog.setFocus()
    assert {field.height() for field in lines} == {line.height()}
    begins = [ink_left(field) for field in (*lines, *texts)]
    assert max(begins) - min(begins) <= scale


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_what_has_no_frame_begins_and_ends_with_its_column(qtbot: QtBot, plain_theme: None, scale: float) -> None:
    theme().set_scale(scale)
    page = Surface(Ground.WINDOW)
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    quiet, link = Button("HHH", ButtonKind.QUIET), Button("HHH", ButtonKind.LINK)
    boxes = (QCheckBox("HHH"), QRadioButton("HHH"))
    for one in (PlainLabel("HHH"), *boxes, quiet, link):
        column.addWidget(one, 0, Qt.AlignmentFlag.AlignLeading)
    with qtbot.waitActive(page):
        page.show()
    page.setFocus()
    assert max(ink_left(one, one.rect()) for one in (*boxes, quiet, link)) <= 2 * scale
    quiet.setText("H")
    assert quiet.sizeHint().width() - quiet.fontMetrics().horizontalAdvance("H") <= 2


@pytest.mark.parametrize("kind", [ButtonKind.QUIET, ButtonKind.LINK])
def test_the_arrow_of_a_menu_stands_beside_the_text(plain_theme: None, qtbot: QtBot, kind: ButtonKind) -> None:
    page = Surface(Ground.WINDOW)
    qtbot.addWidget(page)
    button = Button("HHH", kind)
    button.setMenu(QMenu(button))
    QVBoxLayout(page).addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
    with qtbot.waitActive(page):
        page.show()
    page.setFocus()
    image = pixels(painted(page))
    inked = (image != image[0, 0]).any(axis=0)
    strokes = int((inked[1:] & ~inked[:-1]).sum() + inked[0])
    assert strokes == len("HHH") + 1


def test_what_stands_aside_goes_under_a_text_that_has_little_room(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    aside, text, button = (
        AsideLayout(holder),
        Muted("Why this is good for both", wrap=True),
        Button("Introduce"),
    )
    aside.add(text)
    aside.add(button)
    holder.show()
    holder.resize(400, aside.heightForWidth(400))
    assert text.geometry().right() < button.geometry().left() and button.geometry().right() == 399
    holder.resize(160, aside.heightForWidth(160))
    assert text.geometry().bottom() < button.geometry().top() and button.geometry().bottom() < holder.height()
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    holder.resize(400, aside.heightForWidth(400))
    assert button.geometry().left() == 0
    button.hide()
    holder.resize(399, aside.heightForWidth(399))
    assert text.width() == 399


def test_the_present_state_is_named_in_full_however_narrow_the_bar(qtbot: QtBot) -> None:
    bar = StateBar()
    qtbot.addWidget(bar)
    steps = ["idea", "asking", "agreed", "made", "met", "closed"]
    for current in range(len(steps)):
        bar.show_steps(steps, current)
        bar.resize(900, 40)
        assert sorted(bar.named()) == list(range(len(steps)))
        bar.resize(180, 40)
        places = bar.named()
        assert current in places and all(bar.rect().contains(place) for place in places.values())
        assert not any(one.intersects(other) for one, other in combinations(places.values(), 2))


def test_an_empty_state_leads_on(qtbot: QtBot) -> None:
    state = EmptyState("contacts", "No contacts yet")
    qtbot.addWidget(state)
    button = state.add_button("Import contacts")
    with qtbot.waitSignal(button.clicked):
        button.click()


def test_a_name_has_one_hue_and_names_have_several(qtbot: QtBot) -> None:
    assert hue("Inés Ortega") == hue("INES  ortega")
    assert len({hue(f"Person {number}") for number in range(100)}) == 6


@pytest.mark.parametrize("name", ["", " ", "🦊", "مريم", "x" * 300, "<b>"])
def test_any_name_has_an_avatar(qtbot: QtBot, name: str) -> None:
    avatar = Avatar(name)
    qtbot.addWidget(avatar)
    assert not avatar.grab().isNull()


@pytest.mark.parametrize("chips_below", [False, True])
def test_rows_are_equally_high_and_quick_to_paint(qtbot: QtBot, chips_below: bool) -> None:
    rows = RowList(chips_below=chips_below)
    qtbot.addWidget(rows)
    model = gallery.request_model()
    rows.setModel(model)
    heights = {rows.sizeHintForIndex(model.index(row, 0)).height() for row in range(model.rowCount())}
    assert len(heights) == 1
    rows.resize(390, 440)
    rows.show()
    canvas = QPixmap(400, 100)
    painter = QPainter(canvas)
    option = QStyleOptionViewItem()
    option.rect = rows.visualRect(model.index(0, 0))
    began = time.perf_counter()
    for number in range(500):
        rows.itemDelegate().paint(painter, option, model.index(number % 5, 0))
    each = (time.perf_counter() - began) / 500
    painter.end()
    assert each < 0.005, "some twenty such rows must fit into one frame with room to spare on a slow machine"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_narrow_row_shows_the_name_before_its_chips(qtbot: QtBot, plain_theme: None, scale: float) -> None:
    theme().set_scale(scale)
    model = QStandardItemModel()
    for chips in ((), (("strong", Kind.GOOD),)):
        item = QStandardItem("Astrid Åkesson")
        item.setData("Astrid Åkesson", RowRole.AVATAR)
        item.setData("7 mo", RowRole.TIME)
        item.setData(chips, RowRole.CHIPS)
        model.appendRow(item)
    rows = RowList()
    qtbot.addWidget(rows)
    rows.setModel(model)
    rows.show()

    def same(width: int) -> bool:
        rows.resize(theme().px(width), theme().px(120))
        first, second = (painted(rows).copy(fine(rows.visualRect(model.index(row, 0)))) for row in range(2))
        return changed(first, second) == 0

    assert same(276) and not same(390)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_narrow_row_has_its_time_below_the_name(qtbot: QtBot, plain_theme: None, scale: float) -> None:
    theme().set_scale(scale)
    model = QStandardItemModel()
    for name in ("Bushra", "Bushra Abbasi"):
        item = QStandardItem(name)
        item.setData("Bushra Abbasi", RowRole.AVATAR)
        item.setData("17 mo", RowRole.TIME)
        model.appendRow(item)
    rows = RowList()
    qtbot.addWidget(rows)
    rows.setModel(model)
    rows.show()

    def right_of_title(row: int) -> int:
        """Where the upper line of a row ends."""
        area = rows.visualRect(model.index(row, 0))
        upper = pixels(painted(rows).copy(fine(area.adjusted(2, 2, -2, -area.height() // 2))))
        dark = (upper >> 8 & 0xFF) < 0xC0
        return int(dark.any(axis=0).nonzero()[0].max())

    rows.resize(theme().px(230), theme().px(130))
    assert right_of_title(1) - right_of_title(0) > theme().px(40) * FINE, "the whole name, and no time before it ends"


def test_a_row_shows_markup_and_breaks_on_one_line(qtbot: QtBot) -> None:
    rows = RowList()
    qtbot.addWidget(rows)
    model = gallery.request_model()
    model.item(0).setText(MARKUP + "\n" + "x" * 100_000)
    rows.setModel(model)
    rows.resize(400, 300)
    rows.show()
    assert rows.visualRect(model.index(1, 0)).top() == rows.sizeHintForRow(0)
    assert rows.indexAt(QPoint(20, 5)).row() == 0
    assert not rows.grab().isNull()


class Bell(QObject):
    """Rings."""

    rung = Signal(bool)


def test_twenty_thousand_signals_do_not_abort() -> None:
    bell = Bell()
    count = 0

    def hear(_: bool) -> None:
        nonlocal count
        count += 1

    bell.rung.connect(hear)
    for _ in range(20_000):
        bell.rung.emit(True)
    assert count == 20_000


def test_the_list_of_a_choice_is_named_as_the_choice(qtbot: QtBot) -> None:
    choice = Choice("Whose promise")
    qtbot.addWidget(choice)
    assert choice.view().accessibleName() == "Whose promise"


def test_work_that_a_late_timer_brings_to_a_closed_book_is_left(qtbot: QtBot) -> None:
    owner, tasks, done = QWidget(), Tasks(), list[int]()
    qtbot.addWidget(owner)
    tasks.wait()
    tasks.write(owner, lambda: done.append(1))
    tasks.read(owner, lambda: done.append(2), lambda _: None)
    assert not tasks.busy and not done


def test_rows_keep_what_is_shown_already_and_tab_follows_their_order(page: QWidget, qtbot: QtBot) -> None:
    rows, made = Rows(), []
    holder = QWidget(page)
    holder.setLayout(rows)
    holder.show()

    def make(name: str) -> QWidget:
        made.append(name)
        return Button(name)

    rows.show_values(["b", "c", "d"], make)
    QApplication.processEvents()
    kept = rows.itemAt(0).widget()
    kept.setFocus()
    rows.show_values(["a", "b", "d"], make)
    QApplication.processEvents()
    assert made == ["b", "c", "d", "a"]
    shown = [rows.itemAt(at).widget() for at in range(rows.count())]
    assert [one.text() for one in shown] == ["a", "b", "d"]
    assert shown[1] is kept and kept.hasFocus()
    for before, following in pairwise(shown):
        before.setFocus()
        qtbot.keyClick(before, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is following


def test_the_same_words_leave_the_layout_alone_and_another_style_of_them_is_painted(qtbot: QtBot) -> None:
    label = Paragraph("Asked Ada on Monday")
    qtbot.addWidget(label)
    label.show()
    qtbot.waitExposed(label)
    laid_out = label._laid_out(label.contentsRect().width())
    plain = label.grab().toImage()
    label.set_text("Asked Ada on Monday")
    assert label._laid_out(label.contentsRect().width()) is laid_out
    label.set_runs([Run("Asked Ada on Monday", strong=True)])
    assert label.grab().toImage() != plain
