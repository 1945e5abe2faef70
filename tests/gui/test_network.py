"""The network as a user walks through it: selected, found, fitted, by keys and by pointer, and written to a picture."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from netdesk.services.contact_list import ContactFilter
from netdesk.services.network_rows import NetworkPerson
from netdesk.services.people import NewContact
from netdesk.ui.desk import Desk
from netdesk.ui.graph.drawing import draw
from netdesk.ui.graph.hover_card import HoverCard
from netdesk.ui.graph.view import NetworkView
from netdesk.ui.sections import network
from netdesk.ui.sections.network import NetworkSection
from netdesk.ui.standing import in_words, read
from netdesk.ui.theme import Preference, theme
from netdesk.ui.tokens import Token
from netdesk.ui.widgets.buttons import Button
from tests.gui.pixels import pixels
from tests.gui.test_contacts import bring_to_front, settle

HOSTILE = ["<b>Bold</b> <img src=x>", "\u202eمحمد العربي", "👩‍🚀 Zoë 🎉", "N" * 300, "A & B && C"]


@pytest.fixture
def section(desk: Desk, qtbot: QtBot) -> Iterator[NetworkSection]:
    """The section over the sample network."""
    made = shown(desk, qtbot)
    yield made
    delete(made)


def shown(desk: Desk, qtbot: QtBot) -> NetworkSection:
    made = NetworkSection(desk)
    bring_to_front(made, qtbot, QSize(1230, 830))
    settle(qtbot, desk)
    return made


def view_of(section: NetworkSection) -> NetworkView:
    assert section.view is not None
    return section.view


def point(view: NetworkView, at: QPoint) -> None:
    """Move the pointer over the picture, whatever window of another test lies above it."""
    none, viewport = Qt.MouseButton.NoButton, view.viewport()
    moved = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(viewport.mapToGlobal(at)), none, none, Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(viewport, moved)


def inside(view: NetworkView) -> bool:
    """Whether everybody can be seen."""
    return all(view.rect().contains(QPointF(*at).toPoint()) for at in view.pixels())


def test_it_begins_with_everybody_in_sight_and_the_best_connector_selected(
    section: NetworkSection, desk: Desk, qtbot: QtBot
) -> None:
    view = view_of(section)
    most = max(desk.services.network_rows.people()[1:], key=lambda one: one.introduced + one.tie)
    assert inside(view)
    assert view.selected() == most.id
    assert most.name in view.accessibleDescription()
    qtbot.waitUntil(lambda: most.name in {one.text() for one in section.person.findChildren(QLabel)}, timeout=5_000)


def person(at: int, introducer: int, introduced: int) -> NetworkPerson:
    return NetworkPerson(
        id=at, name=f"Number {at}", office="", introducer=introducer, introduced=introduced, tie=0.1, archived=False
    )


@pytest.fixture
def view(plain_theme: None, qtbot: QtBot) -> Iterator[NetworkView]:
    """A picture without a section around it."""
    made = NetworkView()
    made.resize(500, 400)
    made.show()
    yield made
    delete(made)


def test_the_way_to_whoever_is_selected_is_as_thick_on_a_fine_screen(view: NetworkView) -> None:
    view.show_drawing(draw([person(1, 0, 0), person(2, 1, 1)]))
    accent = int(theme().color(Token.ACCENT).name()[1:], 16)

    def accented(fine: float) -> int:
        return int((pixels(view.image(fine)) == accent).sum())

    before = {fine: accented(fine) for fine in (1.0, 2.0)}
    view.select(2)
    way = {fine: accented(fine) - before[fine] for fine in before}
    assert way[1.0] > 0 and way[2.0] > 3 * way[1.0]


def test_a_picture_of_very_many_begins_around_me_where_names_can_be_read(view: NetworkView) -> None:
    connectors = [person(at, 1, 100) for at in range(2, 42)]
    others = [person(at, 2 + at % 40, 0) for at in range(42, 4042)]
    view.show_drawing(draw([person(1, 0, 0), *connectors, *others]))
    view.resize(700, 600)
    across, down = view.pixels()[0]
    assert abs(across - 350) < 2 and abs(down - 300) < 2
    assert not inside(view)
    read = len(view.names_shown())
    view.fit()
    assert inside(view)
    assert read > len(view.names_shown())


def test_names_never_overlap_at_any_zoom(section: NetworkSection) -> None:
    view = view_of(section)
    for _ in range(12):
        placed = [box for _, box in view.names_shown()]
        assert placed
        for one, other in combinations(placed, 2):
            beside = one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
            assert beside or one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1]
        view.zoom_in()


def test_a_misspelt_name_is_found_and_brought_to_the_middle(section: NetworkSection, desk: Desk, qtbot: QtBot) -> None:
    wanted = desk.services.contacts.add(NewContact(name="Wilhelmina Quist"))
    settle(qtbot, desk)
    QTest.keyClick(view_of(section), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert section.finder.hasFocus()
    QTest.keyClicks(section.finder, "Wilhelmnia Qist")
    QTest.keyClick(section.finder, Qt.Key.Key_Return)
    settle(qtbot, desk)
    view = view_of(section)
    assert view.selected() == wanted
    at = view.pixels()[view.drawing().index[wanted]]  # type: ignore[union-attr]
    assert abs(at - (view.width() / 2, view.height() / 2)).max() < 3


def test_keys_zoom_fit_walk_and_open(section: NetworkSection, desk: Desk, qtbot: QtBot) -> None:
    view = view_of(section)
    view.setFocus()
    fitted = view.scale_()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.scale_() > fitted
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.scale_() == pytest.approx(fitted)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_F):
        view.zoom_in()
        QTest.keyClick(view, key)
        assert view.scale_() == pytest.approx(fitted)
        assert inside(view)
    drawing = view.drawing()
    assert drawing is not None
    walked = {view.selected()}
    for key, axis, sign in (
        (Qt.Key.Key_Right, 0, 1),
        (Qt.Key.Key_Down, 1, 1),
        (Qt.Key.Key_Left, 0, -1),
        (Qt.Key.Key_Up, 1, -1),
    ):
        before = drawing.layout.places[drawing.index[view.selected()]]  # type: ignore[index]
        QTest.keyClick(view, key)
        after = drawing.layout.places[drawing.index[view.selected()]]  # type: ignore[index]
        assert sign * (after - before)[axis] > 0
        walked.add(view.selected())
    assert len(walked) > 2
    with qtbot.waitSignal(desk.contact_wanted) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [view.selected()]
    settle(qtbot, desk)


def test_a_click_selects_a_double_click_opens_and_the_pointer_tells(
    section: NetworkSection, desk: Desk, qtbot: QtBot
) -> None:
    view = view_of(section)
    drawing = view.drawing()
    assert drawing is not None
    other = int(drawing.order[3])

    def place() -> QPoint:
        return QPointF(*view.pixels()[other]).toPoint()

    point(view, place())
    assert view.findChild(HoverCard).isVisible()
    assert drawing.people[other].name in {one.text() for one in view.findChild(HoverCard).findChildren(QLabel)}
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place())
    qtbot.waitUntil(lambda: view.selected() == drawing.people[other].id)
    point(view, QPoint(2, 2))
    assert not view.findChild(HoverCard).isVisible()
    settle(qtbot, desk)


def test_i_can_be_selected_and_see_who_introduced_most(section: NetworkSection, desk: Desk, qtbot: QtBot) -> None:
    view = view_of(section)
    people = desk.services.network_rows.people()
    most = max(people[1:], key=lambda one: one.introduced)
    view.select(people[0].id)
    settle(qtbot, desk)
    links = [one for one in section.person.findChildren(Button) if one.isVisible()]
    link = next(one for one in links if one.text().startswith(most.name))
    link.click()
    assert view.selected() == most.id
    settle(qtbot, desk)


def test_hostile_names_are_shown_as_they_are(section: NetworkSection, desk: Desk, qtbot: QtBot) -> None:
    made = [desk.services.contacts.add(NewContact(name=name)) for name in HOSTILE]
    settle(qtbot, desk)
    view = view_of(section)
    for contact in made:
        name = desk.services.contact_rows.names([contact])[contact]
        assert view.select(contact, centre=True)
        settle(qtbot, desk)
        view.grab()
        index = view.drawing().index[contact]  # type: ignore[union-attr]
        box = dict(view.names_shown())[index]
        assert box[2] <= theme().px(200)
        assert name in view.accessibleDescription()
        assert name in {one.text() for one in section.person.findChildren(QLabel)}


def test_a_new_introducer_moves_the_person_and_keeps_the_selection(
    section: NetworkSection, desk: Desk, qtbot: QtBot
) -> None:
    view = view_of(section)
    selected = view.selected()
    assert selected is not None
    added = desk.services.contacts.add(NewContact(name="New Person"))
    desk.services.contacts.set_how_met(added, introducer=selected)
    settle(qtbot, desk)
    drawing = view.drawing()
    assert drawing is not None
    assert view.selected() == selected
    assert drawing.layout.parents[drawing.index[added]] == drawing.index[selected]


def test_the_picture_is_written_whole_and_a_refusal_is_said(
    section: NetworkSection, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    said: list[str] = []
    desk.said.connect(said.append)
    with patch.object(network, "file_to_save", return_value=(str(tmp_path / "mine"), "")):
        section.export()
        settle(qtbot, desk)
    image = QImage(str(tmp_path / "mine.png"))
    assert image.size() == view_of(section).size() * 2
    seen = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(seen) > 20
    nowhere = tmp_path / "gone" / "mine.PNG"
    with patch.object(network, "file_to_save", return_value=(str(nowhere), "")):
        section.export()
        settle(qtbot, desk)
    assert said == [
        f"The picture is in {tmp_path / 'mine.png'}.",
        f"{nowhere} cannot be written. Choose another folder or name.",
    ]


@pytest.mark.parametrize("preference", [Preference.LIGHT, Preference.DARK])
def test_it_follows_the_scheme(section: NetworkSection, preference: Preference) -> None:
    theme().set_preference(preference)
    try:
        corner = view_of(section).grab().toImage().pixelColor(4, 4)
        assert corner == theme().color(Token.PANEL)
    finally:
        theme().set_preference(Preference.SYSTEM)


def test_an_empty_book_teaches_and_fills_once_somebody_is_there(desk: Desk, qtbot: QtBot) -> None:
    rows = desk.services.contact_rows
    desk.services.contacts.delete(rows.ids(ContactFilter()))
    section = shown(desk, qtbot)
    assert section.view is None
    buttons = {one.accessibleName() for one in section.findChildren(Button) if one.isVisible()}
    assert buttons == {"Import contacts", "Open the sample network"}
    desk.services.contacts.add(NewContact(name="First Person"))
    settle(qtbot, desk)
    assert section.view is not None
    assert section.view.isVisible()
    delete(section)


def test_it_counts_contacts_as_the_status_line_does_and_archived_introducers_apart(desk: Desk, qtbot: QtBot) -> None:
    services = desk.services
    introducer = next(one for one in services.network_rows.people()[1:] if one.introduced)
    services.contacts.archive([introducer.id])
    contacts = services.today.counts().contacts
    made = shown(desk, qtbot)
    told = {label.text().partition(" · ")[0]: label.text() for label in made.findChildren(QLabel)}
    assert in_words(read(services, sample=False)).startswith(f"{contacts} contacts")
    archived = sum(one.archived for one in services.network_rows.people())
    assert archived
    assert f"{contacts} contacts · {archived} archived · " in told[f"{contacts} contacts"]
    delete(made)


def test_how_i_met_somebody_is_said_only_where_it_is_noted(desk: Desk, qtbot: QtBot) -> None:
    services = desk.services
    stranger = services.contacts.add(NewContact(name="Ada Babbage"))
    worn = next(one for one in services.network_rows.people() if 0 < one.tie < 0.005)
    made = shown(desk, qtbot)
    for contact_id, expected in ((stranger, "How you met is not noted yet"), (worn.id, "tie under 0.01")):
        made.show_record(contact_id)
        settle(qtbot, desk)
        texts = [label.text() for label in made.person.findChildren(QLabel) if label.isVisible()]
        assert any(expected in text for text in texts), texts
        assert "tie 0.00" not in texts or contact_id == stranger
    delete(made)
