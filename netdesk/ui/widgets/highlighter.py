"""Waves under words, where somebody outside says what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextCursor

from netdesk.ui.theme import theme
from netdesk.ui.tokens import Kind
from netdesk.ui.widgets.editor import PlainTextEditor, is_soft


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text from `start` to `end` in code points, and what to say about it."""

    start: int
    end: int
    tooltip: str = ""


class WavyHighlighter(QSyntaxHighlighter):
    """Draws spans in an editor with a wave and a tinted ground; they move along while the user types around them."""

    def __init__(self, editor: PlainTextEditor, kind: Kind = Kind.DUE) -> None:
        super().__init__(editor.document())
        self._kind = kind
        self._marked: list[tuple[QTextCursor, str]] = []
        editor.set_tips(self)
        theme().changed.connect(self.rehighlight)

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Show these spans instead of those before; what lies outside the text is left out."""
        before = [cursor for cursor, _ in self._marked]
        places = self._positions({at for span in spans for at in (span.start, span.end)})
        self._marked = []
        for span in spans:
            if span.start < span.end and span.start in places and span.end in places:
                cursor = QTextCursor(self.document())
                cursor.setPosition(places[span.start])
                cursor.setPosition(places[span.end], QTextCursor.MoveMode.KeepAnchor)
                cursor.setKeepPositionOnInsert(True)
                self._marked.append((cursor, span.tooltip))
        self._redraw([*before, *(cursor for cursor, _ in self._marked)])

    def tip_at(self, position: int) -> str:
        """What the spans at a position of the document say, one a line."""
        return "\n".join(
            tip for cursor, tip in self._marked if tip and cursor.selectionStart() <= position <= cursor.selectionEnd()
        )

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        if not self._marked:
            return
        start = self.currentBlock().position()
        end = start + self.currentBlock().length() - 1
        for cursor, _ in self._marked:
            first, last = max(cursor.selectionStart(), start), min(cursor.selectionEnd(), end)
            if first < last:
                self.setFormat(first - start, last - first, self._wave())

    def _wave(self) -> QTextCharFormat:
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(theme().color(self._kind.ink))
        wave.setBackground(theme().color(self._kind.ground))
        return wave

    def _redraw(self, cursors: Iterable[QTextCursor]) -> None:
        blocks: dict[int, QTextBlock] = {}
        for cursor in cursors:
            block = self.document().findBlock(cursor.selectionStart())
            while block.isValid() and block.position() <= cursor.selectionEnd():
                blocks[block.blockNumber()] = block
                block = block.next()
        for block in blocks.values():
            self.rehighlightBlock(block)

    def _positions(self, offsets: set[int]) -> dict[int, int]:
        """Where in the document, counted in UTF-16 units and with its soft joints, the offsets of the text lie."""
        wanted = sorted(offsets)
        places: dict[int, int] = {}
        at, offset = 0, 0
        block = self.document().begin()
        while block.isValid() and at < len(wanted):
            if block.blockNumber() and not is_soft(block):
                offset += 1
            text = block.text()
            while at < len(wanted) and offset <= wanted[at] <= offset + len(text):
                before = text[: wanted[at] - offset]
                places[wanted[at]] = block.position() + len(before.encode("utf-16-le", "surrogatepass")) // 2
                at += 1
            while at < len(wanted) and wanted[at] < offset:
                at += 1
            offset += len(text)
            block = block.next()
        return places
