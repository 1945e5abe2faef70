from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest

from netdesk.coach import coach
from netdesk.coach.judge import Coach
from netdesk.domain.words import Element
from netdesk.language import encoder
from netdesk.language.encoder import Encoder, ModelError, Understood
from netdesk.language.words import terms
from tests.asks import load


@pytest.fixture(scope="module")
def judging() -> Coach:
    return Coach()


def no_model() -> Encoder:
    raise ModelError("The language model is not installed; wording alone is judged.")


def test_elements_are_shown_where_they_stand(judging: Coach) -> None:
    text = (
        "I'm now in charge of the allotment fund. Do you know a welder in Leeds who repairs iron gates? "
        "Twenty minutes by Friday would do, and no worries if not."
    )
    verdict = judging.judge(text)
    found = {present.element: present.text for present in verdict.present}
    assert verdict.specific
    assert verdict.sure
    assert found[Element.PURPOSE] == "I'm now in charge of the allotment fund"
    assert found[Element.WHO] == "a welder in Leeds who repairs iron gates"
    assert found[Element.ASK] == "Do you know a welder in Leeds who repairs iron gates?"
    assert "Friday" in found[Element.BOUND] or "Twenty minutes" in found[Element.BOUND]
    assert found[Element.EASY_NO].startswith("no worries")
    assert verdict.missing == ()


@pytest.mark.parametrize("origin", ["harbour", "phone", "abroad"])
def test_every_element_is_shown_at_words_that_say_something(judging: Coach, origin: str) -> None:
    texts = [ask.text for ask in load() if ask.origin == origin]
    shown = [(text, present) for text in texts for present in judging.judge(text).present]
    assert shown
    silent = [(text, present) for text, present in shown if not terms(present.text)]
    assert {present.text.lower() for _, present in silent} <= {"yes or no", "in may", "would do"}, silent


@pytest.mark.parametrize(
    ("charge", "matter"),
    [("the returns desk", "how furniture is taken back"), ("our Lyon warehouse", "robot picking of frozen goods")],
)
def test_one_new_in_charge_may_ask_whom_to_talk_with(judging: Coach, charge: str, matter: str) -> None:
    verdict = judging.judge(
        f"I'm now in charge of {charge} and would like to learn more about {matter}. "
        "Who do you recommend I talk with, or is there a resource I should tap into?"
    )
    assert verdict.specific
    assert {present.element for present in verdict.present} >= {Element.PURPOSE, Element.TOPIC, Element.WHO}


@pytest.mark.parametrize(
    ("text", "specific"),
    [
        (
            "I've just taken over the CRM migration and would like to learn more about how others moved open quotes "
            "without losing the approval history. Who do you recommend I speak with, or what should I read first?",
            True,
        ),
        (
            "Been made lead of the night crew. Who would you ask about rota swaps under the new driving-time rules?",
            True,
        ),
        ("I've just taken over sales and would like to learn from the best. Who do you recommend I talk with?", False),
        ("I'm new to product marketing and would love to learn more. Who should I talk to?", False),
    ],
)
def test_whom_to_talk_to_can_be_answered_where_it_is_said_about_what(judging: Coach, text: str, specific: bool) -> None:
    verdict = judging.judge(text)
    assert verdict.specific is specific
    found = {present.element for present in verdict.present}
    assert ({Element.TOPIC, Element.ASK, Element.WHO} <= found) is specific


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Been put in charge of complaints after Deirdre retired. Any resources I should read?", "complaints"),
        ("I took over the service organisation in March. Coffee?", "service organisation"),
        ("As of Monday I run accounts payable. Any advice?", "accounts payable"),
    ],
)
def test_the_first_question_names_what_somebody_was_given_to_run(judging: Coach, text: str, topic: str) -> None:
    first, *others = judging.ask_back(text)
    assert f"“{topic}”" in first
    assert len(others) <= 2


def test_a_vague_ask_full_of_names_and_numbers_stays_vague(judging: Coach) -> None:
    text = "Our 450 people in 12 countries made 80 million last year. We should explore how we could work together."
    verdict = judging.judge(text)
    assert not verdict.specific
    assert verdict.spans
    assert verdict.ask_back


def test_places_are_exact_and_overlap_what_was_marked(judging: Coach) -> None:
    near = there = 0
    for ask in load():
        for present in judging.judge(ask.text).present:
            assert 0 <= present.start < present.end <= len(ask.text)
            assert ask.text[present.start : present.end] == present.text
            marks = [mark for mark in ask.marked if mark.element is present.element]
            there += bool(marks)
            near += any(mark.start < present.end and present.start < mark.end for mark in marks)
    assert near / there > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "👍👍🎉",
        "def f(x):\n    return [y for y in x if y > 3]",
        "هل تعرف نجارا في القاهرة؟",
        "Kannst du mir jemanden vorstellen, der sich mit Logistik auskennt?",
        "12345 67.8",
    ],
)
def test_what_is_not_english_is_met_with_silence(judging: Coach, text: str) -> None:
    verdict = judging.judge(text)
    assert not verdict.language_known
    assert not verdict.sure
    assert (verdict.spans, verdict.missing, verdict.present, verdict.ask_back) == ((), (), (), ())


@pytest.mark.parametrize(
    "unit", ["could you help me with the ", "who is a welder? ", "a-", "Can you?\n", "\x00\ud800 hi you "]
)
def test_a_megabyte_gets_an_answer(judging: Coach, unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]
    assert 0 <= judging.judge(text).score <= 1


def test_without_the_model_wording_alone_is_judged_and_is_less_sure() -> None:
    alone, whole = Coach(no_model), Coach()
    asks = [ask.text for ask in load()[::4]]
    assert [alone.judge(text) for text in asks] == [coach(text) for text in asks]
    assert sum(alone.judge(text).sure for text in asks) < sum(whole.judge(text).sure for text in asks)


def test_a_changed_sentence_alone_is_read_again() -> None:
    class Counting(Encoder):
        def __init__(self) -> None:
            self.read: list[str] = []
            self._inner = encoder.load()

        def understand(self, texts: Sequence[str]) -> list[Understood]:
            self.read += texts
            return self._inner.understand(texts)

    counting = Counting()
    judging = Coach(lambda: counting)
    before = "I run a choir. Do you know a pianist in Leeds? Thank you so much."
    first = judging.judge(before)
    counting.read.clear()
    judging.judge(before.replace("Leeds", "York"))
    assert counting.read == ["Do you know a pianist in York?"]
    counting.read.clear()
    assert judging.judge(before) == first
    assert counting.read == []


def test_nothing_is_loaded_before_it_is_needed() -> None:
    code = "import sys, netdesk.coach.judge as j; j.Coach(); sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("asker", "they"), [("Mirjana Marinović, farmer at Plover Farms,", "she"), ("Raul Nogueira, agronomist,", "he")]
)
def test_names_and_roles_alone_make_no_ask_that_can_be_acted_on(judging: Coach, asker: str, they: str) -> None:
    text = f"Hi Ana,\n\n{asker} has asked me for help.\n\nWho do you recommend {they} talk with, or is there a resource"
    easy = "If this is not a good moment, a no is perfectly fine."
    asked = judging.judge(f"{text} {they} should tap into? {easy}\n\nBest,\nNora")
    assert not asked.specific
    assert asked.ask_back
    told = judging.judge(f"{text} on milking robots {they} should tap into? {easy}\n\nBest,\nNora")
    assert told.score > asked.score
