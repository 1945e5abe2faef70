"""Who can help with a request, ranked by meaning and by words, each with the passage of the record that says so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from netdesk.domain.words import Band
from netdesk.matching.bands import GOOD, band
from netdesk.matching.corpus import TermStatistics
from netdesk.matching.coverage import Coverage
from netdesk.matching.named import Named, named
from netdesk.matching.nearness import Evidence, gather
from netdesk.matching.passage import Owner, Passage, PassageKind
from netdesk.matching.vectors import Floats
from netdesk.matching.wear import freshness, wear_remark
from netdesk.matching.wording import Wording

WORTH: Mapping[PassageKind, float] = {
    PassageKind.OFFERS: 1.0,
    PassageKind.HELPED: 1.0,
    PassageKind.LEARNED: 1.0,
    PassageKind.RESOURCE: 1.0,
    PassageKind.ROLE: 0.95,
    PassageKind.NOTE: 0.9,
    PassageKind.TAG: 0.9,
    PassageKind.INTERACTION: 0.8,
    PassageKind.INTEREST: 0.75,
    PassageKind.ORGANISATION: 0.4,
    PassageKind.PLACE: 0.4,
    PassageKind.NEEDS: 0.0,
}
"""What a passage counts by its kind; organisation and place stand in the role too, and needs are no offers."""

_OF_ORGANISATIONS = {**WORTH, PassageKind.ORGANISATION: 0.95}
_NEEDS = {kind: float(kind is PassageKind.NEEDS) for kind in PassageKind}
_SHARES = (1.0, 0.8, 0.4)
"""What the best passage counts, and how far the second and the third are nearer than any text would be."""

_WORDS, _NAME = 0.1, 0.15
MOST = sum(_SHARES) + _WORDS + _NAME
"""What a judgement is divided by, so that a score is at most 1."""

_TOLD = frozenset(PassageKind) - {PassageKind.ROLE, PassageKind.ORGANISATION, PassageKind.PLACE, PassageKind.INTEREST}
_HARDLY_FARTHER = 0.9
_SHORTLIST = 100
_DORMANT = 0.15
_PASSED = (PassageKind.INTERACTION, PassageKind.HELPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Who or what may help: `because` stands word for word in the record, in the passage `quoted`.

    The score is 0 to 1, and above 1 where the request itself names the person or their organisation; then `quoted` may
    be missing, and `because` is the name. `remark` says why they rank lower. A dormant tie is one to reconnect.
    """

    owner: Owner
    owner_id: int
    score: float
    band: Band
    because: str
    quoted: Passage | None
    remark: str = ""
    dormant: bool = False


def rank(
    request: Wording,
    passages: Sequence[Passage],
    cosines: Floats | None,
    statistics: TermStatistics,
    *,
    names: Mapping[int, Collection[str]] | None = None,
    excluded: AbstractSet[int] = frozenset(),
    asked_lately: Mapping[int, int] | None = None,
    strengths: Mapping[int, float] | None = None,
    limit: int = 20,
) -> list[Match]:
    """Rank the owners of the passages, all of one kind, that speak to a request; nobody, where nothing does.

    `cosines` are those of the passages with the vector of the request; a passage whose cosine is 0 has no vector yet,
    and is judged by its words, as all are without cosines. Whoever the request names comes first. What somebody needs
    is no help to others: it is told of only where there is nothing else. `statistics` are those of the whole book,
    `names` those of people whom the request may name, `asked_lately` how many times each was asked of late, and
    `strengths` those of my ties.
    """
    coverage = Coverage(request.text, statistics)
    whom = named(request.text, coverage, passages, names or {})
    whom = {one: how for one, how in whom.items() if one not in excluded}
    most = max(_SHORTLIST, 2 * limit)
    worth = _OF_ORGANISATIONS if passages and passages[0].owner is Owner.ORGANISATION else WORTH
    evidence = gather(passages, cosines, coverage, worth, excluded=excluded, also=whom.keys(), most=most)
    judge = _Judge(coverage, asked_lately or {}, strengths or {})
    found = [judge.helper(one, evidence.get(one, []), whom.get(one)) for one in evidence.keys() | whom.keys()]
    if not any(found):
        evidence = gather(passages, cosines, coverage, _NEEDS, excluded=excluded, also=(), most=most)
        found = [judge.seeker(theirs) for theirs in evidence.values()]
    matches = [match for match in found if match]
    return sorted(matches, key=lambda one: (-one.score, one.owner_id))[: max(limit, 0)]


class _Judge:
    """Judges one owner at a time on what speaks for them."""

    def __init__(self, coverage: Coverage, asked: Mapping[int, int], strengths: Mapping[int, float]) -> None:
        self._coverage = coverage
        self._asked = asked
        self._strengths = strengths

    def helper(self, one: int, evidence: Sequence[Evidence], whom: Named | None) -> Match | None:
        """Weigh the best passages and the words that are covered, then put whoever is named above the rest."""
        times = self._asked.get(one, 0)
        worth = self._worth(evidence)
        banded = _at_least(band(worth, len(self._coverage.weights)), whom)
        if banded is None:
            return None
        quoted = _quoted(evidence) if evidence else whom.passage if whom else None
        return Match(
            owner=quoted.owner if quoted else Owner.CONTACT,
            owner_id=one,
            score=worth / MOST * freshness(times) + (whom.bonus if whom else 0),
            band=banded,
            because=quoted.text if quoted else whom.text if whom else "",
            quoted=quoted,
            remark=wear_remark(times),
            dormant=self._strengths.get(one, 1) < _DORMANT and any(e.passage.kind in _PASSED for e in evidence),
        )

    def seeker(self, needs: Sequence[Evidence]) -> Match | None:
        """Tell of somebody who needs the same, if it really is the same."""
        worth = self._worth(needs)
        if worth < GOOD:
            return None
        quoted = needs[0].passage
        return Match(
            owner=quoted.owner,
            owner_id=quoted.owner_id,
            score=worth / MOST,
            band=Band.PERHAPS,
            because=quoted.text,
            quoted=quoted,
            remark="is looking for this too",
        )

    def _worth(self, evidence: Sequence[Evidence]) -> float:
        if not evidence or not self._coverage.weights:
            return 0.0
        worth = evidence[0].near + _WORDS * max(self._coverage.of(one.passage.text) for one in evidence)
        for share, one in zip(_SHARES[1:], evidence[1:], strict=False):
            worth += share * max(one.near - one.common, 0.0)
        told = (one.passage.text for one in evidence if one.passage.kind in _TOLD)
        return worth + _NAME * any(map(self._coverage.shares_name, told))


def _quoted(evidence: Sequence[Evidence]) -> Passage:
    """Choose the nearest passage, or what was told of them and is hardly farther: a role stands beside the name anyway.

    What may be told to others is never left for something private.
    """
    nearest = evidence[0]
    for one in evidence:
        is_open = nearest.passage.private or not one.passage.private
        if one.passage.kind in _TOLD and is_open and one.near >= _HARDLY_FARTHER * nearest.near:
            return one.passage
    return nearest.passage


def _at_least(judged: Band | None, whom: Named | None) -> Band | None:
    """Give whoever is named by name the first band, and by organisation or tag the second, if not better."""
    if whom is None or judged is Band.STRONG:
        return judged
    return Band.STRONG if whom.passage is None else Band.GOOD
