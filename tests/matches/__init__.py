"""Requests and the people of two networks, labelled by hand with who can help; the format is in the README here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from netdesk.language.sentences import sentences
from netdesk.matching.passage import Owner, Passage, PassageKind

_FOLDER = Path(__file__).parent
_SMALL_TALK = "small_talk.txt"
_LINE = re.compile(r"(?P<kind>[a-z]+)(?: (?P<day>\d{4}(?:-\d\d){0,2}))?: (?P<text>.+)")
_MET, _WRITTEN = ("met", "call"), ("mail",)
_PIECES_OF_SMALL_TALK = 3


class Label(StrEnum):
    """What somebody is to the request under which they stand; `meaning` are meant to share no telling word with it."""

    WORDS = "+"
    MEANING = "*"
    DISTRACTOR = "-"
    FILLER = "."


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the network: `own` is what is noted about them alone, small talk comes on top in `passages`."""

    id: int
    name: str
    place: str
    own: tuple[Passage, ...]
    passages: tuple[Passage, ...]


@dataclass(slots=True)
class LabelledRequest:
    """A request, who can help with it (whether they share words with it or not), and who only shares words."""

    setting: str
    text: str
    labels: dict[int, Label] = field(default_factory=dict)

    @property
    def relevant(self) -> frozenset[int]:
        return frozenset(one for one, label in self.labels.items() if label in (Label.WORDS, Label.MEANING))

    def labelled(self, label: Label) -> frozenset[int]:
        return frozenset(one for one, given in self.labels.items() if given is label)


@dataclass(frozen=True, slots=True)
class Network:
    """People of one network, and the requests that reach it."""

    people: tuple[Person, ...]
    requests: tuple[LabelledRequest, ...]

    @property
    def passages(self) -> list[Passage]:
        return [passage for person in self.people for passage in person.passages]


def load(half: str) -> Network:
    """Read the network that the judgement was tuned on, `tuning`, or the one that was `held_out`."""
    people: list[Person] = []
    requests: list[LabelledRequest] = []
    talk = (_FOLDER / _SMALL_TALK).read_text(encoding="utf-8").splitlines()
    for path in sorted((_FOLDER / half).glob("*.txt")):
        _read(path, people, requests, talk)
    return Network(tuple(people), tuple(requests))


def _read(path: Path, people: list[Person], requests: list[LabelledRequest], talk: list[str]) -> None:
    for block in _blocks(path.read_text(encoding="utf-8")):
        mark, head, lines = block[0][:1], block[0][2:], block[1:]
        if mark == "?":
            requests.append(LabelledRequest(path.stem, "\n".join([head, *lines]).strip()))
            continue
        person = _person(len(people) + 1, head, lines, _small_talk(len(people), talk))
        people.append(person)
        if mark != Label.FILLER:
            requests[-1].labels[person.id] = Label(mark)


def _blocks(text: str) -> Iterator[list[str]]:
    """Part a file where a line begins with a mark."""
    block: list[str] = []
    for line in text.splitlines():
        if block and re.match(r"[?+*.-] ", line):
            yield block
            block = []
        block.append(line)
    yield block


def _small_talk(number: int, talk: list[str]) -> Iterator[str]:
    """Give everybody some notes that say nothing about any request, the same for the same person."""
    for piece in range(_PIECES_OF_SMALL_TALK):
        yield talk[(number * 7 + piece * 23) % len(talk)]


def _person(number: int, head: str, lines: Iterable[str], talk: Iterable[str]) -> Person:
    name, role, organisation, place = (part.strip() for part in head.split("|"))
    known = (
        (PassageKind.ROLE, ", ".join(part for part in (role, organisation, place) if part)),
        (PassageKind.ORGANISATION, organisation),
        (PassageKind.PLACE, place),
    )
    own = [Passage(Owner.CONTACT, number, kind, text, None, False) for kind, text in known if text]
    own.extend(passage for line in lines if line.strip() for passage in _noted(number, line.strip()))
    small = [passage for line in talk for passage in _noted(number, line)]
    return Person(number, name, place, tuple(own), (*own, *small))


def _noted(number: int, line: str) -> Iterator[Passage]:
    match = _LINE.fullmatch(line)
    if not match:
        raise ValueError(f"this line says nothing of a person: {line!r}")
    kind, text, day = match["kind"], match["text"], _day(match["day"])
    if kind == "note":
        for sentence in sentences(text):
            yield Passage(Owner.CONTACT, number, PassageKind.NOTE, sentence.text, day, True)
    elif kind in (*_MET, *_WRITTEN):
        yield Passage(Owner.CONTACT, number, PassageKind.INTERACTION, text, day, True, kind in _MET)
    else:
        yield Passage(Owner.CONTACT, number, PassageKind(kind), text, day, kind == "helped")


def _day(text: str | None) -> date | None:
    if not text:
        return None
    year, month, day = [*map(int, text.split("-")), 1, 1][:3]
    return date(year, month, day)
