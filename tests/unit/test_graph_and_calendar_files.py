"""Graphs and to-dos are read back by the programs they are for."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import icalendar
import networkx

from netdesk.domain.words import FollowUpState
from netdesk.exchange.calendar import ToDoRecord, write_calendar
from netdesk.exchange.graphml import EdgeRecord, NodeRecord, write_graphml

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_networkx_reads_the_graph_back_whatever_the_names() -> None:
    nodes = [
        NodeRecord(uid="a", name='A <&> "b" \x00\x0b\ud800 é', organisation="Acme", tags="x; y"),
        NodeRecord(uid="b", name=""),
    ]
    edges = [EdgeRecord(source="a", target="b", kind="introduced", date="2019-05")]
    text = "".join(write_graphml(nodes, edges))
    graph = networkx.read_graphml(io.BytesIO(text.encode()))
    assert graph.nodes["a"]["name"] == 'A <&> "b" \ufffd\ufffd\ufffd é'
    assert graph.nodes["a"]["organisation"] == "Acme"
    assert list(graph.edges(data=True)) == [("a", "b", {"kind": "introduced", "date": "2019-05"})]


def test_follow_ups_become_to_dos_with_an_alarm_at_nine() -> None:
    records = [
        ToDoRecord(
            uid="1",
            title="Thank Ana,\x07 Bo; and é",
            due_on=date(2026, 3, 4),
            description="two\nlines",
            category="Close, loop",
        ),
        ToDoRecord(uid="2", title="Done", due_on=date(2026, 3, 1), state=FollowUpState.DONE, finished_at=NOW),
    ]
    first, second = icalendar.Calendar.from_ical(write_calendar(records, NOW)).walk("VTODO")
    assert str(first["summary"]) == "Thank Ana, Bo; and é"
    assert (str(first["uid"]), first["dtstamp"].dt, str(first["description"])) == ("1", NOW, "two\nlines")
    assert [str(one) for one in first["categories"].cats] == ["Close, loop"]
    assert first["due"].dt == date(2026, 3, 4)
    assert str(first["status"]) == "NEEDS-ACTION"
    (alarm,) = first.walk("VALARM")
    assert alarm["trigger"].dt.total_seconds() == 9 * 3600
    assert alarm["trigger"].params["RELATED"] == "END"
    assert str(second["status"]) == "COMPLETED"
    assert second["completed"].dt == NOW
    assert not second.walk("VALARM")
