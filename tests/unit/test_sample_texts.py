"""The texts of the sample fill their slots, fit together, and name nobody real."""

from __future__ import annotations

import random
import re

import pytest

from netdesk import paths
from netdesk.services.sample import texts
from netdesk.services.sample.names import Names, digits
from netdesk.services.sample.plots import plots
from netdesk.services.sample.trades import Trades

FICTION = (
    r"\+44 (113|117|131) 496 0\d{3}",
    r"\+44 20 7946 0\d{3}",
    r"\+44 7700 900\d{3}",
    r"\+353 20 91\d \d{4}",
    r"\+1 \d{3} 555 01\d\d",
    r"\+61 3 (5550|7010) \d{4}",
    r"\+49 (40 66969|30 23125|69 90009) \d{3}",
    r"\+49 171 39200\d\d",
    r"\+33 (4 65 71|2 61 91|6 39 98) \d\d \d\d",
    r"\+46 31 390 06 \d\d",
    r"\+46 8 465 004 \d\d",
)
"""Ranges that Ofcom, ComReg, NANPA, ACMA, Bundesnetzagentur, Arcep and PTS keep free for fiction."""


def test_a_slot_takes_a_name_a_number_or_an_alternative() -> None:
    filled = texts.fill(random.Random(1), "{first} keeps {3-5} {bees|goats}", {"first": "Ada"})
    assert re.fullmatch(r"Ada keeps [345] (bees|goats)", filled)


def test_a_slot_that_nothing_fills_is_a_defect() -> None:
    with pytest.raises(KeyError, match="nobody"):
        texts.fill(random.Random(1), "Ask {nobody}")


def test_one_story_chooses_equal_alternatives_alike() -> None:
    for seed in range(20):
        memo: dict[str, int] = {}
        chance = random.Random(seed)
        first = texts.fill(chance, "{Nine|Eleven} growers", memo=memo)
        second = texts.fill(chance, "for {nine|eleven} growers", memo=memo)
        assert second.split()[1] == first.split()[0].lower()


def test_every_alternative_goes_with_the_article_before_it() -> None:
    folder = paths.resources() / "sample"
    for file in folder.glob("*.toml"):
        for article, choices in re.findall(r"\b([Aa]n?) \{([^{}]*\|[^{}]*)\}", file.read_text(encoding="utf-8")):
            for choice in choices.split("|"):
                vowel = bool(re.match(r"(?!one|uni|use|Euro)[aeiou]|hour|honest", choice))
                assert vowel == (article.lower() == "an"), f"{file.name}: {article} {choice}"


def test_every_phone_range_is_kept_free_for_fiction() -> None:
    chance = random.Random(7)
    for place in Names().places:
        for pattern in place.phones:
            number = digits(chance, pattern)
            assert any(re.fullmatch(fiction, number) for fiction in FICTION), number


def test_every_place_has_names_of_its_region() -> None:
    names, chance = Names(), random.Random(3)
    for place in names.places:
        drawn = names.draw(chance, place)
        assert drawn.given
        assert drawn.sort == drawn.sort.casefold()


def test_every_topic_that_is_sought_or_asked_is_offered_by_a_trade() -> None:
    trades = Trades()
    for trade in trades.all:
        assert set(trade.seeks) <= trades.topics.keys()
        assert not set(trade.seeks) & {topic.key for topic in trade.topics}
    keys = {trade.key for trade in trades.all}
    for story in texts.load("stories")["story"]:
        assert story["topic"] in trades.topics
        assert set(story["by"]) <= keys
        assert story["by"] or story["mine"]


def test_every_plot_goes_back_in_time_in_order() -> None:
    told, pairs = plots()
    assert pairs
    for plot in told:
        days = [
            day for day in (plot.asked, plot.asked_back, plot.clarified, plot.matched, plot.closed) if day is not None
        ]
        assert days == sorted(days, reverse=True)
        for hop in plot.hops:
            days = [d for d in (plot.asked, hop.asked, hop.answered, hop.made, hop.met, hop.reported) if d is not None]
            assert days == sorted(days, reverse=True)
            assert hop.thanked is None or hop.reported is not None
