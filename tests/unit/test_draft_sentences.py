"""Sentences of drafts that a receiver would stumble over if they were put together without care."""

from __future__ import annotations

from dataclasses import replace

import pytest

from netdesk.composer.drafts import draft
from netdesk.composer.records import Ask, Draft, DraftContext, Gift, Known, Person, Sender
from netdesk.domain.words import DateKind, FactKind, MessageKind
from netdesk.language.phrases import shape, to_you, uncapitalised

SOFIA = Sender(name="Sofia Marin")
AMA = Person(name="Ama Owusu", given_name="Ama", pronouns="she/her", role="Plant manager", organisation="Brightwell")
TOMAS = Person(name="Tomas Berg", given_name="Tomas", pronouns="he/him", role="Carpenter")
LENA = Person(name="Lena Novak", given_name="Lena")
ASK = Ask(
    purpose="Rebuild the workshop",
    topic="open data licences",
    ask="Half an hour with a buyer",
    who="nurses who have redesigned a handover",
    bound="one morning before 11 June",
)


def write(kind: MessageKind, **facts: object) -> Draft:
    return draft(DraftContext(kind=kind, sender=SOFIA, **facts))  # type: ignore[arg-type]


def asked(**ask: str) -> str:
    return write(MessageKind.ASK, to=(AMA,), ask=Ask(**ask)).body


def test_an_ask_of_bare_phrases_reads_as_if_it_were_written() -> None:
    body = write(MessageKind.ASK, to=(AMA,), ask=ASK).body
    assert "I want to rebuild the workshop and would like to learn more about open data licences." in body
    assert "What would help me most is half an hour with a buyer." in body
    assert "I’m looking for nurses who have redesigned a handover. One morning before 11 June would be enough." in body


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("contract lawyer who works with small firms", "I’m looking for a contract lawyer who works with small firms."),
        ("Museum educators who know former workers", "I’m looking for museum educators who know former workers."),
        ("French teachers who like maths", "I’m looking for French teachers who like maths."),
        ("operations people, best from food", "I’m looking for operations people, best from food."),
        ("Drone pilots with permits", "I’m looking for drone pilots with permits."),
        ("procurement, textiles", "I’m looking for someone with this background: procurement, textiles."),
    ],
)
def test_who_could_help_is_named_as_people(who: str, told: str) -> None:
    assert told in asked(who=who)


@pytest.mark.parametrize(
    ("purpose", "told"),
    [
        ("Repair the right spots before winter", "I want to repair the right spots before winter."),
        ("Repair cafés", "The background: repair cafés."),
        ("Set up an exhibition in May", "I want to set up an exhibition in May."),
        ("Took over onboarding", "I took over onboarding."),
    ],
)
def test_a_purpose_is_a_wish_only_where_it_is_a_verb(purpose: str, told: str) -> None:
    assert told in asked(purpose=purpose)


@pytest.mark.parametrize("kind", [MessageKind.ASK, MessageKind.FORWARDABLE_NOTE, MessageKind.NUDGE])
@pytest.mark.parametrize("said", ["no worries if not", "Ignore this if it’s not your field", "feel free to say no"])
def test_an_easy_no_is_offered_once(kind: MessageKind, said: str) -> None:
    plain = write(kind, to=(AMA,), ask=ASK).body
    already = write(kind, to=(AMA,), ask=replace(ASK, bound=f"One morning; {said}")).body
    assert "no is perfectly fine" in plain
    assert "perfectly fine" not in already
    assert said.lower() in already.lower()


def test_an_easy_no_among_the_wishes_stays_a_sentence_of_its_own() -> None:
    assert "No worries if not. " in asked(ask="Could you name a potter in Leeds? No worries if not", bound="by Friday")
    assert "handover. No worries if not.\n" in asked(who="Nurses who redesigned a handover", bound="no worries if not")


