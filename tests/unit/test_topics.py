from __future__ import annotations

from collections.abc import Collection, Mapping

from hypothesis import given
from hypothesis import strategies as st

from netdesk.matching.topics import Said, topics

BOOK = {"work": 60, "years": 50, "coffee growers": 3, "coffee": 20, "growers": 4, "shift plan": 2, "plan": 30}


def holding(phrases: Collection[str]) -> Mapping[str, int]:
    return {phrase: BOOK.get(phrase, 1) for phrase in phrases}


def names(*said: Said, known: str = "") -> list[str]:
    return [topic.text for topic in topics(said, 100, holding, 12, known)]


def test_the_phrases_of_offers_come_before_what_everybody_says() -> None:
    found = names(
        Said(1, "Sets up audits of coffee growers", offered=True),
        Said(2, "Work with coffee growers for years", offered=True),
    )
    assert found[0] == "coffee growers"
    assert "years" not in found


def test_a_phrase_counts_everybody_who_has_it_and_is_private_only_where_no_open_text_holds_it() -> None:
    said = [
        Said(1, "a shift plan", offered=True, private=True),
        Said(2, "knows a shift plan", private=True),
        Said(3, "coffee growers", offered=True),
        Said(3, "coffee growers", private=True),
    ]
    found = {topic.text: (topic.people, topic.private) for topic in topics(said, 100, holding, 12)}
    assert found["shift plan"] == ((1, 2), True)
    assert found["coffee growers"] == ((3,), False)


def test_what_nobody_offers_the_name_of_the_group_and_verbs_are_no_topics() -> None:
    assert names(Said(1, "Plays the clarinet")) == []
    assert names(Said(1, "Brightwell looms", offered=True), known="Brightwell Limited") == ["looms"]
    assert names(Said(1, "Trains apprentices", offered=True)) == ["apprentices"]


@given(st.lists(st.builds(Said, st.integers(1, 5), st.text(max_size=60), st.booleans(), st.booleans()), max_size=8))
def test_every_topic_stands_in_a_text_of_everybody_it_is_of(said: list[Said]) -> None:
    for topic in topics(said, 100, holding, 12):
        assert any(topic.text in one.text for one in said)
        assert set(topic.people) <= {one.contact_id for one in said}
