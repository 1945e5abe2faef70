"""Buttons: plain, primary, quiet and the others of the stylesheet; icon buttons; chips that filter."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from netdesk.domain.text import shorten
from netdesk.ui.icons import icon
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.text import button_text, set_tip

ICON_SIDE, NARROWEST, LONGEST_NAME = 18, 80, 200
ROUNDING = 1
"""Pixels by which the width of a text that is cut and of the whole may differ; less room than that is none lacking."""
ICON_SIZE = QSize(20, 16)
"""The icon of a button with the room before its text, which no stylesheet can set."""
KEYPAD = Qt.KeyboardModifier.KeypadModifier


class ButtonKind(StrEnum):
    """How much a button stands out, and where it stands."""

    PLAIN = "plain"
    PRIMARY = "primary"
    QUIET = "quiet"
    DANGER = "danger"
    LINK = "link"
    CHIP = "chip"
    STATUS = "status"
    TOAST = "toast"
    ICON = "icon"


ICON_INK = {ButtonKind.PRIMARY: Token.ON_ACCENT, ButtonKind.DANGER: Token.WRONG, ButtonKind.LINK: Token.ACCENT}


class _KeyedButton(QPushButton):
    """A push button that Enter presses as Space does, in a window as in a dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~KEYPAD:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


class Button(_KeyedButton):
    """A push button whose text is shown as it is, ampersands too."""

    def __init__(
        self, text: str = "", kind: ButtonKind = ButtonKind.PLAIN, icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind.value)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_text(text)
        if icon_name:
            self.setIcon(icon(icon_name, ICON_INK.get(kind, Token.SECOND)))
            self._resize_icon()
            theme().changed.connect(self._resize_icon)

    def set_text(self, text: str) -> None:
        """Show another text, and say it to screen readers."""
        self.setText(button_text(text))
        self.setAccessibleName(text)

    def set_kind(self, kind: ButtonKind) -> None:
        """Let the button stand out more or less than before."""
        if self.property("kind") != kind.value:
            self.setProperty("kind", kind.value)
            self.style().unpolish(self)
            self.style().polish(self)

    def setMenu(self, menu: QMenu) -> None:  # noqa: N802
        """Open a menu; the stylesheet keeps room for the arrow that says so."""
        self.setProperty("opens", "menu")
        super().setMenu(menu)

    def _resize_icon(self) -> None:
        self.setIconSize(ICON_SIZE * theme().scale)


class ElidedButton(Button):
    """A button that takes no more room than there is: its text is cut; its tip and screen readers have all of it."""

    def __init__(
        self, text: str = "", kind: ButtonKind = ButtonKind.LINK, icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        self._whole = ""
        super().__init__(text, kind, icon_name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        self._whole = text
        set_tip(self, text)
        super().set_text(text)
        self._cut()

    def sizeHint(self) -> QSize:
        width, shown = self.fontMetrics().horizontalAdvance, self.text().replace("&&", "&")
        return super().sizeHint() + QSize(width(self._whole) - width(shown), 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(min(theme().px(NARROWEST), self.sizeHint().width()), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        lacking, metrics = self.sizeHint().width() - self.width(), self.fontMetrics()
        room = metrics.horizontalAdvance(self._whole) - lacking
        cut = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room) if lacking > ROUNDING else self._whole
        self.setText(button_text(cut))


class RemovableChip(ElidedButton):
    """A chip with a cross behind its text: a click takes away what it stands for, and `name` says so."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, ButtonKind.CHIP, "close", parent)
        self.setIcon(icon("close", behind=True))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setAccessibleName(shorten(name, LONGEST_NAME))
        set_tip(self, name)


class FilterChip(Button):
    """A chip that is switched on and off; switched on it takes the accent."""

    def __init__(self, text: str = "", *, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, ButtonKind.CHIP, parent=parent)
        self.setCheckable(True)
        self.setChecked(checked)


class IconButton(_KeyedButton):
    """A button that shows only an icon, and tells its name in a tool tip and to screen readers.

    A push button, since Qt lets screen readers neither focus a tool button with a menu nor open its menu.
    """

    def __init__(
        self, icon_name: str, name: str, token: Token = Token.SECOND, shortcut: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        told = f"{name} ({shortcut})" if shortcut else name
        self.setProperty("kind", ButtonKind.ICON.value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setIcon(icon(icon_name, token))
        self.setAccessibleName(name)
        set_tip(self, told)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._resize_icon()
        theme().changed.connect(self._resize_icon)

    def _resize_icon(self) -> None:
        self.setIconSize(QSize(1, 1) * theme().px(ICON_SIDE))
