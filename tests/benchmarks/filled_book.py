"""Books of many made-up contacts, filled by bulk inserts through the triggers a real book has."""

# ruff: noqa: SIM905 - word lists read better as words

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from netdesk.db.book import create
from netdesk.domain.text import fold

TODAY = date(2026, 11, 23)
_NOW = "2026-11-23T10:00:00Z[UTC]"
_GIVEN = (
    "Ama Kofi Lena Tomas Priya Jonas Inês Marco Dana Sara Søren Aiko Lucía Maren Seun Noor Piotr Chloé Zoë Ivan".split()
)
_START = "Ber Nov Ow Ra Web Or Sil Col Lin Men Öst Wro Pe Jo Han Van Mac Ku Ta Ha".split()
_MIDDLE = "g ak us man er te va e d sa er na hn se der gow mar na li mi".split()
_END = " son sen ski ez o ova ito ini ard".split(" ")
_TRADES = "procurement logistics nursing roofing law design robotics dairy textile finance teaching brewing".split()
_ROLES = "Head of|Director of|Adviser for|Engineer in|Lead of|Student of".split("|")
_PLACES = "Lyon Aarhus Nairobi Porto Kyoto Graz Leeds Lima Turku Pune".split()
_WORDS = (
    "cold storage approvals supplier onboarding hospital tender grant export customs pilot plant prototype "
    "community market licence warehouse battery sensor training apprentice funding harvest packaging audit"
).split()


def fill(path: Path, contacts: int, *, seed: int = 7) -> None:
    """Make a book of so many contacts with roles, facts, notes, tags, places and five interactions for each two."""
    create(path)
    chance = random.Random(seed)
    names = [f"{chance.choice(_GIVEN)} {_surname(chance)}" for _ in range(contacts)]
    with sqlite3.connect(path) as book:
        _put(book, "tag", ((i, word, word, 30 * i if i < 4 else None) for i, word in enumerate(_TRADES, 1)))
        organisations = [
            f"{chance.choice(_START)}{chance.choice(_MIDDLE)} {chance.choice(_TRADES)}" for _ in range(500)
        ]
        _put(
            book,
            "organisation",
            ((i, f"o{i}", n, fold(n), "", "", "", 0, _NOW) for i, n in enumerate(organisations, 1)),
        )
        _put(book, "contact", (_contact(chance, i, name) for i, name in enumerate(names, 1)))
        people = range(2, contacts + 1)
        _put(book, "affiliation", (_affiliation(chance, i) for i in people))
        _put(book, "contact_tag", ((i, i, chance.randint(1, len(_TRADES))) for i in people))
        _put(book, "contact_point", (_address(chance, i) for i in people))
        _put(book, "fact", (_fact(chance, i, chance.choice(people)) for i in range(1, contacts * 2)))
        _put(book, "interaction", (_interaction(chance, i) for i in range(1, contacts * 5 // 2)))
        _put(book, "participant", ((i, i, chance.choice(people)) for i in range(1, contacts * 5 // 2)))
        _put(book, "date_to_remember", ((i, i, "birthday", "", str(_day(chance, 20000))) for i in people if i % 3 == 0))
    book.close()


def _put(book: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    values = list(rows)
    book.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)


def _surname(chance: random.Random) -> str:
    return chance.choice(_START) + chance.choice(_MIDDLE) + chance.choice(_END)


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


def _day(chance: random.Random, days: int) -> date:
    return TODAY - timedelta(days=chance.randint(0, days))


def _contact(chance: random.Random, number: int, name: str) -> tuple[object, ...]:
    given, family = name.split()
    shown = (number, f"c{number}", number == 1, name, fold(f"{family} {given}"), "", given, "", family, "", "", "", "")
    cadence = chance.choice([None, None, 21, 61, 182, 365])
    return (*shown, "ask", cadence, None, None, _text(chance, 30), _NOW)


def _affiliation(chance: random.Random, number: int) -> tuple[object, ...]:
    role = f"{chance.choice(_ROLES)} {chance.choice(_TRADES)}"
    return (number, number, chance.randint(1, 500), role, "", None, None, 1, 0)


def _address(chance: random.Random, number: int) -> tuple[object, ...]:
    place = chance.choice(_PLACES)
    return (number, number, "address", "", place, fold(place), 0, 0, None, None, None, place, None, None, None)


def _fact(chance: random.Random, number: int, contact: int) -> tuple[object, ...]:
    kind = chance.choice(["offers", "needs", "interest", "learned"])
    return (number, f"f{number}", contact, kind, _text(chance, 6), "shareable", "open", None, "", _NOW)


def _interaction(chance: random.Random, number: int) -> tuple[object, ...]:
    kind = chance.choice(["email", "call", "meeting"])
    at = f"{_day(chance, 900)}T09:00:00Z[UTC]"
    return (number, f"i{number}", kind, "both", at, _text(chance, 4), _text(chance, 25), None, None, None, None, _NOW)
