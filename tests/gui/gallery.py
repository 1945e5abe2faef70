"""Every widget in every state on a few sheets, for tests and for looking at.

python -m tests.gui.gallery FOLDER [light|dark] [scale] [sheet]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtGui import QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMenuBar,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QSlider,
    QTabWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from netdesk.ui.icons import icon_names, icon_pixmap
from netdesk.ui.theme import Preference, theme
from netdesk.ui.tokens import Kind, Token
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.buttons import Button, ButtonKind, FilterChip, IconButton
from netdesk.ui.widgets.card import Card, Ground, Rule, Surface
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.editor import GrowingEditor, PlainTextEditor
from netdesk.ui.widgets.empty_state import EmptyState
from netdesk.ui.widgets.field_row import FieldRow
from netdesk.ui.widgets.fields import Calendar, Choice, DateField, LineEdit, NumberField
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.highlighter import Span, WavyHighlighter
from netdesk.ui.widgets.labels import ElidedLabel, Heading, Muted, Paragraph, PlainLabel, Run, SectionTitle
from netdesk.ui.widgets.row_delegate import RowRole
from netdesk.ui.widgets.sidebar import Sidebar
from netdesk.ui.widgets.status import StatusLine, Toast
from netdesk.ui.widgets.top_bar import TopBar
from netdesk.ui.widgets.views import RowList, RowTable, Splitter

REQUESTS: tuple[tuple[str, str, str, tuple[tuple[str, Kind], ...]], ...] = (
    (
        "Mira Halloran",
        "Halve the time from order to first delivery",
        "2 d",
        (("specific", Kind.ACCENT), ("holder: me", Kind.NEUTRAL)),
    ),
    ("Ansel Vogt", "“Could I pick your brain about robots?”", "today", (("captured", Kind.DUE),)),
    (
        "Me → Yuki Tan",
        "Two investors who know cold chains in the south of the country and lead first rounds",
        "Thu",
        (("answered", Kind.THANKS), ("thank Yuki", Kind.NEUTRAL)),
    ),
    (
        "Rosa Quint",
        "A retired machinist who would teach apprentices",
        "9 d",
        (("moving", Kind.MOVING), ("holder: Bo Lindqvist", Kind.NEUTRAL)),
    ),
    (
        "<b>Not bold</b> & Sons 🦊 مريم",
        "a\nline & <i>markup</i>",
        "3 w",
        (("wrong", Kind.WRONG), ("good", Kind.GOOD)),
    ),
)
DRAFT = (
    "Hi Abena,\n\nsomeone I trust has just taken over deliveries at a mill. I thought of you because you rebuilt "
    "carrier contracts and got them to nine days.\n\nWould you give her 30 minutes before 10 December? "
    "A no is perfectly fine."
)


def request_model() -> QStandardItemModel:
    """Requests as rows."""
    model = QStandardItemModel()
    for name, subtitle, time, chips in REQUESTS:
        item = QStandardItem(name)
        item.setData(subtitle, RowRole.SUBTITLE)
        item.setData(time, RowRole.TIME)
        item.setData(chips, RowRole.CHIPS)
        item.setData(name, RowRole.AVATAR)
        item.setData(f"{name}, {subtitle}", Qt.ItemDataRole.AccessibleTextRole)
        model.appendRow(item)
    return model


def filled_sidebar() -> Sidebar:
    """The sections with counts."""
    sidebar = Sidebar()
    for key, label in (
        ("today", "Today"),
        ("contacts", "Contacts"),
        ("requests", "Requests"),
        ("introductions", "Introductions"),
        ("follow-ups", "Follow-ups"),
        ("network", "Network"),
    ):
        sidebar.add(key, label, key)
    sidebar.set_count("today", 7, urgent=True)
    sidebar.set_count("contacts", 842)
    sidebar.set_count("requests", 12)
    sidebar.set_count("follow-ups", 5, urgent=True)
    return sidebar


def window() -> QWidget:
    """A window made of the parts as a section would use them."""
    page = QWidget()
    page.resize(1440, 900)
    sidebar = filled_sidebar()
    sidebar.select("requests")
    panes = Splitter()
    for pane in (_list_pane(), _detail_pane(), _composer_pane()):
        panes.addWidget(pane)
    panes.setSizes([390, 400, 440])
    status = StatusLine()
    status.set_text("842 contacts  ·  12 open requests  ·  All on this computer. Last backup 10 minutes ago")
    status.set_undo("Mark “Ask back” as sent")
    middle = QHBoxLayout()
    middle.setSpacing(0)
    middle.addWidget(sidebar)
    middle.addWidget(_upright())
    middle.addWidget(panes, 1)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(TopBar())
    column.addLayout(middle, 1)
    column.addWidget(status)
    return page


def controls() -> QWidget:
    """Buttons, fields and choices, plain, checked, wrong and disabled."""
    page = Surface(Ground.WINDOW)
    page.resize(1100, 860)
    grid = QGridLayout(page)
    grid.setContentsMargins(24, 24, 24, 24)
    grid.setSpacing(12)
    for column, kind in enumerate(list(ButtonKind)[:6]):
        grid.addWidget(Button(f"{kind} & co".capitalize(), kind, "send" if column < 3 else ""), 0, column)
        disabled = Button("Disabled", kind)
        disabled.setEnabled(False)
        grid.addWidget(disabled, 1, column)
    combo = Choice("Direction")
    combo.addItems(["Received", "Made"])
    spin, slider, date = NumberField(), QSlider(Qt.Orientation.Horizontal), DateField()
    spin.setValue(14)
    slider.setValue(40)
    date.setDate(QDate(2026, 11, 23))
    wrong = LineEdit("someone@nowhere")
    wrong.set_wrong(True)
    off = LineEdit("Disabled")
    off.setEnabled(False)
    for column, field in enumerate((LineEdit("", "Placeholder"), wrong, off, combo, spin, date)):
        grid.addWidget(field, 2, column)
    checks: list[QWidget] = []
    for cls in (QCheckBox, QRadioButton):
        for text, checked, enabled in (("Checked", True, True), ("Unchecked", False, True), ("Disabled", True, False)):
            box = cls(text)
            box.setAutoExclusive(False)
            box.setChecked(checked)
            box.setEnabled(enabled)
            checks.append(box)
    for column, box in enumerate(checks):
        grid.addWidget(box, 3, column)
    chips = QWidget()
    flow = FlowLayout(chips)
    for kind in Kind:
        flow.addWidget(Chip(kind.value, kind))
    for text in ("Open 12", "Received", "Made"):
        flow.addWidget(FilterChip(text, checked=text.startswith("Open")))
    for name in ("copy", "mail", "more", "trash"):
        flow.addWidget(IconButton(name, name.capitalize()))
    grid.addWidget(chips, 4, 0, 1, 6)
    avatars = QHBoxLayout()
    for name in ("Tomas Berg", "Lena Novak", "Priya", "Inés Ortega", "Jonas Weber", "李 雷", "", "🦊"):
        avatars.addWidget(Avatar(name))
    photo = QPixmap(64, 96)
    photo.fill(Qt.GlobalColor.darkCyan)
    avatars.addWidget(Avatar("Photo", photo, 48))
    avatars.addStretch()
    grid.addLayout(avatars, 5, 0, 1, 6)
    progress = QProgressBar()
    progress.setValue(60)
    progress.setTextVisible(False)
    grid.addWidget(progress, 6, 0, 1, 2)
    grid.addWidget(slider, 6, 2, 1, 2)
    tabs = QTabWidget()
    for text in ("Timeline", "Facts", "Notes"):
        tabs.addTab(QTextEdit(f"{text} & more"), text)
    grid.addWidget(tabs, 7, 0, 1, 2)
    calendar = Calendar()
    calendar.setSelectedDate(QDate(2026, 11, 23))
    grid.addWidget(calendar, 7, 2, 1, 2)
    menu = QMenu()
    for text in ("New request\tCtrl+N", "Log interaction", "Follow-up"):
        menu.addAction(text)
    menu.addSeparator()
    menu.addAction("Sample").setEnabled(False)
    marked = menu.addAction("Show archived")
    marked.setCheckable(True)
    marked.setChecked(True)
    menu.setActiveAction(menu.actions()[0])
    menu.setWindowFlags(Qt.WindowType.Widget)
    grid.addWidget(menu, 7, 4, 1, 2)
    bar = QMenuBar()
    for text in ("File", "Edit", "View"):
        bar.addMenu(text)
    grid.addWidget(bar, 8, 0, 1, 3)
    grid.setRowStretch(9, 1)
    return page


def views() -> QWidget:
    """Lists, tables, empty states and a toast."""
    page = Surface(Ground.WINDOW)
    page.resize(1100, 760)
    grid = QGridLayout(page)
    grid.setContentsMargins(16, 16, 16, 16)
    grid.setSpacing(16)
    rows = RowList()
    rows.setModel(request_model())
    rows.setCurrentIndex(rows.model().index(1, 0))
    table = RowTable()
    cells = QStandardItemModel(0, 4)
    cells.setHorizontalHeaderLabels(["Name", "Organisation", "Tie", "Last spoken"])
    for number in range(30):
        cells.appendRow([QStandardItem(text) for text in (f"Person {number}", "Harbour & Sons", "0.7", "3 weeks ago")])
    table.setModel(cells)
    table.selectRow(2)
    table.setSortingEnabled(True)
    many = QScrollArea()
    label = QLabel()
    label.setMinimumSize(QSize(900, 900))
    many.setWidget(label)
    empty = EmptyState(
        "contacts", "No contacts yet", "Bring in the people you know, or look at a made-up network first."
    )
    empty.add_button("Import contacts", ButtonKind.PRIMARY, "import")
    empty.add_button("Open the sample network")
    grid.addWidget(rows, 0, 0)
    grid.addWidget(table, 0, 1)
    grid.addWidget(empty, 1, 0)
    grid.addWidget(many, 1, 1)
    Toast(page).show_message("Marked “Ask back” as sent", undo=True)
    return page


def icons() -> QWidget:
    """All icons with their names."""
    page = Surface(Ground.PANEL)
    page.resize(1000, 620)
    grid = QGridLayout(page)
    for number, name in enumerate(icon_names()):
        symbol = QLabel()
        symbol.setPixmap(icon_pixmap(name, Token.INK, 32, page.devicePixelRatioF()))
        grid.addWidget(symbol, number // 9 * 2, number % 9, Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(Muted(name, small=True), number // 9 * 2 + 1, number % 9, Qt.AlignmentFlag.AlignHCenter)
    return page


SHEETS: dict[str, Callable[[], QWidget]] = {"window": window, "controls": controls, "views": views, "icons": icons}


def _upright() -> QWidget:
    line = QWidget()
    line.setFixedWidth(1)
    line.setAutoFillBackground(True)
    palette = line.palette()
    palette.setColor(line.backgroundRole(), theme().color(Token.LINE))
    line.setPalette(palette)
    return line


def _list_pane() -> QWidget:
    pane = Surface(Ground.WINDOW)
    head = QHBoxLayout()
    head.setContentsMargins(16, 10, 16, 10)
    head.setSpacing(8)
    head.addWidget(SectionTitle("Requests"), 1)
    for text in ("Open 12", "Received", "Made"):
        head.addWidget(FilterChip(text, checked=text.startswith("Open")))
    rows = RowList(chips_below=True, ground="window")
    rows.setModel(request_model())
    rows.setCurrentIndex(rows.model().index(0, 0))
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(head)
    column.addWidget(Rule())
    column.addWidget(rows, 1)
    return pane


def _detail_pane() -> QWidget:
    pane = Surface(Ground.PANEL)
    column = QVBoxLayout(pane)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(6)
    title = QHBoxLayout()
    title.setSpacing(12)
    title.addWidget(Avatar("Mira Halloran"), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.addWidget(SectionTitle("Halve the time from order to first delivery", wrap=True))
    words.addWidget(Paragraph("Mira Halloran, Operations, Harbour & Sons · received 21 Nov", Token.SECOND))
    title.addLayout(words, 1)
    column.addLayout(title)
    column.addSpacing(8)
    fields = QVBoxLayout()
    fields.setSpacing(0)
    for label, text in (
        ("Purpose", "Took over deliveries; the spring range needs 14 new carriers by April"),
        ("Topic", "Carrier contracts in a mid-size manufacturer"),
        ("Ask", "A call with someone who got it under four weeks"),
        ("Who", ""),
        ("Bound", "30 minutes before 10 December"),
    ):
        fields.addWidget(FieldRow(label, text, placeholder="Who could help?"))
    column.addLayout(fields)
    column.addSpacing(8)
    card = Card("Original wording")
    wording = GrowingEditor(
        "“Hi, I’d love to pick your brain about carriers sometime, things are a mess here.”", read_only=True
    )
    WavyHighlighter(wording).set_spans([Span(17, 32, "Too vague"), Span(48, 56, "No date")])
    card.body.addWidget(wording)
    column.addWidget(card)
    column.addWidget(Heading("Hop chain"))
    for what, when in (("Mira asked me", "21 Nov"), ("Asked back: three questions", "21 Nov")):
        column.addWidget(Paragraph().of(Run(what + " ", strong=True), Run(when, token=Token.THIRD, small=True)))
    column.addWidget(Heading("Who can help"))
    helper = Card()
    line = QHBoxLayout()
    line.setSpacing(12)
    line.addWidget(Avatar("Abena Osei"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(
        Paragraph().of(
            Run("Abena Osei ", strong=True),
            Run(
                "Procurement director, Northlight\n“Rebuilt carrier contracts: 60 carriers, nine days” — note, 4 Mar",
                token=Token.SECOND,
            ),
        ),
        1,
    )
    line.addWidget(Chip("strong", Kind.GOOD), 0, Qt.AlignmentFlag.AlignTop)
    helper.body.addLayout(line)
    column.addWidget(helper)
    column.addStretch()
    return pane


def _composer_pane() -> QWidget:
    pane = Surface(Ground.WINDOW)
    column = QVBoxLayout(pane)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(10)
    head = QHBoxLayout()
    head.addWidget(Heading("Opt-in note to Abena Osei"), 1)
    head.addWidget(Chip("draft"))
    column.addLayout(head)
    column.addWidget(LineEdit("abena@northlight.example"))
    column.addWidget(
        PlainTextEditor(DRAFT),
        1,
    )
    ready = Card()
    line = QHBoxLayout()
    line.addWidget(PlainLabel("Ready to send", "strong"))
    line.addWidget(Chip("58 words", Kind.GOOD))
    line.addStretch()
    ready.body.addLayout(line)
    chips = QWidget()
    flow = FlowLayout(chips)
    for text in ("✓ purpose", "✓ topic", "✓ ask", "✓ bound", "✓ easy no"):
        flow.addWidget(Chip(text, Kind.GOOD))
    flow.addWidget(Chip("✓ names neither side yet", Kind.GOOD))
    ready.body.addWidget(chips)
    column.addWidget(ready)
    buttons = QHBoxLayout()
    buttons.addWidget(Button("Copy", ButtonKind.PRIMARY), 1)
    buttons.addWidget(Button("Open in mail"))
    buttons.addWidget(Button("Save .eml"))
    column.addLayout(buttons)
    column.addWidget(
        Muted(
            "Copying offers to mark it as sent, which adds the step and a follow-up on 30 November.",
            small=True,
            wrap=True,
        )
    )
    column.addWidget(ElidedLabel("An elided label " * 20, "small"))
    return pane


def main() -> None:
    """Save the sheets as pictures."""
    app = QApplication(sys.argv)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    scheme = sys.argv[2] if len(sys.argv) > 2 else "light"
    theme().set_preference(Preference(scheme))
    theme().set_scale(float(sys.argv[3]) if len(sys.argv) > 3 else 1.0)
    for name in sys.argv[4:] or SHEETS:
        page = SHEETS[name]()
        page.show()
        for _ in range(3):
            app.processEvents()
        page.grab().save(str(folder / f"{name}-{scheme}-{page.devicePixelRatioF():g}x.png"))
        page.close()


if __name__ == "__main__":
    main()
