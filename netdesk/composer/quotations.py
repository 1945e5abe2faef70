"""What only I know of somebody, as a sentence of a draft once I choose to tell it."""

from __future__ import annotations

from dataclasses import replace

from netdesk.composer.records import Known, Person
from netdesk.composer.sentences import because_for_all, because_of_fact, because_of_other
from netdesk.domain.words import MessageKind


def telling(kind: MessageKind, known: Known, readers: tuple[Person, ...]) -> str:
    """Quote a text to those who read a draft; who is not among them is not named, for they may not have agreed yet."""
    if kind is MessageKind.INTRODUCTION:
        return because_for_all("", readers, known)
    if known.person in readers:
        return because_of_fact(known, known.person)
    return because_of_other(replace(known, person=replace(known.person, ask_before_naming=True)))
