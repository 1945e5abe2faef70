"""Where the focus goes when what has it goes away: Qt would take whatever comes next in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def holds_focus(part: QWidget) -> bool:
    """Tell whether the focus is in a part of its window, also while a dialog stands before that."""
    focused = part.window().focusWidget()
    return focused is not None and (focused is part or part.isAncestorOf(focused))


@contextmanager
def keeping_focus(part: QWidget, heir: Callable[[], QWidget]) -> Iterator[None]:
    """Give the focus to an heir where a part no longer shows the control that had it."""
    focused = part.window().focusWidget() if holds_focus(part) else None
    yield
    if focused is not None and not focused.isVisibleTo(part):
        heir().setFocus(Qt.FocusReason.OtherFocusReason)


def controls(within: QWidget) -> list[QWidget]:
    """Return what Tab reaches in a widget, itself included."""
    widgets = [within, *within.findChildren(QWidget)]
    return [widget for widget in widgets if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
