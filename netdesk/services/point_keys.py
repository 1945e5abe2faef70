"""What people are recognised by: contact points in the form in which they are compared, and which of them tell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from netdesk.domain.text import fold
from netdesk.domain.words import PointKind
from netdesk.exchange.points import network_of
from netdesk.exchange.records import ContactRecord, PointRecord
from netdesk.services import points

_SHORTEST_PHONE = 7
REACHING = (PointKind.EMAIL, PointKind.PHONE, PointKind.SOCIAL)
"""The kinds of points that may belong to one person alone."""

PointKey = tuple[PointKind, str]


class PointKeys:
    """Contact points in the form in which they are compared, each worked out once."""

    def __init__(self, region: str) -> None:
        """Take the region that phone numbers without a country belong to, or none."""
        self.normal = cache(lambda kind, value: points.normal(kind, value, region or None))

    def of(self, point: PointRecord) -> PointKey:
        """Give what a point is recognised by; addresses by their text."""
        return point.kind, self.normal(point.kind, point.value) or fold(point.value)

    def reaching(self, record: ContactRecord) -> Iterator[PointKey]:
        """Give the points by which a person can be told from others: mail, long enough numbers, and profiles."""
        for point in record.points:
            if point.kind in REACHING:
                key = self.of(point)
                if tells_apart(*key):
                    yield key


@lru_cache(maxsize=1024)
def tells_apart(kind: PointKind, normal: str) -> bool:
    """Tell whether a point, in its normal form, belongs to few people: a mailbox, a whole number, a profile."""
    if kind is PointKind.SOCIAL:
        return "/" in normal and "/company/" not in normal and bool(network_of(normal))
    return len(normal) >= _SHORTEST_PHONE if kind is PointKind.PHONE else "@" in normal
