from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netdesk.coach import Verdict, ask_back, asked, coach, compose, propose
from netdesk.domain.words import Element

ASKS = [line.split("\t") for line in (Path(__file__).parent / "asks.tsv").read_text(encoding="utf-8").splitlines()]
REQUIRED = {Element.TOPIC, Element.ASK, Element.WHO, Element.BOUND}


def said(text: str) -> dict[Element, str]:
    return {present.element: present.text for present in coach(text).present}


def check_places(text: str, verdict: Verdict) -> None:
    assert 0 <= verdict.score <= 1
    assert len(verdict.ask_back) <= 3
    for place in (*verdict.present, *verdict.spans):
        assert 0 <= place.start < place.end <= len(text)
        assert text[place.start : place.end] == place.text


def test_most_labelled_asks_get_their_verdict() -> None:
    right = [coach(text).specific == (label == "specific") for label, _, text in ASKS]
    assert len(right) >= 60
    assert sum(right) / len(right) > 0.9


@pytest.mark.parametrize(
    ("element", "least"),
    [
        (Element.TOPIC, 0.95),
        (Element.ASK, 0.9),
        (Element.WHO, 0.85),
        (Element.BOUND, 0.85),
        (Element.PURPOSE, 0.7),
        (Element.CONTEXT, 0.7),
        (Element.EASY_NO, 0.95),
    ],
)
def test_most_elements_are_found_and_few_are_made_up(element: Element, least: float) -> None:
    hits = misses = 0
    for _, labels, text in ASKS:
        found, wanted = element in said(text), element in labels.split(",")
        hits += found and wanted
        misses += found != wanted
    assert 2 * hits / (2 * hits + misses) >= least


@pytest.mark.parametrize("label", ["vague", "specific"])
def test_places_of_every_labelled_ask_are_exact(label: str) -> None:
    for given_label, _, text in ASKS:
        if given_label == label:
            check_places(text, coach(text))


def test_a_vague_ask_shows_which_words_are_vague_and_what_to_write_instead() -> None:
    verdict = coach("Hi, I'd love to pick your brain sometime")
    assert not verdict.specific
    assert verdict.sure
    assert [span.text for span in verdict.spans] == ["pick your brain", "sometime"]
    assert all(span.serious and span.why.endswith(".") and span.instead.endswith(".") for span in verdict.spans)
    assert set(verdict.missing) == REQUIRED


def test_a_vague_phrase_beside_concrete_facts_is_only_a_note_on_style() -> None:
    verdict = coach(
        "Could I pick your brain about how you moved the Lund warehouse to night shifts? Ten minutes before 3 May."
    )
    assert verdict.specific
    assert [(span.text, span.serious) for span in verdict.spans] == [("pick your brain", False)]


@pytest.mark.parametrize(
    "text",
    [
        "I met Maria Rossi, Jean Dupont and Ali Khan in Milan, Paris and Cairo on 12, 14 and 19 March. Shall we talk?",
        "Our 450 people in 12 countries made 80 million last year. We should explore how we could work together.",
        "Do you know people at Google, Amazon or Siemens?",
    ],
)
def test_names_and_numbers_alone_do_not_make_an_ask_specific(text: str) -> None:
    assert not coach(text).specific


def test_elements_are_shown_where_they_stand() -> None:
    found = said(
        "I'm now in charge of the allotment fund. Do you know a welder in Leeds who repairs iron gates? "
        "Twenty minutes by Friday would do, and no worries if not."
    )
    assert found[Element.PURPOSE] == "I'm now in charge of the allotment fund"
    assert found[Element.WHO] == "a welder in Leeds who repairs iron gates"
    assert found[Element.BOUND] == "Twenty minutes by Friday"
    assert found[Element.ASK] == "Do you know a welder in Leeds who repairs iron gates?"
    assert "iron gates" in found[Element.TOPIC]
    assert found[Element.EASY_NO].startswith("no worries")


def test_purpose_context_and_the_easy_no_are_never_complained_about() -> None:
    assert all(set(coach(text).missing) <= REQUIRED for _, _, text in ASKS)


def test_a_question_its_reader_can_answer_needs_nobody_else() -> None:
    assert Element.WHO not in coach("Which glue did you use for the felt on the piano hammers?").missing
    assert Element.WHO in coach("Is anybody able to lend us 20 folding chairs and a marquee on 3 May?").missing


def test_a_known_name_is_not_taken_for_subject_matter() -> None:
    text = "could you forward this to oyelaran?"
    assert coach(text, names=["Bisi Oyelaran"]).score < coach(text).score


def test_the_questions_name_the_topic_of_the_text() -> None:
    questions = coach("Can you help me with marketing?").ask_back
    assert "“marketing”" in questions[0]
    assert len(questions) == 3
    assert all(question.endswith("?") for question in questions)


