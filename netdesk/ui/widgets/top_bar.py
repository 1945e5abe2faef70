"""The bar across the top: the name, the search, and the two ways to enter something."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from netdesk.ui.icons import icon
from netdesk.ui.theme import theme
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.buttons import Button, ButtonKind
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.fields import SearchField
from netdesk.ui.widgets.labels import PlainLabel
from netdesk.ui.widgets.text import set_tip

HEIGHT, SEARCH_WIDTH = 48, 520


class TopBar(Surface):
    """Name, search field (`search`) and capture buttons; `log_requested` and `request_requested` come from those."""

    log_requested = Signal()
    request_requested = Signal()

    def __init__(self, search_shortcut: str = "Ctrl K", parent: QWidget | None = None) -> None:
        super().__init__(Ground.TOP, parent)
        self.search = SearchField(self.tr("Search people, requests, notes, commands"), search_shortcut)
        self.log = Button(self.tr("Log interaction"))
        self.log.clicked.connect(self.log_requested)
        self.request = Button(self.tr("Request"), ButtonKind.PRIMARY, "plus")
        self.request.setAccessibleName(self.tr("New request"))
        self.request.clicked.connect(self.request_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch()
        buttons.addWidget(self.log)
        buttons.addWidget(self.request)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        self._left = QHBoxLayout()
        self._left.setSpacing(12)
        self._name = PlainLabel("netdesk", "heading")
        self._left.addWidget(self._name)
        row.addLayout(self._left)
        row.addWidget(self.search, 1)
        row.addLayout(buttons)
        row.setStretchFactor(buttons, 1)
        theme().changed.connect(self._resize)
        self._resize()

    def set_menu_bar(self, bar: QMenuBar) -> None:
        """Put the menus beside the name; where the system has a menu bar of its own, they go there."""
        bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._left.addWidget(bar, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the name, and of the buttons all but their icons, where the window has no room for them."""
        self._name.setVisible(not narrow)
        self.log.setText("" if narrow else self.tr("Log interaction"))
        self.log.setIcon(icon("note", Token.SECOND) if narrow else QIcon())
        set_tip(self.log, self.tr("Log interaction") if narrow else "")
        self.request.setText("" if narrow else self.tr("Request"))
        set_tip(self.request, self.tr("New request") if narrow else "")
        self._row.activate()  # or the window grows to what the buttons needed with their text

    def _resize(self) -> None:
        self.setFixedHeight(theme().px(HEIGHT))
        self.log.setIconSize(self.request.iconSize())
        self.search.setMaximumWidth(theme().px(SEARCH_WIDTH))
