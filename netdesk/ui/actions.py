"""The menus of the window: every action with its shortcut, for the palette and the keyboard sheet too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

Keys = str | QKeySequence.StandardKey | None


class Actions(QObject):
    """Actions by key, and the menus they stand in, in the order in which they were added."""

    def __init__(self, window: QWidget) -> None:
        """Make an empty menu bar; shortcuts count in the whole window."""
        super().__init__(window)
        self._window = window
        self.bar = QMenuBar()
        self.bar.setAccessibleName(self.tr("Menu"))
        self._menus: dict[str, QMenu] = {}
        self._actions: dict[str, QAction] = {}
        self._choosers: dict[QActionGroup, Callable[[str], None]] = {}

    def menu(self, key: str, title: str, parent: str = "") -> QMenu:
        """Add a menu, under another one if `parent` names it."""
        made = self._menus[parent].addMenu(title) if parent else self.bar.addMenu(title)
        self._menus[key] = made
        return made

    def add(
        self, menu: str, key: str, text: str, slot: Callable[[], object], keys: Keys = None, *, role: str = ""
    ) -> QAction:
        """Add an action at the end of a menu; `role` is where a Mac puts it."""
        action = QAction(text, self._window)
        action.setIconText(text)  # stays where the text says more, such as what would be undone
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.setMenuRole(QAction.MenuRole[role] if role else QAction.MenuRole.NoRole)
        action.triggered.connect(slot)
        self._menus[menu].addAction(action)
        self._window.addAction(action)
        self._actions[key] = action
        return action

    def separate(self, menu: str) -> None:
        """Draw a line under what stands in a menu so far."""
        self._menus[menu].addSeparator()

    def choices(self, menu: str, options: dict[str, str], slot: Callable[[str], None]) -> None:
        """Add options by key and text; `slot` gets the key of the one chosen, `choose` says which one holds."""
        group = QActionGroup(self._menus[menu])
        for key, text in options.items():
            action = QAction(text, group, checkable=True)
            action.setData(key)
            self._menus[menu].addAction(action)
        self._choosers[group] = slot
        group.triggered.connect(self._on_chosen)

    def choose(self, menu: str, key: str) -> None:
        """Show which option of a menu holds."""
        for action in self._menus[menu].actions():
            action.setChecked(action.data() == key)

    def _on_chosen(self, action: QAction) -> None:
        self._choosers[action.actionGroup()](str(action.data()))

    def __getitem__(self, key: str) -> QAction:
        """Return the action of a key."""
        return self._actions[key]

    def show_verbs(self, verbs: Sequence[QAction]) -> None:
        """Fill the menu of the section in front."""
        menu = self._menus["section"]
        menu.clear()
        menu.addActions(verbs)

    def commands(self) -> list[tuple[str, QAction]]:
        """Return what the palette offers: each enabled action with its plain text, those that enter something first."""
        enters = set(self._menus["records"].actions())
        offered = sorted(self._actions.values(), key=lambda one: one not in enters)
        themes = self._menus["theme"]
        return [
            *((plain(one), one) for one in offered if one.isEnabled()),
            *((plain(one), one) for one in self._menus["section"].actions()),
            *((f"{plain(themes.menuAction())}: {plain(one)}", one) for one in themes.actions()),
        ]

    def sheet(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return what the keyboard sheet shows: by menu, the name of each action and its shortcut."""
        shown = []
        for key, menu in self._menus.items():
            if key == "section":  # the sheet lists those of all sections
                continue
            rows = [
                (unmarked(one.iconText()), native(one.shortcut()))
                for one in menu.actions()
                if not one.shortcut().isEmpty()
            ]
            if rows:
                shown.append((menu.title().replace("&", ""), rows))
        return shown


def plain(action: QAction) -> str:
    """Give the text of an action without its mnemonic and ellipsis."""
    return unmarked(action.text())


def unmarked(text: str) -> str:
    """Give a text of a menu without its mnemonic and ellipsis."""
    return text.partition("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def native(keys: QKeySequence | str) -> str:
    """Write keys as this system does."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
