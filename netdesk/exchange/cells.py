"""Single cells of a spreadsheet: several values in one, formulas made harmless, dates in the ways people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.text import fold

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_DEFUSED = re.compile(r"'+[=+\-@\t\r\n]")
_PHONES = re.compile(r"\+[\d ().;/+-]*", re.ASCII)
_TAIL = re.compile(r"\\+$")
_NUMERIC = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[ T].*)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_WORDED = re.compile(r"(\d{1,2})[. -]+([^\W\d]{3,12})[. ,-]+(\d{4}|\d{2})", re.UNICODE)
_MONTH_FIRST = re.compile(r"([^\W\d]{3,12})[. -]+(\d{1,2}),?[ -]+(\d{4})", re.UNICODE)
_MONTH_YEAR = re.compile(r"([^\W\d]{3,12})[. -]+(\d{4})", re.UNICODE)

_MONTHS = (
    "jan ene gen",
    "feb fev",
    "mar mrz",
    "apr avr abr",
    "may mai mag",
    "jun giu juin",
    "jul lug juil",
    "aug aou ago",
    "sep set",
    "oct okt ott",
    "nov",
    "dec dez dic",
)
_MONTH_NUMBERS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}


def defuse(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; phone numbers with a plus stay whole."""
    return f"'{text}" if _FORMULA.match(text) and not _PHONES.fullmatch(text) else text


def restore(text: str) -> str:
    """Undo `defuse`."""
    return text[1:] if _DEFUSED.match(text) else text


def join_values(values: Iterable[str]) -> str:
    """Put several values into one cell, separated by “; ”; a backslash goes before a semicolon inside a value."""
    return "; ".join(_shield(value) for value in values)


def _shield(value: str) -> str:
    parts = value.split(";")
    shielded = [_TAIL.sub(lambda found: found[0] * 2, part) for part in parts]
    return "\\;".join(shielded)


def split_values(cell: str) -> list[str]:
    """Undo `join_values`; empty values are left out."""
    values: list[str] = []
    current: list[str] = []
    pieces = cell.split(";")
    for place, piece in enumerate(pieces):
        tail = len(piece) - len(piece.rstrip("\\"))
        is_last = place == len(pieces) - 1
        if is_last and not tail:
            current.append(piece)
        else:
            current.append(piece[: len(piece) - (tail + 1) // 2] if not is_last or tail % 2 == 0 else piece)
        if is_last or tail % 2 == 0:
            values.append("".join(current).strip())
            current = []
        else:
            current.append(";")
    return [value for value in values if value]


def day_first(texts: Iterable[str]) -> bool:
    """Tell whether dates such as 3/4/2024 name the day first, by those of the same file that leave no choice."""
    for text in texts:
        found = _NUMERIC.fullmatch(text.strip())
        if found and len(found[1]) < 3:
            if "." in text or int(found[1]) > 12:
                return True
            if int(found[2]) > 12:
                return False
    return False


def read_date(text: str, by_day: bool = False) -> PartialDate | None:
    """Read a date as spreadsheets and address books write it, or give None; `by_day` takes 3/4/2024 as 3 April."""
    text = text.strip()
    try:
        return _numeric(text, by_day) or _worded(text) or PartialDate.parse(text.partition("T")[0])
    except InvalidInputError:
        return None


def clear_date(text: str) -> PartialDate | None:
    """Read a date as people write it, or give None where it names no whole year or its day may be its month."""
    if not _YEAR.search(text):
        return None
    days = {read_date(text, by_day) for by_day in (True, False)} - {None}
    return days.pop() if len(days) == 1 else None


def _numeric(text: str, by_day: bool) -> PartialDate | None:
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    first, second, third = int(found[1]), int(found[2]), int(found[3])
    if len(found[1]) > 2:
        return PartialDate(first, second, third)
    if by_day or first > 12 or "." in text[:3]:
        first, second = second, first
    return PartialDate(_year(found[3]), first, second)


def _worded(text: str) -> PartialDate | None:
    if found := _WORDED.fullmatch(text):
        day, month, year = found[1], found[2], found[3]
    elif found := _MONTH_FIRST.fullmatch(text):
        month, day, year = found[1], found[2], found[3]
    elif found := _MONTH_YEAR.fullmatch(text):
        month, day, year = found[1], "", found[2]
    else:
        return None
    folded = fold(month)
    number = _MONTH_NUMBERS.get(folded[:4]) or _MONTH_NUMBERS.get(folded[:3])
    return PartialDate(_year(year), number, int(day) if day else None) if number else None


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) > 2 else number + (2000 if number < 70 else 1900)
