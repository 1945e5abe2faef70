"""Rows of address books to contact records, each cell in the place where a person looks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.text import clean_line
from netdesk.domain.words import DateKind, FactKind, PointKind
from netdesk.exchange.csv_cells import Cells, plain_label
from netdesk.exchange.csv_points import points_of
from netdesk.exchange.csv_words import Target
from netdesk.exchange.records import (
    AffiliationRecord,
    ConnectionRecord,
    ContactRecord,
    DateRecord,
    ExternalKey,
    FactRecord,
    Format,
    HowMetRecord,
    PersonReference,
    PointRecord,
)
from netdesk.exchange.titles import is_title, parted
from netdesk.exchange.vcard_items import Field
from netdesk.exchange.vcard_values import escape
from netdesk.exchange.vcard_writer import lines_of

_FACTS = {
    Target.OFFERS: FactKind.OFFERS,
    Target.NEEDS: FactKind.NEEDS,
    Target.INTEREST: FactKind.INTEREST,
    Target.LEARNED: FactKind.LEARNED,
}
_LINKEDIN_PROFILE = re.compile(r"linkedin\.com/(in/[^/?#\s]+|pub/[^?#\s]+)", re.IGNORECASE)
_LINKEDIN_REMARK = "Connected on LinkedIn"


class RowReader:
    """Reads one row."""

    def __init__(self, cells: Cells, line: int) -> None:
        """Take the cells of the row and the line it begins on."""
        self._cells = cells
        self._line = line

    def record(self) -> ContactRecord | None:
        """Give the record of the row, or None where it names nobody."""
        given, middle, family, suffix = names = self._names()
        points = tuple(points_of(self._cells))
        nickname = self._cells.one(Target.NICKNAME)
        display_name = self._called(names) or nickname or self._reached(points)
        if not display_name:
            return None
        relations = tuple(self._relations())
        return ContactRecord(
            display_name=display_name,
            prefix=self._cells.one(Target.PREFIX),
            given_name=given,
            middle_name=middle,
            family_name=family,
            suffix=suffix,
            nickname=nickname,
            pronouns=self._cells.one(Target.PRONOUNS),
            language=self._cells.one(Target.LANGUAGE),
            cadence_days=self._cadence(),
            notes="\n\n".join(text for _, text in self._cells.all(Target.NOTES)),
            points=tuple(dict.fromkeys(points)),
            affiliations=tuple(self._affiliations()),
            tags=tuple(dict.fromkeys(self._tags())),
            facts=tuple(self._facts()),
            how_met=self._how_met(),
            connections=relations,
            dates=tuple(dict.fromkeys(self._dates())),
            external_ids=tuple(self._external_ids()),
            kept_lines=tuple(self._kept(relations)),
            line=self._line,
        )

    def _names(self) -> tuple[str, str, str, str]:
        """Give given, middle and family name and suffix where the file splits them, in columns or by one comma."""
        given, family = self._cells.one(Target.GIVEN), self._cells.one(Target.FAMILY)
        if given or family:
            (given, *titles), (family, *more) = (
                ([given], [family]) if self._cells.kind is Format.NETDESK else (parted(given), parted(family))
            )
            suffix = ", ".join(filter(None, (*titles, *more, self._cells.one(Target.SUFFIX))))
            return given, self._cells.one(Target.MIDDLE), family, suffix
        family, _, given = map(str.strip, self._cells.one(Target.NAME).partition(","))
        splits = family and given and "," not in given and not is_title(given)
        return (given, "", family, "") if splits and self._cells.kind is not Format.NETDESK else ("", "", "", "")

    def _called(self, names: tuple[str, str, str, str]) -> str:
        """Give the name as it is said: “Ana Ruiz” also for a column that says “Ruiz, Ana”."""
        whole = self._cells.one(Target.NAME)
        is_turned = "," in whole and any(names) and self._cells.kind is not Format.NETDESK
        return whole if whole and not is_turned else clean_line(" ".join(names))

    def _reached(self, points: Sequence[PointRecord]) -> str:
        return next((point.value for point in points if point.kind is not PointKind.ADDRESS), "")

    def _affiliations(self) -> Iterator[AffiliationRecord]:
        organisation, role = self._cells.one(Target.ORGANISATION), self._cells.one(Target.ROLE)
        department = self._cells.one(Target.DEPARTMENT)
        if organisation or role or department:
            yield AffiliationRecord(organisation=organisation, role=role, department=department)

    def _tags(self) -> Iterator[str]:
        """Give the tags, without Google's own groups, which an asterisk marks."""
        for _, text in self._cells.many(Target.TAGS):
            values = [text] if self._cells.kind in {Format.NETDESK, Format.GOOGLE} else re.split(r"[;,]", text)
            yield from (clean_line(one) for one in values if one.strip() and not one.startswith("* "))

    def _facts(self) -> Iterator[FactRecord]:
        for target, kind in _FACTS.items():
            for _, text in self._cells.many(target):
                yield FactRecord(kind=kind, text=text)

    def _dates(self) -> Iterator[DateRecord]:
        cells = self._cells.all(Target.BIRTHDAY)
        parts = {column.part: text for column, text in cells if column.part}
        whole = [text for column, text in cells if not column.part]
        if birthday := (_from_parts(parts) if parts else self._cells.date(whole[0]) if whole else None):
            yield DateRecord(DateKind.BIRTHDAY, birthday)
        if anniversary := self._cells.date(self._cells.one(Target.ANNIVERSARY)):
            yield DateRecord(DateKind.ANNIVERSARY, anniversary)
        for _, text, label in self._cells.labelled(Target.EVENT):
            if day := self._cells.date(text):
                plainly = plain_label(label)
                kind = DateKind.ANNIVERSARY if plainly == "anniversary" else DateKind.OTHER
                yield DateRecord(kind, day, "" if kind is DateKind.ANNIVERSARY else plainly)

    def _introducers(self) -> list[str]:
        named = [clean_line(text) for _, text in self._cells.many(Target.INTRODUCER)]
        relations = self._cells.labelled(Target.RELATION)
        return named + [text for _, text, label in relations if plain_label(label) == "referred by"]

    def _how_met(self) -> HowMetRecord | None:
        met_on = self._cells.date(self._cells.one(Target.MET_ON))
        place, introducers = self._cells.one(Target.PLACE), self._introducers()
        if not (met_on or introducers or place):
            return None
        remark = _LINKEDIN_REMARK if self._cells.kind is Format.LINKEDIN else ""
        introducer = PersonReference(name=introducers[0]) if introducers else None
        return HowMetRecord(met_on=met_on, place=place, remark=remark, introducer=introducer)

    def _relations(self) -> Iterator[ConnectionRecord]:
        for _, name in self._cells.many(Target.KNOWS):
            yield ConnectionRecord(PersonReference(name=clean_line(name)))
        for column, text, label in self._cells.labelled(Target.RELATION):
            kind = plain_label(label or column.label)
            if kind != "referred by":
                names = re.split(r"[;,]", text) if kind == "child" else [text]
                yield from (
                    ConnectionRecord(PersonReference(name=clean_line(name)), kind or "knows")
                    for name in names
                    if name.strip()
                )

    def _cadence(self) -> int | None:
        text = self._cells.one(Target.CADENCE)
        return int(text) or None if text.isascii() and text.isdigit() and len(text) < 6 else None

    def _external_ids(self) -> Iterator[ExternalKey]:
        if self._cells.kind is Format.LINKEDIN and (found := _LINKEDIN_PROFILE.search(self._cells.one(Target.URL))):
            yield ExternalKey("linkedin", unquote(found[1]).rstrip("/").lower())

    def _kept(self, relations: Sequence[ConnectionRecord]) -> Iterator[str]:
        """Keep as vCard lines what has no place yet: relatives who may not be contacts, and columns nobody knows."""
        if self._cells.kind is not Format.NETDESK:
            for one in relations:
                head, value = lines_of((Field.CONNECTION, one), 3)[0]
                yield f"{head}:{value}"
        for name in self._introducers()[1:]:
            head, value = lines_of((Field.INTRODUCER, PersonReference(name=name)), 3)[0]
            yield f"{head}:{value}"
        for header, text in self._cells.unknown:
            yield f"X-NETDESK-COLUMN:{escape(clean_line(header))};{escape(text)}"


def _from_parts(parts: Mapping[str, str]) -> PartialDate | None:
    """Put Thunderbird's Birth Year, Month and Day together."""
    numbers = {part: int(text) for part, text in parts.items() if text.isascii() and text.isdigit() and len(text) < 5}
    try:
        return PartialDate(numbers.get("year"), numbers.get("month"), numbers.get("day"))
    except InvalidInputError:
        return None
