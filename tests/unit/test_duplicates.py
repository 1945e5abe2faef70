"""People in the book twice are found with reasons; relatives, colleagues and namesakes are left alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from netdesk.domain.text import fold
from netdesk.domain.words import Band, PointKind
from netdesk.matching.duplicates import Duplicates, Likely, Person
from netdesk.matching.person_names import PersonName

TABLE = Path(__file__).with_name("duplicates.tsv")


def person(told: str) -> Person:
    """Read “Name; mail@x +number @profile =Organisation #Place *birthday”; words of a body go on to the next mark."""
    name, _, details = told.partition("; ")
    points, bodies, places, birthday, last = set(), [], [], "", ""
    for part in details.split():
        if part[0] in "=#*":
            last = part[0]
        if part[0] == "+":
            points.add((PointKind.PHONE, part))
        elif part[0] == "@":
            points.add((PointKind.SOCIAL, part[1:]))
        elif part[0] == "=":
            bodies.append(part[1:])
        elif part[0] == "#":
            places.append(part[1:])
        elif part[0] == "*":
            birthday = part[1:]
        elif "@" in part:
            points.add((PointKind.EMAIL, part))
        elif last == "=":
            bodies[-1] += f" {part}"
    return Person(
        name=PersonName.of(name),
        organisations=frozenset(map(fold, bodies)),
        places=frozenset(map(fold, places)),
        points=frozenset(points),
        birthday=birthday,
    )


def found(*told: str) -> list[Likely]:
    """Every pair that is found among people."""
    people = Duplicates((key, person(one)) for key, one in enumerate(told, 1))
    return list(people.pairs(lambda done, total: None, lambda: False))


def rows() -> list[tuple[bool, str, str]]:
    """The labelled pairs."""
    lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return [(label == "same", one, other) for label, one, other in lines]


def test_labelled_pairs_are_told_apart() -> None:
    judged = [(is_same, bool(found(one, other)), one, other) for is_same, one, other in rows()]
    right = sum(is_same and told for is_same, told, *_ in judged)
    precision = right / sum(told for _, told, *_ in judged)
    recall = right / sum(is_same for is_same, *_ in judged)
    wrong = [one for one in judged if one[0] != one[1]]
    assert len(judged) >= 60
    assert precision >= 0.97 and recall >= 0.95, wrong


def test_all_labelled_people_in_one_book_are_still_told_apart() -> None:
    """Pairs are judged among everybody, where names and numbers are shared by more people."""
    table = rows()
    people = [one for _, *pair in table for one in pair]
    pairs = {(one.first, one.second) for one in found(*people)}
    judged = [(is_same, (2 * i + 1, 2 * i + 2) in pairs) for i, (is_same, *_) in enumerate(table)]
    right = sum(is_same and told for is_same, told in judged)
    assert right / sum(told for _, told in judged) >= 0.97
    assert right / sum(is_same for is_same, _ in judged) >= 0.85


@pytest.mark.parametrize(
    ("one", "other", "reason", "band"),
    [
        ("Ama Owusu; ama@o.example", "A. Owusu; ama@o.example", "the same e-mail address ama@o.example", Band.GOOD),
        ("Ama Owusu; +23324123456", "Ama Owusu; +23324123456", "the same phone number +23324123456", Band.STRONG),
        (
            "Bob Miller; =Acme",
            "Robert Miller; =Acme",
            "Bob Miller and Robert Miller may be one name",
            Band.GOOD,
        ),
        ("Ama Owusu; =Acme", "Owusu Ama; =Acme", "the same names in another order", Band.GOOD),
        ("Ama Owusu", "Ama Owusu; #Accra", "the same name", Band.PERHAPS),
    ],
)
def test_a_pair_has_its_reasons_and_a_strength(one: str, other: str, reason: str, band: Band) -> None:
    (likely,) = found(one, other)
    assert reason in likely.reasons
    assert likely.band is band


def test_what_many_share_says_so_and_counts_little() -> None:
    office = "+4930123456"
    people = [f"{chr(97 + i) * 5} {chr(98 + i) * 5}; {office}" for i in range(20)]
    pairs = found(*people, f"Ama Owusu; {office}", f"Ama Owusu; {office}")
    (likely,) = pairs
    assert f"the same phone number {office}, shared by 22 people" in likely.reasons
    assert likely.band is not Band.STRONG


def test_a_search_stops_when_it_is_cancelled() -> None:
    people = Duplicates((i, person("John Smith; j@s.example")) for i in range(100))
    assert list(people.pairs(lambda done, total: None, lambda: True)) == []


def test_strange_names_are_no_obstacle() -> None:
    strange = ["", "...", "Dr.", "Jr. Sr.", ",", "a", "1234", "x" * 100_000, "\ud800", "😀 😀", "a@b", "Mr Mr"]
    found(*strange, *strange)


def john_smiths(number: int) -> list[str]:
    return ["John Smith"] * number


def one_office(number: int) -> list[str]:
    return [f"Given{i % 700} Family{i * 7919 % number}; +4930123456" for i in range(number)]


def one_mailbox(number: int) -> list[str]:
    return [f"John Smith; john@smith.example =Acme #London +{4930000000 + i}" for i in range(number)]


@pytest.mark.parametrize("crowd", [john_smiths, one_office, one_mailbox])
def test_a_crowd_that_shares_everything_takes_time_by_its_number(crowd: Callable[[int], list[str]]) -> None:
    def seconds(number: int) -> float:
        people = [(key, person(told)) for key, told in enumerate(crowd(number), 1)]
        start = time.process_time()
        list(Duplicates(people).pairs(lambda done, total: None, lambda: False))
        return time.process_time() - start

    seconds(500)
    assert seconds(8_000) < 4 * seconds(4_000) + 0.2
