"""Keys that mean something in one part of the window only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def on_key(
    widget: QWidget, key: QKeySequence | QKeySequence.StandardKey | Qt.Key | str, slot: Callable[[], object]
) -> None:
    """Call a slot on a key while the focus is in the widget or inside it.

    The context is set afterwards: given with a slot, PySide6 ignores it, and the key would hold in the whole window.
    """
    shortcut = QShortcut(QKeySequence(key), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(slot)
