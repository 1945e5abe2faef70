"""What only I know of those who may help with the request a draft serves: never told unless I choose to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from netdesk.composer.quotations import telling
from netdesk.composer.records import Known
from netdesk.db.book import Book
from netdesk.db.tables import Message
from netdesk.domain.words import FactKind, MessageKind
from netdesk.matching.passage import Passage
from netdesk.services import recipients
from netdesk.services.drafting import people
from netdesk.services.helping import Helping
from netdesk.services.match_rows import source
from netdesk.services.queries import ids

_GIVING_REASONS = frozenset(
    {MessageKind.ASK, MessageKind.OPT_IN, MessageKind.FORWARDABLE_NOTE, MessageKind.INTRODUCTION}
)
_FACTS = {str(kind): kind for kind in FactKind}
_HELPERS = """SELECT contact_id FROM hop WHERE id = :hop AND contact_id IS NOT NULL
UNION SELECT contact_id FROM party WHERE introduction_id = :introduction
EXCEPT SELECT contact_id FROM requester WHERE request_id = :request"""


@dataclass(frozen=True, slots=True)
class PrivateLine:
    """A text that stands word for word in somebody's record, and the sentence by which the draft would tell it."""

    name: str
    text: str
    source: str
    day: date | None
    sentence: str


class PrivateLines:
    """Finds what could be quoted."""

    def __init__(self, book: Book, helping: Helping) -> None:
        """Read this book; who helps is judged as where they are suggested."""
        self._book = book
        self._helping = helping

    def of(self, message_id: int, *, by_meaning: bool = True) -> tuple[PrivateLine, ...]:
        """Return, of each who may help, the private text that says so best; none for a draft that gives no reason."""
        with self._book.read() as session:
            message = session.get(Message, message_id)
            if message is None or message.request_id is None or message.kind not in _GIVING_REASONS:
                return ()
            helpers = ids(
                session.connection(),
                _HELPERS,
                hop=message.hop_id,
                introduction=message.introduction_id,
                request=message.request_id,
            )
            found = self._helping.private(message.request_id, helpers, by_meaning=by_meaning)
            return tuple(_line(session, message, one) for one in found)


def _line(session: Session, message: Message, found: Passage) -> PrivateLine:
    (person,) = people(session, (found.owner_id,))
    kind = _FACTS.get(found.kind, FactKind.LEARNED)
    readers = people(session, recipients.to(session, message.id))
    told = telling(message.kind, Known(person=person, text=found.text, kind=kind), readers)
    return PrivateLine(person.name, found.text, source(found), found.day, told)
