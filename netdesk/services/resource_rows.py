"""Resources as lists and choices show them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from netdesk.db.book import Book
from netdesk.db.tables import Contact, Resource
from netdesk.domain.words import ResourceKind
from netdesk.services.records import get


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRow:
    """A resource with who recommended it."""

    id: int
    kind: ResourceKind
    title: str
    url: str
    description: str
    recommender_id: int | None
    recommender: str
    recommended_for: str


class ResourceRows:
    """Reads resources for views."""

    def __init__(self, book: Book) -> None:
        """Read from this book."""
        self._book = book

    def link(self, resource_id: int) -> str:
        """Return the link of a resource, its title where it has none; raises NotFoundError where it is gone."""
        with self._book.read() as session:
            found = get(session, Resource, resource_id)
            return found.url or found.title

    def rows(self) -> tuple[ResourceRow, ...]:
        """Return all resources by title."""
        with self._book.read() as session:
            found = session.execute(
                select(Resource, Contact.display_name)
                .outerjoin(Contact, Contact.id == Resource.recommender_id)
                .order_by(Resource.title, Resource.id)
            )
            return tuple(
                ResourceRow(
                    id=one.id,
                    kind=one.kind,
                    title=one.title,
                    url=one.url,
                    description=one.description,
                    recommender_id=one.recommender_id,
                    recommender=name or "",
                    recommended_for=one.recommended_for,
                )
                for one, name in found
            )
