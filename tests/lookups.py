"""Says how many of a hundred names, and of a hundred misspelt ones, are found first: `python -m tests.lookups`.

Each is looked up in a sample book of 10,000 contacts. A name may lack accents, stand the other way round or be half
typed; of those who share a name, anyone counts.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from netdesk.bootstrap import open_services
from netdesk.domain.instant import Clock
from netdesk.services.sample import create_sample
from netdesk.services.search import Search

CONTACTS, TODAY = 10_000, date(2026, 11, 23)
LOOKUPS = Path(__file__).with_suffix(".tsv")


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is typed, what the name of whoever is meant holds, and whether it is misspelt."""

    kind: str
    typed: str
    meant: str


def lookups() -> list[Lookup]:
    """Read what is looked up."""
    return [Lookup(*line.split("\t")) for line in LOOKUPS.read_text(encoding="utf-8").splitlines()]


def missed(search: Search) -> dict[str, list[tuple[Lookup, str]]]:
    """Return, by kind, what was not found first, with what was found in its place."""
    wrong: dict[str, list[tuple[Lookup, str]]] = defaultdict(list)
    for lookup in lookups():
        first = next((hit.title for hit in search.run(lookup.typed, limit=12).results), "nothing")
        if f" {lookup.meant} " not in f" {first} ":
            wrong[lookup.kind].append((lookup, first))
    return wrong


@contextmanager
def sample_search() -> Iterator[Search]:
    """Open the search of a sample book for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.netdesk"
        create_sample(path, CONTACTS, TODAY)
        services = open_services(path, Clock.fixed(TODAY), writable=False)
        try:
            yield services.search
        finally:
            services.close()


def main() -> None:
    """Print the share that is found first, and what is not."""
    with sample_search() as search:
        wrong = missed(search)
    for kind in dict.fromkeys(lookup.kind for lookup in lookups()):
        asked = sum(lookup.kind == kind for lookup in lookups())
        print(f"{kind}: {asked - len(wrong[kind])} of {asked} found first")
        for lookup, found in wrong[kind]:
            print(f"    “{lookup.typed}” means {lookup.meant}, found {found}")


if __name__ == "__main__":
    main()
