"""Links, documents, communities and events that can answer a request, and the organisations people belong to."""

from __future__ import annotations

from netdesk.db.book import Book
from netdesk.db.tables import Organisation, Resource
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.text import clean, clean_line, fold
from netdesk.domain.words import ResourceKind
from netdesk.services.organisations import organisation
from netdesk.services.people import people
from netdesk.services.records import get, line, set_fields

_EDITABLE = frozenset({"kind", "title", "url", "description", "recommended_for"})
_ORGANISATION_FIELDS = frozenset({"name", "website", "place", "notes", "is_mine"})


def put_resource(
    work: UnitOfWork,
    kind: ResourceKind,
    title: str,
    *,
    url: str = "",
    description: str = "",
    recommender: int | str | None = None,
    recommended_for: str = "",
) -> Resource:
    """Add a resource within a unit of work."""
    added = Resource(
        kind=kind,
        title=line(title, "a title"),
        url=clean_line(url),
        description=clean(description),
        recommender_id=people(work, [recommender])[0] if recommender else None,
        recommended_for=clean_line(recommended_for),
        created_at=work.now,
    )
    work.session.add(added)
    work.session.flush()
    return added


class Resources:
    """The verbs for resources and organisations."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def add(
        self,
        kind: ResourceKind,
        title: str,
        *,
        url: str = "",
        description: str = "",
        recommender: int | str | None = None,
        recommended_for: str = "",
    ) -> int:
        """Add a resource, with who recommended it and for what."""
        with self._book.write(f"Add “{clean_line(title)[:60]}”") as work:
            return put_resource(
                work,
                kind,
                title,
                url=url,
                description=description,
                recommender=recommender,
                recommended_for=recommended_for,
            ).id

    def edit(self, resource_id: int, *, session_key: str | None = None, **fields: object) -> None:
        """Edit a resource."""
        with self._book.write("Edit a resource", session_key) as work:
            resource = get(work.session, Resource, resource_id)
            if "recommender" in fields:
                named = fields.pop("recommender")
                resource.recommender_id = people(work, [named])[0] if isinstance(named, int | str) and named else None
            set_fields(resource, fields, _EDITABLE)
            resource.title = line(resource.title, "a title")

    def delete(self, resource_id: int) -> None:
        """Delete a resource and the hops through it."""
        with self._book.write("Delete a resource") as work:
            work.session.delete(get(work.session, Resource, resource_id))

    def add_organisation(self, name: str) -> int:
        """Add an organisation, or find the one of that name."""
        with self._book.write(f"Add {clean_line(name)[:60]}") as work:
            return organisation(work, name).id

    def edit_organisation(self, organisation_id: int, *, session_key: str | None = None, **fields: object) -> None:
        """Edit an organisation."""
        with self._book.write("Edit an organisation", session_key) as work:
            found = get(work.session, Organisation, organisation_id)
            set_fields(found, fields, _ORGANISATION_FIELDS)
            found.name = line(found.name, "the name of the organisation")
            found.folded = fold(found.name)

    def delete_organisation(self, organisation_id: int) -> None:
        """Delete an organisation with the roles in it."""
        with self._book.write("Delete an organisation") as work:
            work.session.delete(get(work.session, Organisation, organisation_id))
