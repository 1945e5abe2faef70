"""An export of Monica comes in with its introducers, its log and its relations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from netdesk.domain.errors import UnreadableFileError
from netdesk.domain.words import DateKind, Direction, InteractionKind, PointKind
from netdesk.exchange.detect import kind_of
from netdesk.exchange.monica import read_monica
from netdesk.exchange.reading import read_contacts
from netdesk.exchange.records import AffiliationRecord, Format, PersonReference
from tests.unit.monica_export import ANA, BO, SAMPLE, contact, export


def test_a_contact_comes_with_all_that_is_said() -> None:
    ana, bo = read_monica(SAMPLE).records
    assert (ana.display_name, ana.notes, ana.tags, ana.cadence_days) == (
        "Ana Ruiz",
        "Met at the fair",
        ("friend",),
        30,
    )
    assert ana.affiliations == (AffiliationRecord(organisation="Acme", role="CTO"),)
    assert [(point.kind, point.value) for point in ana.points] == [
        (PointKind.EMAIL, "ana@x.example"),
        (PointKind.PHONE, "+34 600 1"),
        (PointKind.SOCIAL, "linkedin.com/in/ana"),
        (PointKind.ADDRESS, "Calle 1, Madrid, ES"),
    ]
    assert [(one.kind, str(one.day), one.label) for one in ana.dates] == [
        (DateKind.BIRTHDAY, "--04-12", ""),
        (DateKind.OTHER, "2020-09-01", "Name day"),
    ]
    assert any("Rex" in line for line in ana.kept_lines)
    assert bo.affiliations == ()


def test_the_introducer_and_the_relation_are_told_by_uuid_and_once() -> None:
    ana, bo = read_monica(SAMPLE).records
    who = PersonReference(name="Bo Li", uid="bo-uuid")
    assert ana.how_met is not None
    assert (str(ana.how_met.met_on), ana.how_met.introducer) == ("2019-05-06", who)
    assert [(one.who, one.kind) for one in ana.connections] == [(who, "colleague")]
    assert bo.connections == ()


def test_calls_notes_and_activities_are_what_was_logged() -> None:
    logged = {one.kind: one for one in read_monica(SAMPLE).interactions}
    call, note, dinner = (
        logged[kind] for kind in (InteractionKind.CALL, InteractionKind.NOTE, InteractionKind.MEETING)
    )
    assert (call.direction, str(call.at.day), call.text) == (Direction.IN, "2024-02-03", "About Bo")
    assert note.text == "Likes grids"
    assert (dinner.subject, [one.uid for one in dinner.people]) == ("Dinner", ["ana-uuid", "bo-uuid"])


def test_collections_may_stand_under_their_names() -> None:
    document = json.loads(SAMPLE)
    account = document["account"]
    account["data"] = {f"{one['type']}s": one["values"] for one in account["data"]}
    assert [one.display_name for one in read_monica(json.dumps(document).encode()).records] == ["Ana Ruiz", "Bo Li"]


def test_whoever_has_no_name_is_told() -> None:
    result = read_monica(export(ANA, contact("nobody"), BO))
    assert [one.line for one in result.skipped] == [2]
    assert len(result.records) == 2


def test_the_kind_of_file_is_found(tmp_path: Path) -> None:
    assert kind_of(SAMPLE, "export.json") is Format.MONICA
    path = tmp_path / "monica.csv"
    path.write_bytes(SAMPLE)
    assert read_contacts(path).format is Format.MONICA


@pytest.mark.parametrize(
    "data",
    [
        SAMPLE[: len(SAMPLE) // 2],
        b'{"account": ' + b"[" * 100_000,
        b'{"account": {"data": ' + b"1" * 10_000 + b"}}",
        b'{"account": []}',
        b'{"account": {"data": [{"type": 1, "values": 2}]}}',
        b"\x00\xff",
    ],
    ids=["cut off", "deep", "digits", "list", "wrong types", "binary"],
)
def test_what_is_broken_is_refused_with_a_way_out(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="Export"):
        read_monica(data, "export.json")


@pytest.mark.parametrize("value", [None, 1, [], {}, "\ud800", [[]], True])
def test_any_value_may_stand_anywhere(value: Any) -> None:
    for key in ("properties", "data", "uuid", "updated_at"):
        read_monica(export({**ANA, key: value}, BO))
    for key in ANA["properties"]:
        read_monica(export({**ANA, "properties": {**ANA["properties"], key: value}}, BO))
    for place in range(len(ANA["data"])):
        data = [dict(one) for one in ANA["data"]]
        data[place]["values"] = [value, {"properties": value}]
        read_monica(export({**ANA, "data": data}, BO))
