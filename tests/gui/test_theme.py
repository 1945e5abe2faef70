"""The look: contrast, scheme, text scale, marks and icons."""

from __future__ import annotations

import re
from typing import cast

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QImage, QPixmap, QStyleHints
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from netdesk import paths
from netdesk.ui.icons import app_icon, icon, icon_names
from netdesk.ui.theme import Preference, Theme, theme
from netdesk.ui.tokens import COLOURS, Kind, Scheme, Token, contrast
from netdesk.ui.widgets.avatar import Avatar
from netdesk.ui.widgets.card import Card
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.state_bar import StateBar
from netdesk.ui.widgets.text import tooltip
from tests.gui import gallery
from tests.gui.pixels import painted, text_contrast

pytestmark = pytest.mark.usefixtures("plain_theme")

READABLE, VISIBLE = 4.5, 3.0
"""The least contrast of text and of what else is to be seen: WCAG 2.2, 1.4.3 and 1.4.11."""
GROUNDS = (Token.WINDOW, Token.PANEL, Token.SIDE)


@pytest.mark.parametrize("scheme", Scheme)
def test_every_ink_can_be_read_on_every_ground_it_stands_on(scheme: Scheme) -> None:
    colours = COLOURS[scheme]
    pairs = [(ink, ground) for ink in (Token.INK, Token.SECOND) for ground in (*GROUNDS, Token.ACCENT_GROUND)]
    pairs += [(Token.THIRD, ground) for ground in GROUNDS]
    pairs += [(kind.ink, kind.ground) for kind in Kind] + [(Token.ON_ACCENT, Token.ACCENT)]
    pairs += [(Token.ON_ACCENT, Token.ACCENT_HOVER), (Token.WINDOW, Token.INK)]
    assert all(contrast(colours[Token.RAIL], colours[ground]) >= VISIBLE for ground in GROUNDS)
    pairs += [(token, Token.PANEL) for token in (Token.ACCENT, Token.WRONG, Token.DUE)]
    poor = {
        (ink, ground): round(contrast(colours[ink], colours[ground]), 2)
        for ink, ground in pairs
        if contrast(colours[ink], colours[ground]) < READABLE
    }
    assert poor == {}


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def _shows_no_text(widget: QWidget) -> bool:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    drawn = all(widget.fontMetrics().inFontUcs4(ord(letter)) for letter in text)
    return not text.strip() or text == "Photo" or not drawn or widget.visibleRegion().isEmpty()


@pytest.mark.parametrize("preference", [Preference.LIGHT, Preference.DARK])
def test_steps_to_come_and_the_way_to_them_are_seen_as_they_are_painted(qtbot: QtBot, preference: Preference) -> None:
    theme().set_preference(preference)
    card = Card()
    bar = StateBar()
    bar.show_steps(("idea", "asking", "agreed", "made"), 1)
    card.body.addWidget(bar)
    qtbot.addWidget(card)
    card.resize(480, 90)
    card.show()
    image = painted(card)
    left, share = bar.mapTo(card, QPoint(0, 0)), bar.width() / 4
    for step in (2, 3):
        dot = QRect(left.x() + round(share * (step + 0.5)) - 10, left.y() + 3, 20, 18)
        way = dot.translated(-round(share / 2), 0)
        name = QRect(left.x() + round(share * step), left.y() + 22, round(share), 18)
        assert text_contrast(image, dot) >= VISIBLE
        assert text_contrast(image, way) >= VISIBLE
        assert text_contrast(image, name) >= READABLE


@pytest.mark.parametrize("preference", [Preference.LIGHT, Preference.DARK])
@pytest.mark.parametrize("sheet", ["window", "controls", "views"])
def test_rendered_text_can_be_read(qtbot: QtBot, preference: Preference, sheet: str) -> None:
    theme().set_preference(preference)
    page = gallery.SHEETS[sheet]()
    qtbot.addWidget(page)
    page.show()
    qtbot.wait(50)
    image = painted(page)
    poor = {}
    looked_at = 0
    for widget in page.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton | Avatar) or _shows_no_text(widget):
            continue
        at = widget.mapTo(page, QPoint(3, 3))
        measured = text_contrast(image, QRect(at.x(), at.y(), widget.width() - 6, widget.height() - 6))
        looked_at += 1
        if measured < READABLE:
            poor[type(widget).__name__, widget.accessibleName() or widget.property("text")] = round(measured, 2)
    assert looked_at > 5
    assert poor == {}


