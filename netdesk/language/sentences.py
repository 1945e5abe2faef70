"""Sentences of a text with their places; cut only where a sentence really ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netdesk.language.words import words_of

_CANDIDATE = re.compile(r"[.!?…。！？؟।]++[\"'”’»)\]]*+|\n\s*+")
_BEFORE_WORD = frozenset("([\"“'«")
_BULLET = re.compile(r"(?:[-*•–—▪◦·‣]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s", re.IGNORECASE)
_WRAPPED_FROM = 45
_LOOK_BACK = 24

_ABBREVIATIONS = words_of(
    """mr mrs ms mx dr prof rev hon st sr jr messrs mme mlle sig sig.ra dott ing avv herr fr approx dept est ext fig
    figs vs cf eg e.g i.e ie etc al viz inc ltd co corp bros gmbh s.r.l s.p.a no nos nr tel vol pp p ca resp bzw z.b
    d.h u.a usw ggf jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m
    p.m min max hrs u.s u.k u.n e.u"""
)
_ENDS_SENTENCE_TOO = words_of("etc inc ltd co corp gmbh s.r.l s.p.a a.m p.m al u.s u.k u.n e.u usw min max hrs no")
_LISTED_WORD = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place in the text, in code points; `text` is exactly text[start:end]."""

    start: int
    end: int
    text: str


def sentences(text: str) -> list[Sentence]:
    """Split the text; abbreviations, decimals, initials, addresses and wrapped lines do not end a sentence."""
    found: list[Sentence] = []
    start = 0
    for match in _CANDIDATE.finditer(text):
        cut = _cut_after(text, start, match)
        if cut is not None:
            _append(found, text, start, cut)
            start = cut
    _append(found, text, start, len(text))
    return found


def _append(found: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    inner = piece.strip()
    if any(character.isalnum() for character in inner):
        left = start + len(piece) - len(piece.lstrip())
        found.append(Sentence(left, left + len(inner), inner))


def _cut_after(text: str, start: int, match: re.Match[str]) -> int | None:
    mark = match.group()
    if "\n" in mark:
        return match.end() if _line_ends_sentence(text, start, match) else None
    end = match.end()
    if mark[0] in "。！？":
        return end
    if end < len(text) and not text[end].isspace():
        return None
    if mark[0] == "." and len(mark.rstrip("\"'”’»)]")) == 1:
        return end if _full_stop_ends_sentence(text, start, match) else None
    following = _next_character(text, end)
    if mark[0] in ".…" or mark[-1] in "\"'”’»)]":
        return None if following.islower() else end
    return end


def _full_stop_ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    first = _first_of_word(text, max(start, match.start() - _LOOK_BACK), match.start())
    word = text[first : match.start()]
    if word and not text[start:first].strip() and _LISTED_WORD.fullmatch(word):
        return False
    following = _next_character(text, match.end())
    folded = word.lower()
    if folded in _ENDS_SENTENCE_TOO:
        return following.isupper()
    if folded in _ABBREVIATIONS:
        return False
    if len(word) == 1 and word.isupper() and word != "I":
        return False
    return not following.islower()


def _first_of_word(text: str, lowest: int, end: int) -> int:
    """Give where the word begins that ends at `end`, by looking back: a pattern would try every place before it."""
    first = end
    while first > lowest and not text[first - 1].isspace() and text[first - 1] not in _BEFORE_WORD:
        first -= 1
    return first


def _line_ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    if match.group().count("\n") > 1 or match.end() >= len(text):
        return True
    if _BULLET.match(text, match.end()):
        return True
    line_start = max(text.rfind("\n", start, match.start()) + 1, start)
    line_length = match.start() - line_start
    if match.start() and text[match.start() - 1] in ":;":
        return True
    return line_length < _WRAPPED_FROM and not text[match.end()].islower()


def _next_character(text: str, position: int) -> str:
    """Give the first character after the spaces at `position`, looking at most a few characters ahead."""
    return text[position : position + 8].lstrip("\"'“‘«([ \t\r\n")[:1]