def test_how_much_and_whom_the_ask_names_already_is_told_once() -> None:
    wanted = "I need a 20 minute call with a buyer who got it down to days"
    told = asked(ask=wanted, who="a buyer who got it down to days", bound="20 minute call")
    assert told.count("20 minute call") == 1
    assert told.count("a buyer who got it down to days") == 1
    assert "20 minutes would be enough" in asked(ask="a call with a buyer", bound="20 minutes")


def test_two_afternoons_with_a_remark_get_a_frame_that_bears_it() -> None:
    assert "As for time and effort: two afternoons a month, starting by 30 March." in asked(
        bound="Two afternoons a month, starting by 30 March"
    )


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("Plant manager", "a plant manager"),
        ("Head teacher", "a head teacher"),
        ("Head of Procurement", "Head of Procurement"),
        ("UX designer", "a UX designer"),
        ("CEO", "CEO"),
        ("HR lead", "an HR lead"),
        ("French teacher", "a French teacher"),
        ("Architect", "an architect"),
    ],
)
def test_somebody_without_a_name_works_as_what_they_are(role: str, told: str) -> None:
    made = write(MessageKind.OPT_IN, to=(AMA,), introduced=(replace(TOMAS, role=role),))
    assert f"I would like you to meet someone who works as {told}." in made.body


@pytest.mark.parametrize(
    ("owner", "text", "kind", "told"),
    [
        (
            AMA,
            "a buyer for waste heat",
            FactKind.NEEDS,
            "because of what you are looking for: “a buyer for waste heat”.",
        ),
        (AMA, "Found 43 leaks in one roof", FactKind.OFFERS, "because you found 43 leaks in one roof."),
        (
            AMA,
            "Reviews contracts and marks what matters",
            FactKind.OFFERS,
            "because of something I remember about you: “Reviews contracts and marks what matters”.",
        ),
        (TOMAS, "drone pilots", FactKind.OFFERS, "because of what he can help with: “drone pilots”."),
        (LENA, "old maps", FactKind.INTEREST, "because of what interests this person: “old maps”."),
    ],
)
def test_a_because_that_is_a_fact_is_quoted_as_that_of_whoever_it_is(
    owner: Person, text: str, kind: FactKind, told: str
) -> None:
    made = write(
        MessageKind.OPT_IN,
        to=(AMA,),
        introduced=(TOMAS, LENA),
        because_for_each=(text,),
        known=(Known(person=owner, text=text, kind=kind),),
    )
    assert f"I thought of you {told}" in made.body


def test_of_three_each_is_told_by_name_why() -> None:
    made = write(
        MessageKind.INTRODUCTION,
        to=(AMA, TOMAS, LENA),
        because_for_each=("a carpenter", "", ""),
        known=(Known(person=AMA, text="a carpenter", kind=FactKind.NEEDS),),
    )
    assert "Brightwell. Ama, I thought of you because of what you are looking for: “a carpenter”.\n" in made.body


def introduced(*becauses: str) -> list[str]:
    """Give the paragraphs between the opening and the request to write first."""
    offers = Known(person=TOMAS, text="drone pilots", kind=FactKind.OFFERS)
    needs = Known(person=AMA, text="a carpenter", kind=FactKind.NEEDS)
    made = write(MessageKind.INTRODUCTION, to=(AMA, TOMAS), because_for_each=becauses, known=(offers, needs))
    return made.body.split("\n\n")[2:-2]


def test_each_side_of_an_introduction_gets_its_own_reason() -> None:
    ama, tomas = introduced("drone pilots", "a carpenter")
    assert ama.startswith("Ama, meet Tomas Berg")
    assert ama.endswith("I thought of you because of what he can help with: “drone pilots”.")
    assert tomas.startswith("Tomas, meet Ama Owusu")
    assert tomas.endswith("I thought of you because of what she is looking for: “a carpenter”.")


