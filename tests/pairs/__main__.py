"""Says in how many trades both people whom a helper should meet are suggested: `python -m tests.pairs`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np

from netdesk.language.encoder import load as load_encoder
from netdesk.matching.pairs import ProfileIndex
from netdesk.matching.passage import phrase
from netdesk.matching.vectors import Quantised, quantised
from tests.pairs import Trade, load, passages

FIRST = 4


def main() -> None:
    """Measure with vectors and by words alone, and name the trades where somebody is missed."""
    trades = load()
    encoded = encode(trades)
    people = [person for trade in trades for person in trade.people]
    for name, vectors in (("words and vectors", encoded), ("words alone", None)):
        index = ProfileIndex(people, vectors)
        print(f"{name}, {len(people)} people, {len(trades)} helpers")
        for part, some in (
            ("chosen by", [one for one in trades if not one.is_held_out]),
            ("held out", [one for one in trades if one.is_held_out]),
        ):
            print(f"  {part}: {figures(index, some)}")
        print(f"  who is barred and was suggested all the same: {barred(index, trades)}")
        if "--missed" in sys.argv[1:]:
            print_missed(index, trades)


def encode(trades: Sequence[Trade]) -> Quantised:
    """Give the vectors of all facts, as the book keeps them."""
    return quantised(load_encoder().encode([phrase(fact) for fact in passages(trades)]))


def suggested(
    index: ProfileIndex, helper: int, excluded: frozenset[int] = frozenset(), limit: int = FIRST
) -> list[int]:
    """Say who is suggested."""
    return [one.contact_id for one in index.two_for(helper, excluded=excluded, limit=limit)]


def both_found(index: ProfileIndex, trades: Sequence[Trade]) -> float:
    """Give the share of helpers for whom both partners are within the first four."""
    hits = [
        {trade.sharing.contact_id, trade.unlike.contact_id} <= set(suggested(index, trade.helper.contact_id))
        for trade in trades
    ]
    return float(np.mean(hits))


def figures(index: ProfileIndex, trades: Sequence[Trade]) -> str:
    """Sum up what was suggested."""
    found = {trade.name: suggested(index, trade.helper.contact_id) for trade in trades}
    sharing = np.mean([trade.sharing.contact_id in found[trade.name] for trade in trades])
    unlike = np.mean([trade.unlike.contact_id in found[trade.name] for trade in trades])
    first = np.mean(
        [set(found[trade.name][:2]) == {trade.sharing.contact_id, trade.unlike.contact_id} for trade in trades]
    )
    wrong = np.mean([len(set(found[trade.name]) - {one.contact_id for one in trade.people[:3]}) for trade in trades])
    return (
        f"both of two in the first {FIRST} {both_found(index, trades):.3f}, both first {first:.3f}, "
        f"sharing words {sharing:.3f}, sharing none {unlike:.3f}, others shown {wrong:.2f} a helper"
    )


def barred(index: ProfileIndex, trades: Sequence[Trade]) -> int:
    """Count how often a partner who knows the helper, or declined, is suggested all the same."""
    return sum(
        partner.contact_id in suggested(index, trade.helper.contact_id, frozenset({partner.contact_id}), len(index))
        for trade in trades
        for partner in (trade.sharing, trade.unlike)
    )


def print_missed(index: ProfileIndex, trades: Sequence[Trade]) -> None:
    """Show whom the helpers got in the place of a partner."""
    names = {person.contact_id: person.name for trade in trades for person in trade.people}
    for trade in trades:
        found = suggested(index, trade.helper.contact_id)
        for partner in (trade.sharing, trade.unlike):
            if partner.contact_id not in found:
                print(f"    [{trade.name}] {partner.name} missed; shown {', '.join(names[one] for one in found)}")


if __name__ == "__main__":
    main()
