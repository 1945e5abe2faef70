"""The sections with the composer beside them, as wide as the user left it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from netdesk.ui.desk import Desk
from netdesk.ui.widgets.views import Splitter

if TYPE_CHECKING:
    from netdesk.ui.composer.pane import ComposerPane

WIDTH = 440
_KEY = "window/composer_width"


class ComposerSplitter(Splitter):
    """What is shown at the left, and a message that serves it at the right while one is open."""

    closed = Signal()
    """The composer was put away by the user."""
    clarifying = Signal()
    """The questions back have their reply, so the request beside them is to be written down anew."""

    def __init__(self, desk: Desk, shown: QWidget, parent: QWidget | None = None) -> None:
        """Show the left side alone."""
        super().__init__(parent=parent)
        self._desk = desk
        self._composer: ComposerPane | None = None
        self.addWidget(shown)

    def composer(self) -> ComposerPane | None:
        """Return the composer while it is open."""
        return self._composer if self._composer is not None and self._composer.isVisible() else None

    def open_message(self, message_id: int) -> None:
        """Open a message in the composer."""
        composer = self._composer or self._make()
        if not composer.isVisible():
            composer.show()
            self._place()
        composer.open_message(message_id)

    def make_way(self, section: str, record_id: int) -> None:
        """Put a message that left already aside, unless it is part of the record that is shown now."""
        composer = self.composer()
        if composer is not None and composer.is_done() and not composer.serves(section, record_id):
            self._put_aside(composer)

    def save_place(self) -> None:
        """Keep the width of the composer while it is open."""
        if self.composer() is not None:
            self._desk.settings.setValue(_KEY, self.sizes()[-1])

    def _make(self) -> ComposerPane:
        from netdesk.ui.composer.pane import ComposerPane  # noqa: PLC0415 - not before it is needed

        self._composer = composer = ComposerPane(self._desk)
        composer.closed.connect(self._on_closed)
        composer.clarifying.connect(self.clarifying)
        self.addWidget(composer)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        return composer

    def _place(self) -> None:
        stored = self._desk.settings.value(_KEY, WIDTH)
        width = int(str(stored)) if str(stored).isdigit() else WIDTH
        self.setSizes([self.width() - width, width])

    def _on_closed(self) -> None:
        if self._composer is not None:
            self._put_aside(self._composer)
        self.closed.emit()

    def _put_aside(self, composer: ComposerPane) -> None:
        self.save_place()
        composer.hide()
