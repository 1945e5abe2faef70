"""Contacts as lists and panes show them: ids in order, rows by the page, one contact in full."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, text

from netdesk.db.book import Book
from netdesk.db.full_text import match_query
from netdesk.db.tables import Blob, Contact, ContactTag, Organisation, Tag
from netdesk.services.contact_detail import ContactDetail, read_detail
from netdesk.services.contact_list import (
    ContactFilter,
    ContactRow,
    ContactSort,
    filtered,
    named_like,
    office,
    ordered,
    rows_of,
)


class ContactRows:
    """Reads contacts for views."""

    def __init__(self, book: Book) -> None:
        """Read from this book."""
        self._book = book

    def ids(self, where: ContactFilter, sort: ContactSort = ContactSort.NAME, *, descending: bool = False) -> list[int]:
        """Return the ids of all contacts that a filter leaves, in order; rows come by the page."""
        with self._book.read() as session:
            return list(session.scalars(ordered(filtered(select(Contact.id), where), sort, descending)))

    def page(
        self, where: ContactFilter, after: tuple[str, int] | None = None, limit: int = 200
    ) -> tuple[tuple[ContactRow, ...], tuple[str, int] | None]:
        """Return a page by name and where the next one begins (keyset paging, so that the last page is as quick)."""
        with self._book.read() as session:
            statement = filtered(select(Contact.id, Contact.sort_name), where)
            if after is not None:
                statement = statement.where(
                    text("(contact.sort_name, contact.id) > (:name, :id)").bindparams(name=after[0], id=after[1])
                )
            found = session.execute(statement.order_by(Contact.sort_name, Contact.id).limit(limit)).all()
            rows = rows_of(session, [row[0] for row in found])
            return rows, (found[-1][1], found[-1][0]) if len(found) == limit else None

    def rows(self, ids: Sequence[int]) -> tuple[ContactRow, ...]:
        """Return the rows of some contacts, in the order of the ids; ids that are gone are left out."""
        with self._book.read() as session:
            return rows_of(session, ids)

    def names(self, ids: Sequence[int]) -> dict[int, str]:
        """Return the names of some contacts."""
        with self._book.read() as session:
            found = session.execute(select(Contact.id, Contact.display_name).where(Contact.id.in_(ids)))
            return {row[0]: row[1] for row in found}

    def complete(self, typed: str, limit: int = 8) -> tuple[tuple[int, str, str], ...]:
        """Return contacts whose name begins or continues like what was typed: id, name, role and organisation."""
        query = match_query(typed, column="title")
        with self._book.read() as session:
            where = ContactFilter(text="")
            statement = filtered(select(Contact.id), where)
            if query:
                statement = statement.where(Contact.id.in_(named_like(query)))
            ids = list(session.scalars(statement.order_by(Contact.sort_name).limit(limit)))
            return tuple((row.id, row.name, office(row.role, row.organisation)) for row in rows_of(session, ids))

    def me(self) -> int:
        """Return the id of the contact that is me, 0 where there is none."""
        with self._book.read() as session:
            return session.scalar(select(Contact.id).where(Contact.is_me.is_(True))) or 0

    def photo(self, contact_id: int) -> bytes | None:
        """Return the bytes of a contact's photo."""
        with self._book.read() as session:
            return session.scalar(
                select(Blob.data).join(Contact, Contact.photo_id == Blob.id).where(Contact.id == contact_id)
            )

    def tags(self) -> tuple[tuple[int, str, int], ...]:
        """Return all tags with how many contacts have them."""
        with self._book.read() as session:
            found = session.execute(
                select(Tag.id, Tag.name, func.count(ContactTag.id))
                .outerjoin(ContactTag, ContactTag.tag_id == Tag.id)
                .group_by(Tag.id)
                .order_by(Tag.folded)
            )
            return tuple((row[0], row[1], row[2]) for row in found)

    def organisations(self) -> tuple[tuple[int, str], ...]:
        """Return all organisations by name."""
        with self._book.read() as session:
            found = session.execute(select(Organisation.id, Organisation.name).order_by(Organisation.folded))
            return tuple((row[0], row[1]) for row in found)

    def detail(self, contact_id: int) -> ContactDetail:
        """Return one contact in full; raises NotFoundError where it is gone."""
        with self._book.read() as session:
            return read_detail(session, contact_id)