@pytest.mark.parametrize("becauses", [("drone pilots", "drone pilots"), ("drone pilots", ""), ("", "drone pilots")])
def test_the_one_reason_of_an_introduction_is_said_once_and_reads_right_to_both(becauses: tuple[str, str]) -> None:
    ama, tomas, both = introduced(*becauses)
    assert "thought" not in ama + tomas
    assert both == "I thought of bringing you together because of what Tomas can help with: “drone pilots”."


@pytest.mark.parametrize(
    ("because", "told"),
    [
        ("Tomas is hiring pilots", "I thought of bringing you together because Tomas is hiring pilots."),
        ("Rebuilt the mill", "Why I thought of this: rebuilt the mill."),
    ],
)
def test_one_reason_in_my_words_reads_right_to_both(because: str, told: str) -> None:
    assert introduced(because, because)[-1] == told


def test_a_reason_that_speaks_to_one_side_is_theirs_alone() -> None:
    ama, tomas = introduced("you built 40 roofs", "")
    assert ama.endswith("I thought of you because you built 40 roofs.")
    assert "thought" not in tomas


def test_who_asked_is_told_why_just_this_person_and_those_who_ask_together_are_one_side() -> None:
    made = write(
        MessageKind.OPT_IN,
        to=(AMA,),
        requesters=(AMA, LENA),
        introduced=(LENA, TOMAS),
        because_for_each=("a carpenter",),
        known=(
            Known(person=AMA, text="a carpenter", kind=FactKind.NEEDS),
            Known(person=TOMAS, text="Built 40 roofs", kind=FactKind.OFFERS),
        ),
    )
    assert "I would like to introduce you to someone who works as a carpenter." in made.body
    assert "What made me think of him: “Built 40 roofs”." in made.body
    assert "Lena" not in made.body


def test_a_fact_that_gives_somebody_away_is_no_reason() -> None:
    made = write(
        MessageKind.OPT_IN,
        to=(AMA,),
        requesters=(AMA,),
        introduced=(TOMAS,),
        known=(
            Known(person=TOMAS, text="Mail tomas@harrow.example", kind=FactKind.OFFERS),
            Known(person=TOMAS, text="The Berg roofs", kind=FactKind.OFFERS),
        ),
    )
    assert "harrow" not in made.body
    assert "Berg" not in made.body


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("pointed me to Lena Novak, who knows more", "You pointed me to Lena Novak, who knows more."),
        ("Passed it on to her team", "You passed it on to her team."),
        ("Hired her", "I hired her."),
        ("All windows came from one school", "All windows came from one school."),
        ("Twelve minutes at the bedside", "What came of it: twelve minutes at the bedside."),
    ],
)
def test_what_came_of_it_is_said_of_whoever_did_it(outcome: str, told: str) -> None:
    assert told in write(MessageKind.CLOSE_THE_LOOP, to=(AMA,), outcome=outcome).body


def test_that_it_was_handed_on_is_not_said_twice() -> None:
    body = write(MessageKind.THANK_YOU, to=(AMA,), introduced=(LENA,), outcome="pointed me to Lena Novak").body
    assert "Thank you for connecting me with Lena Novak." in body
    assert "pointed" not in body


def test_a_helper_is_reminded_of_somebody_who_is_not_to_be_named_without_a_riddle() -> None:
    hidden = replace(TOMAS, ask_before_naming=True)
    assert (
        "Thank you for helping the person I wrote to you about."
        in write(MessageKind.THANK_YOU, to=(AMA,), requesters=(hidden,)).body
    )
    assert (
        "helping the people I wrote to you about"
        in write(MessageKind.THANK_YOU, to=(AMA,), requesters=(hidden, LENA)).body
    )


def test_nothing_is_promised_to_be_told_where_nothing_came_yet() -> None:
    made = write(MessageKind.CLOSE_THE_LOOP, to=(AMA,), requesters=(LENA,))
    assert made.subject == "Thank you"
    assert "how it went" not in made.body
    assert "Thank you for helping Lena Novak; it was a real step forward, and I will let you know" in made.body


