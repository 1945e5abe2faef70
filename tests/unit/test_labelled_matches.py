from __future__ import annotations

import pytest

from netdesk.matching.passage import PassageKind
from netdesk.matching.similarity import Index
from tests.matches import Label, LabelledRequest, Network, Person, load


@pytest.fixture(params=["tuning", "held_out"])
def network(request: pytest.FixtureRequest) -> Network:
    return load(request.param)


def shares_words(request: LabelledRequest, person: Person, *, beside_place: bool) -> bool:
    said = [
        one.text.removesuffix(person.place) if beside_place else one.text
        for one in person.own
        if not (beside_place and one.kind is PassageKind.PLACE)
    ]
    return Index([]).likeness(request.text, "\n".join(said)) > 0


def test_the_networks_are_large_enough_and_every_request_has_helpers_of_both_kinds(network: Network) -> None:
    assert len(network.requests) == 60
    assert len(network.people) >= 300
    assert len({person.name for person in network.people}) == len(network.people)
    for request in network.requests:
        assert request.labelled(Label.WORDS)
        assert request.labelled(Label.MEANING)
        assert request.labelled(Label.DISTRACTOR)


def test_labels_are_true_to_the_words(network: Network) -> None:
    people = {person.id: person for person in network.people}
    wrong = [
        (people[one].name, label, request.text[:60])
        for request in network.requests
        for one, label in request.labels.items()
        if shares_words(request, people[one], beside_place=label is Label.MEANING) is (label is Label.MEANING)
    ]
    assert wrong == []
