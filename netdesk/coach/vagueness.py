"""Families of vague wording, each with why it leaves the reader stuck and what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netdesk.coach.reading import Line, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A kind of vagueness: `cost` is what it takes from an ask; `style` if it is worth a note in a good one."""

    pattern: re.Pattern[str]
    cost: float
    style: bool
    why: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueSpan:
    """A vague wording at text[start:end]; `serious` if the ask cannot be acted on, else only a matter of style."""

    start: int
    end: int
    text: str
    why: str
    instead: str
    serious: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A vague wording found in a line, with its place in the whole text."""

    start: int
    end: int
    line: Line
    family: Family


def _family(pattern: str, cost: float, why: str, instead: str, *, style: bool = False) -> Family:
    compact = re.sub(r"\n\s*", "", pattern).replace(" ", r"\s")
    return Family(pattern=re.compile(rf"\b(?:{compact})\b"), cost=cost, style=style, why=why, instead=instead)


_PEOPLE = (
    "people|folks|guys|contacts?|persons?|partners?|investors?|clients?|customers?|connections?|leads?|experts?|"
    "professionals|companies|businesses|startups|founders|leaders|players|stakeholders|mentors?|someone|somebody|anyone"
)
_FAVOUR = (
    "help|advice|guidance|support|input|insights?|direction|tips|thoughts|ideas|feedback|wisdom|expertise|pointers|"
    "perspectives?|opinions?|views|experience|knowledge|assistance|suggestions|mentoring|mentorship"
)
_CHANCES = (
    "opportunit(?:y|ies)|openings?|roles?|jobs?|positions?|possibilit(?:y|ies)|synerg(?:y|ies)|projects?|"
    "collaborations?"
)
_LOOSE = (
    "any|some|other|more|interesting|relevant|right|like-minded|suitable|useful|potential|possible|good|great|new|"
    "various"
)

FAMILIES = (
    _family(
        rf"""(?:(?:{_LOOSE}) (?:(?:{_LOOSE}) )?(?:{_PEOPLE}|{_CHANCES})|(?:people|contacts|someone|somebody
        |anyone|anybody)(?: (?:you know|in your network|there|senior|else|out there
        |who (?:might|could|can|would|may) (?:be|help|know)(?: (?:interested|useful|able|relevant|helpful
        |willing))?|with your \w+)){{1,3}}|(?:anyone|anybody|people) (?:in|at|from)
        |your (?:network|contacts|connections)|as many people as possible|somebody who has been there
        |the right person)""",
        0.8,
        "Nobody comes to mind for “anyone”; a reader can only think of a particular person.",
        "Say what the person has done or does, and where: “a buyer who has\u00a0…”.",
    ),
    _family(
        r"""some ?time|some day|at some (?:point|stage)|one of these days
        |in the (?:coming|next) (?:few )?(?:days|weeks|months)|at your (?:earliest )?convenience
        |from time to time|when(?:ever)? (?:it|that|this) (?:suits|works)(?: (?:for )?you)?
        |when(?:ever)? you(?:[’']re| are| have| get) (?:free|around|able|time|a (?:minute|moment|second))
        |around this week|if you(?:[’']re| are) ever|what(?:ever)? works(?: for you)?
        |got a (?:minute|second|sec|moment)|keep me in mind""",
        0.6,
        "Without a date or a length the reader puts it off.",
        "Name a day and how long it takes: “ten minutes before Friday”.",
        style=True,
    ),
    _family(
        r"""(?:explore|exploring|discuss|brainstorm|exchange|talk about|chat about
        |see) (?:(?:possible|potential|new|some) )?(?:how (?:we|i|you)|ways|opportunities|options|avenues
        |ideas|synergies|possibilities|the future|where it|working|things|next steps)|synerg(?:y|ies)
        |mutually beneficial|add(?:ing)? value|win-win|work(?:ing)? together
        |(?:a|our|your|this) (?:partnership|collaboration|cooperation)|collabs?|collaborate|cooperate
        |join forces|the next level|continue (?:our|the) (?:exchange|conversation)|align on
        |support each other|in some way|in the space|expand my horizons|see how you see|how you see the
        |the landscape|chat about opportunities""",
        0.9,
        "The reader cannot tell what would come of it.",
        "Say what you want to decide or make, and what the reader would do for it.",
    ),
    _family(
        r"""pick(?:ing)? your brains?|catch(?:ing)? up|touch base|bounce (?:some |a few )?ideas
        |(?:grab|over|virtual|for) (?:an? )?(?:coffee|beer|drink|pint|lunch|dinner)|coffee chat
        |glass of wine|buy you \w+|hang out|long time no see|quick (?:chat|call|question)
        |run (?:something|sth|smth|an idea|a few things) (?:by|past) you
        |(?:jump|hop|get) on a (?:quick )?call|on your radar|circl(?:e|ing) back
        |(?:get )?(?:a|my|our|your) foot in the door|open (?:some )?doors|(?:in )?the right direction
        |put in a (?:good )?word|(?:a )?natter|let[’']s connect|give (?:me|us) a shout
        |gentle (?:nudge|reminder)|check(?:ing)? in|follow(?:ing)? up on|hook (?:me |us )?up
        |set up a (?:call|meeting)|for a chat|have a (?:chat|call|word)|meet (?:up|for)
        |(?:when )?can we talk|all ears|do the needful|get to know (?:you|each other)|learn from your
        |share with your network|a (?:few|couple of) things|spread the word""",
        0.8,
        "It names a way to talk, not what the talk is for; many readers hear “free advice”.",
        "Put the one question first; how to talk about it comes second.",
        style=True,
    ),
    _family(
        rf"""(?:any|some|your|the|for|of|need|needs?|value|appreciate|gives?|get|could use|what) (?:(?:kind of
        |more|valuable|honest|invaluable|general|professional|career|any|some) ){{0,4}}(?:{_FAVOUR})
        |(?:tips|thoughts|advice|help|ideas|input)\?|share (?:your|any|some) \w+|help (?:me|us|with|out)
        |help w|point (?:me|us)|advise (?:me|us)|be (?:my|our) mentor|mentor (?:me|us|my \w+)|refer me
        |mention (?:me|us)|consider (?:my|our|me|us)|good word for|talk(?:ing)? to you
        |the (?:attached|matter)|(?:my|our) (?:profile|project|career|job search|cause|journey)|get involved
        |be part of|be involved|in any capacity|(?:in )?what(?:ever|soever)(?: form| way| you)?
        |in whichever way|time, money""",
        0.7,
        "The favour has no object, so the reader would have to guess what to do.",
        "Name one thing the reader can do: one answer, one document, or one introduction.",
    ),
    _family(
        r"""anything|something (?:better|new|else|for \w+|in)|some ?thing|things|stuff|all kinds of
        |all sorts of|you name it|open to|what you(?:[’']re| are) (?:working on|up to|building|doing)
        |everything|lots of|this sort of thing|the (?:future of \w+|industry|market|space)
        |how (?:you do things|things work|everybody|everyone)|what do you (?:think|suggest|recommend|reckon)
        |what would you (?:do|suggest|recommend)|how (?:should|can|do|could|would) (?:we
        |i)(?: best)? (?:go about|get into|start|begin|break into|approach)|who should (?:we|i)|getting into
        |more visibility|next (?:step|chapter|challenge|phase)s?|get more|grow(?:ing)?|scale""",
        0.6,
        "It is so wide that any answer, or none, would fit.",
        "Choose the one part that matters now: the product, process, country or decision.",
    ),
)


def find(reading: Reading) -> list[Hit]:
    """Find the vague wordings of a text, in order and without overlaps."""
    hits = [
        Hit(line.start + match.start(), line.start + match.end(), line, family)
        for line in reading.lines
        for family in FAMILIES
        for match in family.pattern.finditer(line.lowered)
    ]
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def spans(text: str, hits: list[Hit], *, specific: bool) -> tuple[VagueSpan, ...]:
    """Give the wordings to underline; beside concrete facts only those that are worth a note on style."""
    return tuple(
        VagueSpan(
            start=hit.start,
            end=hit.end,
            text=text[hit.start : hit.end],
            why=hit.family.why,
            instead=hit.family.instead,
            serious=not specific,
        )
        for hit in hits
        if hit.family.style or not specific
    )
