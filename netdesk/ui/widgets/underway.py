"""What a field has sent to the book that the book does not have yet."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Underway:
    """The texts of one record on their way; `known` may still be told of it by whoever read before they arrived."""

    count: int = 0
    last: str = ""
    known: set[str] = field(default_factory=set)

    def send(self, text: str, stored: str) -> None:
        """Take note of a text that leaves, and of the one the book has until it arrives."""
        if not self.count:
            self.known = {stored}
        self.count += 1
        self.last = text
        self.known.add(text)

    def arrive(self) -> None:
        """Take note that the book has taken, or refused, the first of them."""
        self.count -= 1
