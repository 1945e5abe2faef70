"""Handing foreign text to Qt so that it is shown as it is, never read as markup or as a shortcut."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QWidget

TOOLTIP_LENGTH = 2_000


def tooltip(text: str) -> str:
    """Wrap the text for a tool tip: Qt reads tips as HTML when they look like it, so this one always is, escaped."""
    return f"<p style='white-space:pre-wrap'>{escape(text[:TOOLTIP_LENGTH])}</p>" if text else ""


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip, and a screen reader the same words without the markup of the tip."""
    widget.setToolTip(tooltip(text))
    widget.setAccessibleDescription(text[:TOOLTIP_LENGTH])


def button_text(text: str) -> str:
    """Double the ampersands, which buttons and menus would take for shortcuts."""
    return text.replace("&", "&&")
