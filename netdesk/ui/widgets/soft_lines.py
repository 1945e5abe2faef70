"""Cutting very long lines into pieces that a text layout can bear."""

from __future__ import annotations

PIECE = 10_000


def cut(line: str) -> list[str]:
    """Cut one line into pieces of at most 10,000 characters, behind a space where there is one near the end."""
    pieces = []
    start = 0
    while len(line) - start > PIECE:
        end = start + PIECE
        space = line.rfind(" ", end - PIECE // 10, end)
        end = space + 1 if space >= 0 else end
        pieces.append(line[start:end])
        start = end
    pieces.append(line[start:])
    return pieces


def cut_text(text: str) -> tuple[list[str], list[int]]:
    """Give the lines of the text with long ones cut, and the numbers of those lines that continue the one before."""
    lines: list[str] = []
    soft: list[int] = []
    for line in text.split("\n"):
        pieces = cut(line) if len(line) > PIECE else [line]
        soft.extend(range(len(lines) + 1, len(lines) + len(pieces)))
        lines.extend(pieces)
    return lines, soft
