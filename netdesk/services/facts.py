"""What a user learns about contacts, entered in one line."""

from __future__ import annotations

from netdesk.db.book import Book
from netdesk.db.tables import Contact, Fact
from netdesk.domain.dates import PartialDate
from netdesk.domain.text import clean_line
from netdesk.domain.words import FactKind, FactState, Visibility
from netdesk.services.records import get, line, set_fields

_EDITABLE = frozenset({"kind", "text", "visibility", "state", "learned_on", "source"})
_OPENINGS = {
    "offers": FactKind.OFFERS,
    "offer": FactKind.OFFERS,
    "can help with": FactKind.OFFERS,
    "needs": FactKind.NEEDS,
    "need": FactKind.NEEDS,
    "looking for": FactKind.NEEDS,
    "is looking for": FactKind.NEEDS,
    "interest": FactKind.INTEREST,
    "interests": FactKind.INTEREST,
    "learned": FactKind.LEARNED,
}


def read_line(typed: str, kind: FactKind = FactKind.LEARNED) -> tuple[FactKind, Visibility, str]:
    """Read a fact typed in one line: `needs: a co-op near Lyon`, with a leading or trailing `!` for a private one.

    Without an opening that names its kind, the given kind holds.
    """
    text = clean_line(typed)
    visibility = Visibility.PRIVATE if text.startswith("!") or text.endswith(" !") else Visibility.SHAREABLE
    text = text.removeprefix("!").removesuffix(" !").strip()
    opening, colon, rest = text.partition(":")
    if colon and opening.strip().casefold() in _OPENINGS and rest.strip():
        return _OPENINGS[opening.strip().casefold()], visibility, rest.strip()
    return kind, visibility, text


class Facts:
    """The verbs for facts."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def add(
        self,
        contact_id: int,
        kind: FactKind,
        text: str,
        visibility: Visibility = Visibility.SHAREABLE,
        *,
        learned_on: PartialDate | None = None,
        source: str = "",
    ) -> int:
        """Enter a fact; it is dated today unless another date is given."""
        with self._book.write("Add a fact") as work:
            contact = get(work.session, Contact, contact_id)
            work.label = f"Add a fact about {contact.display_name}"
            fact = Fact(
                contact_id=contact_id,
                kind=kind,
                text=line(text, "what you learned", longest=10_000),
                visibility=visibility,
                learned_on=learned_on or PartialDate.of(work.now.day),
                source=clean_line(source),
                created_at=work.now,
            )
            work.session.add(fact)
            work.session.flush()
            return fact.id

    def edit(self, fact_id: int, *, session_key: str | None = None, **fields: object) -> None:
        """Edit a fact."""
        with self._book.write("Edit a fact", session_key) as work:
            fact = get(work.session, Fact, fact_id)
            set_fields(fact, fields, _EDITABLE)
            fact.text = line(fact.text, "what you learned", longest=10_000)

    def set_state(self, fact_id: int, state: FactState) -> None:
        """Say that a fact is met, superseded or open again."""
        with self._book.write(f"Mark a fact as {state}") as work:
            get(work.session, Fact, fact_id).state = state

    def remove(self, fact_id: int) -> None:
        """Remove a fact."""
        with self._book.write("Remove a fact") as work:
            work.session.delete(get(work.session, Fact, fact_id))
