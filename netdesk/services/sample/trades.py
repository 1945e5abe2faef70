"""Trades: where people work, what they can help with and what they look for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from netdesk.services.sample import texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something that people of a trade can help with, in several wordings."""

    key: str
    offers: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A trade; `seeks` names topics of other trades."""

    key: str
    sectors: tuple[str, ...]
    roles: tuple[str, ...]
    departments: tuple[str, ...]
    tags: tuple[str, ...]
    seeks: tuple[str, ...]
    notes: tuple[str, ...]
    topics: tuple[Topic, ...]


class Trades:
    """All trades, and all topics by their key."""

    def __init__(self) -> None:
        """Read the trades from the resources."""
        self.all = tuple(_trade(key, table) for key, table in texts.load("trades").items())
        self.topics = {topic.key: topic for trade in self.all for topic in trade.topics}


def _trade(key: str, table: dict[str, Any]) -> Trade:
    values = {name: tuple(value) for name, value in table.items() if name != "topics"}
    topics = tuple(
        Topic(key=topic["key"], offers=tuple(topic["offers"]), needs=tuple(topic["needs"])) for topic in table["topics"]
    )
    return Trade(key=key, topics=topics, **values)