def test_choosing_dark_and_back_changes_what_is_painted(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(20, 20)
    page.show()
    with qtbot.waitSignal(theme().changed):
        theme().set_preference(Preference.DARK)
    assert page.grab().toImage().pixelColor(10, 10).name() == COLOURS[Scheme.DARK][Token.WINDOW]
    theme().set_preference(Preference.LIGHT)
    assert page.grab().toImage().pixelColor(10, 10).name() == COLOURS[Scheme.LIGHT][Token.WINDOW]


class SystemHints(QObject):
    """A system whose scheme can be changed, which Qt's offscreen platform has not."""

    colorSchemeChanged = Signal(Qt.ColorScheme)  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self._scheme = Qt.ColorScheme.Light

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802
        return self._scheme

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:  # noqa: N802
        self._scheme = scheme
        self.colorSchemeChanged.emit(scheme)


def test_the_system_decides_unless_the_user_did(qtbot: QtBot, qapp: QApplication) -> None:
    system = SystemHints()
    look = Theme(qapp, cast(QStyleHints, system))
    assert look.scheme is Scheme.LIGHT
    with qtbot.waitSignal(look.changed):
        system.setColorScheme(Qt.ColorScheme.Dark)
    assert look.scheme is Scheme.DARK
    assert look.color(Token.INK).name() == COLOURS[Scheme.DARK][Token.INK]
    look.set_preference(Preference.LIGHT)
    with qtbot.assertNotEmitted(look.changed):
        system.setColorScheme(Qt.ColorScheme.Dark)
    assert look.scheme is Scheme.LIGHT
    look.deleteLater()


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
def test_text_and_rows_grow_with_the_scale(qtbot: QtBot, scale: float) -> None:
    chip = Chip("specific", Kind.ACCENT)
    qtbot.addWidget(chip)
    before = chip.sizeHint().height()
    theme().set_scale(scale)
    assert chip.sizeHint().height() == round(before * scale)
    assert theme().font().pixelSize() == round(13 * scale)
    label = QLabel("text")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pixelSize() == round(13 * scale)


def test_the_scale_stays_within_bounds() -> None:
    theme().set_scale(9)
    assert theme().scale == 2.0
    theme().set_scale(0.1)
    assert theme().scale == 0.8


def test_the_stylesheet_has_no_word_that_is_no_token() -> None:
    text = (paths.resources() / "themes" / "netdesk.qss").read_text(encoding="utf-8")
    words = set(re.findall(r"@([a-z_]+)", text)) - {"scheme", "round"}
    assert words <= set(Token)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", text), "a colour that is no token"


@pytest.mark.parametrize("scheme", Scheme)
def test_every_mark_of_the_stylesheet_exists_in_the_colours_of_its_scheme(scheme: Scheme) -> None:
    folder = paths.resources() / "themes"
    text = (folder / "netdesk.qss").read_text(encoding="utf-8")
    names = set(re.findall(r"url\(look:@scheme/([a-z-]+\.svg)\)", text))
    assert len(names) > 5
    for name in names:
        colours = set(re.findall(r"#[0-9a-f]{6}", (folder / scheme / name).read_text(encoding="utf-8")))
        assert colours
        assert colours <= set(COLOURS[scheme].values()), name


def test_a_tool_tip_is_opaque_and_shows_markup_as_text(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    QToolTip.showText(page.mapToGlobal(QPoint(5, 5)), tooltip("<img src=x> & <b>bold</b>"), page)
    tip = next(widget for widget in page.findChildren(QLabel) if widget.isVisible())
    assert tip.windowOpacity() == 1.0
    assert "&lt;b&gt;bold" in tip.text()
    image = tip.grab().toImage()
    assert text_contrast(image) >= READABLE
    QToolTip.hideText()


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_is_drawn_sharp_at_every_ratio(qtbot: QtBot, name: str) -> None:
    for ratio in (1.0, 1.5, 2.0):
        pixmap = icon(name, Token.INK).pixmap(QSize(20, 20), ratio)
        assert pixmap.size() == QSize(20, 20) * ratio
        assert pixmap.devicePixelRatio() == ratio
        image = pixmap.toImage()
        inked = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        strong = [colour for colour in inked if colour.alpha() > 200]
        assert strong, f"{name} is blank at {ratio}"
        assert all(_near(colour, theme().color(Token.INK)) for colour in strong)


def _near(one: QColor, other: QColor) -> bool:
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue())) < 12


def test_icons_are_one_set() -> None:
    for name in icon_names():
        text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in text
        assert 'stroke="currentColor"' in text
        assert not re.search(r"#[0-9a-f]{3}", text), name


def test_an_icon_takes_the_colour_of_a_new_scheme_by_itself(qtbot: QtBot) -> None:
    symbol = icon("plus", Token.INK)
    theme().set_preference(Preference.DARK)
    pixel = symbol.pixmap(24, 24).toImage().pixelColor(12, 12)
    assert _near(pixel, QColor(COLOURS[Scheme.DARK][Token.INK]))


def test_an_icon_outlives_copies_changes_and_collection(qtbot: QtBot) -> None:
    for _ in range(200):
        copy = QIcon(icon("mail"))
        copy.addPixmap(QPixmap(4, 4))
        action = QAction()
        action.setIcon(copy)
        assert not action.icon().pixmap(18, 18).isNull()


def test_a_wrong_icon_name_is_told_at_once(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_the_application_has_an_icon(qtbot: QtBot) -> None:
    assert not app_icon().pixmap(64, 64).isNull()


@pytest.mark.parametrize("sheet", ["controls", "views", "window"])
def test_every_control_shows_when_it_has_the_focus(qtbot: QtBot, sheet: str) -> None:
    page = gallery.SHEETS[sheet]()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    unseen = []
    count = 0
    for widget in page.findChildren(QWidget):
        if not (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) or not widget.isVisible() or not widget.isEnabled():
            continue
        if widget.focusProxy() is not None or widget.inherits("QMenuBar") or widget.inherits("QScrollArea"):
            continue
        if isinstance(widget, QPlainTextEdit) and widget.isReadOnly():
            continue
        page.setFocus()
        QTest.qWait(1)
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if not widget.hasFocus():
            continue
        count += 1
        if _changed_at_the_edge(before, widget.grab().toImage()) < 8:
            unseen.append(f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName()}")
    assert count > 2
    assert unseen == []


def _changed_at_the_edge(one: QImage, other: QImage) -> int:
    """How many pixels of the leading edge differ: a ring changes many, a text cursor none."""
    edge = [(x, y) for x in range(6) for y in range(one.height())]
    return sum(one.pixelColor(x, y) != other.pixelColor(x, y) for x, y in edge)
