"""Any text in any field: tidy drafts, nothing evaluated, nothing leaked."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from netdesk.composer.drafts import draft, in_tone
from netdesk.composer.records import Ask, DraftContext, Gift, Person, Sender
from netdesk.domain.words import FactKind, MessageKind, Tone

SOFIA = Sender(name="Sofia Marin")
AMA = Person(name="Ama Owusu", given_name="Ama")
LENA = Person(name="Lena Novak", given_name="Lena")


def body(kind: MessageKind, **facts: object) -> str:
    return draft(DraftContext(kind=kind, sender=SOFIA, to=(AMA,), **facts)).body  # type: ignore[arg-type]


TEXT = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "{{ 7*7 }}",
            "{% for x in y %}",
            "{# no #}",
            "a  b",
            "so , what ?",
            "\n\n\n\nx\n",
            "None",
            "I am !",
            "Took  over .",
            "}}",
            "{",
        ]
    ),
)
PERSON = st.builds(
    Person,
    name=TEXT,
    given_name=TEXT,
    pronouns=st.sampled_from(["", "she/her", "they/them", "ze/zir", "{{x}}"]),
    role=TEXT,
    organisation=TEXT,
    link=TEXT,
    describe=TEXT,
    ask_before_naming=st.booleans(),
)
PEOPLE = st.lists(PERSON, max_size=3).map(tuple)
TEXTS = st.lists(TEXT, max_size=4).map(tuple)
CONTEXT = st.builds(
    DraftContext,
    kind=st.sampled_from(MessageKind),
    tone=st.sampled_from(Tone),
    sender=st.builds(Sender, name=TEXT, signature=TEXT),
    to=PEOPLE,
    requesters=PEOPLE,
    introduced=PEOPLE,
    helper=st.none() | PERSON,
    writes_first=st.none() | PERSON,
    ask=st.builds(Ask, purpose=TEXT, topic=TEXT, ask=TEXT, who=TEXT, bound=TEXT),
    questions=TEXTS,
    because_for_each=TEXTS,
    forwardable_note=TEXT,
    resource=TEXT,
    what_i_did=TEXT,
    outcome=TEXT,
    reason=TEXT,
    previous_subject=TEXT,
    language=TEXT,
    gifts=st.lists(
        st.builds(Gift, person=PERSON, because=TEXT, kind=st.sampled_from([None, *FactKind])), max_size=3
    ).map(tuple),
    waiting_days=st.none() | st.integers(-10, 10**6),
)


@settings(max_examples=300, deadline=None)
@given(CONTEXT)
def test_any_text_in_any_field_gives_a_tidy_draft_and_is_never_evaluated(context: DraftContext) -> None:
    made = draft(context)
    assert "\n" not in made.subject
    for text in (made.subject, made.body):
        assert "  " not in text
        assert not re.search(r" [,.;:!?]+(?:\s|$)", text)
        assert "\n\n\n" not in text
        assert text == text.strip()
        assert not re.search(r"[\ufdd0-\ufdef\x00]", text)
    assert "49" not in made.body or "49" in repr(context)


@settings(max_examples=100, deadline=None)
@given(CONTEXT, TEXT)
def test_a_contact_point_in_a_quoted_fact_never_enters_a_draft(context: DraftContext, text: str) -> None:
    gift = Gift(person=AMA, because=f"{text} secret@planted.example or +49 170 7654321 {text}")
    made = draft(replace(context, kind=MessageKind.THANK_YOU, gifts=(gift,)))
    assert "- Ama Owusu.\n" in f"{made.body}\n"
    assert "planted" not in made.body
    assert "7654321" not in made.body


def test_what_a_user_typed_in_braces_stays_as_typed() -> None:
    made = body(MessageKind.ASK, ask=Ask(topic="{{ sender_name }} and {% if %}"))
    assert "learn more about {{ sender_name }} and {% if %}." in made


def test_very_long_text_is_cut_rather_than_refused() -> None:
    made = body(MessageKind.CLOSE_THE_LOOP, ask=Ask(purpose="x" * 10**6), outcome="y z " * 10**6)
    assert len(made) < 30_000


@settings(max_examples=150, deadline=None)
@given(CONTEXT, st.sampled_from(Tone), TEXT)
def test_another_tone_takes_any_text_and_loses_none_of_it(context: DraftContext, tone: Tone, text: str) -> None:
    plain = replace(context, tone=Tone.PLAIN)
    assert in_tone(f"So be it.\n{text}\nEnd", plain, tone) == f"So be it.\n{text}\nEnd"
    changed = in_tone(draft(plain).body, plain, tone)
    assert changed.split() == draft(replace(context, tone=tone)).body.split()
