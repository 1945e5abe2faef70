"""Asking somebody to lead me on: the first move along a warm path."""

from __future__ import annotations

from collections.abc import Sequence

from netdesk.db.book import Book
from netdesk.db.tables import Contact
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.text import clean_line
from netdesk.domain.words import MessageKind, RequestDirection, Standing
from netdesk.services import people
from netdesk.services.hops import plan
from netdesk.services.messages import draft
from netdesk.services.purpose import Purpose
from netdesk.services.records import get
from netdesk.services.requests import capture


class Approaches:
    """Begins to go along a way."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def ask(self, way: Sequence[int], because: str = "", about: str = "") -> int:
        """Draft what asks the first person on a way, and return that message; the way runs from me to whom I seek.

        Somebody between us is asked for an introduction: that is a request of mine with a hop through them, and they
        get a note to forward as well. `about` says what I seek them for. All of it is one step of undo.
        """
        if len(way) < 2:
            raise InvalidInputError("This way leads to nobody. Choose another one.")
        first, sought = way[1], way[-1]
        with self._book.write("Ask for a way") as work:
            called = get(work.session, Contact, first).display_name
            if first == sought:
                work.label = f"Write to {called}"
                return draft(work, Purpose(kind=MessageKind.ASK, to=(first,)))
            name, office = _shown(work, sought)
            who = f"{name}, {office}" if office else name
            request = capture(
                work,
                RequestDirection.MADE,
                "",
                title=f"Reach {name}",
                fields={
                    "ask": f"an introduction to {who}",
                    "who": who,
                    "topic": clean_line(about),
                },
            )
            hop = plan(work, request.id, contact=first, because=because)
            asking = draft(work, Purpose(kind=MessageKind.ASK, hop_id=hop.id))
            draft(work, Purpose(kind=MessageKind.FORWARDABLE_NOTE, hop_id=hop.id, to=(first,)))
            work.label = f"Ask {called} for a way to {name}"
            return asking


def _shown(work: UnitOfWork, contact_id: int) -> tuple[str, str]:
    """Say who is sought, by what they do where they are to be asked before they are named."""
    contact = get(work.session, Contact, contact_id)
    role, organisation = people.office(work.session, contact_id)
    office = f"{role} at {organisation}" if role and organisation else role or organisation
    if contact.standing is not Standing.ASK_BEFORE_NAMING:
        return contact.display_name, office
    return (f"someone who is {role}" if role else "someone you may know"), f"at {organisation}" if organisation else ""
