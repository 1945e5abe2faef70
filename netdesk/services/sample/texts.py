"""The texts of the sample, and how their slots are filled."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from netdesk import paths

_SLOT = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")
_ARTICLE = re.compile(r"^(the|an|a) ")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def load(name: str) -> dict[str, Any]:
    """Read one file of texts from the resources."""
    return tomllib.loads((paths.resources() / "sample" / f"{name}.toml").read_text(encoding="utf-8"))


def fill(
    chance: random.Random, text: str, slots: Mapping[str, str] | None = None, memo: dict[str, int] | None = None
) -> str:
    """Fill `{name}` from the slots, `{3-9}` by a number and `{one|two}` by one of the alternatives.

    With a memo equal alternations are chosen alike, so that several texts tell one story. Raises KeyError for a slot
    that nothing fills.
    """

    def chosen(found: re.Match[str]) -> str:
        slot = found[1]
        if slots and slot in slots:
            return slots[slot]
        if span := _RANGE.fullmatch(slot):
            return str(_pick(int(span[1]), int(span[2]), slot))
        choices = slot.split("|")
        if len(choices) == 1:
            raise KeyError(slot)
        return choices[_pick(0, len(choices) - 1, slot)]

    def _pick(low: int, high: int, slot: str) -> int:
        if memo is None:
            return chance.randint(low, high)
        return memo.setdefault(slot.lower(), chance.randint(low, high))

    return upper_first(_SLOT.sub(chosen, text))


def upper_first(text: str) -> str:
    """Give the text a capital letter at its start."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Take the capital letter from the start of the text, so that it can stand inside a sentence."""
    return text[:1].lower() + text[1:]


def bare(text: str) -> str:
    """Take the article from a phrase, so that it can stand as a title."""
    return upper_first(_ARTICLE.sub("", text))


def quoted(text: str) -> str:
    """Set a text off as a quotation, as in a plain e-mail."""
    return "\n".join(f"> {line}" for line in text.splitlines())
