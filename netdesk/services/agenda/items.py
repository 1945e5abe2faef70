"""A thing that can be moved one step closer today, with its reason and its one best next action."""

from __future__ import annotations

import sqlite3
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Section(StrEnum):
    """The headings of Today, in their order."""

    ONE_STEP_AWAY = "One step away"
    WAITING = "Waiting for an answer"
    LOOPS = "Loops to close"
    PROMISED = "Promised"
    DATES = "Dates"
    COOLING = "Cooling"


class ItemKind(StrEnum):
    """The kind of record an item is about."""

    REQUEST = "request"
    HOP = "hop"
    INTRODUCTION = "introduction"
    FOLLOW_UP = "follow_up"
    DATE = "date"
    CONTACT = "contact"


class ActionKind(StrEnum):
    """What the button of an item does, for a window to dispatch on."""

    ASK_BACK = "ask_back"
    CLARIFY = "clarify"
    FIND_HELP = "find_help"
    ASK = "ask"
    ANSWER = "answer"
    CLOSE = "close"
    UNPARK = "unpark"
    NUDGE = "nudge"
    OPT_IN = "opt_in"
    ADD_NOTE = "add_note"
    INTRODUCE = "introduce"
    OUTCOME = "outcome"
    REPORT = "report"
    THANK = "thank"
    FOLLOW_UP = "follow_up"
    SEND = "send"
    CONGRATULATE = "congratulate"
    CHECK_IN = "check_in"


class ChipTone(StrEnum):
    """The colour of an item's chip."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    DUE = "due"
    GOOD = "good"
    MOVING = "moving"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayItem:
    """A row of Today; `name` is whose avatar it shows, `due` the day since which or on which it counts."""

    section: Section
    kind: ItemKind
    title: str
    reason: str
    action: str
    action_kind: ActionKind
    chip: str
    chip_tone: ChipTone
    name: str
    due: date | None = None
    contact_id: int | None = None
    request_id: int | None = None
    hop_id: int | None = None
    introduction_id: int | None = None
    follow_up_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What every section needs: where to read, the day, and the habits of the user."""

    connection: sqlite3.Connection
    today: date
    limit: int
    nudge_after_days: int
    working_days: AbstractSet[int]

    def rows(self, statement: str, **values: object) -> list[Any]:
        """Run a statement in which `:today` and `:limit` are bound.

        A `+` before a column of a statement keeps SQLite from the index of due follow-ups, which is the longer way.
        """
        bound = {"today": self.today.isoformat(), "limit": self.limit} | values
        return list(self.connection.execute(statement, bound))


def given(name: str, given_name: str | None = "") -> str:
    """Give the short name of a person, as a button has room for."""
    return (given_name or "").strip() or name.partition(" ")[0]


def day_of(stored: str | None) -> date | None:
    """Read the day of a stored instant or date."""
    return date.fromisoformat(stored[:10]) if stored else None
