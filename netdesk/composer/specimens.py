"""Made-up contexts on which a template is tried before it is kept, and that fill in what a book does not say yet."""

from __future__ import annotations

from dataclasses import fields, replace

from netdesk.composer.drafts import draft
from netdesk.composer.records import Ask, Draft, DraftContext, Gift, Person, Sender
from netdesk.composer.templates import PARTS, kinds_and_tones
from netdesk.composer.values import values_of
from netdesk.domain.words import FactKind, MessageKind

_LEA = Person(name="Lea Martens", given_name="Lea", pronouns="she/her", role="Buyer", organisation="Northfield Mills")
_OMAR = Person(name="Omar Haddad", given_name="Omar", role="Engineer", organisation="Harbour Heat")
_ASK = Ask(
    purpose="in charge of the returns project",
    topic="reverse logistics for furniture",
    ask="a call with someone who built a returns centre",
    who="logistics people from retail",
    bound="30 minutes before the end of the month",
)
_FACTS = DraftContext(
    kind=MessageKind.ASK,
    ask=_ASK,
    questions=("What would be different if this worked?", "By when do you need it?"),
    because_for_each=("you built a returns centre", "you know the ports"),
    outcome="The first pallets came back in four days",
    what_i_did="Called the warehouse you named",
    gifts=(
        Gift(person=_LEA, because="Runs a repair workshop for returned chairs", kind=FactKind.LEARNED),
        Gift(person=_OMAR, because="a buyer for waste heat", kind=FactKind.NEEDS),
    ),
    previous_subject="A question about returns",
    waiting_days=7,
)
_WITH_OTHERS = frozenset({MessageKind.OPT_IN, MessageKind.INTRODUCTION, MessageKind.FORWARDABLE_NOTE})


def try_out(name: str, text: str) -> None:
    """Write every draft that a template has a part in, with all facts and with none; raises InvalidInputError."""
    for kind, tone in kinds_and_tones(name):
        bare = DraftContext(kind=kind, tone=tone)
        for context in (bare, with_specimens(replace(bare, to=(_LEA,)))):
            draft(context, {name: text})


def with_specimens(context: DraftContext) -> DraftContext:
    """Fill in what a context lacks, so that a preview shows every sentence of a template."""
    to = context.to or (_LEA,)
    if context.kind is MessageKind.INTRODUCTION and len(to) < 2:
        to = (*to, _OMAR)
    others = (_OMAR,) if context.kind in _WITH_OTHERS else ()
    given = {field.name: getattr(context, field.name) for field in fields(DraftContext)}
    said = {name: value for name, value in given.items() if value and value not in (Ask(), ("",))}
    return replace(_FACTS, **said | {"to": to, "requesters": context.requesters or others})


def preview(context: DraftContext, name: str, text: str) -> Draft:
    """Write the draft by which a template is looked at; raises InvalidInputError, with the line, for a broken one."""
    return draft(with_specimens(context), {name: text})


def value_names(name: str) -> tuple[str, ...]:
    """The names that say something in the messages that a template has a part in."""
    kind, tone = kinds_and_tones(name)[0]
    values = values_of(with_specimens(DraftContext(kind=kind, tone=tone, sender=Sender(name="Me"))))
    parts = () if "." in name else PARTS
    return (*parts, *(key for key, value in values.items() if value))
