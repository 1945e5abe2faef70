"""Labels that show plain text only: eliding, styled, and wrapped on the 20 pixel line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QToolTip, QWidget

from netdesk.ui.theme import theme
from netdesk.ui.tokens import TextStyle, Token
from netdesk.ui.widgets.line_layout import LINE_HEIGHT
from netdesk.ui.widgets.text import tooltip

SHOWN_LENGTH = 10_000
LINE_LENGTH = 1_000
TITLE_HEIGHT, CONTROL_HEIGHT = 24, 32
WIDEST, NARROWEST = 480, 100
EVENLY = 8
"""By how much a line grows in the search for lines that are as long as each other."""
WIDTHS_KEPT = 6
"""Qt asks for the height at several widths in turn, many times for each change of a pane."""


class PlainLabel(QLabel):
    """A label that never reads its text as markup; `style` is title, heading, body, strong, muted, small or wrong.

    Wrapped text stands on lines of one height, evenly long where it is centred; what is over 10,000 characters is left
    out.
    """

    def __init__(
        self, text: str = "", style: str = "body", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._layouts: dict[int, QTextLayout] = {}
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("text_style", style)
        self.setWordWrap(wrap)
        self.setText(text)
        if wrap:
            theme().changed.connect(self._forget_layout)

    def setText(self, text: str) -> None:  # noqa: N802
        if text == self.text():
            return
        super().setText(text)
        if self.wordWrap():
            self._forget_layout()

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:  # noqa: N802
        super().setAlignment(alignment)
        self._forget_layout()

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        if not self.wordWrap():
            return super().heightForWidth(width)
        if (known := self._heights.get(width)) is not None:
            return known
        self.ensurePolished()
        inset = self._inset()
        self._heights[width] = height = self._height(self._laid_out(width - inset.width())) + inset.height()
        return height

    def sizeHint(self) -> QSize:
        if not self.wordWrap():
            return super().sizeHint()
        if self._hint is None:
            self.ensurePolished()
            width = min(self._longest() + 2, theme().px(WIDEST)) + self._inset().width()
            self._hint = QSize(width, self.heightForWidth(width))
        return self._hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        if not self.wordWrap():
            return super().minimumSizeHint()
        return QSize(theme().px(NARROWEST), self._step() + self._inset().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        frame = QStyleOption()
        frame.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, frame, painter, self)
        painter.setPen(self._ink())
        area = self.contentsRect()
        layout = self._laid_out(area.width())
        spare = 0 if self.alignment() & Qt.AlignmentFlag.AlignTop else (area.height() - self._height(layout)) // 2
        layout.draw(painter, QPointF(area.left(), area.top() + max(0, spare)))

    def _step(self) -> int:
        return theme().px(TITLE_HEIGHT if self.property("text_style") == "title" else LINE_HEIGHT)

    def _ink(self) -> QColor:
        return self.palette().color(self.foregroundRole())

    def _formats(self) -> list[QTextLayout.FormatRange]:
        return []

    def _forget_layout(self) -> None:
        self._layouts.clear()
        self._heights.clear()
        self._hint = None
        self.updateGeometry()
        self.update()

    def _inset(self) -> QSize:
        return self.rect().size() - self.contentsRect().size()

    def _shown(self) -> str:
        text = self.text()
        return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "…"

    def _longest(self) -> int:
        return max(self.fontMetrics().horizontalAdvance(line) for line in self._shown().split("\n"))

    def _height(self, layout: QTextLayout) -> int:
        return max(1, layout.lineCount()) * self._step()

    def _laid_out(self, width: int) -> QTextLayout:
        width = max(width, 20)
        if (known := self._layouts.get(width)) is not None:
            return known
        layout = self._lines(width)
        count = layout.lineCount()
        if count > 1 and self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            tried = (self._lines(width, narrow) for narrow in range(self._longest() // count, width, EVENLY))
            layout = next((one for one in tried if one.lineCount() == count), layout)
        if len(self._layouts) >= WIDTHS_KEPT:
            self._layouts.clear()
        self._layouts[width] = layout
        return layout

    def _lines(self, width: int, narrow: int | None = None) -> QTextLayout:
        """Set the text in lines of a width, or in the middle of it in narrower ones."""
        return self._set(self._shown(), width, narrow)

    def _set(self, text: str, width: int, narrow: int | None) -> QTextLayout:
        layout = QTextLayout(text.replace("\n", "\u2028"), self.font())
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        step, ascent = self._step(), self.fontMetrics().ascent()
        above = (step - self.fontMetrics().height()) / 2
        long = width if narrow is None else narrow
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(long)
            line.setPosition(QPointF((width - long) / 2, count * step + above + ascent - line.ascent()))
            count += 1
        layout.endLayout()
        return layout


class SectionTitle(PlainLabel):
    """The name of a section, 18 pixels."""

    def __init__(self, text: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, "title", wrap=wrap, parent=parent)


class HeadTitle(SectionTitle):
    """The name of a section at the head of its list, as high as the buttons beside it, so that all stand in line."""

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, theme().px(CONTROL_HEIGHT)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return super().minimumSizeHint().expandedTo(QSize(0, theme().px(CONTROL_HEIGHT)))


class Heading(PlainLabel):
    """The name of a part of a pane, 14 pixels, semi-bold."""

    def __init__(self, text: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, "heading", wrap=wrap, parent=parent)


class Muted(PlainLabel):
    """Text that stands back: in the second ink, or small and in the third."""

    def __init__(
        self, text: str = "", *, small: bool = False, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "small" if small else "muted", wrap=wrap, parent=parent)


class ElidedLabel(PlainLabel):
    """One line that ends in an ellipsis where it has no room, and then tells the whole text in a tool tip."""

    def __init__(self, text: str = "", style: str = "body", *, parent: QWidget | None = None) -> None:
        super().__init__(text, style, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return self._inset() + QSize(
            self.fontMetrics().horizontalAdvance(self._line()) + 2, self.fontMetrics().height() + 2
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        self.ensurePolished()
        return self._inset() + QSize(self.fontMetrics().horizontalAdvance("…") * 3, self.fontMetrics().height() + 2)

    def elided(self) -> str:
        """What of the text is shown at the present width."""
        return self.fontMetrics().elidedText(self._line(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def _line(self) -> str:
        return self.text()[:LINE_LENGTH].replace("\n", " ")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()) | Qt.TextFlag.TextSingleLine, self.elided())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = tooltip(self.text()) if self.elided() != self.text() else self.toolTip()
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style inside a paragraph."""

    text: str
    strong: bool = False
    token: Token = Token.INK
    small: bool = False
    slanted: bool = False


