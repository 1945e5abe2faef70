"""How alike two people's names are: order, titles, accents, short forms, initials and slips of the pen aside."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rapidfuzz.distance import OSA

from netdesk.domain.text import fold

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "sir",
        "dame",
        "lord",
        "lady",
        "dr",
        "med",
        "phd",
        "prof",
        "professor",
        "herr",
        "frau",
        "mme",
        "mlle",
        "monsieur",
        "madame",
        "sig",
        "sigra",
        "señor",
        "señora",
        "senor",
        "senora",
        "ing",
        "dipl",
        "mag",
        "rev",
        "fr",
        "hon",
        "esq",
        "mba",
        "msc",
        "bsc",
        "ma",
        "ba",
        "llm",
    ]
)
_GENERATIONS = {"jr": "2", "junior": "2", "ii": "2", "sr": "1", "senior": "1", "iii": "3", "iv": "4"}
_PARTICLES = frozenset("van von der den de di da del della la le du dos al el bin ibn ter zu".split())  # noqa: SIM905
_SHORT_FORMS = (
    "alexander alexandra alex sandy sasha aleksandr",
    "andrew andy drew andreas andres",
    "anthony tony antonio toni anton",
    "benjamin ben benny",
    "catherine katherine kate cathy kathy katie katharina",
    "charles charlie chuck",
    "christopher christoph christian chris",
    "daniel dan danny",
    "david dave davey",
    "edward ed eddie ted ned",
    "elizabeth elisabeth liz beth lizzie betty lisa eliza elsbeth",
    "francisco francis frank paco fran",
    "frederick fred freddy friedrich fritz",
    "gregory greg",
    "guillermo guille",
    "henry harry hank",
    "jacob jake",
    "james jim jimmy jamie",
    "jennifer jen jenny",
    "johannes hans johann",
    "john jack johnny",
    "jonathan jon",
    "jose pepe",
    "joseph joe joey josef",
    "joshua josh",
    "katarzyna kasia",
    "lawrence larry",
    "margaret maggie meg peggy margarete greta",
    "matthew matt matthias",
    "michael mike mick michi",
    "natalia natasha",
    "nicholas nick nicolas nicky klaus",
    "patricia pat patty trish",
    "patrick paddy",
    "peter pete",
    "philip phil phillip philipp",
    "rebecca becky",
    "richard rick dick rich ricky",
    "robert bob rob bobby robbie bert",
    "ronald ron",
    "samuel samantha sam sammy",
    "stephen steven steve stefan",
    "susan sue susie susanne",
    "theodore theo",
    "thomas tom tommy",
    "timothy tim",
    "victoria vicky tori",
    "vladimir vova",
    "william bill will billy willy liam wilhelm",
    "zachary zach",
)
_ROOTS = {form: line.split()[0] for line in _SHORT_FORMS for form in line.split()}
_LONG_FORMS = frozenset({"alexandra", "samantha", "christian", "andreas", "klaus", "liam"})
_VOWELS = re.compile(r"[aeiouyhw]")
_DOUBLES = re.compile(r"(.)\1+")
_SOUNDS = str.maketrans({"b": "p", "d": "t", "g": "k", "c": "k", "q": "k", "z": "s", "v": "f", "j": "i", "ß": "s"})
_SHORTEST_SLIP = 4
_LONG_WORD = 8


class Likeness(StrEnum):
    """What two names have in common."""

    SAME = "same"
    SWAPPED = "swapped"
    WITHIN = "within"
    SHORT_FORM = "short form"
    MISSPELT = "misspelt"
    INITIAL = "initial"
    GIVEN = "given name"
    PARTIAL = "partial"
    UNKNOWN = "unknown"
    FOREIGN = "foreign"
    RELATIVE = "relative"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart: its words without titles, and which John of a family it is; no words for an address."""

    shown: str
    words: tuple[str, ...]
    generation: str = ""
    nickname: str = ""

    @classmethod
    def of(cls, shown: str, nickname: str = "", suffix: str = "") -> PersonName:
        """Take a name apart; “Owusu, Ama” comes as “Ama Owusu”."""
        if "@" in shown:
            return cls(shown, (), "", fold(nickname))
        before, comma, after = shown[:200].partition(",")
        turned = f"{after} {before}" if comma and fold(after).strip(" .") not in _GENERATIONS else shown[:200]
        found = [word.replace("'", "").replace("’", "") for word in _WORD.findall(fold(turned)) if not word.isdigit()]
        ends = [_GENERATIONS[word] for word in (*found[2:], fold(suffix).strip(" .")) if word in _GENERATIONS]
        words = tuple(word for i, word in enumerate(found) if word not in _TITLES and not _is_end(word, i))
        return cls(shown, words or tuple(found), ends[0] if ends else "", fold(nickname))


def _is_end(word: str, place: int) -> bool:
    return place > 1 and word in _GENERATIONS


