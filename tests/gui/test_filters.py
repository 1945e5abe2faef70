"""The search field of each section: misspelt names, operators, and what stands out of sight of the rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from netdesk.domain.words import FollowUpKind, RequestDirection
from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.main_window import MainWindow
from netdesk.ui.sections.section import Section
from tests.gui.test_main_window import opened, settle


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    services = desk.services
    anna = services.contacts.add(NewContact(name="Anna Quibbleson", organisation="Quillfeather Mills"))
    other = services.contacts.add(NewContact(name="Kofi Zanzibari", notes="Grows saffron"))
    request = services.requests.capture(
        RequestDirection.RECEIVED, "Hello there, might somebody repair our zeppelin?", who=[anna]
    )
    services.requests.edit(request, title="A repair")
    services.introductions.propose([anna, other], ["both collect marimbas", ""])
    due = services.clock.today()
    services.follow_ups.add(FollowUpKind.CUSTOM, due, title="Send the drawings", contact_id=anna)
    with opened(desk, qtbot) as window:
        yield window


@pytest.mark.parametrize(
    ("section", "typed", "shown"),
    [
        ("contacts", "quibleson", "Anna Quibbleson"),
        ("contacts", 'org:"quillfeather mills"', "Anna Quibbleson"),
        ("contacts", "saffron", "Kofi Zanzibari"),
        ("requests", "zeppelin repair", "Anna Quibbleson"),
        ("requests", "quibleson", "Anna Quibbleson"),
        ("requests", "org:quillfeather", "Anna Quibbleson"),
        ("introductions", "quibleson zanzibar", "Anna Quibbleson"),
        ("introductions", "org:quillfeather", "Anna Quibbleson"),
        ("follow-ups", "quibleson drawings", "Send the drawings"),
    ],
)
def test_the_field_of_a_section_finds_as_the_palette_does(
    window: MainWindow, qtbot: QtBot, section: str, typed: str, shown: str
) -> None:
    front = open_section(window, qtbot, section)
    filter_by(window, qtbot, front, typed)
    rows = listed(front)
    assert len([row for row in rows if shown in row]) == 1, rows
    assert len(rows) <= 2, rows
    filter_by(window, qtbot, front, "qwzx tag:nowhere")
    assert listed(front) == []
    filter_by(window, qtbot, front, "")
    assert len(listed(front)) > 1


def open_section(window: MainWindow, qtbot: QtBot, name: str) -> Section:
    window.start(name)
    settle(window, qtbot)
    front = window.section()
    assert front is not None
    return front


def filter_by(window: MainWindow, qtbot: QtBot, front: Section, typed: str) -> None:
    front.pane.filter.setText(typed)  # type: ignore[attr-defined]
    qtbot.wait(250)
    settle(window, qtbot)


def listed(front: Section) -> list[str]:
    """What the rows of the list say."""
    model = front.pane.list.model()  # type: ignore[attr-defined]
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]
