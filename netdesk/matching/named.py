"""Whom a request itself names: by name, by organisation or by tag."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from netdesk.domain.text import fold
from netdesk.matching.coverage import Coverage
from netdesk.matching.passage import Passage, PassageKind

_BY_NAME, _BY_ORGANISATION = 1.5, 1.0
"""What it adds to a judgement, which is never above 1."""

_FEW_WORDS = 3
_BEGINNING = 2
_WORD = re.compile(r"[^\W_]+")
_LEGAL_FORMS = frozenset(
    {"ag", "bv", "co", "corp", "corporation", "gmbh", "inc", "kg", "limited", "llc", "llp", "ltd", "nv", "oy", "plc"}
    | {"sa", "sarl", "se", "spa", "srl"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """That a request names somebody, in these words; `passage` is missing where it is their own name."""

    bonus: float
    text: str
    passage: Passage | None = None


def named(
    request: str, coverage: Coverage, passages: Iterable[Passage], names: Mapping[int, Collection[str]]
) -> dict[int, Named]:
    """Find who is named, each by what counts most.

    A single given name is only taken for one where the request is hardly more than that, and an organisation called
    by a common word only where the request writes it as a name; else it counts, like a tag, by its share of what the
    request is about.
    """
    words = _WORD.findall(fold(request))
    wording, said = f" {' '.join(words)} ", frozenset(words)
    beginnings = {word[:_BEGINNING] for word in words}
    found: dict[int, Named] = {}
    for one, theirs in names.items():
        for name in theirs:
            phrase = _phrase(name, PassageKind.ROLE)
            if f" {' '.join(phrase)} " in wording and (len(phrase) > 1 or (phrase and len(words) <= _FEW_WORDS)):
                found[one] = Named(_BY_NAME, name.strip())
    for passage in passages:
        if passage.kind is not PassageKind.ORGANISATION and passage.kind is not PassageKind.TAG:
            continue
        beginning = passage.text[:_BEGINNING]
        if beginning.isascii() and beginning.isalnum() and beginning.lower() not in beginnings:
            continue
        phrase = _phrase(passage.text, passage.kind)
        if not phrase or phrase[0] not in said or f" {' '.join(phrase)} " not in wording:
            continue
        as_name = passage.kind is PassageKind.ORGANISATION and (len(phrase) > 1 or _as_written(passage.text, request))
        bonus = _BY_ORGANISATION if as_name else coverage.of(passage.text)
        if bonus > 0 and (passage.owner_id not in found or found[passage.owner_id].bonus < bonus):
            found[passage.owner_id] = Named(bonus, passage.text, passage)
    return found


@lru_cache(maxsize=1 << 13)
def _phrase(text: str, kind: PassageKind) -> tuple[str, ...]:
    """Give the folded words of a name; an organisation is known without its legal form."""
    words = _WORD.findall(fold(text))
    while kind is PassageKind.ORGANISATION and len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return tuple(words)


def _as_written(name: str, request: str) -> bool:
    """Tell whether the first word of a name stands in the request as it is written, with its capitals."""
    first = _WORD.search(name)
    if first is None or first[0].islower():
        return False
    return re.search(rf"\b{re.escape(first[0])}\b", request) is not None
