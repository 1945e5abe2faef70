"""What the sections with a list and a detail beside it share: heading, filter, chips, list, and a place to scroll."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from netdesk.ui.theme import theme
from netdesk.ui.widgets.beside_layout import AsideLayout
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.empty_state import EmptyState
from netdesk.ui.widgets.fields import SearchField
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import HeadTitle
from netdesk.ui.widgets.views import RowList, Splitter

TYPING_MS, NARROWEST, WIDTH, DETAIL_NARROWEST = 150, 300, 392, 360


class ListPane(Surface):
    """The list of a section under its title; `filtered(text)` comes when typing in the filter pauses.

    Letters typed in the list go into the filter.
    Buttons go into `buttons`, filter chips into `chips`; `empty` stands in the place of a list without rows.
    """

    filtered = Signal(str)

    def __init__(
        self,
        title: str,
        filter_text: str,
        empty: EmptyState,
        *,
        chips_below: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build the pane; `filter_text` says what the filter finds."""
        super().__init__(Ground.WINDOW, parent)
        self.list = RowList(chips_below=chips_below, ground="window")
        self.list.setAccessibleName(title)
        self.list.typed.connect(self._on_typed)
        self.filter = SearchField(filter_text, "Ctrl F")
        self.filter.textChanged.connect(self._restart)
        self.filter.descended.connect(self._descend)
        self.filter.dismissed.connect(self._descend)
        self.empty = empty
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.chips = FlowLayout()
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._announce)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(empty)
        top = AsideLayout(least=0)
        top.add(HeadTitle(title))
        top.add(self.buttons)
        self.head = head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(10)
        head.addLayout(top)
        head.addWidget(self.filter)
        head.addLayout(self.chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def show_empty(self, empty: bool) -> None:
        """Put the empty state in the place of the list, or the list back."""
        self._stack.setCurrentWidget(self.empty if empty else self.list)

    def focus_rows(self) -> None:
        """Go to the list, or to the way to begin where it is empty."""
        shown = self.empty if self._stack.currentWidget() is self.empty else self.list
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Go to the filter, ready to type another."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _on_typed(self, text: str) -> None:
        """Filter by what is typed in the list."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.end(False)
        self.filter.insert(text)

    def _descend(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.list.currentIndex().isValid() and (model := self.list.model()) is not None:
            self.list.setCurrentIndex(model.index(0, 0))

    def _restart(self) -> None:
        self._timer.start()

    def _announce(self) -> None:
        self.filtered.emit(self.filter.text())


class ListAndDetail(Splitter):
    """A list at the left and a detail at the right, with the joint where the user left it."""

    def __init__(
        self,
        settings: QSettings,
        key: str,
        pane: QWidget,
        detail: QWidget,
        sizes: tuple[int, int] = (WIDTH, 2 * WIDTH),
    ) -> None:
        """Take the joint from the settings of the window under this key; the wider of the two takes what room comes."""
        super().__init__()
        self._settings, self._key = settings, f"{key}/splitter"
        self._panes = ((pane, NARROWEST), (detail, DETAIL_NARROWEST))
        self.addWidget(pane)
        self.addWidget(detail)
        self.setStretchFactor(0, int(sizes[0] > sizes[1]))
        self.setStretchFactor(1, int(sizes[0] <= sizes[1]))
        kept = settings.value(self._key)
        if not (isinstance(kept, QByteArray) and self.restoreState(kept)):
            self.setSizes([theme().px(size) for size in sizes])
        self.splitterMoved.connect(self._keep)
        theme().changed.connect(self._on_theme_changed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(NARROWEST + DETAIL_NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, width: int) -> None:
        """Let no pane become narrower than its text needs, nor both together wider than the window has room."""
        whole = NARROWEST + DETAIL_NARROWEST
        for pane, narrowest in self._panes:
            pane.setMinimumWidth(min(theme().px(narrowest), width * narrowest // whole))

    def _on_theme_changed(self) -> None:
        self._fit(self.width())

    def _keep(self) -> None:
        self._settings.setValue(self._key, self.saveState())


class ScrollPane(Surface):
    """A white pane whose content scrolls, with room around it."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        """Hold the content at the top."""
        super().__init__(Ground.PANEL, parent)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(24, 20, 24, 24)
        inside.addWidget(content)
        inside.addStretch()
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)

    def to_top(self) -> None:
        """Show the beginning."""
        self.area.verticalScrollBar().setValue(0)