def test_a_specific_ask_is_asked_only_for_what_it_lacks() -> None:
    assert coach("Can you send me the 2024 price list for pallets before noon?").ask_back == ()
    (question,) = coach("Which glue did you use for the felt on the piano hammers?").ask_back
    assert "By when" in question


def test_asking_back_always_has_a_question() -> None:
    for text in (
        "",
        "Kannst du mir jemanden vorstellen?",
        "Can you send me the 2024 price list for pallets before noon?",
    ):
        assert 1 <= len(ask_back(text)) <= 3


def test_the_ask_in_a_whole_mail_is_judged_not_its_trimmings() -> None:
    ask = "Do you know a welder in Leeds who repairs iron gates?"
    head = "From: a@example.org\nSubject: gates\nTo: b@example.org\n\nDear Tom,\n\n"
    mail = f"{head}{ask}\n\nBest,\nAnn\n\nOn 3 May 2025, Tom wrote:\n> sometime?"
    verdict = coach(mail)
    check_places(mail, verdict)
    assert verdict.specific
    assert verdict.spans == ()
    assert said(mail)[Element.ASK] == ask
    vague = mail.replace(ask, "Let's catch up.").replace("sometime", "Do you know a welder in Leeds who repairs gates")
    assert not coach(vague).specific


@pytest.mark.parametrize(
    "text",
    [
        "Kannst du mir jemanden vorstellen, der sich mit Logistik auskennt?",
        "Connaissez-vous un notaire à Milan qui a traité un plan d'actions ?",
        "¿Conoces a alguien que trabaje en logística?",
        "Conosci un notaio a Milano che abbia gestito un piano?",
        "Ken je een notaris in Milaan die met opties werkt?",
        "Czy znasz prawnika w Krakowie od prawa pracy?",
        "Tunnetko ketään joka voisi auttaa minua tässä asiassa?",
        "Знаете ли вы нотариуса в Милане?",
        "هل تعرف نجارا في القاهرة؟",
        "ミラノの公証人を知っていますか？",
        "def f(x):\n    return [y for y in x if y > 3]\nprint(f([1, 2, 3]))",
        "👍👍🎉",
        "12345 67.8",
        "",
        " \n\t ",
    ],
)
def test_what_is_not_english_is_met_with_silence(text: str) -> None:
    verdict = coach(text)
    assert not verdict.language_known
    assert not verdict.sure
    assert (verdict.spans, verdict.missing, verdict.present, verdict.ask_back) == ((), (), (), ())


def test_a_foreign_greeting_does_not_hide_an_english_ask() -> None:
    assert coach("Ciao Giulia, do you know a notary in Milan who has handled a stock-option plan? 👍").specific


def test_one_word_is_not_judged_with_certainty() -> None:
    assert not coach("Help").sure
    assert not coach("Hello!").specific


pieces = st.sampled_from(
    [
        "could you",
        "introduce me to",
        "sometime",
        "anyone",
        " who ",
        "Ann",
        "3 May",
        ".",
        "?",
        "\n",
        "> ",
        "pick your brain",
        " ",
    ]
)


@given(st.one_of(st.text(), st.lists(pieces).map("".join)), st.lists(st.text(max_size=8), max_size=3))
@settings(max_examples=200)
def test_any_text_gets_an_answer_with_exact_places(text: str, names: list[str]) -> None:
    check_places(text, coach(text, names=names))
    assert ask_back(text)
    proposal = propose(text)
    compose(purpose=proposal.purpose, topic=proposal.topic, ask=proposal.ask, who=proposal.who, bound=proposal.bound)


@pytest.mark.parametrize(
    "unit", ["any kind of ", "who ", "Can you?\n", "I am xing ", "a", ".", "Ann ", "\x00\ud800", "a-"]
)
def test_a_megabyte_takes_hardly_longer_than_ten_pages(unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]
    started = time.perf_counter()
    coach(text)
    assert time.perf_counter() - started < 2


def test_the_fields_compose_one_grammatical_text() -> None:
    assert compose(
        purpose="I'm now in charge of the returns desk",
        topic="reverse logistics",
        ask="an introduction",
        who="anyone who has run a returns centre",
        bound="15 minutes",
    ) == (
        "I'm now in charge of the returns desk and would like to learn more about reverse logistics. "
        "I'm looking for an introduction. The right person would be someone who has run a returns centre. "
        "15 minutes would be enough."
    )


