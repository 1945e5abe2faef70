"""How well requests of a labelled network are answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from netdesk.domain.words import Band
from netdesk.language.encoder import Encoder
from netdesk.matching.corpus import TermStatistics
from netdesk.matching.coverage import Coverage
from netdesk.matching.judgement import Match, rank
from netdesk.matching.passage import phrase
from netdesk.matching.vectors import cosines, quantised
from netdesk.matching.wording import read, vector
from tests.matches import Label, LabelledRequest, Network

FIRST = 5
_WORST = 12
_SHOWN = 90

Answers = Sequence[Sequence[Match]]


def judge(network: Network, model: Encoder) -> list[list[Match]]:
    """Rank the people of a network for each of its requests."""
    passages = network.passages
    vectors = quantised(model.encode([phrase(one) for one in passages]))
    statistics = TermStatistics.of(one.text for one in passages)
    names = {person.id: [person.name] for person in network.people}
    wordings = [read(request.text) for request in network.requests]
    answers = []
    for wording, understood in zip(wordings, model.understand([one.text for one in wordings]), strict=True):
        query = vector(wording, understood, Coverage(wording.text, statistics).weights)
        near = cosines(vectors, query)
        answers.append(rank(wording, passages, near, statistics, names=names, limit=len(network.people)))
    return answers


@dataclass(frozen=True, slots=True)
class Figures:
    """What share of those who can help is among the first five, and of requests with a distractor above one of them."""

    recall: float
    recall_by_words: float
    recall_by_meaning: float
    misled: float
    relevant_in: dict[Band, float]
    shown_in: Counter[Band]


def measure(network: Network, answers: Answers) -> Figures:
    """Count over all requests of a network; the first recall is the mean of the requests."""
    recalls: list[float] = []
    found: dict[Label, list[bool]] = {Label.WORDS: [], Label.MEANING: []}
    misled = 0
    shown, relevant = Counter[Band](), Counter[Band]()
    for request, matches in zip(network.requests, answers, strict=True):
        first = {one.owner_id for one in matches[:FIRST]}
        recalls.append(len(request.relevant & first) / len(request.relevant))
        for label, hits in found.items():
            hits.extend(one in first for one in request.labelled(label))
        misled += _is_misled(request, matches)
        shown.update(one.band for one in matches)
        relevant.update(one.band for one in matches if one.owner_id in request.relevant)
    return Figures(
        recall=sum(recalls) / len(recalls),
        recall_by_words=_share(found[Label.WORDS]),
        recall_by_meaning=_share(found[Label.MEANING]),
        misled=misled / len(recalls),
        relevant_in={band: relevant[band] / shown[band] for band in Band if shown[band]},
        shown_in=shown,
    )


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits)


def _is_misled(request: LabelledRequest, matches: Sequence[Match]) -> bool:
    """Tell whether somebody who only shares words stands above somebody who can help; who is missing stands last."""
    places = {one.owner_id: place for place, one in enumerate(matches)}
    last = max(places.get(one, len(places)) for one in request.relevant)
    return any(places.get(one, len(places)) < last for one in request.labelled(Label.DISTRACTOR))


def report(network: Network, answers: Answers) -> Iterator[str]:
    """Give the figures and the worst mistakes as lines of Markdown."""
    figures = measure(network, answers)
    yield f"{len(network.requests)} requests, {len(network.people)} people, {len(network.passages)} passages.\n"
    yield f"- Recall among the first {FIRST}: {figures.recall:.3f}"
    yield f"- Of those who share words with the request: {figures.recall_by_words:.3f}"
    yield f"- Of those who share none but the place: {figures.recall_by_meaning:.3f}"
    yield f"- Requests with a distractor above somebody who can help: {figures.misled:.3f}"
    for band in Band:
        if band in figures.relevant_in:
            share = figures.relevant_in[band]
            yield f"- Of {figures.shown_in[band]} judged {band}, this share can help: {share:.2f}"
    names = {person.id: person.name for person in network.people}
    yield "\nWho can help and stands lowest:\n"
    missed = [
        (place, names[one], request.text)
        for request, matches in zip(network.requests, answers, strict=True)
        for places in [{one.owner_id: place for place, one in enumerate(matches, start=1)}]
        for one in request.relevant
        for place in [places.get(one, len(network.people))]
    ]
    for place, name, text in sorted(missed, reverse=True)[:_WORST]:
        yield f"- {place if place < len(network.people) else 'missing'}: {name}, for: {' '.join(text.split())[:_SHOWN]}"
    yield "\nWho cannot help and stands highest:\n"
    wrong = [
        (matches[0].score, names[matches[0].owner_id], matches[0].because, request.text)
        for request, matches in zip(network.requests, answers, strict=True)
        if matches and matches[0].owner_id not in request.relevant
    ]
    for _, name, because, text in sorted(wrong, reverse=True)[:_WORST]:
        yield f"- {name} (“{because}”), for: {' '.join(text.split())[:_SHOWN]}"
