"""How I came to know somebody: me ← who introduced us ← who introduced that one …"""

from __future__ import annotations

from collections.abc import Mapping


def introducer_chain(contact: int, introducers: Mapping[int, int], me: int | None = None) -> tuple[int, ...]:
    """Return the introducers that lead to the contact, nearest first, without the contact and without me.

    `introducers` maps a contact to whoever introduced us. A chain that runs in a circle ends before it repeats.
    """
    chain: dict[int, None] = {}
    step = introducers.get(contact)
    while step is not None and step not in chain and step not in (contact, me):
        chain[step] = None
        step = introducers.get(step)
    return tuple(chain)
