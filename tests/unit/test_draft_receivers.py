"""Drafts that speak to the wrong person, or of somebody to themselves, if nobody looks at who reads them."""

from __future__ import annotations

import pytest

from netdesk.composer.drafts import draft
from netdesk.composer.records import Ask, Draft, DraftContext, Gift, Known, Person, Sender
from netdesk.domain.words import DateKind, FactKind, MessageKind, Tone

AMA = Person(name="Ama Owusu", given_name="Ama", pronouns="she/her", role="Plant manager", organisation="Brightwell")
LENA = Person(name="Lena Novak", given_name="Lena")
OMAR = Person(name="Omar Haddad", given_name="Omar")


def write(kind: MessageKind, **facts: object) -> Draft:
    return draft(DraftContext(kind=kind, sender=Sender(name="Sofia Marin"), **facts))  # type: ignore[arg-type]


@pytest.mark.parametrize("previous", [MessageKind.ASK, MessageKind.OPT_IN, None])
def test_a_nudge_never_tells_those_who_asked_what_they_asked(previous: MessageKind | None) -> None:
    made = write(MessageKind.NUDGE, to=(LENA,), requesters=(LENA,), previous_kind=previous, ask=Ask(ask="one name"))
    assert "one name" not in made.body
    assert "the right person" not in made.body


def test_a_nudge_says_whose_ask_it_is_by_name_only_where_the_name_was_given_before() -> None:
    facts = {"to": (AMA,), "requesters": (LENA,), "ask": Ask(ask="one name")}
    after_ask = write(MessageKind.NUDGE, previous_kind=MessageKind.ASK, **facts)
    assert "It is about Lena Novak. What would help Lena most is one name." in after_ask.body
    after_opt_in = write(MessageKind.NUDGE, previous_kind=MessageKind.OPT_IN, **facts)
    assert "It is about someone I trust. What would help this person most" in after_opt_in.body
    assert "Lena" not in after_opt_in.subject + after_opt_in.body


def test_only_those_who_asked_are_given_their_own_ask_as_a_note() -> None:
    facts = {"requesters": (LENA,), "note_wanted": True, "ask": Ask(ask="one name", topic="payroll")}
    assert "I’m Lena Novak" in write(MessageKind.FORWARDABLE_NOTE, to=(LENA,), **facts).body
    other = write(MessageKind.FORWARDABLE_NOTE, to=(AMA,), **facts).body
    assert "introduce you to" in other
    assert "Something like this" not in other


def test_those_who_asked_together_are_not_asked_how_it_went_with_each_other() -> None:
    made = write(MessageKind.CHECK_IN, to=(LENA,), requesters=(LENA, OMAR), introduced=(OMAR, AMA))
    assert made.subject == "How did it go with Ama Owusu?"


def test_whoever_asked_is_told_of_the_helper_by_what_is_known_of_the_helper() -> None:
    known = tuple(
        Known(person=person, text=text, kind=FactKind.LEARNED)
        for person, text in ((OMAR, "Wants a hall"), (AMA, "Built three halls"))
    )
    facts = {"requesters": (LENA, OMAR), "introduced": (AMA,), "because_for_each": ("Wants a hall",), "known": known}
    made = write(MessageKind.OPT_IN, to=(LENA,), **facts)
    assert "“Built three halls”" in made.body
    assert "Wants a hall" not in made.body


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("kept the old tool and now needs four days", "What came of it: kept the old tool and now needs four days."),
        (
            "kept the old tool, bought one, and now needs four days",
            "What came of it: kept the old tool, bought one, and now needs four days.",
        ),
        ("kept the old tool and saved four days", "I kept the old tool and saved four days."),
    ],
)
def test_what_came_of_it_is_told_of_me_only_where_all_its_verbs_go_with_me(outcome: str, told: str) -> None:
    assert told in write(MessageKind.CLOSE_THE_LOOP, to=(AMA,), outcome=outcome).body


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Twenty minutes over the form", "What would help me most is twenty minutes over the form."),
        ("Another farm’s numbers", "What would help me most is another farm’s numbers."),
        ("One-page notes", "What would help me most is one-page notes."),
    ],
)
def test_no_capital_is_left_inside_a_sentence(text: str, told: str) -> None:
    assert told in write(MessageKind.ASK, to=(AMA,), ask=Ask(ask=text)).body


def test_what_an_ask_is_for_and_who_could_help_are_sentences() -> None:
    ask = Ask(purpose="Hand in a strong application", who="coordinators whose volunteers stay for years")
    made = write(MessageKind.ASK, to=(AMA,), ask=ask)
    assert "I want to hand in a strong application." in made.body
    assert "I’m looking for coordinators whose volunteers stay for years." in made.body


@pytest.mark.parametrize("tone", Tone)
def test_a_birthday_is_not_opened_with_a_question_of_health(tone: Tone) -> None:
    made = write(MessageKind.CHECK_IN, to=(AMA,), tone=tone, occasion=DateKind.BIRTHDAY)
    assert made.body.split("\n\n")[1].startswith("Happy birthday!")


def test_two_who_are_recommended_in_the_same_words_are_pointed_out() -> None:
    gifts = tuple(Gift(person=one, because="Wants a hall", kind=FactKind.LEARNED) for one in (LENA, OMAR))
    made = write(MessageKind.THANK_YOU, to=(AMA,), gifts=gifts, what_i_did="Called", outcome="It works")
    assert made.missing == ("Say something else of Omar Haddad: both are recommended in the same words.",)
