from __future__ import annotations

import pytest

from netdesk.db.book import Book
from netdesk.domain.errors import InvalidInputError, NotFoundError
from netdesk.domain.words import MessageKind, RequestDirection, RequestState, Standing
from netdesk.services.approaches import Approaches
from netdesk.services.message_rows import MessageRows
from netdesk.services.request_rows import RequestRows
from tests.db.people_of_a_book import me, person


def test_the_first_on_a_way_is_asked_for_an_introduction_and_gets_a_note_to_forward(book: Book) -> None:
    mine, ama = me(book), person(book, "Ama Owusu")
    sought = person(book, "Tomas Berg", role="Buyer", organisation="Nordkøl")
    asked = Approaches(book).ask((mine, ama, sought), "Ama Owusu and Tomas Berg: worked together", "cold storage")
    drafts = MessageRows(book).drafts()
    assert {row.kind for row in drafts} == {MessageKind.ASK, MessageKind.FORWARDABLE_NOTE}
    message = MessageRows(book).detail(asked)
    assert "introduction to Tomas Berg" in message.body
    (note,) = (MessageRows(book).detail(row.id) for row in drafts if row.id != asked)
    assert "a note you can forward as it is" in note.body
    assert "Tomas Berg" in note.body
    (request,) = RequestRows(book).rows()
    assert (request.direction, request.state) == (RequestDirection.MADE, RequestState.SPECIFIC)
    assert book.steps()[0].label == "Ask Ama Owusu for a way to Tomas Berg"
    book.undo()
    assert MessageRows(book).drafts() == RequestRows(book).rows() == ()


def test_whoever_is_to_be_asked_before_is_not_named_to_the_first(book: Book) -> None:
    mine, ama = me(book), person(book, "Ama Owusu")
    shy = person(book, "Dana Cole", role="Buyer", organisation="Nordkøl", standing=Standing.ASK_BEFORE_NAMING)
    Approaches(book).ask((mine, ama, shy))
    for row in MessageRows(book).drafts():
        message = MessageRows(book).detail(row.id)
        assert "Dana" not in message.body + message.subject
        assert "someone who is Buyer" in message.body


def test_somebody_i_know_is_written_to(book: Book) -> None:
    mine, ama = me(book), person(book, "Ama Owusu")
    message = MessageRows(book).detail(Approaches(book).ask((mine, ama)))
    assert (message.kind, [one.name for one in message.recipients]) == (MessageKind.ASK, ["Ama Owusu"])
    assert RequestRows(book).rows() == ()


def test_a_way_to_nobody_is_refused(book: Book) -> None:
    with pytest.raises(InvalidInputError):
        Approaches(book).ask((me(book),))
    with pytest.raises(NotFoundError):
        Approaches(book).ask((1, 98, 99))
