"""Hints of the coach that were dismissed, and texts that it leaves alone; kept with the settings of the book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from netdesk.db.book import Book
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.text import fold, shorten
from netdesk.services.settings import put, value

_KEY = "hints"
_MOST_PLACES = 500
"""Texts that are remembered; the one that was touched longest ago is forgotten first."""

_MOST_OF_A_PLACE = 100
_LONGEST = 80


class _Place(TypedDict):
    dismissed: list[str]
    quiet: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How the coach stands to a text."""

    enabled: bool = False
    """Whether the settings let it speak at all."""

    quiet: bool = False
    """Whether it is switched off for this text."""

    dismissed: frozenset[str] = frozenset()
    """Wordings, folded, of which nothing is to be said any more."""


class Hints:
    """The verbs for hints; a place names a text, as `of_request` and `of_message` do."""

    def __init__(self, book: Book) -> None:
        """Work on this book."""
        self._book = book

    def standing(self, place: str) -> Standing:
        """Tell how the coach stands to the text of a place."""
        with self._book.read() as session:
            known = _known(value(session, _KEY), place)
            return Standing(value(session, "coach"), known["quiet"], frozenset(known["dismissed"]))

    def dismiss(self, place: str, wording: str) -> None:
        """Say nothing of a wording in this place any more."""
        with self._book.write(f"Dismiss the hint about “{shorten(wording, 40)}”") as work:
            dismiss(work, place, [wording])

    def set_quiet(self, place: str, *, quiet: bool) -> None:
        """Switch the coach off, or on again, for this place."""
        with self._book.write("Switch the coach off here" if quiet else "Switch the coach on here") as work:
            known = _known(value(work.session, _KEY), place)
            _keep(work, place, {"dismissed": known["dismissed"], "quiet": quiet})


def of_request(request_id: int) -> str:
    """Name the wording of a request."""
    return f"request {request_id}"


def of_message(message_id: int) -> str:
    """Name the text of a message."""
    return f"message {message_id}"


def folded(wording: str) -> str:
    """Return a wording as it is remembered, so that case and spaces make no other hint of it."""
    return fold(wording)[:_LONGEST]


def dismiss(work: UnitOfWork, place: str, wordings: Iterable[str]) -> None:
    """Say nothing of some wordings in a place any more, within a unit of work."""
    known = _known(value(work.session, _KEY), place)
    dismissed = dict.fromkeys([*known["dismissed"], *map(folded, wordings)])
    _keep(work, place, {"dismissed": list(dismissed)[-_MOST_OF_A_PLACE:], "quiet": known["quiet"]})


def _known(places: dict[str, _Place], place: str) -> _Place:
    return places.get(place, {"dismissed": [], "quiet": False})


def _keep(work: UnitOfWork, place: str, known: _Place) -> None:
    """Keep what is known of a place as the one that was touched last."""
    places: dict[str, _Place] = {key: other for key, other in value(work.session, _KEY).items() if key != place}
    if known["dismissed"] or known["quiet"]:
        places[place] = known
    put(work, _KEY, dict(list(places.items())[-_MOST_PLACES:]))
