"""What a field has sent to the book that the book does not have yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from netdesk.domain.errors import BookError


@dataclass
class Underway:
    """The texts of one record on their way; `known` may still be told of it by whoever read before they arrived.

    `unsaved` is the last text that could not be written, as on a full disk, until it is written or given up.
    """

    count: int = 0
    last: str = ""
    unsaved: str | None = None
    known: set[str] = field(default_factory=set)

    def send(self, text: str, stored: str) -> None:
        """Take note of a text that leaves, and of the one the book has until it arrives."""
        if not self.count:
            self.known = {stored}
        self.count += 1
        self.last = text
        self.known.add(text)

    def arrive(self, unsaved: str | None = None) -> None:
        """Take note that the book has taken, or refused, the first of them, or could not be written."""
        self.count -= 1
        self.unsaved = unsaved


class Outgoing:
    """What is on its way of each record; whoever walks through the book with the arrows leaves nothing behind."""

    def __init__(self) -> None:
        """Nothing is under way yet."""
        self._sent: dict[int, Underway] = {}

    def of(self, record_id: int) -> Underway:
        """Give what is under way of a record, and forget the others that have arrived."""
        self._sent = {
            one: sent for one, sent in self._sent.items() if sent.count or sent.unsaved is not None or one == record_id
        }
        return self._sent.setdefault(record_id, Underway())

    def has_unsaved(self) -> bool:
        """Whether a text of any record could not be written and was not given up."""
        return any(sent.unsaved is not None for sent in self._sent.values())

    def forget(self, record_id: int) -> None:
        """Give up what is under way of a record, since there is no such record any more."""
        self._sent.pop(record_id, None)


def written(verb: Callable[[], object]) -> BookError | None:
    """Run a verb; returns what kept the book from being written, told apart from a text that the book refuses."""
    try:
        verb()
    except BookError as fault:
        return fault
    return None
