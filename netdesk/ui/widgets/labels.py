"""Labels that show plain text only: eliding, styled, and wrapped on the 20 pixel line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QToolTip, QWidget

from netdesk.ui.theme import theme
from netdesk.ui.tokens import TextStyle, Token
from netdesk.ui.widgets.line_layout import LINE_HEIGHT
from netdesk.ui.widgets.text import tooltip

SHOWN_LENGTH = 10_000
LINE_LENGTH = 1_000
WIDTHS_KEPT = 6
"""Qt asks for the height at several widths in turn, many times for each change of a pane."""


class PlainLabel(QLabel):
    """A label that never reads its text as markup; `style` is title, heading, body, strong, muted, small or wrong."""

    def __init__(
        self, text: str = "", style: str = "body", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("text_style", style)
        self.setWordWrap(wrap)
        self.setText(text)


class SectionTitle(PlainLabel):
    """The name of a section, 18 pixels."""

    def __init__(self, text: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, "title", wrap=wrap, parent=parent)


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
        return QSize(self.fontMetrics().horizontalAdvance(self._line()) + 2, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance("…") * 3, self.fontMetrics().height() + 2)

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


class Paragraph(QLabel):
    """Wrapped plain text on 20 pixel lines, in one style or in runs; what is over 10,000 characters is left out."""

    def __init__(self, text: str = "", token: Token = Token.INK, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._token = token
        self._runs: list[Run] = []
        self._layouts: dict[int, QTextLayout] = {}
        theme().changed.connect(self._forget_layout)
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
        self._runs = list(runs)
        self.setText("".join(run.text for run in runs))
        self._forget_layout()

    def _forget_layout(self) -> None:
        self._layouts.clear()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        self.ensurePolished()
        inset = self._inset()
        lines = self._laid_out(width - inset.width()).lineCount()
        return max(1, lines) * theme().px(LINE_HEIGHT) + inset.height()

    def sizeHint(self) -> QSize:
        inset = self._inset()
        longest = max(self.fontMetrics().horizontalAdvance(line) for line in self._shown().split("\n"))
        width = min(longest + 2, theme().px(480)) + inset.width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().px(100), theme().px(LINE_HEIGHT) + self._inset().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        frame = QStyleOption()
        frame.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, frame, painter, self)
        painter.setPen(theme().color(self._token if self.isEnabled() else Token.THIRD))
        area = self.contentsRect()
        layout = self._laid_out(area.width())
        layout.draw(painter, QPointF(area.topLeft()))

    def _inset(self) -> QSize:
        return self.rect().size() - self.contentsRect().size()

    def _shown(self) -> str:
        text = self.text()
        return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "…"

    def _laid_out(self, width: int) -> QTextLayout:
        width = max(width, 20)
        if (known := self._layouts.get(width)) is not None:
            return known
        layout = QTextLayout(self._shown().replace("\n", "\u2028"), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        step, ascent = theme().px(LINE_HEIGHT), self.fontMetrics().ascent()
        above = (step - self.fontMetrics().height()) / 2
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, count * step + above + ascent - line.ascent()))
            count += 1
        layout.endLayout()
        if len(self._layouts) >= WIDTHS_KEPT:
            self._layouts.clear()
        self._layouts[width] = layout
        return layout

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
