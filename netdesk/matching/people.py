"""Who can help with a request, ranked, each with the sentence of the record that speaks for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from netdesk.domain.text import fold
from netdesk.domain.words import Band, FactKind
from netdesk.language.sentences import sentences
from netdesk.matching.corpus import Passage, PassageKind, TermStatistics
from netdesk.matching.similarity import GOOD, QUERY_CHARACTERS, Index
from netdesk.matching.wear import freshness, wear_remark

_FLOOR, _STRONG = 0.1, 0.5
"""Coverage from which a passage counts at all, and from which the bands begin."""

_FURTHER_PASSAGE = 0.3
_NAMED = 1.5
_INTEREST = 0.7
_SEEKING = 0.4
_FEW_WORDS = 3

_WORD = re.compile(r"[^\W_]+")
_SEEKS = re.compile(
    r"(?:(?!who\b|any|every|people\b|those\b)[^\W_]++(?:['’][^\W_]++)?+ ){0,3}"
    r"(?:needs?|seeks?|wants?|is (?:looking|searching|hunting) for|are (?:looking|searching) for|asked (?:me )?for)\b",
    re.IGNORECASE,
)
_LEGAL_FORMS = frozenset(
    {"ag", "bv", "co", "corp", "corporation", "gmbh", "inc", "kg", "limited", "llc", "llp", "ltd", "nv", "oy", "plc"}
    | {"sa", "sarl", "se", "spa", "srl"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A contact who may help; `because` stands word for word in the record, `remark` says why they rank lower.

    The score is 0 to 1, and above 1 where the request itself names the person, their organisation or their tag.
    """

    contact_id: int
    score: float
    band: Band
    because: str
    source: str
    day: date | None
    private: bool
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Evidence:
    score: float
    sentence: str
    passage: Passage

    @property
    def weight(self) -> tuple[float, int]:
        """Orders evidence; of two sentences that say as much about the request the longer one tells a reader more."""
        return self.score, len(self.sentence)


def match(
    request: str,
    passages: Iterable[Passage],
    statistics: TermStatistics,
    *,
    excluded: AbstractSet[int] = frozenset(),
    asked_lately: Mapping[int, int] | None = None,
    limit: int = 20,
) -> list[Match]:
    """Rank the people whose passages speak to the request; nobody, where nothing in the passages does.

    Whoever the request names, or whose organisation or rare tag it names, comes first. What a person needs is no help
    to others and never counts. `statistics` are those of the whole book, `asked_lately` holds how many times each
    person was asked of late. A request is read up to 20,000 characters.
    """
    request = request[:QUERY_CHARACTERS]
    asked = asked_lately or {}
    considered = [
        passage
        for passage in passages
        if passage.contact_id not in excluded
        and not (passage.kind is PassageKind.FACT and passage.source == FactKind.NEEDS)
    ]
    evidence = _evidence(request, considered, statistics)
    named = _named(request, considered, statistics)
    found = [
        _judge(contact, evidence.get(contact, []), named.get(contact), asked.get(contact, 0))
        for contact in evidence.keys() | named.keys()
    ]
    return sorted(found, key=lambda one: (-one.score, one.contact_id))[:limit]


def _evidence(request: str, passages: list[Passage], statistics: TermStatistics) -> dict[int, list[_Evidence]]:
    """Collect, per contact, the best sentence of each passage that speaks to the request, the best first."""
    pieces = [
        (number, sentence.text)
        for number, passage in enumerate(passages)
        if passage.kind is not PassageKind.NAME
        for sentence in sentences(passage.text)
    ]
    best: dict[int, _Evidence] = {}
    for position, score in Index((text for _, text in pieces), statistics).scores(request).items():
        number, text = pieces[position]
        one = _Evidence(score * _worth(passages[number], text), text, passages[number])
        if one.score >= _FLOOR and (number not in best or best[number].weight < one.weight):
            best[number] = one
    found: defaultdict[int, list[_Evidence]] = defaultdict(list)
    for one in sorted(best.values(), key=lambda one: one.weight, reverse=True):
        found[one.passage.contact_id].append(one)
    return found


def _worth(passage: Passage, sentence: str) -> float:
    """Value an interest less than an offer, and a note that somebody is looking for something less still."""
    if passage.kind is PassageKind.FACT and passage.source == FactKind.INTEREST:
        return _INTEREST
    if passage.kind in (PassageKind.NOTE, PassageKind.INTERACTION) and _SEEKS.match(sentence):
        return _SEEKING
    return 1.0


def _named(request: str, passages: list[Passage], statistics: TermStatistics) -> dict[int, _Evidence]:
    """Find, per contact, the name, organisation or tag that stands in the request; a tag counts by its rarity.

    A single given name is only taken for one where the request is hardly more than that.
    """
    words = _WORD.findall(fold(request))
    wording = f" {' '.join(words)} "
    found: dict[int, _Evidence] = {}
    for passage in passages:
        if passage.kind not in (PassageKind.NAME, PassageKind.ORGANISATION, PassageKind.TAG):
            continue
        phrase = _phrase(passage)
        if not phrase or f" {' '.join(phrase)} " not in wording:
            continue
        rarity = statistics.rarity(passage.text)
        if len(phrase) == 1 and (not rarity or (passage.kind is PassageKind.NAME and len(words) > _FEW_WORDS)):
            continue
        one = _Evidence(_NAMED * (rarity if passage.kind is PassageKind.TAG else 1.0), passage.text.strip(), passage)
        if passage.contact_id not in found or found[passage.contact_id].weight < one.weight:
            found[passage.contact_id] = one
    return found


def _phrase(passage: Passage) -> list[str]:
    """Give the folded words of a name; an organisation is known without its legal form."""
    words = _WORD.findall(fold(passage.text))
    while passage.kind is PassageKind.ORGANISATION and len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return words


def _judge(contact: int, evidence: list[_Evidence], named: _Evidence | None, times_asked: int) -> Match:
    """Weigh the best passage fully and further ones less and less, then put whoever is named above the rest."""
    coverage = sum(one.score * _FURTHER_PASSAGE**rank for rank, one in enumerate(evidence))
    coverage = min(coverage, 1.0) * freshness(times_asked)
    quoted = [*evidence, *([named] if named else [])][0]
    return Match(
        contact_id=contact,
        score=coverage + (named.score if named else 0.0),
        band=_band(coverage, named),
        because=quoted.sentence,
        source=quoted.passage.source,
        day=quoted.passage.day,
        private=quoted.passage.private,
        remark=wear_remark(times_asked),
    )


def _band(coverage: float, named: _Evidence | None) -> Band:
    if coverage >= _STRONG or (named and named.passage.kind is PassageKind.NAME):
        return Band.STRONG
    return Band.GOOD if coverage >= GOOD or named else Band.PERHAPS
