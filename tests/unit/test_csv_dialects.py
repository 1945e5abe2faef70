"""Address books of programs that netdesk has no format of its own for are read as a person would read them."""

from __future__ import annotations

import csv
import io

import pytest

from netdesk.domain.words import PointKind
from netdesk.exchange.csv_reader import read_csv
from netdesk.exchange.records import AffiliationRecord, ContactRecord


def read(**cells: str) -> ContactRecord:
    """Read one row; underlines stand for the spaces of a header."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([header.replace("_", " ") for header in cells])
    writer.writerow(cells.values())
    (record,) = read_csv(out.getvalue().encode()).records
    return record


def points(record: ContactRecord, kind: PointKind) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in record.points if one.kind is kind]


@pytest.mark.parametrize(
    ("cells", "address"),
    [
        (
            {"Work_Address": "Quay 4", "Work_City": "Bergen", "Work_ZIP": "5003", "Work_Country": "Norway"},
            "Quay 4, 5003 Bergen, Norway",
        ),
        ({"Home_Address": "Quay 4", "Home_Address_2": "Flat 2", "Home_City": "Bergen"}, "Quay 4, Flat 2, Bergen"),
        ({"Street": "Quay 4", "City": "Bergen", "Country": "Norway"}, "Quay 4, Bergen, Norway"),
        (
            {
                "Address_1_-_Formatted": "Quay 4\nBergen\nNorway",
                "Address_1_-_Street": "Quay 4",
                "Address_1_-_City": "Bergen",
            },
            "Quay 4, Bergen",
        ),
        ({"Address_1_-_Formatted": "Bergen", "Address_1_-_City": "Bergen"}, "Bergen"),
        ({"City": "Bergen", "Company": "Fjord AS"}, "Bergen"),
    ],
)
def test_an_address_is_one_and_keeps_its_street(cells: dict[str, str], address: str) -> None:
    assert [value for value, _ in points(read(Name="Liv Moe", **cells), PointKind.ADDRESS)] == [address]


def test_the_title_of_a_person_stands_beside_that_of_a_job() -> None:
    record = read(First_Name="Liv", Last_Name="Moe", Title="Dr.", Job_Title="Chair", Company="Fjord AS")
    assert record.prefix == "Dr."
    assert record.affiliations == (AffiliationRecord(organisation="Fjord AS", role="Chair"),)
    assert read(First_Name="Liv", Last_Name="Moe", Title="Chair").affiliations[0].role == "Chair"


def test_what_a_second_column_says_of_the_same_is_kept() -> None:
    record = read(Name="Liv Moe", Company="Fjord AS", Employer="Bay AS")
    assert record.affiliations[0].organisation == "Fjord AS"
    assert "X-NETDESK-COLUMN:Employer;Bay AS" in record.kept_lines


def test_a_second_introducer_is_kept() -> None:
    record = read(Name="Liv Moe", Introduced_by="Jo; Kim", Looking_for="", Can_help_with="")
    assert record.how_met
    assert record.how_met.introducer
    assert record.how_met.introducer.name == "Jo"
    assert "RELATED;TYPE=met;VALUE=text:Kim" in record.kept_lines


def test_messengers_sites_and_phones_by_the_words_of_their_columns() -> None:
    record = read(
        First="Liv",
        Last="Moe",
        Email_Home="liv@moe.example",
        Alternate_Email_1="liv2@moe.example",
        Phone_Video="5550101",
        IM_Skype="liv.moe",
        Website_Blog="https://blog.example",
    )
    assert record.display_name == "Liv Moe"
    assert points(record, PointKind.EMAIL) == [("liv@moe.example", "home"), ("liv2@moe.example", "")]
    assert points(record, PointKind.PHONE) == [("5550101", "video")]
    assert points(record, PointKind.SOCIAL) == [("liv.moe", "skype")]
    assert points(record, PointKind.WEB) == [("https://blog.example", "blog")]


def test_a_messenger_of_google_is_named_by_its_service() -> None:
    cells = {"IM_1_-_Type": "Home", "IM_1_-_Service": "Skype", "IM_1_-_Username": "liv.moe"}
    assert points(read(Name="Liv Moe", **cells), PointKind.SOCIAL) == [("liv.moe", "skype")]
