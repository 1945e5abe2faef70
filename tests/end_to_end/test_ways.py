"""A way to somebody, and two who should meet, in the real window by keys and accessible names."""

from __future__ import annotations

from pathlib import Path

from netdesk.bootstrap import create_book, open_services
from netdesk.domain.instant import Clock
from netdesk.domain.words import FactKind, InteractionKind, Visibility
from netdesk.services.people import NewContact
from tests.end_to_end.application import Application
from tests.end_to_end.conftest import Launch


def acquaintances(path: Path) -> Path:
    """A book of somebody I met, who knows a buyer, and two who need each other."""
    create_book(path, Clock.system(), "Nora Ashdown")
    services = open_services(path)
    ama, tomas, ines, marco = (
        services.contacts.add(NewContact(name=name))
        for name in ("Ama Owusu", "Tomas Berg", "Ines Ortega", "Marco Silva")
    )
    services.interactions.log(InteractionKind.MEETING, [ama], at=services.clock.now())
    services.contacts.connect(ama, tomas, "colleague")
    for one, kind, text in (
        (ines, FactKind.NEEDS, "a designer for bottle labels"),
        (ines, FactKind.OFFERS, "export of coffee to Brazil"),
        (marco, FactKind.OFFERS, "a designer for bottle labels"),
        (marco, FactKind.NEEDS, "export of coffee to Brazil"),
    ):
        services.facts.add(one, kind, text, Visibility.SHAREABLE)
    services.close()
    return path


def open_contact(window: Application, name: str) -> None:
    window.keys("ctrl+k")
    window.type(name)
    window.find("list item", f"{name}, contact", within=window.find("list", "Found"))
    window.keys("Return")
    window.find("label", f"Name: {name}")


def test_who_comes_first_on_a_way_is_asked_and_two_who_need_each_other_are_introduced(
    launch: Launch, tmp_path: Path
) -> None:
    window = launch("--db", str(acquaintances(tmp_path / "people.netdesk")), "--section", "today")
    open_contact(window, "Tomas Berg")
    window.find(None, "Me → Ama Owusu → Tomas Berg")
    window.focus(window.find("button", "Ask Ama Owusu for a way to Tomas Berg"))
    window.keys("Return")
    window.find(None, "Close composer")
    window.keys("Escape")
    open_contact(window, "Ines Ortega")
    window.focus(window.find("button", "Introduce to Marco Silva"))
    window.keys("Return")
    window.find(None, "Ines Ortega and Marco Silva")