@cache
def sound(word: str) -> str:
    """Give a word's consonants by their sound, so that most misspellings fall together."""
    if not word.isascii():
        return word
    heard = word.replace("ph", "f").replace("sch", "s").replace("ck", "k").replace("x", "ks").translate(_SOUNDS)
    return _DOUBLES.sub(r"\1", heard[:1] + _VOWELS.sub("", heard[1:]))


def root(word: str) -> str:
    """Give the name that a short form stands for."""
    return _ROOTS.get(word, word)


def compare(first: PersonName, second: PersonName) -> Likeness:
    """Say how alike two names are."""
    if not first.words or not second.words:
        return Likeness.UNKNOWN
    if first.words == second.words:
        return Likeness.SAME
    if Counter(first.words) == Counter(second.words):
        return Likeness.SWAPPED
    if _script(first) != _script(second):
        return Likeness.FOREIGN
    if 1 in (len(first.words), len(second.words)):
        return _compare_one_word(first, second)
    straight = _compare_parts(first.words, second.words, (first.nickname, second.nickname))
    if straight not in (Likeness.APART, Likeness.RELATIVE, Likeness.GIVEN):
        return straight
    turned = (*second.words[1:], second.words[0]), (second.words[-1], *second.words[:-1])
    for words in turned:
        found = _compare_parts(first.words, words, (first.nickname, second.nickname))
        if found in (Likeness.WITHIN, Likeness.SHORT_FORM, Likeness.MISSPELT):
            return found
    return straight


def _compare_one_word(first: PersonName, second: PersonName) -> Likeness:
    one, other = sorted((first, second), key=lambda name: len(name.words))
    alone = one.words[0]
    if len(other.words) == 1:
        return Likeness.SHORT_FORM if root(alone) == root(other.words[0]) else Likeness.APART
    known = {other.words[0], root(other.words[0]), other.words[-1], other.nickname}
    return Likeness.PARTIAL if {alone, root(alone)} & known else Likeness.APART


def _compare_parts(first: tuple[str, ...], second: tuple[str, ...], nicknames: tuple[str, str]) -> Likeness:
    """Compare given names, family names and what stands between, in this order."""
    is_family = first[-1] == second[-1] or _is_double(first, second)
    given = _compare_given(first[0], second[0], nicknames)
    if is_family and given is not None:
        if given is not Likeness.SAME:
            return given
        return Likeness.WITHIN if _agree_between(first, second) else Likeness.RELATIVE
    if given in (Likeness.SAME, Likeness.SHORT_FORM) and _is_slip(first[-1], second[-1]):
        return Likeness.MISSPELT
    if (is_family or _is_slip(first[-1], second[-1])) and _is_given_slip(first[0], second[0]):
        return Likeness.MISSPELT
    if is_family:
        return Likeness.RELATIVE
    return Likeness.GIVEN if given is Likeness.SAME else Likeness.APART


def _is_double(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Tell whether one family name is part of a double one."""
    left, right = set(first[1:]) - _PARTICLES, set(second[1:]) - _PARTICLES
    return bool(left and right) and (left <= right or right <= left)


def _agree_between(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Tell whether middle names do not speak against each other: none, the same, or an initial."""
    left, right = set(first[1:-1]) - set(second), set(second[1:-1]) - set(first)
    return not left or not right or {word[0] for word in left} == {word[0] for word in right}


def _compare_given(one: str, other: str, nicknames: tuple[str, str]) -> Likeness | None:
    if one == other:
        return Likeness.SAME
    is_full_pair = {one, other} <= _LONG_FORMS | set(_ROOTS.values())
    if (root(one) == root(other) and not is_full_pair) or one == nicknames[1] or other == nicknames[0]:
        return Likeness.SHORT_FORM
    if 1 in (len(one), len(other)) and one[0] == other[0]:
        return Likeness.INITIAL
    return None


def _is_slip(one: str, other: str) -> bool:
    """Tell whether two words differ by a slip: one letter, two in a long word."""
    shortest = min(len(one), len(other))
    if shortest < _SHORTEST_SLIP or not (one.isalpha() and other.isalpha()):
        return False
    edits = 2 if shortest >= _LONG_WORD else 1
    return OSA.distance(one, other, score_cutoff=edits) <= edits or sound(one) == sound(other) != ""


def _is_given_slip(one: str, other: str) -> bool:
    """Tell whether given names differ by a slip; another ending makes another name (Mario and Maria)."""
    shortest = min(len(one), len(other))
    if shortest < _SHORTEST_SLIP or not (one.isalpha() and other.isalpha()):
        return False
    if one[:-1] in (other[:-1], other) or other[:-1] == one:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1 or (sound(one) == sound(other) and one[-1] == other[-1])


def _script(name: PersonName) -> str:
    return "latin" if all(word.isascii() or word[0] < "\u0370" for word in name.words) else "other"
