"""The sections with the composer beside them, as wide as the user left it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from netdesk.ui.desk import Desk
from netdesk.ui.steps import later
from netdesk.ui.theme import theme
from netdesk.ui.widgets.views import Splitter

if TYPE_CHECKING:
    from netdesk.ui.composer.pane import ComposerPane

WIDTH, SHOWN_LEAST, COMPOSER_LEAST = 440, 360, 340
_KEY = "window/composer_width"


class ComposerSplitter(Splitter):
    """What is shown at the left, and a message that serves it at the right while one is open.

    Where there is no room for both, as with large text, the message stands alone until it is closed or something else
    is to be shown.
    """

    closed = Signal()
    """The composer was put away by the user."""
    clarifying = Signal()
    """The questions back have their reply, so the request beside them is to be written down anew."""
    answered = Signal()
    """The message has its reply, so what is beside it leads on."""
    going_on = Signal()
    """What comes next for what is beside the message is to be done."""
    uncovered = Signal()
    """What stood behind a message alone is seen again."""

    def __init__(self, desk: Desk, shown: QWidget, parent: QWidget | None = None) -> None:
        """Show the left side alone."""
        super().__init__(parent=parent)
        self._desk = desk
        self._composer: ComposerPane | None = None
        self._wanted: int | None = None
        self._shown = shown
        self.addWidget(shown)
        theme().changed.connect(self._fit)
        self._fit()

    def composer(self) -> ComposerPane | None:
        """Return the composer while it is open."""
        return self._composer if self._composer is not None and self._composer.isVisible() else None

    def open_message(self, message_id: int) -> None:
        """Open a message in the composer, the last one that was wanted where there are several."""
        self._wanted = message_id
        self._open_wanted()

    def _open_wanted(self) -> None:
        """Make, add, show and fill the composer, each in an event of its own."""
        composer, wanted = self._composer, self._wanted
        if wanted is None:
            return
        if composer is not None and not composer.isHidden():
            self._wanted = None
            composer.open_message(wanted)
            return
        if composer is None:
            self._make()
        elif composer.parentWidget() is not self:
            self._add(composer)
        else:
            composer.show()
            self._place()
            self._fit()
        later(self, self._open_wanted)

    def make_way(self, section: str, record_id: int) -> None:
        """Put a message that left already aside, unless it is part of the record that is shown now."""
        composer = self.composer()
        if composer is not None and composer.is_done() and not composer.serves(section, record_id):
            self._put_aside(composer)

    def make_room(self) -> None:
        """Put a message that stands alone aside, since something else is to be seen; it is kept as it is."""
        composer = self.composer()
        if composer is not None and self._shown.isHidden():
            self._put_aside(composer)

    def save_place(self) -> None:
        """Keep the width of the composer while it is open beside something."""
        if self.composer() is not None and not self._shown.isHidden():
            self._desk.settings.setValue(_KEY, self.sizes()[-1])

    def _make(self) -> None:
        from netdesk.ui.composer.pane import ComposerPane  # noqa: PLC0415 - not before it is needed

        self._composer = composer = ComposerPane(self._desk)
        composer.hide()
        composer.closed.connect(self._on_closed)
        composer.clarifying.connect(self.clarifying)
        composer.answered.connect(self.answered)
        composer.going_on.connect(self.going_on)

    def _add(self, composer: ComposerPane) -> None:
        self.addWidget(composer)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().px(SHOWN_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show both where they have room beside each other, and the message alone where they have not."""
        look, composer = theme(), self._composer
        self._shown.setMinimumWidth(look.px(SHOWN_LEAST))
        if composer is not None:
            composer.setMinimumWidth(look.px(COMPOSER_LEAST))
        is_open = composer is not None and not composer.isHidden()
        alone = is_open and self.width() < look.px(SHOWN_LEAST + COMPOSER_LEAST)
        if alone == self._shown.isHidden():
            return
        self._shown.setHidden(alone)
        if not alone:
            self.uncovered.emit()
            if is_open:
                self._place()

    def _place(self) -> None:
        stored = self._desk.settings.value(_KEY, WIDTH)
        width = int(str(stored)) if str(stored).isdigit() else WIDTH
        self.setSizes([self.width() - width, width])

    def _on_closed(self) -> None:
        if self._composer is not None:
            self._put_aside(self._composer)
        self.closed.emit()

    def _put_aside(self, composer: ComposerPane) -> None:
        self._wanted = None
        self.save_place()
        composer.hide()
        self._fit()
