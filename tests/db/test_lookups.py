from __future__ import annotations

from collections.abc import Iterator

import pytest

from netdesk.services.search import Search
from tests.lookups import lookups, missed, sample_search


@pytest.fixture(scope="module")
def search() -> Iterator[Search]:
    with sample_search() as found:
        yield found


def test_names_are_found_first_among_ten_thousand_and_most_misspelt_ones_too(search: Search) -> None:
    wrong = missed(search)
    asked = [lookup.kind for lookup in lookups()]
    assert (asked.count("name"), asked.count("misspelt")) == (100, 100)
    assert len(wrong["name"]) <= 2, wrong["name"]
    assert len(wrong["misspelt"]) <= 10, wrong["misspelt"]
