"""Finding somebody, and who does what where they work, in the real window by keys and accessible names."""

from __future__ import annotations

from pathlib import Path

from netdesk.bootstrap import create_book, open_services
from netdesk.domain.instant import Clock
from netdesk.domain.words import FactKind, Visibility
from netdesk.services.people import NewContact
from tests.end_to_end.application import Application
from tests.end_to_end.conftest import Launch

HOUSE = "Brightwell Mills"


def weavers(path: Path) -> Path:
    """A book of two colleagues, one of whom needs what nobody there offers."""
    create_book(path, Clock.system(), "Nora Ashdown")
    services = open_services(path)
    ama = services.contacts.add(NewContact(name="Ama Johnson", organisation=HOUSE, role="Buyer"))
    tomas = services.contacts.add(NewContact(name="Tomas Berg", organisation=HOUSE, role="Weaver"))
    services.facts.add(ama, FactKind.OFFERS, "Sets up audits of coffee growers", Visibility.SHAREABLE)
    services.facts.add(tomas, FactKind.NEEDS, "A zeppelin pilot", Visibility.PRIVATE)
    services.close()
    return path


def search(window: Application, text: str) -> None:
    window.keys("ctrl+k")
    window.type(text)
    window.find("list", "Found")


def test_a_misspelt_name_opens_the_person_and_the_organisation_tells_who_does_what(
    launch: Launch, tmp_path: Path
) -> None:
    window = launch("--db", str(weavers(tmp_path / "people.netdesk")), "--section", "today")
    search(window, "jonson")
    window.find("list item", "Ama Johnson, contact")
    window.keys("Return")
    window.find("label", "Name: Ama Johnson")
    search(window, HOUSE.lower())
    window.find("list item", f"{HOUSE}, organisation")
    window.keys("Return")
    window.find("button", "coffee growers: Ama Johnson")
    window.find(None, "Tomas Berg needs A zeppelin pilot")
    window.find(None, "private")
    person = window.find("button", "Tomas Berg", within=window.find("filler", "Who does what"))
    window.focus(person)
    window.keys("Return")
    window.wait_gone("button", "coffee growers: Ama Johnson")
    window.keys("ctrl+shift+e")
    window.find("button", "coffee growers: Ama Johnson")
