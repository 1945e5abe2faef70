"""What one source said of a contact before and says now, by which what it changes is told from what the user did."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from netdesk.exchange.records import PointRecord
from netdesk.exchange.said import Item, short
from netdesk.services.importing.additions import Difference, Part, Replacement


class Memory:
    """The rule of all values: one that is as the file said it follows the file, one that was edited here stays.

    `said` is what the file said before, `fields` what that was of, and `now` what it says; `left` is what it says no
    more, `gone` the part of that in whose place nothing has come yet. `replaced` and `differences` are what came of it.
    """

    def __init__(self, before: Sequence[Item], now: Collection[Item], taken: Collection[Difference]) -> None:
        """Compare; `taken` are the differences in which the user follows the file."""
        self.now = frozenset(now)
        self.said = frozenset(before)
        self.fields = frozenset(one.field for one in before)
        self.gone = [one for one in before if one not in self.now]
        self.left = frozenset(self.gone)
        self.replaced: list[Replacement] = []
        self.differences: list[Difference] = []
        self._taken = taken

    def single(self, field: str, here: Any, there: Any, *, is_filled: bool) -> Any:
        """Give the new value of a field that holds one: where it is empty, or as the file said and says no more.

        Two rows of one contact may say two values; the one that is here stays as long as a row says it.
        """
        text, shown = short(str(there)) if there else "", short(str(here or ""))
        if not text or here == there or Item(field, text) in self.said:
            return None
        if field not in self.fields:
            return None if is_filled else there
        if Item(field, shown) in self.said:
            return there if Item(field, shown) in self.left else None
        return there if self.follows(field, str(here or ""), str(there)) else None

    def follows(self, field: str, here: str, there: str) -> bool:
        """Note a difference, and tell whether the user follows the file in it."""
        difference = Difference(field, here, there)
        self.differences.append(difference)
        return difference in self._taken

    def placed(self, item: Item, new: Part, here: Mapping[Item, Part], shown: str) -> bool:
        """Put a part in the place of the one that the file said before; tell whether it is to be added instead.

        `here` are the parts of the book, and `shown` what it says of the same field.
        """
        partner = next((one for one in self.gone if one.field == item.field and _may_follow(here.get(one), new)), None)
        if partner is None:
            return True
        self.gone.remove(partner)
        if (old := here.get(partner)) is not None:
            self.replaced.append(Replacement(old, new))
            return False
        return self.follows(item.field, shown, item.value.replace("\t", ", ").strip(", "))


def _may_follow(old: Part | None, new: Part) -> bool:
    """Tell whether a part may come in the place of another: a private number never in that of one at work."""
    if not isinstance(old, PointRecord) or not isinstance(new, PointRecord):
        return True
    return not (old.label and new.label) or old.label == new.label
