"""What a receiver would read: drafts of every kind and tone, with all facts, with few and with hostile ones."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from netdesk.composer.drafts import draft, in_tone
from netdesk.composer.records import Ask, Draft, DraftContext, Gift, Person, Sender
from netdesk.domain.words import FactKind, MessageKind, Tone

SOFIA = Sender(name="Sofia Marin", role="Head of Operations", organisation="Alder & Finch")
AMA = Person(
    name="Ama Owusu",
    given_name="Ama",
    pronouns="she/her",
    role="Procurement director",
    organisation="Brightwell",
    link="https://brightwell.example/ama",
    describe="Rebuilt vendor approval at a food company",
)
TOMAS = Person(
    name="Tomas Berg", given_name="Tomas", pronouns="he/him", role="Operations lead", organisation="Harrow Mills"
)
LENA = Person(name="Lena Novak", given_name="Lena", role="UX designer")
WEI = Person(
    name="Wei Chen",
    given_name="Wei",
    role="Investor",
    organisation="Seedling",
    ask_before_naming=True,
    describe="leads seed rounds in agritech",
)
INES = Person(name="Inês Ortega", given_name="Inês")
ONBOARDING = Ask(
    purpose="Took over onboarding; the spring range needs 14 new suppliers by April",
    topic="Supplier approval in a mid-size manufacturer",
    ask="A call with someone who got it under four weeks",
    who="Procurement operations, food or textiles",
    bound="30 minutes before 10 December",
)
RETURNS = Ask(purpose="in charge of the returns project", topic="Reverse logistics for furniture")
FACT = "Rebuilt vendor approval at Brightwell: 60 suppliers, 9 days on average."


def write(kind: MessageKind, tone: Tone = Tone.PLAIN, **facts: object) -> Draft:
    return draft(DraftContext(kind=kind, tone=tone, sender=SOFIA, **facts))  # type: ignore[arg-type]


def test_an_ask_follows_the_pattern_of_the_essay() -> None:
    made = write(MessageKind.ASK, to=(AMA,), ask=RETURNS)
    assert made.subject == "A question about reverse logistics for furniture"
    assert made.body == (
        "Hi Ama,\n\n"
        "I’m now in charge of the returns project and would like to learn more about reverse logistics for "
        "furniture.\n\n"
        "Who do you recommend I talk with, or is there a resource I should tap into? "
        "If this is not a good moment, a no is perfectly fine.\n\n"
        "Best,\nSofia Marin"
    )
    assert made.missing == (
        "Say what exactly would help: an introduction, a document, or one answer.",
        "Say how much time it would take, and by when.",
    )


def test_an_ask_for_somebody_else_speaks_of_them_by_their_own_pronouns() -> None:
    made = write(MessageKind.ASK, Tone.FORMAL, to=(AMA,), ask=ONBOARDING, requesters=(TOMAS,), because_for_each=(FACT,))
    assert made.body == (
        "Dear Ama Owusu,\n\n"
        "I hope this message finds you well. Tomas Berg, operations lead at Harrow Mills, has asked me for "
        "help. He took "
        "over onboarding; the spring range needs 14 new suppliers by April. He would like to learn more about supplier "
        "approval in a mid-size manufacturer. I thought of you because you rebuilt vendor approval at Brightwell: 60 "
        "suppliers, 9 days on average.\n\n"
        "What would help him most is a call with someone who got it under four weeks. He is looking for "
        "someone with this "
        "background: procurement operations, food or textiles. 30 minutes before 10 December would be enough.\n\n"
        "Who do you recommend he talk with, or is there a resource he should tap into? If this is not a good "
        "moment, a no "
        "is perfectly fine.\n\n"
        "Kind regards,\nSofia Marin"
    )


def test_without_pronouns_the_name_is_used() -> None:
    made = write(MessageKind.ASK, to=(AMA,), ask=RETURNS, requesters=(LENA,))
    assert "Lena is now in charge of the returns project and would like to learn more" in made.body
    assert not re.search(r"\b(he|she|they|him|her|them|his|their)\b", made.body, re.IGNORECASE)


def test_several_requesters_are_spoken_of_in_the_plural() -> None:
    made = write(MessageKind.ASK, to=(AMA,), ask=RETURNS, requesters=(LENA, TOMAS))
    assert "Lena Novak and Tomas Berg have asked me for help. They are now in charge" in made.body


def test_asking_back_puts_at_most_three_questions_and_says_why_to_answer() -> None:
    questions = ("What would be different if this worked?", "Which part exactly", "By when?", "What have you tried?")
    made = write(MessageKind.ASK_BACK, Tone.WARM, to=(TOMAS, LENA), requesters=(TOMAS, LENA), questions=questions)
    assert made.subject == "Your request"
    assert made.body == (
        "Dear Tomas and Lena,\n\n"
        "Thank you for asking me; I’m glad you did. I would like to find you the right person or resource, "
        "and your answers "
        "to these three questions would help me do that:\n\n"
        "1. What would be different if this worked?\n2. Which part exactly?\n3. By when?\n\n"
        "A line for each is enough. Once I have them, I can think of who has done this before, and pass your "
        "request on in "
        "your own words.\n\n"
        "Warm wishes,\nSofia Marin"
    )
    assert "Of 4 questions the first 3 are asked." in made.warnings


def test_an_opt_in_note_names_nobody_and_gives_an_easy_out() -> None:
    made = write(
        MessageKind.OPT_IN,
        to=(AMA,),
        requesters=(TOMAS,),
        ask=ONBOARDING,
        because_for_each=(f"you {FACT[0].lower()}{FACT[1:]}",),
    )
    assert made.body == (
        "Hi Ama,\n\n"
        "Someone who works as an operations lead has asked me for help. He took over onboarding; the spring "
        "range needs 14 "
        "new suppliers by April. He would like to learn more about supplier approval in a mid-size "
        "manufacturer. What would "
        "help him most is a call with someone who got it under four weeks. 30 minutes before 10 December "
        "would be enough.\n\n"
        "I thought of you because you rebuilt vendor approval at Brightwell: 60 suppliers, 9 days on average.\n\n"
        "May I introduce you to each other? I name nobody until both sides have said yes. If you would "
        "rather not, or not "
        "now, just say so; you need not give a reason.\n\n"
        "Best,\nSofia Marin"
    )
    assert made.warnings == ()


@pytest.mark.parametrize("text", ["moving harrow mills to a new system", "what BERG said"])
def test_an_opt_in_note_leaves_out_a_text_that_names_the_other_side(text: str) -> None:
    made = write(MessageKind.OPT_IN, to=(AMA,), requesters=(TOMAS,), ask=Ask(purpose=text), because_for_each=(text,))
    assert not re.search("tomas|berg|harrow", f"{made.subject} {made.body}", re.IGNORECASE)
    assert any(sentence_.startswith("The purpose points to Tomas Berg") for sentence_ in made.missing)


def test_the_requester_is_asked_about_a_helper_who_is_not_named() -> None:
    made = write(MessageKind.OPT_IN, to=(TOMAS,), requesters=(TOMAS,), introduced=(AMA,))
    assert (
        "You asked me for help, and I would like to introduce you to someone who rebuilt vendor approval" in made.body
    )
    assert "Ama" not in made.body


def test_an_introduction_says_why_for_both_who_writes_first_and_steps_out() -> None:
    made = write(
        MessageKind.INTRODUCTION,
        to=(AMA, TOMAS),
        requesters=(TOMAS,),
        because_for_each=(
            "Tomas is doing what you finished last year",
            "Ama Owusu rebuilt vendor approval in nine days",
        ),
        forwardable_note="I took over onboarding at Harrow Mills. How did you get to nine days?",
        note_writer=TOMAS,
    )
    assert made.subject == "Introduction: Ama Owusu and Tomas Berg"
    assert made.body == (
        "Hi Ama and Tomas,\n\n"
        "As agreed, I’m putting you in touch.\n\n"
        "Ama, meet Tomas Berg, operations lead at Harrow Mills. I thought of you because Tomas is doing what "
        "you finished "
        "last year.\n\n"
        "Tomas, meet Ama Owusu, procurement director at Brightwell (https://brightwell.example/ama). I thought of you "
        "because Ama Owusu rebuilt vendor approval in nine days.\n\n"
        "In Tomas’s words: “I took over onboarding at Harrow Mills. How did you get to nine days?”\n\n"
        "Tomas, would you write first and suggest a time? I’m stepping out now, so please move me to bcc. In "
        "two weeks or so "
        "I will ask you whether it was useful.\n\n"
        "Best,\nSofia Marin"
    )
    assert made.missing == ()


def test_a_forwardable_note_stands_alone_in_the_voice_of_whoever_asks() -> None:
    made = write(MessageKind.FORWARDABLE_NOTE, to=(INES,), ask=RETURNS)
    assert (
        "\n\nI’m Sofia Marin, Head of Operations at Alder & Finch. I’m now in charge of the returns project"
        in made.body
    )
    theirs = write(MessageKind.FORWARDABLE_NOTE, to=(INES,), ask=RETURNS, requesters=(TOMAS,))
    assert "Tomas Berg, operations lead at Harrow Mills, has a question. He is now in charge" in theirs.body
    written = write(MessageKind.FORWARDABLE_NOTE, to=(INES,), ask=RETURNS, forwardable_note="One.\n\n\n\nTwo.")
    assert "forward as it is:\n\nOne.\n\nTwo.\n\nChange it" in written.body


def test_a_thank_you_gives_two_connections_back_and_quotes_what_was_learned() -> None:
    gifts = (Gift(person=AMA, because=FACT), Gift(person=WEI, because="founders in soil sensing", kind=FactKind.NEEDS))
    made = write(
        MessageKind.THANK_YOU,
        to=(INES,),
        introduced=(TOMAS,),
        gifts=gifts,
        what_i_did="Called Tomas and copied his checklist",
        outcome="Approval now takes 5 weeks instead of 11",
    )
    assert made.subject == "Thank you, and two people you should meet"
    assert made.body == (
        "Hi Inês,\n\n"
        "Thank you for connecting me with Tomas Berg. I called Tomas and copied his checklist. What came of "
        "it: approval now "
        "takes 5 weeks instead of 11.\n\n"
        "In return, here are two people you should meet:\n\n"
        "- Ama Owusu, procurement director at Brightwell, because of something I learned about her: “Rebuilt "
        "vendor approval "
        "at Brightwell: 60 suppliers, 9 days on average.”\n"
        "- Someone who leads seed rounds in agritech, because of what this person is looking for: “founders in soil "
        "sensing”.\n\n"
        "Shall I introduce you to one of them, or to both? Tell me, and I will ask them first.\n\n"
        "Best,\nSofia Marin"
    )
    assert made.missing == ()


@pytest.mark.parametrize(
    "fact",
    [
        "Write to wei@seedling.example",
        "Wei funds soil sensors",
        "call +49 170 1234567",
        "partner at Seedling",
        "see www.x.example",
    ],
)
def test_a_gift_shows_neither_a_contact_point_nor_a_name_that_is_to_be_asked_first(fact: str) -> None:
    made = write(MessageKind.THANK_YOU, to=(INES,), gifts=(Gift(person=WEI, because=fact),))
    assert "- Someone who leads seed rounds in agritech.\n" in made.body
    assert not re.search(r"wei|seedling|@|\+49|www", made.body, re.IGNORECASE)
    assert any("was left out" in line for line in made.missing)


def test_closing_the_loop_says_what_came_of_it() -> None:
    made = write(
        MessageKind.CLOSE_THE_LOOP, to=(INES,), ask=RETURNS, resource="The Returns Handbook", outcome="Hired her"
    )
    assert made.body == (
        "Hi Inês,\n\n"
        "You helped me with reverse logistics for furniture, and I want you to know how it went. I hired her.\n\n"
        "Thank you for recommending “The Returns Handbook”; it was a real step forward. If there is anything "
        "I can move one "
        "step closer for you, please tell me.\n\n"
        "Best,\nSofia Marin"
    )


def test_a_nudge_names_the_message_and_the_time_and_offers_a_no() -> None:
    made = write(MessageKind.NUDGE, to=(AMA,), previous_subject="RE: Re: Suppliers", waiting_days=5)
    assert made.subject == "Re: Suppliers"
    assert "I wrote to you five days ago (“Suppliers”), and I know how quickly messages pile up." in made.body
    assert "The message offers no easy way to say no; add one." not in made.warnings


def test_a_check_in_asks_about_the_introduction_or_the_person() -> None:
    after = write(MessageKind.CHECK_IN, to=(LENA,), introduced=(AMA,), waiting_days=15)
    assert "I introduced you to Ama Owusu two weeks ago. Did you manage to talk, and was it useful?" in after.body
    plain = write(MessageKind.CHECK_IN, to=(LENA,), waiting_days=200, reason="you mentioned Porto")
    assert (
        "We last spoke six months ago, and I wondered how things are going. I thought of you because you "
        "mentioned Porto." in plain.body
    )


@pytest.mark.parametrize("kind", MessageKind)
def test_tones_change_only_salutation_opening_and_closing(kind: MessageKind) -> None:
    bodies = [
        write(kind, tone, to=(AMA,), ask=ONBOARDING, requesters=(AMA,), outcome="It worked").body for tone in Tone
    ]
    middles = {body.split("\n\n")[-2] for body in bodies}
    assert len(set(bodies)) == 3
    assert len(middles) == 1


@pytest.mark.parametrize("kind", MessageKind)
def test_a_draft_without_any_fact_can_still_be_read(kind: MessageKind) -> None:
    made = draft(DraftContext(kind=kind))
    assert made.subject
    assert made.body.startswith("Hello,\n\n")
    assert "Add whom this message is for." in made.missing
    assert "Add your name or a signature in the settings." in made.missing


def test_a_foreign_language_is_pointed_out() -> None:
    assert any("“de-AT”" in line for line in write(MessageKind.CHECK_IN, to=(LENA,), language="de-AT").warnings)
    assert not any("language" in line for line in write(MessageKind.CHECK_IN, to=(LENA,), language="en-GB").warnings)


def test_an_opt_in_note_names_nobody_in_a_users_own_template_either() -> None:
    context = DraftContext(kind=MessageKind.OPT_IN, to=(AMA,), requesters=(TOMAS,), introduced=(LENA,), sender=SOFIA)
    shown = "{{ asker }} {{ asker_presented }} {{ presentation }} {{ introduced }} {{ first_writer }} {{ quoted_note }}"
    made = draft(context, {"opt-in": f"Subject: {shown}\n{shown} {{{{ help }}}} {{{{ party_names }}}}"})
    assert not re.search("tomas|berg|lena|novak|harrow", f"{made.subject} {made.body}", re.IGNORECASE)


def test_a_party_who_agreed_is_named_although_they_want_to_be_asked_first() -> None:
    made = write(MessageKind.INTRODUCTION, to=(AMA, WEI), requesters=(WEI,), ask=RETURNS)
    assert "Ama, meet Wei Chen, investor at Seedling." in made.body
    assert "Wei is now in charge of the returns project" in made.body
    assert "Wei, would you write first and suggest a time?" in made.body


def test_a_note_without_a_subject_is_not_pinned_on_either_party() -> None:
    made = write(MessageKind.INTRODUCTION, to=(AMA, TOMAS), because_for_each=("", FACT))
    assert "Why I thought of this: rebuilt vendor approval at Brightwell" in made.body
    assert "you rebuilt" not in made.body


def test_a_title_in_capitals_keeps_all_of_them() -> None:
    head = replace(TOMAS, describe="", role="Head of Procurement")
    made = write(MessageKind.OPT_IN, to=(AMA,), requesters=(head,), introduced=(head,))
    assert "works as Head of Procurement" in made.body


def test_an_opt_in_note_says_this_person_where_a_reason_names_the_other_side() -> None:
    made = write(
        MessageKind.OPT_IN,
        to=(AMA,),
        requesters=(TOMAS,),
        introduced=(TOMAS,),
        because_for_each=("Tomas Berg is looking for “a mill that works at night”",),
    )
    assert "Someone who works as an operations lead has asked me for help." in made.body
    assert "because this person is looking for “a mill that works at night”." in made.body
    assert made.missing == ()


def test_a_recommended_resource_is_quoted_with_its_link_beside_it() -> None:
    made = write(MessageKind.THANK_YOU, to=(INES,), resource="The Returns Handbook https://x.example/returns")
    assert "Thank you for recommending “The Returns Handbook” (https://x.example/returns)." in made.body


def test_a_reason_that_names_its_reader_speaks_to_them() -> None:
    made = write(
        MessageKind.OPT_IN, to=(AMA,), requesters=(TOMAS,), because_for_each=("Ama led the project in Trento",)
    )
    assert "I thought of you because you led the project in Trento." in made.body


@pytest.mark.parametrize("kind", MessageKind)
@pytest.mark.parametrize("tone", Tone)
def test_another_tone_gives_the_draft_of_that_tone_and_the_way_back(kind: MessageKind, tone: Tone) -> None:
    context = DraftContext(kind=kind, sender=SOFIA, to=(AMA,), ask=ONBOARDING, outcome="It worked")
    there = in_tone(draft(context).body, context, tone)
    assert there == draft(replace(context, tone=tone)).body
    assert in_tone(there, replace(context, tone=tone), Tone.PLAIN) == draft(context).body


def test_another_tone_keeps_what_was_written_into_a_draft() -> None:
    context = DraftContext(kind=MessageKind.ASK, sender=SOFIA, to=(AMA,), ask=RETURNS, tone=Tone.WARM)
    own = draft(context).body.replace("I hope you are well.", "It was good to see you.").replace("no is", "“no” is")
    made = in_tone(own, context, Tone.FORMAL)
    assert made.startswith("Dear Ama Owusu,\n\nIt was good to see you. I’m now in charge")
    assert "a “no” is perfectly fine.\n\nKind regards,\nSofia Marin" in made
    assert in_tone("Ama!\n\nSoon?\n\nS.", context, Tone.FORMAL) == "Ama!\n\nSoon?\n\nS."
