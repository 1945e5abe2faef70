"""Every section as somebody sees it who needs contrast, large text or the keyboard: measured in the real window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from netdesk.domain.words import MessageKind
from netdesk.services.drafting import Purpose
from netdesk.ui.desk import Desk
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.catalogue import entries
from netdesk.ui.theme import Preference, theme
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.labels import ElidedLabel, Paragraph
from tests.gui.hands import at_rest
from tests.gui.pixels import changed, painted, text_contrast

pytestmark = pytest.mark.usefixtures("plain_theme")

READABLE = 4.5
SECTIONS = tuple(entries())


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window over the sample network, as large as a small notebook."""
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
    yield window
    window.close()


def show(window: MainWindow, section: str, qtbot: QtBot, *, composer: bool = False) -> None:
    """Show a section with its first record, and wait until all of it is there."""
    window.start(section)
    settle(window, qtbot)
    front = window.section()
    assert front is not None
    for view in front.findChildren(QAbstractItemView):
        if view.isVisible() and view.model() is not None and view.model().rowCount():
            view.setCurrentIndex(view.model().index(0, 0))
    settle(window, qtbot)
    assert window.sidebar.current() == section
    if composer:
        first = window.desk.services.contact_rows.complete("", 1)[0][0]
        window.desk.draft(window, Purpose(kind=MessageKind.CHECK_IN, to=(first,)))
        settle(window, qtbot)


def settle(window: MainWindow, qtbot: QtBot) -> None:
    at_rest(window.desk, qtbot)


def seen(widget: QWidget, window: QWidget) -> QRect:
    """The part of a widget that can be seen, in the coordinates of the window; empty unless that is all of it."""
    if widget.visibleRegion().boundingRect() != widget.rect():
        return QRect()
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def called(widget: QWidget) -> str:
    """What a failure calls a widget."""
    text = str(widget.property("text") or "")
    return f"{type(widget).__name__} {widget.accessibleName() or text!r}"


def texts(window: MainWindow) -> list[QWidget]:
    """Every enabled widget with text of its own that can be seen whole."""
    found = []
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton):
            text = widget.text()
        elif isinstance(widget, QLineEdit):
            text = widget.text() or widget.placeholderText()
        elif isinstance(widget, QComboBox):
            text = widget.currentText()
        elif isinstance(widget, QPlainTextEdit):
            text = widget.toPlainText()
        else:
            text = widget.accessibleName() if isinstance(widget, Avatar) else ""
        if text.strip() and widget.isEnabled() and not seen(widget, window).isEmpty():
            found.append(widget)
    return found


@pytest.mark.parametrize("preference", [Preference.LIGHT, Preference.DARK])
@pytest.mark.parametrize("section", SECTIONS)
def test_everything_in_a_section_can_be_read(
    window: MainWindow, qtbot: QtBot, section: str, preference: Preference
) -> None:
    theme().set_preference(preference)
    show(window, section, qtbot, composer=True)
    image = painted(window)
    rows = shown_rows(window)
    areas = rows | {called(widget): seen(widget, window).adjusted(3, 2, -3, -2) for widget in texts(window)}
    measured = {name: round(text_contrast(image, area), 2) for name, area in areas.items()}
    assert len(rows) > 3
    assert len(areas) - len(rows) > 25
    assert {name: found for name, found in measured.items() if found < READABLE} == {}


def shown_rows(window: MainWindow) -> dict[str, QRect]:
    """The rows that can be seen whole, the chosen one among them, with where they are in the window."""
    rows = {}
    for view in window.findChildren(QAbstractItemView):
        if not view.isVisible() or view.model() is None:
            continue
        port = view.viewport()
        for row in range(min(view.model().rowCount(), 12)):
            index = view.model().index(row, 0)
            area = view.visualRect(index)
            if index.data() and port.visibleRegion().boundingRect().contains(area):
                rows[f"{called(view)}: {index.data()}"] = area.translated(port.mapTo(window, QPoint(0, 0)))
    return rows


def clipped(widget: QWidget) -> str:
    """How a widget cuts its text off, or nothing."""
    width, height, metrics = widget.width(), widget.height(), widget.fontMetrics()
    if isinstance(widget, ElidedLabel | Chip | QPlainTextEdit):
        return "" if height >= metrics.height() else f"{height} of {metrics.height()} px high"
    if isinstance(widget, Paragraph) or (isinstance(widget, QLabel) and widget.wordWrap()):
        needed = widget.heightForWidth(width)
        return "" if height >= needed else f"{height} of {needed} px high"
    if isinstance(widget, QLabel | QAbstractButton):
        hint = widget.sizeHint()
        least = metrics.size(0, widget.text()) if isinstance(widget, QLabel) else hint
        wide = width >= least.width() or (isinstance(widget, QAbstractButton) and not widget.text())
        return "" if wide and height >= metrics.height() else f"{width} of {least.width()} px wide"
    return "" if height >= metrics.height() else f"{height} of {metrics.height()} px high"


def beyond(widget: QWidget) -> bool:
    """Whether a label or control reaches sideways out of what shows it, where nobody can scroll to it."""
    shown = widget.visibleRegion().boundingRect()
    is_one = isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox)
    return is_one and not shown.isEmpty() and shown.width() < widget.width() and shown.height() == widget.height()


@pytest.mark.parametrize("section", SECTIONS)
def test_no_text_is_cut_off_at_any_size_of_text(window: MainWindow, qtbot: QtBot, section: str) -> None:
    show(window, section, qtbot)
    cut = {}
    for scale in (0.8, 1.0, 1.2, 1.5, 2.0):
        theme().set_scale(scale)
        settle(window, qtbot)
        found = texts(window)
        assert window.width() == 1280
        assert len(found) > 8
        cut |= {(scale, called(widget)): how for widget in found if (how := clipped(widget))}
        cut |= {(scale, called(widget)): "beyond its pane" for widget in window.findChildren(QWidget) if beyond(widget)}
    assert cut == {}


@pytest.mark.parametrize("section", SECTIONS)
def test_every_kind_of_control_shows_the_focus(window: MainWindow, qtbot: QtBot, section: str) -> None:
    show(window, section, qtbot, composer=True)
    kinds: set[tuple[str, str]] = set()
    unseen = []
    for widget in window.findChildren(QWidget):
        if not isValid(widget):  # its record was read anew meanwhile, and another of its kind is in its place
            continue
        kind = (type(widget).__name__, str(widget.property("kind")))
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if not tabbed or not widget.isEnabled() or kind in kinds or seen(widget, window).isEmpty():
            continue
        if isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QAbstractItemView | QPlainTextEdit):
            continue
        before, after = unfocused_and_focused(widget, window, qtbot)
        if not widget.hasFocus():
            continue
        kinds.add(kind)
        if changed(before, after) < 16:
            unseen.append(called(widget))
    assert len(kinds) > 4
    assert unseen == []


def unfocused_and_focused(widget: QWidget, window: MainWindow, qtbot: QtBot) -> tuple[QImage, QImage]:
    """A widget, or the frame around it, before and after the focus comes to it by Tab."""
    above = widget.parentWidget()
    framed = above if above.focusProxy() is widget else widget
    area = QRect(framed.mapTo(window, QPoint(0, 0)), framed.size()).adjusted(-3, -3, 3, 3)
    window.setFocus()
    qtbot.wait(1)
    before = window.grab(area).toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.wait(1)
    return before, window.grab(area).toImage()
