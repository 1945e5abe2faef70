"""The pieces of words that the sentence encoder knows, cut as uncased BERT cuts them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

_UNKNOWN, _START, _END = "[UNK]", "[CLS]", "[SEP]"
_INSIDE = "##"
_LONGEST_WORD = 100
_CHUNK = re.compile(r"\S+")
_REPLACEMENT = 0xFFFD
_IDEOGRAPHS = (
    range(0x4E00, 0xA000),
    range(0x3400, 0x4DC0),
    range(0x20000, 0x2A6E0),
    range(0x2A700, 0x2B740),
    range(0x2B740, 0x2B820),
    range(0x2B920, 0x2CEB0),
    range(0xF900, 0xFB00),
    range(0x2F800, 0x2FA20),
)


class _Cleaned(dict[int, str]):
    """What stands for a character before accents are taken apart; an ideograph is a word of its own."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if character in "\t\n\r" or category in {"Zs", "Zl", "Zp"}:
            put = " "
        elif code == _REPLACEMENT or category in {"Cc", "Cf", "Co", "Cs"}:
            put = ""
        elif any(code in ideographs for ideographs in _IDEOGRAPHS):
            put = f" {character} "
        else:
            put = character
        self[code] = put
        return put


class _Parted(dict[int, str]):
    """What stands for a character after accents were taken apart; punctuation is a word of its own."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if category == "Mn":
            put = ""
        elif category[0] == "P" or (code < 128 and category[0] == "S"):
            put = f" {character} "
        else:
            put = character.lower()
        self[code] = put
        return put


_CLEANED, _PARTED = _Cleaned(), _Parted()


def words(text: str) -> list[str]:
    """Part a text into lower-case words without accents, punctuation marks and ideographs."""
    return unicodedata.normalize("NFD", text.translate(_CLEANED)).translate(_PARTED).split()


class Chunk(NamedTuple):
    """A run of characters between spaces, with its place."""

    start: int
    end: int
    text: str


def chunks(text: str) -> list[Chunk]:
    """Part a text at its spaces, and keep the places; a vector can be had for each."""
    return [Chunk(*match.span(), match.group()) for match in _CHUNK.finditer(text)]


class WordPiece:
    """A vocabulary and how words are cut by it, the longest known beginning first."""

    def __init__(self, vocabulary: Path) -> None:
        """Read the vocabulary, one piece a line; a piece's number is its line."""
        pieces = vocabulary.read_text(encoding="utf-8").split("\n")
        self._numbers = {piece: number for number, piece in enumerate(pieces) if piece}
        self._unknown, self._start, self._end = (self._numbers[mark] for mark in (_UNKNOWN, _START, _END))

    def encode(self, text: str, most: int = 256) -> list[int]:
        """Give the numbers of the text's pieces between the marks of start and end, `most` in all."""
        numbers = (number for word in words(text) for number in self._cut(word))
        return [self._start, *islice(numbers, most - 2), self._end]

    def lengths(self, text: str) -> list[int]:
        """Give how many pieces each chunk of the text is cut into."""
        return [sum(len(list(self._cut(word))) for word in words(chunk.text)) for chunk in chunks(text)]

    def _cut(self, word: str) -> Iterator[int]:
        whole = self._numbers.get(word)
        if whole is not None:
            return iter((whole,))
        cut: list[int] = []
        start = 0
        while start < len(word) <= _LONGEST_WORD:
            prefix = _INSIDE if start else ""
            for end in range(len(word), start, -1):
                number = self._numbers.get(prefix + word[start:end])
                if number is not None:
                    break
            else:
                return iter((self._unknown,))
            cut.append(number)
            start = end
        return iter(cut or (self._unknown,))
