"""Whom the people of a file name: those who introduced them, and those they know."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace

from netdesk.exchange.records import ContactRecord, PersonReference
from netdesk.services.importing.matching import PeopleIndex


class References:
    """Finds whom references mean; `named` are people who come in only because others name them."""

    def __init__(self, index: PeopleIndex, keys: Iterator[int]) -> None:
        """Look in the index; `keys` number whoever is new."""
        self._index = index
        self._keys = keys
        self.named: dict[int, ContactRecord] = {}

    def resolved(self, key: int, record: ContactRecord) -> ContactRecord:
        """Leave out an introducer whom nothing tells from others of the name; the name goes to the remark.

        Nobody is introduced by themselves, as somebody made one with their introducer would be.
        """
        met = record.how_met
        if met is None or met.introducer is None or self.person(key, met.introducer, create=True) is not None:
            return record
        is_self = self._index.person(met.introducer) == [key]
        remark = met.remark or (f"Introduced by {met.introducer.name}" if met.introducer.name and not is_self else "")
        how_met = replace(met, introducer=None, remark=remark)
        says = how_met.met_on or how_met.place or how_met.event or how_met.remark
        return replace(record, how_met=how_met if says else None)

    def introducer(self, key: int, added: ContactRecord) -> int | None:
        """Find who introduced somebody."""
        met = added.how_met
        return self.person(key, met.introducer, create=True) if met and met.introducer else None

    def person(self, key: int, who: PersonReference, create: bool) -> int | None:
        """Find whom a reference means, or add somebody of that name; None for oneself and for one of several."""
        everybody = self._index.person(who)
        found = [one for one in everybody if one != key]
        if len(found) > 1:
            found = [one for one in found if one < 0]
        if len(found) == 1:
            return found[0]
        if everybody or not create or not who.name:
            return None
        new = next(self._keys)
        self.named[new] = ContactRecord(display_name=who.name, uid=who.uid or str(uuid.uuid4()))
        self._index.add(new, self.named[new])
        return new
