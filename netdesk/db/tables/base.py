"""Column types and the base that every table of the book shares."""

from __future__ import annotations

import uuid
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from sqlalchemy import CheckConstraint, Date, Dialect, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from netdesk.domain.dates import PartialDate
from netdesk.domain.instant import Instant

Word = TypeVar("Word", bound=StrEnum)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints have names, so that a migration can change them."""


class InstantText(TypeDecorator[Instant]):
    """Keeps an Instant as text that sorts by time (RFC 9557)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Instant | None, dialect: Dialect) -> str | None:
        """Give the text that is stored."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Instant | None:
        """Read the stored text."""
        return None if value is None else Instant.parse(value)


class PartialDateText(TypeDecorator[PartialDate]):
    """Keeps a PartialDate as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        """Give the text that is stored."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        """Read the stored text."""
        return None if value is None else PartialDate.parse(value)


class WordText(TypeDecorator[Any]):
    """Keeps a word of `domain.words` as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        """Take the enumeration whose members the column holds."""
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Give the text that is stored."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Read the stored text."""
        return None if value is None else self.words(value)


class Base(DeclarativeBase):
    """A user table: an integer id, which the undo log and the change bus go by."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {str: Text, date: Date, Instant: InstantText, PartialDate: PartialDateText}

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)


class Recorded:
    """A main record: a uid that survives export, and when it was entered."""

    uid: Mapped[str] = mapped_column(unique=True, default=lambda: str(uuid.uuid4()), sort_order=-1)
    created_at: Mapped[Instant] = mapped_column(sort_order=100)


def word(words: type[Word], default: Word | None = None) -> Mapped[Word]:
    """Make a column that holds a member of an enumeration."""
    return mapped_column(WordText(words), default=default)


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """Bar every value but the members of the enumeration, whoever writes to the file."""
    values = ", ".join(f"'{member}'" for member in words)
    return CheckConstraint(f"{column} IN ({values})", name=f"{column}_word")
