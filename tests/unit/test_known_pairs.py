from __future__ import annotations

import pytest

from netdesk.matching.pairs import ProfileIndex
from tests.pairs import Trade, load, topics
from tests.pairs.__main__ import barred, both_found, encode

TRADES = load()


@pytest.fixture(scope="module")
def index() -> ProfileIndex:
    return ProfileIndex([person for trade in TRADES for person in trade.people], encode(TRADES))


def test_both_known_partners_are_among_the_first_four_of_eight_helpers_in_ten(index: ProfileIndex) -> None:
    assert len(TRADES) == 40
    assert both_found(index, [trade for trade in TRADES if trade.is_held_out]) >= 0.8
    assert both_found(index, TRADES) >= 0.8


def test_a_partner_who_is_known_already_or_declined_never_comes(index: ProfileIndex) -> None:
    assert barred(index, TRADES) == 0


@pytest.mark.parametrize("trade", TRADES, ids=lambda trade: trade.name)
def test_one_partner_shares_words_with_the_helper_and_the_other_none(trade: Trade) -> None:
    own = topics(trade.helper)
    assert own & topics(trade.sharing)
    assert not own & topics(trade.unlike)
    assert any(own & topics(one) for one in trade.distractors)
