"""The network: who introduced whom, me in the middle, and what I can give back to those who did."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QIODevice, QSaveFile, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from netdesk.domain.errors import InvalidInputError
from netdesk.services.network_rows import NetworkPerson, NetworkRows
from netdesk.ui.desk import Desk
from netdesk.ui.dialogs.files import file_to_save
from netdesk.ui.sections.list_pane import TYPING_MS, ListAndDetail
from netdesk.ui.sections.network_person import SHOWN, NetworkPersonPane
from netdesk.ui.sections.section import Section, Verb, Where
from netdesk.ui.steps import later
from netdesk.ui.widgets.buttons import ButtonKind, IconButton
from netdesk.ui.widgets.card import Ground, Surface
from netdesk.ui.widgets.empty_state import EmptyState
from netdesk.ui.widgets.fields import SearchField
from netdesk.ui.widgets.flow_layout import FlowLayout
from netdesk.ui.widgets.labels import ElidedLabel, HeadTitle

if TYPE_CHECKING:
    from netdesk.ui.graph.drawing import Drawing
    from netdesk.ui.graph.view import NetworkView

_PERSON_WIDTH = 360


class NetworkSection(Section):
    """The picture and whoever is selected in it; what draws it is imported beside the window, at the first showing."""

    name = "network"
    tables = ("contact", "how_met", "interaction", "participant", "affiliation", "hop")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the panes around the picture; it comes with `activate`."""
        super().__init__(desk, parent)
        self._asked = 0
        self._wanted: int | None = None
        self._found: tuple[int, ...] = ()
        self.view: NetworkView | None = None
        self.person = NetworkPersonPane(desk)
        self.person.person_chosen.connect(self._on_person_chosen)
        self._drawing_state = EmptyState("network", self.tr("Drawing your network"))
        self._canvas = QStackedWidget()
        self._canvas.addWidget(self._drawing_state)
        pane = Surface(Ground.PANEL)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self._canvas, 1)
        sizes = (3 * _PERSON_WIDTH, _PERSON_WIDTH)
        self._panes = ListAndDetail(desk.settings, self.name, pane, self.person, sizes)
        self._empty = self._empty_state()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._panes)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._find)
        self.offer_verbs(self._canvas)

    @staticmethod
    def verbs() -> tuple[Verb, ...]:
        """Return what can be done with the picture."""
        return (
            Verb(_tr("Find somebody"), NetworkSection.focus_find, "Ctrl+F", Where.SECTION),
            Verb(_tr("Show the contact"), NetworkSection.open_contact, "Return", Where.PART),
            Verb(_tr("Zoom in"), NetworkSection.zoom_in, "+", Where.PART),
            Verb(_tr("Zoom out"), NetworkSection.zoom_out, "-", Where.PART),
            Verb(_tr("Show everybody"), NetworkSection.fit, "F", Where.PART),
            Verb(_tr("Export the picture…"), NetworkSection.export, "Ctrl+Shift+E", Where.SECTION),
        )

    def reload(self) -> None:
        """Read who is there and arrange them beside the window."""
        self._asked += 1
        read = partial(_draw, self.desk.services.network_rows)
        self.desk.tasks.read(self, read, partial(self._on_drawn, self._asked))

    def focus_first(self) -> None:
        """Begin in the picture."""
        if self.view is not None:
            self.view.setFocus()

    def show_record(self, record_id: int) -> None:
        """Select a contact in the picture."""
        self._wanted = record_id
        self._select_wanted()

    def focus_find(self) -> None:
        """Go to the field that finds somebody."""
        self.finder.setFocus()
        self.finder.selectAll()

    def open_contact(self) -> None:
        """Show whoever is selected among the contacts."""
        if self.view is not None and (selected := self.view.selected()) is not None:
            self.desk.contact_wanted.emit(selected)

    def zoom_in(self) -> None:
        """Show fewer people, larger."""
        if self.view is not None:
            self.view.zoom_in()

    def zoom_out(self) -> None:
        """Show more people, smaller."""
        if self.view is not None:
            self.view.zoom_out()

    def fit(self) -> None:
        """Show everybody."""
        if self.view is not None:
            self.view.fit()

    def export(self) -> None:
        """Write what is seen to a picture file."""
        if self.view is None:
            return
        kind = self.tr("Picture (*.png)")
        chosen, _ = file_to_save(self, self.tr("Export the picture"), "network.png", kind)
        if chosen:
            path = Path(chosen if chosen.lower().endswith(".png") else f"{chosen}.png")
            write = partial(_write, self.view.image(), path)
            self.desk.tasks.read(self, write, self._on_written, self.desk.said.emit)

    def _head(self) -> FlowLayout:
        """Title and count at the left; find, zoom, fit and export at the right."""
        self._count = ElidedLabel(style="small")
        self.finder = SearchField(self.tr("Find somebody"), "Ctrl F")
        self.finder.textEdited.connect(self._on_typed)
        self.finder.returnPressed.connect(self._on_next_wanted)
        self.finder.descended.connect(self.focus_first)
        self.finder.dismissed.connect(self.focus_first)
        self._out = IconButton("zoom-out", self.tr("Zoom out"), shortcut="-")
        self._in = IconButton("zoom-in", self.tr("Zoom in"), shortcut="+")
        self._fit = IconButton("zoom-fit", self.tr("Show everybody"), shortcut="F")
        self._export = IconButton("export", self.tr("Export"), shortcut="Ctrl+Shift+E")
        self._export.clicked.connect(self.export)
        buttons = (self._out, self._in, self._fit, self._export)
        for button in buttons:
            button.setEnabled(False)
        head = FlowLayout(spacing=8, fill=True)
        head.setContentsMargins(16, 12, 16, 12)
        head.addWidget(_line(HeadTitle(self.tr("Network")), self._count))
        head.addWidget(self.finder)
        head.addWidget(_line(*buttons, at_end=True))
        return head

    def _empty_state(self) -> EmptyState:
        empty = EmptyState(
            "network",
            self.tr("Your network begins with one person"),
            self.tr(
                "Note with each contact who introduced you, and see here who brings people together. "
                "Import the contacts you have, or look at the sample network."
            ),
        )
        empty.add_button(self.tr("Import contacts"), ButtonKind.PRIMARY, "import").clicked.connect(
            self.desk.import_wanted
        )
        empty.add_button(self.tr("Open the sample network")).clicked.connect(self.desk.sample_wanted)
        return empty

    def _on_drawn(self, asked: int, drawing: Drawing | None) -> None:
        if asked != self._asked:
            return
        self._stack.setCurrentWidget(self._panes if drawing is not None else self._empty)
        if drawing is None:
            return
        self._count.setText(self._told(drawing))
        if self.view is None:
            self._make_view()
            later(self, partial(self._on_drawn, asked, drawing))
            return
        self.view.show_drawing(drawing)
        self._select_wanted()

    def _make_view(self) -> None:
        from netdesk.ui.graph.view import NetworkView  # noqa: PLC0415 - imported beside the window before

        self.view = view = NetworkView()
        view.person_selected.connect(self._on_selected)
        view.contact_requested.connect(self.desk.contact_wanted)
        for control, slot in ((self._out, view.zoom_out), (self._in, view.zoom_in), (self._fit, view.fit)):
            control.clicked.connect(slot)
            control.setEnabled(True)
        self._export.setEnabled(True)
        begin = self._drawing_state.isVisible() and not self.finder.hasFocus()
        self._canvas.addWidget(view)
        self._canvas.setCurrentWidget(view)
        if begin:
            view.setFocus()

    def _told(self, drawing: Drawing) -> str:
        """Count as the status line does, and apart from that whoever is archived and stands here as an introducer."""
        others = drawing.people[1:]
        archived = sum(one.archived for one in others)
        contacts, connectors = len(others) - archived, sum(one.introduced > 0 for one in others)
        parts = [self.tr("1 contact") if contacts == 1 else self.tr("{number} contacts").format(number=f"{contacts:,}")]
        if archived:
            parts.append(self.tr("{number} archived").format(number=f"{archived:,}"))
        if connectors:
            told = self.tr("1 introduced others") if connectors == 1 else self.tr("{number} introduced others")
            parts.append(told.format(number=f"{connectors:,}"))
        return " · ".join(parts)

    def _select_wanted(self) -> None:
        """Select whoever was asked for, at first the one who introduced most people."""
        drawing = self.view.drawing() if self.view is not None else None
        if self.view is None or drawing is None:
            return
        if self._wanted is not None and self.view.select(self._wanted, centre=True):
            self._wanted = None
        elif self.view.selected() is None:
            self.view.select(drawing.people[int(drawing.order[0])].id)

    def _on_selected(self, contact_id: int) -> None:
        drawing = self.view.drawing() if self.view is not None else None
        if drawing is None:
            return
        place = drawing.index[contact_id]
        if place:
            self.person.show_person(drawing.people[place])
        else:
            first = [drawing.people[one] for one in drawing.order[:SHOWN].tolist()]
            self.person.show_me(drawing.people[0], [one for one in first if one.introduced])

    def _on_person_chosen(self, contact_id: int) -> None:
        if self.view is not None:
            self.view.select(contact_id, centre=True)

    def _on_typed(self) -> None:
        self._found = ()
        self._typing.start()

    def _find(self) -> None:
        typed = self.finder.text()
        if typed.strip():
            find = partial(self.desk.services.network_rows.find, typed)
            self.desk.tasks.read(self, find, partial(self._on_found, typed))

    def _on_found(self, typed: str, found: tuple[int, ...]) -> None:
        if typed != self.finder.text():
            return
        drawing = self.view.drawing() if self.view is not None else None
        self._found = tuple(one for one in found if drawing is not None and one in drawing.index)
        self.finder.set_wrong(not self._found)
        self._show_found()

    def _on_next_wanted(self) -> None:
        """Go on to the next of those that were found."""
        if self._typing.isActive():
            self._typing.stop()
            self._find()
            return
        self._found = self._found[1:] + self._found[:1]
        self._show_found()

    def _show_found(self) -> None:
        if self._found and self.view is not None:
            self.view.select(self._found[0], centre=True)

    def _on_written(self, path: Path) -> None:
        self.desk.said.emit(self.tr("The picture is in {path}.").format(path=path))


def _line(*widgets: QWidget, at_end: bool = False) -> QWidget:
    """Keep widgets beside each other in a head that is set in lines, at the beginning or the end of theirs."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    if at_end:
        row.addStretch()
    for widget in widgets:
        row.addWidget(widget)
    if not at_end:
        row.addStretch()
    return line


def _draw(rows: NetworkRows) -> Drawing | None:
    """Read and arrange everybody, and import what draws them; none where there is nobody but me."""
    from netdesk.ui.graph import view  # noqa: F401, PLC0415 - half a second at the first time
    from netdesk.ui.graph.drawing import draw  # noqa: PLC0415

    people: tuple[NetworkPerson, ...] = rows.people()
    return draw(people) if len(people) > 1 else None


def _write(image: QImage, path: Path) -> Path:
    """Write the picture whole or not at all."""
    file = QSaveFile(str(path))
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    if not (opened and image.save(file, "PNG") and file.commit()):  # type: ignore[call-overload]
        raise InvalidInputError(f"{path} cannot be written. Choose another folder or name.")
    return path


def _tr(text: str) -> str:
    return QCoreApplication.translate("NetworkSection", text)
