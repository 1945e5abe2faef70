"""The editor of plain text: bears lines of a million characters, loads nothing, and shares Ctrl+Z with the book."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QToolTip, QWidget

from netdesk.domain.text import clean
from netdesk.ui.theme import theme
from netdesk.ui.widgets.foreign import is_for_window, pastes_into_window
from netdesk.ui.widgets.line_layout import LINE_HEIGHT, LineLayout
from netdesk.ui.widgets.soft_lines import cut_text
from netdesk.ui.widgets.text import tooltip

BARE_EDGE, FRAMED_EDGE = 6, 22
"""What frame and padding add to the height of the lines."""
SPARE = 1
"""The pixel that Qt keeps below the last line: without it, what is typed there would scroll the first line away."""
BETWEEN_BLOCKS = "\u2029"
SOFT = QTextFormat.Property.UserProperty.value + 1


class TipSource(Protocol):
    """What can say something about a place in the document."""

    def tip_at(self, position: int) -> str: ...


class PlainTextEditor(QPlainTextEdit):
    """Plain text in, the same text out.

    A line over 10,000 characters is shown as several, since laying out one line takes time with the square of its
    length; the joints are marked in the document, where undo keeps them, and `text()` leaves them out. `edited` is
    emitted when the user changed the text, `left` when the focus has gone to another control.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, text: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = ""
        self._read: str | None = None
        self._setting = False
        self._tips: TipSource | None = None
        document = QTextDocument(self)
        document.setDocumentMargin(0)
        document.setDocumentLayout(LineLayout(document))
        self.setDocument(document)
        document.contentsChange.connect(self._on_contents_changed)
        document.setDefaultFont(theme().font())
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # every line is wrapped
        self.setPlaceholderText(placeholder)
        self.textChanged.connect(self._note_edit)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text and forget what could be undone."""
        lines, soft = cut_text(text)
        self._setting = True
        self.setPlainText("\n".join(lines))
        if soft:
            self.setUndoRedoEnabled(False)
            self._mark(soft)
            self.setUndoRedoEnabled(True)
        self._setting = False
        self._given = text
        self.document().setModified(False)

    def text(self) -> str:
        """The text as given, or as the user made it, without the joints of long lines."""
        if not self.document().isModified():
            return self._given
        if self._read is None:
            self._read = self._joined()
        return self._read

    def _joined(self) -> str:
        """Put the lines together: at once where none was ever cut, else by looking which continue the one before."""
        document = self.document()
        raw = document.toRawText()
        soft = {number for number, one in enumerate(document.allFormats()) if one.property(SOFT)}
        if not soft:
            return raw.replace(BETWEEN_BLOCKS, "\n")
        lines = raw.split(BETWEEN_BLOCKS)
        parts = lines[:1]
        block = document.begin()
        for line in lines[1:]:
            block = block.next()
            parts += (line,) if block.blockFormatIndex() in soft else ("\n", line)
        return "".join(parts)

    def _on_contents_changed(self) -> None:
        self._read = None

    def set_tips(self, source: TipSource) -> None:
        """Ask `source` for the tool tip of what is under the pointer."""
        self._tips = source

    def loadResource(self, kind: int, name: QUrl | str) -> None:  # noqa: N802
        return None

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        return source.hasText() and not is_for_window(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        self.insert_text(source.text())

    def insert_text(self, text: str) -> None:
        """Put text in the place of the selection, as one step of undo."""
        lines, soft = cut_text(clean(text).replace("\r\n", "\n").replace("\r", "\n"))
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        first = cursor.blockNumber()
        cursor.insertText("\n".join(lines))
        if len(lines) > 1:
            self._unmark(first + 1, cursor.blockNumber())
        self._mark([first + number for number in soft])
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        parts: list[str] = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            if parts and not is_soft(block):
                parts.append("\n")
            piece = QTextCursor(block)
            piece.setPosition(max(start, block.position()))
            piece.setPosition(min(end, block.position() + block.length() - 1), QTextCursor.MoveMode.KeepAnchor)
            parts.append(piece.selectedText())
            block = block.next()
        data = QMimeData()
        data.setText("".join(parts))
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.InsertParagraphSeparator) and not self.isReadOnly():
            self.textCursor().insertBlock(QTextBlockFormat())
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._passed_on(event):
            event.ignore()
            return False
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if self._tips is not None and isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(self._tips, event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _passed_on(self, event: QKeyEvent) -> bool:
        """Whether an undo or redo key finds nothing to do here, or a paste brings what no text holds."""
        document = self.document()
        return (
            pastes_into_window(event)
            or (event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable())
            or (event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable())
        )

    def _show_tip(self, source: TipSource, place: QPoint, on_screen: QPoint) -> None:
        QToolTip.showText(on_screen, tooltip(source.tip_at(self.cursorForPosition(place).position())), self)

    def _note_edit(self) -> None:
        if not self._setting:
            self.edited.emit()

    def _mark(self, numbers: list[int]) -> None:
        mark = QTextBlockFormat()
        mark.setProperty(SOFT, True)
        for number in numbers:
            QTextCursor(self.document().findBlockByNumber(number)).setBlockFormat(mark)

    def _unmark(self, first: int, last: int) -> None:
        cursor = QTextCursor(self.document().findBlockByNumber(first))
        end = self.document().findBlockByNumber(last).position()
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setBlockFormat(QTextBlockFormat())


class GrowingEditor(PlainTextEditor):
    """An editor as high as its text up to `most` lines, with a frame or bare; `read_only` it shows text in a card."""

    def __init__(
        self,
        text: str = "",
        placeholder: str = "",
        *,
        most: int = 12,
        read_only: bool = False,
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", placeholder, parent)
        self._most = most
        self._edge = FRAMED_EDGE if framed else BARE_EDGE
        if not framed:
            self.setProperty("bare", "true")
        self.setReadOnly(read_only)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self.grow)
        self.textChanged.connect(self._settle.start)
        self.document().documentLayout().documentSizeChanged.connect(self._settle.start)
        theme().changed.connect(self.grow)
        self.set_text(text)
        self.grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()

    def grow(self) -> None:
        """Take the height of the lines at hand, frame included; by itself it does so once the layout is at rest."""
        lines = max(1, round(self.document().size().height()), self._lines_of_placeholder())
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if lines > self._most else policy.ScrollBarAlwaysOff)
        self.setFixedHeight(min(lines, self._most) * theme().px(LINE_HEIGHT) + theme().px(self._edge) + SPARE)

    def _lines_of_placeholder(self) -> int:
        if not self.document().isEmpty() or not self.placeholderText():
            return 1
        metrics = self.fontMetrics()
        width = max(1, self.viewport().width())
        room = metrics.boundingRect(0, 0, width, 0, Qt.TextFlag.TextWordWrap, self.placeholderText())
        return round(room.height() / metrics.lineSpacing())


def is_soft(block: QTextBlock) -> bool:
    """Whether this block continues the line of the one before."""
    return bool(block.blockFormat().property(SOFT))
