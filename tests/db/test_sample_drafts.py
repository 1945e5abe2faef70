"""Every kind of draft in every tone, for the people of a sample network, read as its receiver would."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from netdesk.bootstrap import Services, open_services
from netdesk.composer.drafts import draft
from netdesk.composer.records import Draft
from netdesk.db.tables import Contact, Hop, Introduction, Party, Request
from netdesk.domain.instant import Clock
from netdesk.domain.states import HELPFUL_HOP_STATES
from netdesk.domain.words import HopState, MessageKind, RequestDirection, Tone
from netdesk.services import drafting
from netdesk.services.purpose import Purpose
from netdesk.services.sample import create_sample

TODAY = date(2026, 11, 23)
THANKED = 60
"""People for whom two connections are looked up, which takes longer than to write."""

FAULTS = {
    "a leftover of a template": r"[{}]|\bNone\b|%\}|\bundefined\b",
    "a doubled space": r"  | $",
    "a space before punctuation": r" [,.;:!?]",
    "punctuation in a row": r"[.,;:!?][.,;:]|[,;:][!?]|[.!?]”\.",
    "an empty line too many": r"\n\s*\n\s*\n",
    "an empty bracket or quotation": r"\(\s*\)|“\s*”",
    "an item without text": r"(?m)^(?:-|\d\.)\s*$",
    "a wrong article": r"\b[Aa] (?!one|uni|use|UX|eu|once)[aeiou]"
    r"|\b[Aa]n (?!hour|honest|heir|[AEFHILMNORSX])[^aeiou8AEIOU]",
    "a word twice": r"(?i)\b(?!that\b|had\b)([a-z]+) \1\b",
    "a verb that does not fit": r"\b(?:I (?:is|has|are|wants)|(?:[Hh]e|[Ss]he|[Tt]his person) (?:are|have|want|hope)"
    r"|(?:[Tt]hey|[Yy]ou) (?:is|has|was|wants))\b",
    "a second verb that does not fit": r"\b(?:you|I) \w+ed\b[^.“]* and (?:knows|lends|needs|shares|keeps|has|is)\b",
    "a capital inside a sentence": r"\b(?:most is|looking for|effort:|more about) (?!UX|CE|AI)(?:[A-Z][a-z]+) [a-z]",
    "somebody who meets themselves": r"\bI (?:pointed|introduced|connected|passed) me\b|\bhelping me\b|\bme with me\b",
    "a sentence that begins small": r"(?<![A-Z])[.!?]” [a-z]|(?<!\be\.g)(?<!\bi\.e)[a-z)][.!?] [a-z]",
    "a quotation that does not end": r"“[^”]*$",
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    path = Path(tmp_path_factory.mktemp("drafts")) / "sample.netdesk"
    create_sample(path, 240, TODAY)
    opened = open_services(path, Clock.fixed(TODAY))
    yield opened
    opened.book.close(keep_backup=False)


@pytest.fixture(scope="module")
def purposes(services: Services) -> dict[MessageKind, list[Purpose]]:
    """What the window would draft in this book, by kind; introductions that others made are theirs to write about."""
    found: defaultdict[MessageKind, list[Purpose]] = defaultdict(list)
    with services.book.read() as session:
        me = session.scalar(select(Contact.id).where(Contact.is_me))
        for request in session.scalars(select(Request)):
            if request.direction is RequestDirection.RECEIVED:
                for kind in (MessageKind.ASK_BACK, MessageKind.FORWARDABLE_NOTE):
                    found[kind].append(Purpose(kind=kind, request_id=request.id))
        for hop in session.scalars(select(Hop).where(Hop.contact_id.is_not(None))):
            found[MessageKind.ASK].append(Purpose(kind=MessageKind.ASK, hop_id=hop.id))
            found[MessageKind.FORWARDABLE_NOTE].append(Purpose(kind=MessageKind.FORWARDABLE_NOTE, hop_id=hop.id))
            if hop.state is HopState.ASKED:
                found[MessageKind.NUDGE].append(Purpose(kind=MessageKind.NUDGE, hop_id=hop.id))
            if hop.state in HELPFUL_HOP_STATES:
                for kind in (MessageKind.THANK_YOU, MessageKind.CLOSE_THE_LOOP):
                    found[kind].append(Purpose(kind=kind, hop_id=hop.id))
        for one in session.scalars(select(Introduction)):
            sides = list(session.scalars(select(Party.contact_id).where(Party.introduction_id == one.id)))
            if me in sides:
                continue
            found[MessageKind.INTRODUCTION].append(Purpose(kind=MessageKind.INTRODUCTION, introduction_id=one.id))
            found[MessageKind.CHECK_IN].append(Purpose(kind=MessageKind.CHECK_IN, introduction_id=one.id))
            for side in sides:
                for kind in (MessageKind.OPT_IN, MessageKind.NUDGE, MessageKind.CHECK_IN, MessageKind.FORWARDABLE_NOTE):
                    found[kind].append(Purpose(kind=kind, introduction_id=one.id, to=(side,)))
        people = list(session.scalars(select(Contact.id).where(Contact.is_me.is_(False)).order_by(Contact.id)))
    found[MessageKind.CHECK_IN] += [Purpose(kind=MessageKind.CHECK_IN, to=(one,)) for one in people]
    found[MessageKind.THANK_YOU] += [Purpose(kind=MessageKind.THANK_YOU, to=(one,)) for one in people[:THANKED]]
    return found


def written(services: Services, purpose: Purpose) -> Iterator[tuple[Tone, Draft]]:
    """Write a draft in every tone; a thank-you gives two connections back, as far as there are any."""
    with services.book.read() as session:
        full = drafting.complete(session, purpose)
        context = drafting.context(session, full, services.clock.now())
        if purpose.kind is MessageKind.THANK_YOU and full.to:
            two = services.gifts.two_for(full.to[0]).introductions
            context = replace(context, gifts=tuple(drafting.gift(session, one.id, one.because) for one in two))
        for tone in Tone:
            yield tone, draft(replace(context, tone=tone))


def faults(text: str) -> list[str]:
    """Name what a receiver would stumble over, with the place."""
    return [
        f"{name}: …{text[max(match.start() - 40, 0) : match.end() + 40]!r}…"
        for name, pattern in FAULTS.items()
        if (match := re.search(pattern, text))
    ]


@pytest.mark.parametrize("kind", MessageKind)
def test_nothing_in_a_draft_would_embarrass_its_writer(
    services: Services, purposes: dict[MessageKind, list[Purpose]], kind: MessageKind
) -> None:
    wrong, read = [], 0
    for purpose in purposes[kind]:
        for tone, made in written(services, purpose):
            read += 1
            where = f"{kind}, {tone}, {purpose}"
            wrong += [f"{where}\n{fault}" for fault in faults(made.body) + faults(made.subject)]
            first, last = made.body.splitlines()[0], made.body.splitlines()[-2:]
            if not re.fullmatch(r"(?:Hi|Dear|Hello|Good day)\b.*,", first):
                wrong.append(f"{where}\nno salutation: {first!r}")
            if "Nora Ashdown" not in last[0]:
                wrong.append(f"{where}\nno signature: {last!r}")
            if not made.subject:
                wrong.append(f"{where}\nno subject")
    assert read >= 30
    assert not wrong, f"{len(wrong)} of {read}:\n" + "\n\n".join(wrong[:20])


@pytest.mark.parametrize(
    "text",
    [
        "Hi {name},",
        "two  spaces",
        "a thing , here",
        "It went well..",
        "He said “yes.”.",
        "a\n\n\nb",
        "a link ()",
        "- \n- b",
        "someone who works as a architect",
        "someone who works as an nurse",
        "meet the the team",
        "she have asked me",
        "I pointed me to Ama",
        "It is done. so we can go on",
        "He wrote “I can",
        "because you founded a firm and knows the rules",
        "What would help me most is Twenty minutes",
    ],
)
def test_each_fault_is_found_where_it_is(text: str) -> None:
    assert faults(text)