def test_without_ask_and_person_the_text_asks_whom_to_talk_to() -> None:
    text = compose(purpose="In charge of the returns desk", topic="How furniture is taken back")
    assert text.startswith(
        "I'm in charge of the returns desk and would like to find out how furniture is taken back. Who would"
    )
    assert text.endswith("?")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, ""),
        ({"who": "Ana Ribeiro"}, "Could you introduce me to Ana Ribeiro?"),
        ({"who": "Anyone with a kiln"}, "Could you introduce me to someone with a kiln?"),
        ({"who": "who has fired raku"}, "Could you introduce me to someone who has fired raku?"),
        (
            {"ask": "introduce me to a potter", "bound": "Friday"},
            "Could you introduce me to a potter? It would help to have it by Friday.",
        ),
        ({"ask": "Who fires raku in Kent"}, "Who fires raku in Kent?"),
        ({"ask": "need a kiln", "bound": "this week"}, "I need a kiln. It would help to have it this week."),
        (
            {"ask": "Looking for a kiln.", "bound": "before the fair"},
            "I'm looking for a kiln. It would help to have it before the fair.",
        ),
        ({"purpose": "to open a studio", "ask": "a kiln"}, "I want to open a studio. I'm looking for a kiln."),
        ({"purpose": "our spring fair", "ask": "a kiln"}, "I'm working on our spring fair. I'm looking for a kiln."),
        ({"purpose": "our kiln is broken", "ask": "Call me"}, "Our kiln is broken. Could you call me?"),
        ({"ask": "a kiln", "bound": "A name is enough."}, "I'm looking for a kiln. A name is enough."),
        ({"ask": "Is Ann in Kent?", "who": "Ann", "topic": "Kent", "bound": ""}, "Is Ann in Kent?"),
    ],
)
def test_missing_fields_leave_no_trace(fields: dict[str, str], text: str) -> None:
    assert compose(**fields) == text


def test_a_proposal_gives_fragments_of_the_text() -> None:
    text = "I'm restoring a chapel organ. Do you know a pipe maker in Saxony who casts tin? A name by Monday is enough."
    proposal = propose(text)
    assert proposal.purpose == "I'm restoring a chapel organ"
    assert proposal.ask == "Do you know a pipe maker in Saxony who casts tin?"
    assert all(getattr(proposal, field) in text for field in ("purpose", "topic", "ask", "who", "bound"))
    assert coach(
        compose(
            purpose=proposal.purpose, topic=proposal.topic, ask=proposal.ask, who=proposal.who, bound=proposal.bound
        )
    ).specific
    assert propose("") == propose("Hi!") == propose("👍")


fragments = st.sampled_from(
    [
        "",
        "to open a studio",
        "our fair",
        "A kiln",
        "who fires raku",
        "by Friday",
        "10 minutes",
        "I teach pottery.",
        "Could you call?",
    ]
)


@given(fragments, fragments, fragments, fragments, fragments)
def test_composed_text_reads_as_sentences(purpose: str, topic: str, ask: str, who: str, bound: str) -> None:
    text = compose(purpose=purpose, topic=topic, ask=ask, who=who, bound=bound)
    assert "  " not in text
    assert ".." not in text
    assert "?." not in text
    assert text == "" or (text[0].isupper() and text[-1] in ".?")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Hi Nora, great talk yesterday! I'd love to pick your brain about marketing. Best, Tom",
            "I'd love to pick your brain about marketing.",
        ),
        (
            "Dear Nora,\n\nit was lovely to see you. Could you introduce me to a notary in Lyon?\n\nMany thanks\nTom",
            "Could you introduce me to a notary in Lyon?",
        ),
        ("Hi Nora great talk yesterday, could you name a notary in Lyon?", "Could you name a notary in Lyon?"),
        (
            "Hope all is well - do you know anyone who restores harmoniums?",
            "Do you know anyone who restores harmoniums?",
        ),
        (
            "I run the Baltic route and would like to learn more about customs clearance. Who do you recommend?",
            "Learn about customs clearance",
        ),
        (
            "I just took over the fair. Would like to learn how rain dates are insured. Who do you suggest I ring?",
            "Learn how rain dates are insured",
        ),
        (
            "I took the till on Monday. Who should I ask about VAT on raffles, or any leaflet?",
            "Whom to ask about VAT on raffles",
        ),
        ("I took over the Leeds books on Tuesday. Who should I talk to?", "I took over the Leeds books on Tuesday."),
        (
            "Which ink dries on foil, and who sells it by the litre?",
            "Which ink dries on foil, and who sells it by the litre?",
        ),
        ("Great to meet you! The lathe stands in hall two.", "The lathe stands in hall two."),
        ("Danke für den Vortrag! Kennst du jemanden bei der Bahn?", "Kennst du jemanden bei der Bahn?"),
        ("Hi Nora,", "Hi Nora,"),
        ("", ""),
    ],
)
def test_the_sentence_that_asks_stands_for_the_whole_text(text: str, sentence: str) -> None:
    assert asked(text) == sentence


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        (
            "Could you name a tax adviser in Lyon? Twenty minutes on the phone by Friday.",
            "Twenty minutes on the phone by Friday",
        ),
        ("Could you name a tax adviser in Lyon by Friday, in two lines?", "by Friday, in two lines"),
        ("Could you name a tax adviser in Lyon by Friday? I leave on 3 May.", "by Friday"),
    ],
)
def test_how_long_and_by_when_are_one_bound(text: str, bound: str) -> None:
    assert said(text)[Element.BOUND] == bound
