"""A small book of people who know each other, with what must never be told to anybody."""

from __future__ import annotations

from pathlib import Path

from netdesk.bootstrap import create_book, open_services
from netdesk.domain.instant import Clock
from netdesk.domain.words import FactKind, InteractionKind, Visibility
from netdesk.services.people import NewContact

KNOWS_HOW = "Cut the onboarding of new vendors from eleven weeks to nine days"
"""What Ama Owusu offers; it shares no word with how Lena Novak asks."""

SECRET = "zugzwang"
"""Stands in whatever is private."""

_PEOPLE = (
    ("Lena Novak", "Head of purchasing", "Harrow Textiles"),
    ("Ama Owusu", "Operations director", "Brightwell Mills"),
    ("Ines Ortega", "Quality lead", "Ortega Foods"),
    ("Tomas Berg", "Bakery owner", "Berg and Daughters"),
    ("Marco Silva", "Label designer", ""),
    ("Kofi Mensah", "Warehouse manager", "Lakeside Storage"),
    ("Bea Roy", "Chef", ""),
    ("Henrik Krause", "Piano teacher", ""),
    ("Ivan Petrov", "Marine biologist", "Coast Institute"),
    ("Yuki Tanaka", "Tax adviser", "Tanaka Partners"),
    ("Sara Lind", "Translator", ""),
    ("Omar Haddad", "Solar engineer", "Haddad Solar"),
    ("Priya Nair", "Paediatric nurse", "City Hospital"),
)
_OFFERS = {
    "Ama Owusu": KNOWS_HOW,
    "Ines Ortega": "Runs tasting panels for olive oil",
    "Tomas Berg": "Teaches how to bake with rye",
    "Marco Silva": "Draws labels for bottles",
    "Kofi Mensah": "Has cold rooms to rent near Lyon",
    "Bea Roy": "Cooks for weddings of up to two hundred guests",
    "Ivan Petrov": "Counts porpoises from small boats",
    "Yuki Tanaka": "Files returns for people with income in two countries",
    "Omar Haddad": "Plans solar roofs for farms",
}


def write_acquaintances(path: Path) -> Path:
    """Make the book: I met Ines Ortega, who knows Ama Owusu, whom I never met."""
    create_book(path, Clock.system(), "Nora Ashdown")
    services = open_services(path)
    people = {}
    for name, role, organisation in _PEOPLE:
        notes = f"Keep to myself: {SECRET} about {name}."
        new = NewContact(name=name, role=role, organisation=organisation, notes=notes)
        people[name] = services.contacts.add(new)
    for name, text in _OFFERS.items():
        services.facts.add(people[name], FactKind.OFFERS, text, Visibility.SHAREABLE)
    for one in people.values():
        services.facts.add(one, FactKind.LEARNED, f"Is worried about the {SECRET}", Visibility.PRIVATE)
    for name in ("Ines Ortega", "Lena Novak"):
        lunch = f"Lunch, and the {SECRET}."
        services.interactions.log(InteractionKind.MEETING, [people[name]], at=services.clock.now(), text=lunch)
    services.contacts.connect(people["Ines Ortega"], people["Ama Owusu"], "colleague")
    services.close()
    return path
