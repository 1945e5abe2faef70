"""The field that names people: known ones completed as one types, new ones made on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QCompleter, QListView, QSizePolicy, QWidget

from netdesk.domain.text import clean_line, fold, shorten
from netdesk.ui.desk import Desk
from netdesk.ui.theme import theme
from netdesk.ui.widgets.buttons import Button, ButtonKind, RemovableChip
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.chip import Chip
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.menu import Menu
from netdesk.ui.widgets.name_line import WIDE, NameLine
from netdesk.ui.widgets.text import button_text

WHO = Qt.ItemDataRole.UserRole + 1
BESIDE_CHIPS, MOST_NAMESAKES = 72, 20


class PeopleField(Surface):
    """Chips for those who are chosen and a line to type the next one.

    Arrow keys and Enter choose from the people found, Enter alone takes whom the name means or else a new one; a comma
    and leaving the field do so too. A name that several have asks which of them is meant. Backspace in an empty line
    takes the last chip away. `changed` tells of each.
    """

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        *,
        multiple: bool = True,
        name: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Complete from the contacts of the desk; `name` is what screen readers say."""
        super().__init__(Ground.FIELD, parent)
        self._rows = desk.services.contact_rows
        self._multiple = multiple
        self._chosen: list[tuple[int | str, str]] = []
        self._chips: list[QWidget] = []
        self._editable = True
        self._placeholder = placeholder or self.tr("Type a name")
        self.line = NameLine(self._placeholder)
        self.line.setAccessibleName(name or self.tr("People"))
        self.line.setProperty("bare", "true")
        self._waiting = QTimer(self, singleShot=True, interval=0)
        self._waiting.timeout.connect(self._complete)
        self.line.textEdited.connect(self._on_edited)
        self.line.left.connect(self.commit)
        self.line.entered.connect(self._enter)
        self.line.erased.connect(self._remove_last)
        self._found = QStandardItemModel(self)
        self._flow = FlowLayout(self)
        self._flow.addWidget(self.line)
        self._pad()
        theme().changed.connect(self._pad)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setFocusProxy(self.line)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.line.installEventFilter(self)

    def _pad(self) -> None:
        """Be as high as another field of one line, and begin the text where that does."""
        px = theme().px
        side, spare = px(10) - 1, px(20) + 2 * px(5) - px(22) - 2
        self._flow.setContentsMargins(side, spare // 2, side, spare - spare // 2)

    @cached_property
    def _completer(self) -> QCompleter:
        """What lists those found, made when a first name is typed: most fields never need it."""
        found = QListView()
        found.setAccessibleName(self.tr("People found"))
        found.setProperty("ground", "popup")
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        found.clicked.connect(self._choose)
        made = QCompleter(self._found, self)
        made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        made.setWidget(self.line)
        made.setPopup(found)
        return made

    @property
    def _popup(self) -> QListView:
        return cast(QListView, self._completer.popup())

    def people(self) -> list[int | str]:
        """Return the ids of known people and the names (or mail addresses) of new ones; what is typed counts too."""
        self.commit()
        return [who for who, _ in self._chosen]

    def chosen(self) -> list[tuple[int | str, str]]:
        """Return those who are chosen by id and name, without what is being typed."""
        return list(self._chosen)

    def names(self) -> list[str]:
        """Return the names of those who are chosen."""
        return [name for _, name in self._chosen]

    def set_people(self, people: Sequence[tuple[int | str, str]]) -> None:
        """Choose people by id and name, instead of those before; emits nothing."""
        chosen = list(people) if self._multiple else list(people[:1])
        if chosen == self._chosen and not any(isinstance(who, str) for who, _ in chosen):
            return
        self._chosen = chosen
        self._show_chips()

    def set_editable(self, editable: bool) -> None:
        """Let people be added and taken away, or only be read as plain chips."""
        if editable != self._editable:
            self._editable = editable
            self.setEnabled(editable)
            self._show_chips()

    def commit(self) -> None:
        """Take what is typed: the person of that name if there is exactly one, else a new one."""
        self._waiting.stop()
        typed = clean_line(self.line.text().rstrip(","))
        self.line.clear()
        if not typed:
            return
        named = self._namesakes(typed)
        self._add(*(named[0][:2] if len(named) == 1 else (typed, typed)), settled=len(named) < 2)

    def _namesakes(self, name: str) -> list[tuple[int, str, str]]:
        """Return the contacts of exactly this name: id, name, role and organisation."""
        return [row for row in self._rows.complete(name, MOST_NAMESAKES) if fold(row[1]) == fold(name)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("active", "true" if event.type() == QEvent.Type.FocusIn else "false")
            self.style().unpolish(self)
            self.style().polish(self)
            self._give_line_room()
        elif event.type() == QEvent.Type.KeyPress and cast(QKeyEvent, event).key() == Qt.Key.Key_Down:
            return self._waiting.isActive() and self._complete_for(event)
        return False

    def _complete_for(self, event: QEvent) -> bool:
        """Show those found before the key that goes down to them."""
        self._complete()
        return QApplication.sendEvent(self._popup, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.line.setFocus()

    def _on_edited(self, text: str) -> None:
        """Complete keys that came together once, after the last of them."""
        if text.endswith(",") and self._multiple:
            self.commit()
        elif text:
            self._waiting.start()
        else:
            self._complete()

    def _complete(self) -> None:
        self._waiting.stop()
        typed = clean_line(self.line.text())
        self._found.clear()
        if not typed:
            self._popup.hide()
            return
        taken = {who for who, _ in self._chosen}
        for contact_id, name, office in self._rows.complete(typed):
            if contact_id not in taken:
                self._offer(f"{name} · {office}" if office else name, (contact_id, name))
        self._offer(self.tr("Add “{name}”").format(name=typed), (typed, typed))
        self._completer.complete(self._whole_width())

    def _whole_width(self) -> QRect:
        """Lay those found under the whole field, so that names and offices can be read."""
        corner = self.line.mapFrom(self, QPoint(0, 0))
        return QRect(corner.x(), 0, self.width(), self.line.height())

    def _offer(self, text: str, who: tuple[int | str, str]) -> None:
        item = QStandardItem(text)
        item.setEditable(False)
        item.setData(who, WHO)
        self._found.appendRow(item)

    def _enter(self) -> None:
        known = self._popup.isVisible() and not self._waiting.isActive()
        current = self._popup.currentIndex() if known else QModelIndex()
        self._popup.hide()
        if current.isValid():
            self._choose(current)
        else:
            self.commit()
            last = self._chips[-1] if self._chips else None
            if isinstance(last, Button) and (menu := last.menu()) is not None:
                menu.popup(last.mapToGlobal(last.rect().bottomLeft()))

    def _choose(self, index: QModelIndex) -> None:
        who, name = cast("tuple[int | str, str]", index.data(WHO))
        self.line.clear()
        self._add(who, name)

    def _add(self, who: int | str, name: str, *, settled: bool = True) -> None:
        if who in [one for one, _ in self._chosen]:
            return
        self._chosen = [*self._chosen, (who, name)] if self._multiple else [(who, name)]
        self._show_chips()
        if settled:
            self.changed.emit()

    def _remove_last(self) -> None:
        if self._chosen:
            self._chosen.pop()
            self._show_chips()
            self.changed.emit()

    def _on_chip_clicked(self) -> None:
        place = self._chips.index(cast(Button, self.sender()))
        del self._chosen[place]
        self._show_chips()
        self.line.setFocus()
        self.changed.emit()

    def _show_chips(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.line)
        self._chips = [self._chip(who, name) for who, name in self._chosen]
        for widget in (*self._chips, self.line):
            self._flow.addWidget(widget)
        self.line.setPlaceholderText("" if self._chosen else self._placeholder)
        self._give_line_room()
        self.updateGeometry()

    def _give_line_room(self) -> None:
        """Let the line beside chips take room, and perhaps a row of its own, only while somebody types in it."""
        resting = not self.line.hasFocus() and not self.line.text()
        self.line.set_wanted(WIDE if not self._chosen else 0 if resting else BESIDE_CHIPS)

    def _chip(self, who: int | str, name: str) -> QWidget:
        if not self._editable:
            return Chip(name)
        named = self._namesakes(name) if isinstance(who, str) else []
        if len(named) > 1:
            return self._question(name, named)
        new = isinstance(who, str) and "@" not in who
        shown = name if len(name) <= 40 else f"{name[:39]}…"
        text = self.tr("{name} · new").format(name=shown) if new else shown
        chip = RemovableChip(text, self.tr("Remove {name}").format(name=name))
        chip.clicked.connect(self._on_chip_clicked)
        return chip

    def _question(self, name: str, named: Sequence[tuple[int, str, str]]) -> Button:
        """Make the chip of a name that several have, with a menu of them."""
        chip = Button(self.tr("{name} · which one?").format(name=shorten(name, 40)), ButtonKind.CHIP)
        chip.setAccessibleName(self.tr("Which {name}?").format(name=name[:200]))
        menu = Menu(chip)
        for contact_id, full, office in named:
            text = button_text(f"{full} · {office}" if office else full)
            menu.addAction(text, partial(self._settle, name, contact_id, full))
        menu.addSeparator()
        menu.addAction(self.tr("None of them"), partial(self._settle, name, None, name))
        chip.setMenu(menu)
        return chip

    def _settle(self, name: str, contact_id: int | None, full: str) -> None:
        """Put who is meant in the place of a name that several have."""
        others = [one for one in self._chosen if one[0] != contact_id]
        meant = [] if contact_id is None else [(contact_id, full)]
        place = others.index((name, name))
        self._chosen = [*others[:place], *meant, *others[place + 1 :]]
        self._show_chips()
        self.line.setFocus()
        self.changed.emit()
