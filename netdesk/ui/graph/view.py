"""The picture of the network: panned, zoomed, walked through by keys, and everybody in it found and selected."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from netdesk.graph.layout import Floats
from netdesk.services.network_rows import NetworkPerson
from netdesk.ui.graph.dots import Dots
from netdesk.ui.graph.drawing import Drawing
from netdesk.ui.graph.hover_card import HoverCard
from netdesk.ui.graph.lines import Lines
from netdesk.ui.graph.names import Names
from netdesk.ui.theme import theme
from netdesk.ui.tokens import BRANCHES, TextStyle, Token
from netdesk.ui.widgets.painting import paint_ring
from netdesk.ui.words import tie_text

_STEP = 1.25
_CLOSEST, _WIDEST = 40.0, 3.0
"""How few units the view may hold, and how many times the whole picture."""
_READABLE, _NEAR = 0.4, 0.8
"""Pixels a unit from which on names find room, and from which on those around somebody are told apart."""
_REACH = 6
_BESIDE = 60
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class NetworkView(pg.GraphicsView):  # type: ignore[misc]
    """Shows a drawing; `person_selected(id)` comes with each selection, `contact_requested(id)` when one is opened."""

    person_selected = Signal(int)
    contact_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nobody yet."""
        super().__init__(parent, background=None)
        self.setAccessibleName(self.tr("Picture of your network"))
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self._drawing: Drawing | None = None
        self._selected: int | None = None
        self._hovered: int | None = None
        self._kept: Callable[[Drawing], None] | None = self._show_beginning
        self._ring = False
        self._names = Names()
        self._placed_for: tuple[object, ...] = ()
        self._size_step = 0.0
        self._lines = Lines()
        self._dots = Dots(pxMode=True, pen=None)
        self.box = pg.ViewBox(lockAspect=1.0, invertY=True, enableMenu=False, defaultPadding=0)
        self.box.addItem(self._lines, ignoreBounds=True)
        self.box.addItem(self._dots, ignoreBounds=True)
        self.box.disableAutoRange()
        self.setCentralItem(self.box)
        self.box.sigRangeChangedManually.connect(self._on_moved)
        self.box.sigRangeChanged.connect(self._on_range_changed)
        self.scene().sigMouseClicked.connect(self._on_clicked)
        self._card = HoverCard(self)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_drawing(self, drawing: Drawing) -> None:
        """Show people anew; whoever is selected stays so, and what is seen stays in its place."""
        selected = self.selected()
        self._drawing = self._selected = self._hovered = None
        self._card.hide()
        self._names.forget()
        self._placed_for = ()
        reach = float(np.abs(drawing.layout.places).max(initial=100)) * 2 * _WIDEST
        self.box.setLimits(minXRange=_CLOSEST, minYRange=_CLOSEST, maxXRange=reach, maxYRange=reach)
        if self._kept is not None:
            self._kept(drawing)
        self._drawing = drawing
        self._lines.show_drawing(drawing)
        self._paint_dots()
        if selected in drawing.index:
            self._choose(drawing.index[selected])
        else:
            self._choose(None)

    def drawing(self) -> Drawing | None:
        """Return what is shown."""
        return self._drawing

    def selected(self) -> int | None:
        """Return the id of whoever is selected."""
        return self._drawing.people[self._selected].id if self._drawing and self._selected is not None else None

    def select(self, contact_id: int, *, centre: bool = False) -> bool:
        """Select somebody, and bring them to the middle; says whether they are in the picture."""
        if self._drawing is None or contact_id not in self._drawing.index:
            return False
        self._choose(self._drawing.index[contact_id])
        if centre:
            self._centre(self._drawing.index[contact_id])
        return True

    def fit(self) -> None:
        """Show everybody."""
        if self._drawing is not None:
            self._show_whole(self._drawing)
        self._kept = self._show_whole

    def zoom_in(self) -> None:
        """Come nearer, towards whoever is selected if they are in sight."""
        self._zoom(1 / _STEP)

    def zoom_out(self) -> None:
        """Go further away."""
        self._zoom(_STEP)

    def scale_(self) -> float:
        """Return how many pixels a unit of the picture takes."""
        return float(self.box.childTransform().m11())

    def pixels(self) -> Floats:
        """Return where everybody stands in the view."""
        if self._drawing is None:
            return np.zeros((0, 2))
        t = self.box.childTransform()
        placed: Floats = self._drawing.layout.places * (t.m11(), t.m22()) + (t.dx(), t.dy())
        return placed

    def names_shown(self) -> list[tuple[int, tuple[float, float, float, float]]]:
        """Return the indices of those named in the view, and where."""
        self._place_names()
        return self._names.placed()

    def image(self, ratio: float = 2.0) -> QImage:
        """Return what is seen as an image of `ratio` pixels for each of the view."""
        self._card.hide()
        image = QImage(self.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(theme().color(Token.PANEL))
        QWidget.render(self, image, QPoint())
        return image

    def person_at(self, at: QPointF) -> int | None:
        """Return the index of whoever is drawn at a point of the view."""
        if self._drawing is None:
            return None
        distance = np.hypot(*(self.pixels() - (at.x(), at.y())).T) - np.maximum(self._radii(), _REACH)
        nearest = int(distance.argmin())
        return nearest if distance[nearest] <= 0 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        moves = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_F: self.fit,
            Qt.Key.Key_Home: self.fit,
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
        }
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if plain and key in _DIRECTIONS:
            self._walk(*_DIRECTIONS[key])
        elif plain and key in moves:
            moves[key]()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.person_at(event.position()) if not event.buttons() else None, event.position().toPoint())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring of the focus to those who come by keys."""
        self._ring = event.reason() in _BY_KEYS
        super().focusInEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None, QPoint())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        drawing: Drawing | None = getattr(self, "_drawing", None)
        if drawing is not None and self._kept is not None:
            self._kept(drawing)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        if self._drawing is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pixels, radii = self.pixels(), self._radii()
        for person, token, width in (
            (self._hovered, Token.THIRD, 1.5),
            (self._selected, Token.INK, 2.0),
        ):
            if person is not None:
                around = float(radii[person]) + theme().px(3)
                painter.setPen(QPen(theme().color(token), width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(*pixels[person]), around, around)
        self._place_names()
        self._names.paint(painter)
        self._paint_me(painter, QPointF(*pixels[0]), float(radii[0]))
        if self._ring and self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), 0)
        painter.restore()

    def _paint_me(self, painter: QPainter, at: QPointF, radius: float) -> None:
        font = theme().font(TextStyle.SMALL, strong=True)
        font.setPixelSize(max(7, round(radius * 0.75)))
        painter.setFont(font)
        painter.setPen(theme().color(Token.ON_ACCENT))
        square = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), self.tr("Me"))

    def _radii(self) -> Floats:
        """Return how large everybody is drawn now, in pixels: a little larger near, and never in each other's way."""
        if self._drawing is None:
            return np.zeros(0)
        return self._drawing.radii * self._size_step

    def _sizes(self) -> Floats:
        """Return how wide everybody is drawn, in whole pixels, so that few kinds of dots are painted and kept."""
        sizes: Floats = np.maximum(np.round(2 * self._radii()), 2.0)
        return sizes

    def _size_now(self) -> float:
        """Return the size for the present scale, in steps, so that not every step of the wheel paints all anew."""
        wanted = min(max(self.scale_() * 1.35, 0.3), 1.5 * theme().scale)
        return float(_STEP ** round(np.log(wanted) / np.log(_STEP)))

    def _show_whole(self, drawing: Drawing) -> None:
        places = drawing.layout.places
        low, high = places.min(axis=0), places.max(axis=0)
        space = QRectF(*low, *(high - low)).adjusted(-_BESIDE, -_BESIDE, _BESIDE, _BESIDE)
        self.box.setRange(space, padding=0)

    def _show_beginning(self, drawing: Drawing) -> None:
        """Show everybody where that can be read, else me in the middle and those around me."""
        self._show_whole(drawing)
        if self.scale_() < _READABLE:
            self._show_around(drawing, 0, _READABLE)

    def _show_around(self, drawing: Drawing, person: int, scale: float) -> None:
        x, y = drawing.layout.places[person]
        width, height = self.width() / scale, self.height() / scale
        self.box.setRange(QRectF(x - width / 2, y - height / 2, width, height), padding=0)

    def _paint_dots(self) -> None:
        """Colour everybody by branch: me in the accent, those who hang on nobody's branch in the third ink."""
        if self._drawing is None:
            return
        self._size_step = self._size_now()
        hues = [pg.mkBrush(QColor(name)) for name in BRANCHES[theme().scheme]]
        alone, me = pg.mkBrush(theme().color(Token.THIRD)), pg.mkBrush(theme().color(Token.ACCENT))
        branches = self._drawing.layout.branches.tolist()
        brushes = [hues[branch % len(hues)] if branch >= 0 else alone for branch in branches]
        brushes[0] = me
        places = self._drawing.layout.places
        self._dots.setData(x=places[:, 0], y=places[:, 1], size=self._sizes(), brush=brushes, pen=None)

    def _place_names(self) -> None:
        if self._drawing is None:
            return
        t = self.box.childTransform()
        now = (t.m11(), t.dx(), t.dy(), self.width(), self.height(), self._selected, self._hovered, self._size_step)
        if now != self._placed_for:
            self._placed_for = now
            chosen = [one for one in (self._selected, self._hovered) if one is not None]
            self._names.place(self._drawing, self.pixels(), self._radii(), t.m11(), QRectF(self.rect()), chosen)

    def _choose(self, person: int | None) -> None:
        """Select by index; the way from me is drawn, and said to those who cannot see it."""
        self._selected = person
        if self._drawing is None or person is None:
            self._lines.show_way([])
            self.setAccessibleDescription(self.tr("Nobody is selected."))
            return
        way = self._drawing.way(person)
        self._lines.show_way([self._drawing.line_to(one) for one in way[1:]])
        people = self._drawing.people
        names = [self.tr("Me"), *(people[one].name for one in way[1:])]
        said = ". ".join(part for part in (people[person].office, self.told(people[person]), " → ".join(names)) if part)
        self.setAccessibleDescription(self.tr("Selected: {name}. {said}").format(name=people[person].name, said=said))
        self.viewport().update()
        self.person_selected.emit(people[person].id)

    def told(self, person: NetworkPerson) -> str:
        """Say what the picture knows of somebody."""
        introduced = ""
        if person.introduced == 1:
            introduced = self.tr("introduced one person")
        elif person.introduced:
            introduced = self.tr("introduced {number} people").format(number=f"{person.introduced:,}")
        tie = tie_text(person.tie)
        return " · ".join(part for part in (introduced, tie) if part)

    def _walk(self, across: float, down: float) -> None:
        """Go to the nearest of kin in a direction, else to whoever is nearest there."""
        if self._drawing is None:
            return
        if self._selected is None:
            self._choose(0)
            return
        away = self._drawing.layout.places - self._drawing.layout.places[self._selected]
        along = away @ (across, down)
        aside = np.abs(away @ (-down, across))
        ahead = (along > 0) & (aside <= along)
        kin = self._drawing.kin(self._selected)
        candidates = kin[ahead[kin]] if ahead[kin].any() else np.flatnonzero(ahead)
        if len(candidates):
            self._choose(int(candidates[(along + 2 * aside)[candidates].argmin()]))
            if not self.rect().contains(QPointF(*self.pixels()[self._selected]).toPoint()):
                self._centre(self._selected)

    def _open(self) -> None:
        if (selected := self.selected()) is not None:
            self.contact_requested.emit(selected)

    def _centre(self, person: int) -> None:
        """Bring somebody to the middle, and near enough to read who stands around."""
        self._kept = None
        if self._drawing is not None:
            self._show_around(self._drawing, person, max(self.scale_(), _NEAR))

    def _zoom(self, factor: float) -> None:
        centre = None
        if self._drawing is not None and self._selected is not None:
            at = QPointF(*self.pixels()[self._selected])
            if self.rect().contains(at.toPoint()):
                centre = pg.Point(*self._drawing.layout.places[self._selected])
        self._kept = None
        self.box.scaleBy((factor, factor), center=centre)

    def _hover(self, person: int | None, at: QPoint) -> None:
        if self._drawing is None or person is None:
            self._card.hide()
        else:
            one = self._drawing.people[person]
            self._card.show_person(one, self.told(one), at)
        if person != self._hovered:
            self._hovered = person
            self.viewport().setCursor(
                Qt.CursorShape.ArrowCursor if person is None else Qt.CursorShape.PointingHandCursor
            )
            self.viewport().update()

    def _on_clicked(self, click: object) -> None:
        at = click.scenePos()  # type: ignore[attr-defined]
        person = self.person_at(QPointF(at.x(), at.y()))
        if person is None:
            return
        self._choose(person)
        if click.double():  # type: ignore[attr-defined]
            self._open()

    def _on_moved(self) -> None:
        self._kept = None

    def _on_range_changed(self) -> None:
        if self._drawing is not None and self._size_now() != self._size_step:
            self._size_step = self._size_now()
            self._dots.setSize(self._sizes())

    def _on_theme_changed(self) -> None:
        self.setBackground(theme().color(Token.PANEL))
        self._names.forget()
        self._placed_for = ()
        self._paint_dots()
        self._lines.update()
