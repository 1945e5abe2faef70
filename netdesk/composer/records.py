"""What a draft is made from: only what may be said, so that nothing private can reach a template."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from netdesk.domain.words import DateKind, Element, FactKind, MessageKind, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody a draft is written to or speaks of.

    `describe` completes “someone who …” and stands for the name of whoever wants to be asked before being named.
    """

    name: str = ""
    given_name: str = ""
    pronouns: str = ""
    role: str = ""
    organisation: str = ""
    link: str = ""
    describe: str = ""
    ask_before_naming: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Whoever writes, with the signature from the settings."""

    name: str = ""
    signature: str = ""
    role: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The articulated ask, each element as it was typed: a sentence, a phrase or nothing."""

    purpose: str = ""
    topic: str = ""
    ask: str = ""
    who: str = ""
    bound: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """A connection given back: a person to meet, and the shareable fact (`because`, of `kind`) that says why.

    Without a kind and not `quoted`, the because is in the words of whoever writes.
    """

    person: Person
    because: str = ""
    kind: FactKind | None = None
    quoted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A shareable fact of somebody, word for word."""

    person: Person
    text: str
    kind: FactKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftContext:
    """All that a draft may use; a missing fact removes its sentence.

    `requesters` is empty when I ask for myself. `helper` is whoever helped. `introduced` are people somebody was
    connected with: by the helper in a thank-you, by me in a check-in; in an opt-in note they are the other side.
    `because_for_each` runs beside `to`; one that repeats a fact of `known` is quoted as that. `note_wanted` asks the
    recipients for the forwardable note. `brought_together` are recipients whom I introduced to each other.
    `note_writer` is whose words the forwardable note is, nobody's where I wrote it. `waiting_days` are calendar days
    since the last message, or since the introduction a check-in asks about. `language` is that of the recipient, a BCP
    47 tag.
    """

    kind: MessageKind
    tone: Tone = Tone.PLAIN
    sender: Sender = Sender()
    to: tuple[Person, ...] = ()
    requesters: tuple[Person, ...] = ()
    helper: Person | None = None
    introduced: tuple[Person, ...] = ()
    writes_first: Person | None = None
    ask: Ask = Ask()
    questions: tuple[str, ...] = ()
    because_for_each: tuple[str, ...] = ()
    forwardable_note: str = ""
    note_writer: Person | None = None
    note_wanted: bool = False
    known: tuple[Known, ...] = ()
    brought_together: bool = False
    resource: str = ""
    what_i_did: str = ""
    outcome: str = ""
    gifts: tuple[Gift, ...] = ()
    previous_subject: str = ""
    previous_kind: MessageKind | None = None
    waiting_days: int | None = None
    reason: str = ""
    occasion: DateKind | None = None
    language: str = ""


class About(StrEnum):
    """What something that is missing is about, by which is found whether a text says it by now."""

    RECORD = "record"
    ELEMENT = "element"
    REASON = "reason"
    GIFT = "gift"
    DEED = "deed"
    OUTCOME = "outcome"
    NOTE = "note"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Lack:
    """A sentence on what the user should still add, with the element of an ask that it is about."""

    sentence: str
    about: About = About.REST
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A text ready to be read and changed.

    `lacks` are what the user should still add, `warnings` sentences on what should be looked at before sending.
    """

    subject: str
    body: str
    lacks: tuple[Lack, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What the user should still add, each a sentence."""
        return tuple(lack.sentence for lack in self.lacks)