def test_a_gift_in_my_own_words_stands_behind_the_name() -> None:
    gift = Gift(person=LENA, because="she rebuilt the mill beside yours", quoted=False)
    assert (
        "- Lena Novak. She rebuilt the mill beside yours.\n"
        in write(MessageKind.THANK_YOU, to=(AMA,), gifts=(gift,)).body
    )


def test_those_who_ask_are_asked_for_their_own_words_with_a_proposal_in_their_voice() -> None:
    alone = write(MessageKind.FORWARDABLE_NOTE, to=(TOMAS,), requesters=(TOMAS,), ask=ASK, note_wanted=True)
    assert "I’m Tomas Berg, carpenter. I want to rebuild the workshop and would like to learn" in alone.body
    assert "Thank you for offering" not in alone.body
    both = write(MessageKind.FORWARDABLE_NOTE, to=(AMA, LENA), requesters=(AMA, LENA), ask=ASK, note_wanted=True)
    assert "We are Ama Owusu and Lena Novak. We want to rebuild the workshop" in both.body
    bare = write(MessageKind.FORWARDABLE_NOTE, to=(AMA,), introduced=(TOMAS,), note_wanted=True)
    assert "I would like to introduce you to someone who works as a carpenter" in bare.body
    assert "Something like this" not in bare.body


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (MessageKind.ASK_BACK, "A line or two is enough, and then I can pass your request on."),
        (MessageKind.OPT_IN, "A short yes or no is all I need, and a no is perfectly fine."),
        (MessageKind.ASK, "If you are not the right person, the name of somebody better is all I need."),
        (MessageKind.INTRODUCTION, "A line on whether you have talked is all I need."),
        (MessageKind.FORWARDABLE_NOTE, "A line is all I need."),
    ],
)
def test_a_nudge_asks_for_what_was_asked(kind: MessageKind, told: str) -> None:
    made = write(MessageKind.NUDGE, to=(AMA,), previous_kind=kind, ask=Ask(ask="one name"))
    assert told in made.body
    assert ("one name" in made.body) is (kind in (MessageKind.OPT_IN, MessageKind.ASK))
    assert not made.warnings


@pytest.mark.parametrize(
    ("facts", "subject", "told"),
    [
        (
            {"introduced": (LENA,), "waiting_days": 14},
            "How did it go with Lena Novak?",
            "I introduced you to Lena Novak two weeks ago.",
        ),
        ({"brought_together": True}, "How did it go?", "Some time ago I introduced you to each other."),
        ({"occasion": DateKind.BIRTHDAY}, "Happy birthday", "Happy birthday! I wish you a good year"),
        ({"occasion": DateKind.OTHER}, "All the best for the day", "I thought of you, and wish you all the best"),
        ({}, "How are you?", "I wondered how things are going."),
    ],
)
def test_a_hello_fits_its_occasion(facts: dict[str, object], subject: str, told: str) -> None:
    made = write(MessageKind.CHECK_IN, to=(AMA,), **facts)
    assert made.subject == subject
    assert told in made.body


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Trains teams to hand over", "you train teams to hand over"),
        ("Teaches fact checking", "you teach fact checking"),
        ("Carries the keys", "you carry the keys"),
        ("Runs a depot and shares the plan", ""),
        ("Founded a firm and knows the rules", ""),
        ("Founded a firm and still lends tools", ""),
        ("Contracts for small firms", ""),
    ],
)
def test_a_note_is_turned_to_its_reader_only_where_all_its_verbs_can_be(text: str, told: str) -> None:
    assert to_you(text) == told


def test_a_word_that_names_and_does_is_what_follows_it() -> None:
    assert (shape("Supply contracts"), shape("supply the hall"), shape("Open data"), shape("open a shop")) == (
        "noun",
        "base",
        "noun",
        "base",
    )
    assert uncapitalised("Welder") == "welder"
    assert uncapitalised("Japanese translator") == "Japanese translator"
    assert uncapitalised("iOS developer") == "iOS developer"
