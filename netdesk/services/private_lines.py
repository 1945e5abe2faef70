"""What only I know of those who may help with a request or are to meet: told in a draft only where I choose to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from netdesk.composer.people import given
from netdesk.composer.quotations import telling
from netdesk.composer.records import Known, Person
from netdesk.db.book import Book
from netdesk.db.tables import Message
from netdesk.domain.words import FactKind, MessageKind
from netdesk.language.phrases import sentence
from netdesk.services import recipients
from netdesk.services.drafting import people
from netdesk.services.gifts import Gifts
from netdesk.services.helping import Helping
from netdesk.services.match_rows import source
from netdesk.services.queries import ids, rows

_OF_A_REQUEST = frozenset({MessageKind.ASK, MessageKind.OPT_IN, MessageKind.FORWARDABLE_NOTE, MessageKind.INTRODUCTION})
_OF_A_PAIR = frozenset({MessageKind.OPT_IN, MessageKind.INTRODUCTION, MessageKind.THANK_YOU})
"""Kinds of messages that say why: to help with a request, or to meet somebody."""

_FACTS = {str(kind): kind for kind in FactKind}
_HELPERS = """SELECT contact_id FROM hop WHERE id = :hop AND contact_id IS NOT NULL
UNION SELECT contact_id FROM party WHERE introduction_id = :introduction
EXCEPT SELECT contact_id FROM requester WHERE request_id = :request"""
_MEETING = """SELECT mine.contact_id, other.contact_id FROM recipient r
    JOIN party mine ON mine.contact_id = r.contact_id
    JOIN party other ON other.introduction_id = mine.introduction_id AND other.id <> mine.id
  WHERE r.message_id = :message AND r.role = 'to' AND (mine.introduction_id = :introduction
    OR mine.introduction_id IN (SELECT introduction_id FROM offer WHERE message_id = :message))
  ORDER BY r.position, other.id"""


@dataclass(frozen=True, slots=True)
class PrivateLine:
    """What is known of whom, with a quotation that stands word for word in the record, and how the draft tells it."""

    name: str
    text: str
    source: str
    day: date | None
    sentence: str


class PrivateLines:
    """Finds what could be quoted."""

    def __init__(self, book: Book, helping: Helping, gifts: Gifts) -> None:
        """Read this book; who helps and who should meet is judged as where they are suggested."""
        self._book = book
        self._helping = helping
        self._gifts = gifts

    def of(self, message_id: int, *, by_meaning: bool = True) -> tuple[PrivateLine, ...]:
        """Return what could be told in a draft: of each who may help, or for each of those who are to meet."""
        with self._book.read() as session:
            message = session.get(Message, message_id)
            if message is None:
                return ()
            readers = people(session, recipients.to(session, message_id))
            return (
                *self._of_helpers(session, message, readers, by_meaning=by_meaning),
                *self._of_pairs(session, message, readers),
            )

    def _of_helpers(
        self, session: Session, message: Message, readers: tuple[Person, ...], *, by_meaning: bool
    ) -> Iterator[PrivateLine]:
        if message.request_id is None or message.kind not in _OF_A_REQUEST:
            return
        values = {"hop": message.hop_id, "introduction": message.introduction_id, "request": message.request_id}
        helpers = ids(session.connection(), _HELPERS, **values)
        for found in self._helping.private(message.request_id, helpers, by_meaning=by_meaning):
            (person,) = people(session, (found.owner_id,))
            known = Known(person=person, text=found.text, kind=_FACTS.get(found.kind, FactKind.LEARNED))
            told = telling(message.kind, known, readers)
            yield PrivateLine(person.name, f"“{found.text}”", source(found), found.day, told)

    def _of_pairs(self, session: Session, message: Message, readers: tuple[Person, ...]) -> Iterator[PrivateLine]:
        if message.kind not in _OF_A_PAIR:
            return
        meeting = message.introduction_id if message.request_id is None else None
        named = message.kind is not MessageKind.OPT_IN
        for reader, subject in list(rows(session.connection(), _MEETING, message=message.id, introduction=meeting)):
            if told := self._gifts.private(reader, subject, named=named):
                (person,) = people(session, (reader,))
                addressed = f"{given(person)}, {told}" if len(readers) > 1 else told
                yield PrivateLine("", told, "", None, sentence(addressed))
