"""A user's own templates: welcome, but kept on a short lead."""

from __future__ import annotations

import pytest

from netdesk.composer.drafts import draft
from netdesk.composer.records import Ask, DraftContext, Person, Sender
from netdesk.composer.templates import shipped, template_names
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.words import MessageKind, Tone

SOFIA = Sender(name="Sofia Marin")
AMA = Person(name="Ama Owusu", given_name="Ama")
RETURNS = Ask(purpose="in charge of the returns project", topic="Reverse logistics for furniture")
LENA = Person(name="Lena Novak", given_name="Lena")


def test_a_users_own_partial_takes_the_place_of_the_shipped_one() -> None:
    context = DraftContext(kind=MessageKind.ASK, to=(AMA,), sender=SOFIA, ask=RETURNS)
    made = draft(
        context,
        {"salutation.plain": "Hello {{ names }}!", "closing.plain": "Ciao\n{{ sender_name }}", "opening.warm": "No"},
    )
    assert made.body.startswith("Hello Ama!\n\nI’m now")
    assert made.body.endswith("\n\nCiao\nSofia Marin")


@pytest.mark.parametrize("name", template_names())
def test_every_shipped_template_can_be_given_back_unchanged(name: str) -> None:
    for kind in MessageKind:
        for tone in Tone:
            context = DraftContext(kind=kind, tone=tone, to=(AMA,), sender=SOFIA, ask=RETURNS)
            assert draft(context, {name: shipped(name)}) == draft(context)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Hi\n{{ names", 2),
        ("Hi {{ nmaes }}", 1),
        ("a\nb\n{% if names %}", 3),
        ("{{ ''.__class__.__mro__ }}", 1),
        ("{{ names.__class__ }}", 1),
        ("{{ names.upper() }}", 1),
        ("\n{% for x in range(999999999) %}x{% endfor %}", 2),
        ("{% for a in questions %}{% for b in questions %}x{% endfor %}{% endfor %}", 1),
        ("{% for a in names %}x{% endfor %}", 1),
        ("{{ 'x' * 999999999 }}", 1),
        ("{{ 10 ** 999999 }}", 1),
        ("{{ '%0999999d' % 1 }}", 1),
        ("{% set x = 1 %}", 1),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1),
        ("{% include 'ask' %}", 1),
        ("{{ names | center(99999999) }}", 1),
        ("{{ names | attr('__class__') }}", 1),
        ("{{ questions | inline }}", 1),
        ("{{ names is defined }}", 1),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", 1),
        ("{{ " + " and ".join(["names"] * 1000) + " }}", 1),
        ("{% if names %}" * 300 + "{% endif %}" * 300, 1),
        ("Dear {name},", None),
        ("Dear { { names } },", None),
        ("{{ '{{ names }}' }}", None),
        ("x" * 30_000, None),
    ],
)
def test_a_broken_or_greedy_template_is_refused_with_its_line(text: str, line: int | None) -> None:
    context = DraftContext(kind=MessageKind.ASK, to=(AMA,), sender=SOFIA, questions=("Why?",))
    with pytest.raises(InvalidInputError) as refusal:
        draft(context, {"salutation.plain": text})
    said = str(refusal.value)
    assert "salutation.plain" in said
    assert "\n" not in said
    assert line is None or said.startswith(f"Line {line} of")


def test_an_unknown_template_and_one_without_a_subject_are_refused() -> None:
    context = DraftContext(kind=MessageKind.ASK)
    with pytest.raises(InvalidInputError, match="There is no template"):
        draft(context, {"../../etc/passwd": ""})
    with pytest.raises(InvalidInputError, match="Subject:"):
        draft(context, {"ask": "Hello"})
