"""Splitting a name that a file gives in one piece."""

from __future__ import annotations

from dataclasses import dataclass

from netdesk.domain.text import clean_line

_LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """The parts of a name, empty where it has none."""

    prefix: str = ""
    given: str = ""
    middle: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""

    def whole(self) -> str:
        """Give the name as it is said."""
        return clean_line(" ".join((self.prefix, self.given, self.middle, self.family, self.suffix)))


def split_name(name: str) -> NameParts:
    """Split a name into its parts, as far as its writing shows them; a single word stays undivided."""
    line = clean_line(name)
    if len(line) > _LONGEST or " " not in line:
        return NameParts()
    from nameparser import HumanName  # noqa: PLC0415  (takes 0.1 s, and most files come split)

    parsed = HumanName(line)
    return NameParts(
        prefix=parsed.title,
        given=parsed.first,
        middle=parsed.middle,
        family=parsed.last,
        suffix=parsed.suffix,
        nickname=parsed.nickname,
    )