class Paragraph(PlainLabel):
    """Wrapped text in one style or in runs, from the top of the room it has."""

    def __init__(self, text: str = "", token: Token = Token.INK, *, parent: QWidget | None = None) -> None:
        self._token = token
        self._runs: list[Run] = []
        super().__init__(wrap=True, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show the text in the paragraph's own ink."""
        self.set_runs([Run(text, token=self._token)])

    def of(self, *runs: Run) -> Paragraph:
        """Show runs and return the paragraph itself, to be put in a layout at once."""
        self.set_runs(runs)
        return self

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Show stretches of text in their styles, one after the other."""
        if list(runs) == self._runs:
            return
        self._runs = list(runs)
        text = "".join(run.text for run in runs)
        if text == self.text():
            self._forget_layout()
        self.setText(text)

    def _ink(self) -> QColor:
        return theme().color(self._token if self.isEnabled() else Token.THIRD)

    def _formats(self) -> list[QTextLayout.FormatRange]:
        ranges, start = [], 0
        for run in self._runs:
            piece = QTextLayout.FormatRange()
            piece.start, piece.length = start, len(run.text.encode("utf-16-le")) // 2
            start += piece.length
            look = QTextCharFormat()
            if self.isEnabled():
                look.setForeground(theme().color(run.token))
            if run.strong:
                look.setFontWeight(QFont.Weight.DemiBold)
            look.setFontItalic(run.slanted)
            if run.small:
                look.setProperty(QTextCharFormat.Property.FontPixelSize, theme().font(TextStyle.SMALL).pixelSize())
            piece.format = look
            ranges.append(piece)
        return ranges
