"""When an articulated ask says enough to be passed on."""

from __future__ import annotations

from typing import Protocol


class Articulated(Protocol):
    """An ask in its elements, each empty where nothing is said."""

    @property
    def purpose(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def ask(self) -> str: ...
    @property
    def who(self) -> str: ...


def says_enough(said: Articulated) -> bool:
    """Tell whether an ask can be passed on: what is asked and about what, or the topic and who could help."""
    return bool(said.ask and (said.topic or said.purpose or said.who)) or bool(said.topic and said.who)
