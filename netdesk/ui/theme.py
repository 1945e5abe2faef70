"""The look of the whole window: colours, fonts and one stylesheet, following the system or the user's choice."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import cast

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QToolTip

from netdesk import paths
from netdesk.ui.tokens import COLOURS, FONT_PIXELS, Scheme, TextStyle, Token

SCALE_MIN, SCALE_MAX = 0.8, 2.0
GENERIC_FAMILIES = {"Sans Serif", "Sans", "sans-serif"}
_VARIABLE = re.compile(r"@(?:(\d+)px|round(\d+)|([a-z_]+))")


class Preference(StrEnum):
    """Which scheme the user wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The application's colours, fonts and sizes; `changed` is emitted after a new scheme or text scale is in place."""

    changed = Signal()

    def __init__(self, app: QApplication, hints: QStyleHints | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._hints = hints or app.styleHints()
        self._preference = Preference.SYSTEM
        self._scale = 1.0
        self._families = _families(app.font())
        self._colours: dict[Token, QColor] = {}
        app.setStyle("Fusion")
        QDir.setSearchPaths("look", [str(paths.resources() / "themes")])
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def preference(self) -> Preference:
        return self._preference

    @property
    def scheme(self) -> Scheme:
        """The scheme in use: the user's choice, else the system's, light where the system has none."""
        if self._preference is not Preference.SYSTEM:
            return Scheme(self._preference.value)
        return Scheme.DARK if self._hints.colorScheme() is Qt.ColorScheme.Dark else Scheme.LIGHT

    @property
    def scale(self) -> float:
        """The text scale, 0.8 to 2.0."""
        return self._scale

    def set_preference(self, preference: Preference) -> None:
        """Choose a scheme, or the system's; native parts such as title bars follow."""
        if preference is self._preference:
            return
        self._preference = preference
        hints = self._hints
        hints.blockSignals(True)
        if preference is Preference.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if preference is Preference.DARK else Qt.ColorScheme.Light)
        hints.blockSignals(False)
        self._apply()

    def set_scale(self, scale: float) -> None:
        """Set the text scale; what is outside 0.8 to 2.0 is brought inside."""
        scale = min(SCALE_MAX, max(SCALE_MIN, scale))
        if scale != self._scale:
            self._scale = scale
            self._apply()

    def color(self, token: Token) -> QColor:
        """The colour of a token in the scheme in use."""
        return self._colours[token]

    def font(self, style: TextStyle = TextStyle.BODY, *, strong: bool = False) -> QFont:
        """The system's font at the size of a style; headings and titles are semi-bold, others where `strong`."""
        font = QFont(self._families)
        font.setPixelSize(self.px(FONT_PIXELS[style]))
        if strong or style in (TextStyle.HEADING, TextStyle.TITLE):
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def px(self, pixels: int) -> int:
        """Scale a length by the text scale, so that everything grows with the text."""
        return round(pixels * self._scale)

    def _system_changed(self) -> None:
        if self._preference is Preference.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        self._colours = {token: QColor(value) for token, value in COLOURS[self.scheme].items()}
        palette = self._palette()
        self._app.setFont(self.font())
        self._app.setPalette(palette)
        QToolTip.setPalette(palette)
        QToolTip.setFont(self.font(TextStyle.SMALL))
        self._app.setStyleSheet(self._stylesheet())
        self.changed.emit()

    def _stylesheet(self) -> str:
        def value(match: re.Match[str]) -> str:
            pixels, inside, name = match.groups()
            if pixels:
                return f"{self.px(int(pixels))}px"
            if inside:
                return f"{self.px(int(inside)) // 2 + 1}px"
            if name == "scheme":
                return self.scheme.value
            return COLOURS[self.scheme][Token(name)]

        return _VARIABLE.sub(value, _template())

    def _palette(self) -> QPalette:
        role, colour = QPalette.ColorRole, self._colours
        palette = QPalette()
        for roles, token in (
            ((role.Window, role.Button, role.Midlight), Token.WINDOW),
            ((role.Base, role.ToolTipBase, role.Light), Token.PANEL),
            ((role.AlternateBase,), Token.SIDE),
            ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), Token.INK),
            ((role.PlaceholderText, role.Dark), Token.THIRD),
            ((role.Mid,), Token.LINE),
            ((role.Highlight, role.Accent, role.Link), Token.ACCENT),
            ((role.HighlightedText,), Token.ON_ACCENT),
            ((role.LinkVisited,), Token.THANKS),
        ):
            for each in roles:
                palette.setColor(each, colour[token])
        palette.setColor(role.Shadow, QColor(0, 0, 0))
        for each in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, each, colour[Token.THIRD])
        return palette


def theme() -> Theme:
    """The theme of the running application, put in place at the first call."""
    app = cast(QApplication, QApplication.instance())
    found = app.findChild(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found or Theme(app)


def _families(system: QFont) -> list[str]:
    """Keep the system's font; where no desktop names one, prefer the better of what is installed."""
    family = system.family()
    return ["Inter", "Noto Sans", family] if family in GENERIC_FAMILIES else [family]


@cache
def _template() -> str:
    return (paths.resources() / "themes" / "netdesk.qss").read_text(encoding="utf-8")
