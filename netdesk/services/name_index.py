"""The names of all contacts, or organisations, for finding the one a user means, however it is spelt."""

from __future__ import annotations

import re
import threading
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from netdesk.db.book import Book
from netdesk.domain.changes import Changes
from netdesk.domain.text import fold
from netdesk.matching.person_names import sound

_WORD = re.compile(r"[^\W_]+")
_SHORT_WORD = 5
_SHORTEST_MISSPELT = 3
_SHORTEST_PART = 3
_BEGINNING, _BEGUN_BEFORE, _PART, _SOUND = 0.9, 0.7, 0.6, 0.4
"""What a word counts that begins as typed, does so before another, holds what was typed, or only sounds like it."""
_NEAR_WORDS = 12
_REREAD = 500
"""From so many changed contacts on, all names are read again."""

_ALL = {
    "contact": "SELECT id, display_name, nickname FROM contact",
    "organisation": "SELECT id, name, '' FROM organisation",
}
_SOME = "WHERE id IN (SELECT value FROM json_each(?))"


@dataclass(slots=True)
class _Names:
    folded: dict[int, tuple[str, str]] = field(default_factory=dict)
    whole: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    words: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    sorted_words: list[str] = field(default_factory=list)
    _sounds: dict[str, list[str]] | None = None

    def sort(self) -> None:
        """Sort the words anew after names came or went."""
        self.sorted_words = sorted(self.words)
        self._sounds = None

    def sounding(self, word: str) -> list[str]:
        """Return the words that sound like this one, read aloud; worked out when first asked for."""
        if self._sounds is None:
            self._sounds = defaultdict(list)
            for one in self.sorted_words:
                self._sounds[sound(one)].append(one)
        return self._sounds.get(sound(word), [])

    def put(self, contact_id: int, *names: str) -> None:
        display, nickname = map(fold, names)
        self.folded[contact_id] = display, nickname
        for name in (display, nickname):
            if name:
                self.whole[name].add(contact_id)
        for word in _words(f"{display} {nickname}"):
            self.words[word].add(contact_id)

    def drop(self, contact_id: int) -> None:
        names = self.folded.pop(contact_id, ())
        for table, keys in ((self.whole, set(names)), (self.words, _words(" ".join(names)))):
            for key in keys & table.keys():
                table[key].discard(contact_id)
                if not table[key]:
                    del table[key]


def _words(names: str) -> set[str]:
    """Return the words of folded names; `ye-rin` and `o'connor` are known as one word too, as many type them."""
    joined = ("".join(parts) for name in names.split() if len(parts := _WORD.findall(name)) > 1)
    return {*_WORD.findall(names), *joined}


class NameIndex:
    """Folded names of the contacts of a book, read at first use and kept current by its listeners.

    With `table`, those of its organisations; what is said of contacts below holds for them too.
    """

    def __init__(self, book: Book, table: str = "contact") -> None:
        """Watch the book; nothing is read yet."""
        self._book = book
        self._table = table
        self._lock = threading.Lock()
        self._names: _Names | None = None
        self._stale: set[int] = set()
        book.listeners.append(self._on_changed)

    def exact(self, folded: str) -> set[int]:
        """Return the contacts whose whole name, or nickname, is this one; `folded` comes from `domain.text.fold`."""
        with self._lock:
            return set(self._current().whole.get(folded, ()))

    def near(self, text: str, limit: int = 10) -> list[tuple[int, float]]:
        """Return contacts whose names hold every word of the text, or one much like it, with a score up to 1.

        A word may be misspelt by one letter, by two from six letters on (optimal string alignment distance), or be a
        beginning, above all the last one. Where no word is like it, one that holds it counts, and beside other words
        one that sounds like it. The best come first.
        """
        words = _WORD.findall(fold(text))[:8]
        with self._lock:
            names = self._current()
            found: Counter[int] = Counter()
            for place, word in enumerate(words):
                begun = _BEGINNING if place == len(words) - 1 else _BEGUN_BEFORE
                scores = self._like(names, word, begun, alone=len(words) == 1)
                if not scores:
                    return []
                found = Counter({one: found[one] + score for one, score in scores.items() if not place or one in found})
            count = len(words) or 1
            best = sorted(found, key=lambda one: (-found[one], len(names.folded[one][0]), one))
            return [(one, found[one] / count) for one in best[:limit]]

    def _like(self, names: _Names, word: str, begun: float, *, alone: bool) -> dict[int, float]:
        """Score the contacts by the word of their names that is most like this one; one it begins counts `begun`."""
        likeness = {word: 1.0} if word in names.words else {}
        if len(word) >= _SHORTEST_MISSPELT:
            edits = 1 if len(word) <= _SHORT_WORD else 2
            near = process.extract(word, names.sorted_words, scorer=OSA.distance, score_cutoff=edits, limit=_NEAR_WORDS)
            for other, distance, _ in near:
                likeness.setdefault(other, 1 - distance / max(len(word), len(other)))
        start = bisect_left(names.sorted_words, word)
        for other in names.sorted_words[start : start + _NEAR_WORDS]:
            if other.startswith(word) and other != word:
                likeness[other] = begun
        if len(word) >= _SHORTEST_PART and not likeness:
            likeness = {other: _PART for other in names.sorted_words if word in other}
        if len(word) >= _SHORTEST_PART and not alone:
            for other in names.sounding(word):
                likeness.setdefault(other, _SOUND)
        scores: dict[int, float] = {}
        for other, score in likeness.items():
            for one in names.words[other]:
                scores[one] = max(scores.get(one, 0.0), score)
        return scores

    def _current(self) -> _Names:
        if self._names is None:
            self._stale.clear()
            self._names = _Names()
            self._read(self._names, _ALL[self._table])
        elif self._stale:
            stale, self._stale = self._stale, set()
            for one in stale:
                self._names.drop(one)
            self._read(self._names, f"{_ALL[self._table]} {_SOME}", f"[{','.join(map(str, stale))}]")
        return self._names

    def _read(self, names: _Names, statement: str, *values: str) -> None:
        with self._book.read() as session:
            rows: Iterable[tuple[int, str, str]] = session.connection().exec_driver_sql(statement, values)
            for row in rows:
                names.put(*row)
        names.sort()

    def _on_changed(self, changes: Changes) -> None:
        changed = changes.ids(self._table)
        if not changed:
            return
        with self._lock:
            self._stale |= changed
            if len(self._stale) > _REREAD:
                self._names = None
