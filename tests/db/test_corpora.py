"""Every card of other programs goes through the book whole: imported, exported, into a second book, and out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from netdesk.db import book as books
from netdesk.db.book import Book
from netdesk.domain.instant import Clock
from netdesk.exchange.records import Skipped
from netdesk.exchange.vcard_cards import read_cards
from netdesk.exchange.vcard_heads import Property
from netdesk.exchange.vcard_values import unescape
from netdesk.services.exports import Exports
from netdesk.services.imports import Imports

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora" / "vcards"

ADDED = {
    "FN": "RFC 2426 and 6350 want one in every card",
    "N": "RFC 2426 wants one in every card, if an empty one",
    "UID": "a card without one gets that of its contact, by which another import knows it again",
    "X-NETDESK-UID": "the contact's own beside the UID of the program the card comes from",
}
"""Properties that come in, each with the reason."""

OTHERWISE_IN_4 = {
    "BDAY": "RFC 6350 writes dates without hyphens",
    "X-ANNIVERSARY": "RFC 6350 has a property of its own, ANNIVERSARY, without hyphens",
    "PHOTO": "RFC 6350 writes binary values as data URIs",
    "LOGO": "RFC 6350 writes binary values as data URIs",
    "SOUND": "RFC 6350 writes binary values as data URIs",
    "KEY": "RFC 6350 writes binary values as data URIs",
    "URL": "RFC 6350 writes URIs without backslashes",
}
"""Properties whose value has another form in version 4.0, each with the reason; what they say is compared."""


@pytest.fixture(params=sorted(CORPORA.rglob("*.vcf")) or [None], ids=lambda path: path.name if path else "none")
def real_card(request: pytest.FixtureRequest) -> Path:
    if request.param is None:
        pytest.skip("the vCards of other programs are not beside this checkout")
    return request.param


def properties(path: Path) -> list[Property]:
    cards = [one for one in read_cards(path.read_bytes()) if not isinstance(one, Skipped)]
    return [prop for card in cards for prop in card.properties if prop.head.name != "N" or prop.value.strip(";")]


def as_in_3(prop: Property) -> object:
    return prop.head.group, prop.head.key, prop.value


def as_in_4(prop: Property) -> object:
    name, value = prop.head.name, prop.value
    if name in OTHERWISE_IN_4 or name == "ANNIVERSARY":
        value = unescape(value.rpartition(";base64,")[2])
        value = value.replace("-", "") if name in {"BDAY", "X-ANNIVERSARY", "ANNIVERSARY"} else value
    return name.replace("X-ANNIVERSARY", "ANNIVERSARY"), value


def through_a_book(source: Path, target: Path, version: int) -> Path:
    """Import into a new book, export from it."""
    path = target.with_suffix(".netdesk")
    books.create(path)
    book = Book(path, Clock())
    try:
        imports = Imports(book)
        imports.run(imports.preview(source))
        Exports(book).run(target, vcard_version=version)
    finally:
        book.close(keep_backup=False)
    return target


@pytest.mark.parametrize(("version", "form"), [(3, as_in_3), (4, as_in_4)], ids=["3.0", "4.0"])
def test_a_real_card_comes_back_whole_from_two_books(
    tmp_path: Path, real_card: Path, version: int, form: Callable[[Property], object]
) -> None:
    first = through_a_book(real_card, tmp_path / "first.vcf", version)
    second = through_a_book(first, tmp_path / "second.vcf", version)
    before, between, after = (Counter(map(form, properties(path))) for path in (real_card, first, second))
    assert not before - between
    assert {one.head.name for one in properties(first) if form(one) in between - before} <= set(ADDED)
    assert after == between
