"""How a row says that somebody can be reached: addresses, numbers, links and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from netdesk.domain.text import clean_line
from netdesk.domain.words import PointKind
from netdesk.exchange.csv_cells import Cells, plain_label
from netdesk.exchange.csv_words import Target
from netdesk.exchange.points import address_point, link_point
from netdesk.exchange.records import PointRecord, PostalAddress

_ADDRESS_JOIN = re.compile(r"[;,\s]+")


def points_of(cells: Cells) -> Iterator[PointRecord]:
    """Give the contact points of a row in the order in which they are shown."""
    for column, value, label in cells.labelled(Target.EMAIL):
        named, main = plain_label(label or column.label), "*" in label
        emails = _ADDRESS_JOIN.split(value) if value.count("@") > 1 else [clean_line(value)]
        for email in filter(None, emails):
            yield PointRecord(kind=PointKind.EMAIL, value=email, label=named, preferred=main)
    for column, value, label in cells.labelled(Target.PHONE):
        named, main = plain_label(label or column.label), "*" in label
        yield PointRecord(kind=PointKind.PHONE, value=clean_line(value), label=named, preferred=main)
    for column, value, label in cells.labelled(Target.URL):
        if point := link_point(value, plain_label(label or column.label)):
            yield point
    for column, value, label in cells.labelled(Target.SOCIAL):
        yield PointRecord(PointKind.SOCIAL, clean_line(value), plain_label(label or column.label))
    yield from _addresses(cells)


def _addresses(cells: Cells) -> Iterator[PointRecord]:
    groups: dict[str, dict[str, list[str]]] = {}
    labels: dict[str, str] = {}
    for column, text in cells.all(Target.ADDRESS):
        if column.part == "label":
            labels[column.group] = text
        else:
            groups.setdefault(column.group, {}).setdefault(column.part, []).append(text)
            labels.setdefault(column.group, column.label)
    for group, parts in groups.items():
        texts = {part: ", ".join(map(clean_line, found)) for part, found in parts.items()}
        address = PostalAddress(**_with_street(texts.pop("formatted", ""), texts))
        if point := address_point(address, plain_label(labels.get(group, ""))):
            yield point
    if place := cells.one(Target.LOCATION):
        yield PointRecord(kind=PointKind.ADDRESS, value=place, address=PostalAddress(city=place))


def _with_street(formatted: str, parts: Mapping[str, str]) -> Mapping[str, str]:
    """Take for the street what a whole address says beyond its parts; some programs call the street itself Address."""
    street, rest = parts.get("street", ""), formatted
    for part in sorted(parts.values(), key=len, reverse=True):
        rest = rest.replace(part, "")
    if not rest.strip(" ,") or (street and street in formatted):
        return parts
    return {**parts, "street": ", ".join(filter(None, (formatted, street)))}
