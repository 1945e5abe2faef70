"""Rows of address books to contact records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import InvalidInputError, UnreadableFileError
from netdesk.domain.text import clean_line, shorten
from netdesk.domain.words import DateKind, FactKind, PointKind
from netdesk.exchange.cells import day_first, read_date, restore, split_values
from netdesk.exchange.csv_columns import Column, columns_of, format_of, score
from netdesk.exchange.csv_tables import Row, Table, find_table, likely_table
from netdesk.exchange.csv_words import Target
from netdesk.exchange.points import address_point, link_point
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
    PostalAddress,
    ReadResult,
    Skipped,
)
from netdesk.exchange.titles import is_title, parted
from netdesk.exchange.vcard_items import Field
from netdesk.exchange.vcard_values import escape
from netdesk.exchange.vcard_writer import lines_of

_DATES = frozenset({Target.BIRTHDAY, Target.ANNIVERSARY, Target.EVENT, Target.MET_ON})
_SINGLE = frozenset(
    {Target.NAME, Target.GIVEN, Target.MIDDLE, Target.FAMILY, Target.PREFIX, Target.SUFFIX, Target.NICKNAME}
    | {Target.PRONOUNS, Target.LANGUAGE, Target.ORGANISATION, Target.ROLE, Target.DEPARTMENT, Target.LOCATION}
    | {Target.ANNIVERSARY, Target.MET_ON, Target.PLACE, Target.CADENCE}
)
"""Targets of which a contact has one; what other columns say of it is kept as it is."""

_FACTS = {
    Target.OFFERS: FactKind.OFFERS,
    Target.NEEDS: FactKind.NEEDS,
    Target.INTEREST: FactKind.INTEREST,
    Target.LEARNED: FactKind.LEARNED,
}
_LINKEDIN_PROFILE = re.compile(r"linkedin\.com/(in/[^/?#\s]+|pub/[^?#\s]+)", re.IGNORECASE)
_ADDRESS_JOIN = re.compile(r"[;,\s]+")
_GOOGLE_JOIN = " ::: "
_LINKEDIN_REMARK = "Connected on LinkedIn"


def read_csv(data: bytes, name: str = "The file", mapping: Mapping[str, Target] | None = None) -> ReadResult:
    """Read the contacts of a CSV file; `mapping` tells what its columns mean where the headers do not.

    Raises UnreadableFileError where no header is recognised.
    """
    table = find_table(data, score) or (None if mapping is None else likely_table(data))
    if table is None:
        raise no_header(name)
    return read_table(table, mapping)


def read_table(table: Table, mapping: Mapping[str, Target] | None = None) -> ReadResult:
    """Read the contacts of a table that was found in a file."""
    kind = format_of(table.header) if mapping is None else Format.CSV
    columns = columns_of(table.header, mapping)
    found = list(table.rows())
    by_day = _names_day_first(found, columns)
    records: list[ContactRecord] = []
    skipped: list[Skipped] = []
    for row in found:
        if isinstance(row, int):
            skipped.append(Skipped(row, "A quotation mark that opens on this line is never closed."))
        elif any(cell.strip() for cell in row.cells[len(columns) :]):
            cells = f"{len(row.cells)} cells where the header has {len(columns)}"
            skipped.append(Skipped(row.line, f"This row has {cells}; a separator in a cell may lack quotation marks."))
        elif record := (reader := _RowReader(row, table, columns, kind, by_day)).record():
            records.append(record)
            skipped.extend(Skipped(row.line, reason) for reason in reader.undated)
        else:
            skipped.append(Skipped(row.line, "This row names nobody: no name, e-mail, phone or profile."))
    return ReadResult(kind, tuple(records), tuple(skipped))


def no_header(name: str) -> UnreadableFileError:
    """Say that a file has no header, and the way out."""
    return UnreadableFileError(
        f"{name} has no header that netdesk knows. Give its columns names such as First Name, Last Name, "
        "E-mail and Company in its first line, then import it again."
    )


def _names_day_first(rows: Sequence[Row | int], columns: Sequence[Column | None]) -> bool:
    places = [place for place, column in enumerate(columns) if column and column.target in _DATES]
    return day_first(
        row.cells[place] for row in rows if isinstance(row, Row) for place in places if place < len(row.cells)
    )


class _RowReader:
    """Reads one row, its cells sorted by what their columns mean."""

    def __init__(self, row: Row, table: Table, columns: Sequence[Column | None], kind: Format, by_day: bool) -> None:
        self.row = row
        self.kind = kind
        self.by_day = by_day
        self.unknown: list[tuple[str, str]] = []
        self.undated: list[str] = []
        self.cells: dict[Target, list[tuple[Column, str]]] = {}
        for cell, column, header in zip(row.cells, columns, table.header, strict=False):
            text = restore(cell).strip()
            if text and column is None:
                self.unknown.append((header, text))
            elif text and column and column.target is not Target.IGNORED:
                found = self.cells.setdefault(column.target, [])
                if column.target in _SINGLE and found and found[0][1] != text:
                    self.unknown.append((header, text))
                found.append((column, text))
                if column.target in _DATES and column.part in {"", "value"}:
                    self._check_dates(header, text)

    def record(self) -> ContactRecord | None:
        """Give the record of the row, or None where it names nobody."""
        given, middle, family, suffix = names = self._names()
        points = tuple(self._points())
        nickname = self._one(Target.NICKNAME)
        display_name = self._called(names) or nickname or self._reached(points)
        if not display_name:
            return None
        relations, affiliations = tuple(self._relations()), tuple(self._affiliations())
        return ContactRecord(
            display_name=display_name,
            prefix=self._one(Target.PREFIX),
            given_name=given,
            middle_name=middle,
            family_name=family,
            suffix=suffix,
            nickname=nickname,
            pronouns=self._one(Target.PRONOUNS),
            language=self._one(Target.LANGUAGE),
            cadence_days=self._cadence(),
            notes="\n\n".join(text for _, text in self.cells.get(Target.NOTES, ())),
            points=tuple(dict.fromkeys(points)),
            affiliations=affiliations,
            tags=tuple(dict.fromkeys(self._tags())),
            facts=tuple(self._facts()),
            how_met=self._how_met(),
            connections=relations,
            dates=tuple(dict.fromkeys(self._dates())),
            external_ids=tuple(self._external_ids()),
            kept_lines=tuple(self._kept(relations)),
            line=self.row.line,
        )

    def _check_dates(self, header: str, text: str) -> None:
        """Keep as it is what should be a date and is none, and say so; the zeros that some programs write are empty."""
        for value in self._values(text):
            if self._date(value) is None and value.strip("0/.-: "):
                self.unknown.append((header, value))
                told = f"“{shorten(value, 40)}” under {shorten(clean_line(header), 40)}"
                self.undated.append(f"{told} is no date; it is kept as text, and the rest of the row comes in.")

    def _one(self, target: Target) -> str:
        return clean_line(self.cells[target][0][1]) if target in self.cells else ""

    def _many(self, target: Target) -> Iterator[tuple[Column, str]]:
        """Give all values of a target, taking apart the cells that hold several."""
        for column, text in self.cells.get(target, ()):
            yield from ((column, value) for value in self._values(text))

    def _values(self, text: str) -> list[str]:
        values = split_values(text) if self.kind in {Format.NETDESK, Format.CSV} else text.split(_GOOGLE_JOIN)
        return [value.strip() for value in values if value.strip()]

    def _names(self) -> tuple[str, str, str, str]:
        """Give given, middle and family name and suffix where the file splits them, in columns or by one comma."""
        given, family = self._one(Target.GIVEN), self._one(Target.FAMILY)
        if given or family:
            (given, *titles), (family, *more) = (
                ([given], [family]) if self.kind is Format.NETDESK else (parted(given), parted(family))
            )
            suffix = ", ".join(filter(None, (*titles, *more, self._one(Target.SUFFIX))))
            return given, self._one(Target.MIDDLE), family, suffix
        family, _, given = map(str.strip, self._one(Target.NAME).partition(","))
        splits = family and given and "," not in given and not is_title(given)
        return (given, "", family, "") if splits and self.kind is not Format.NETDESK else ("", "", "", "")

    def _called(self, names: tuple[str, str, str, str]) -> str:
        """Give the name as it is said: “Ana Ruiz” also for a column that says “Ruiz, Ana”."""
        whole = self._one(Target.NAME)
        is_turned = "," in whole and any(names) and self.kind is not Format.NETDESK
        return whole if whole and not is_turned else clean_line(" ".join(names))

    def _reached(self, points: Sequence[PointRecord]) -> str:
        return next((point.value for point in points if point.kind is not PointKind.ADDRESS), "")

    def _points(self) -> Iterator[PointRecord]:
        for column, value, label in self._labelled(Target.EMAIL):
            named, main = _label(label or column.label), "*" in label
            emails = _ADDRESS_JOIN.split(value) if value.count("@") > 1 else [clean_line(value)]
            for email in filter(None, emails):
                yield PointRecord(kind=PointKind.EMAIL, value=email, label=named, preferred=main)
        for column, value, label in self._labelled(Target.PHONE):
            phone = clean_line(value)
            yield PointRecord(
                kind=PointKind.PHONE, value=phone, label=_label(label or column.label), preferred="*" in label
            )
        for column, value, label in self._labelled(Target.URL):
            if point := link_point(value, _label(label or column.label)):
                yield point
        for column, value, label in self._labelled(Target.SOCIAL):
            yield PointRecord(PointKind.SOCIAL, clean_line(value), _label(label or column.label))
        yield from self._addresses()

    def _labelled(self, target: Target) -> Iterator[tuple[Column, str, str]]:
        """Give the values of numbered groups with the label of their group, and the others without one."""
        if target not in self.cells:
            return
        labels = {column.group: text for column, text in self.cells.get(target, ()) if column.part == "label"}
        for column, value in self._many(target):
            if column.part != "label":
                yield column, value, labels.get(column.group, "") if column.group else ""

    def _addresses(self) -> Iterator[PointRecord]:
        groups: dict[str, dict[str, list[str]]] = {}
        labels: dict[str, str] = {}
        for column, text in self.cells.get(Target.ADDRESS, ()):
            if column.part == "label":
                labels[column.group] = text
            else:
                groups.setdefault(column.group, {}).setdefault(column.part, []).append(text)
                labels.setdefault(column.group, column.label)
        for group, parts in groups.items():
            texts = {part: ", ".join(map(clean_line, found)) for part, found in parts.items()}
            address = PostalAddress(**_with_street(texts.pop("formatted", ""), texts))
            if point := address_point(address, _label(labels.get(group, ""))):
                yield point
        if place := self._one(Target.LOCATION):
            yield PointRecord(kind=PointKind.ADDRESS, value=place, address=PostalAddress(city=place))

    def _affiliations(self) -> Iterator[AffiliationRecord]:
        organisation, role = self._one(Target.ORGANISATION), self._one(Target.ROLE)
        department = self._one(Target.DEPARTMENT)
        if organisation or role or department:
            yield AffiliationRecord(organisation=organisation, role=role, department=department)

    def _tags(self) -> Iterator[str]:
        """Give the tags, without Google's own groups, which an asterisk marks."""
        for _, text in self._many(Target.TAGS):
            values = [text] if self.kind in {Format.NETDESK, Format.GOOGLE} else re.split(r"[;,]", text)
            yield from (clean_line(one) for one in values if one.strip() and not one.startswith("* "))

    def _facts(self) -> Iterator[FactRecord]:
        for target, kind in _FACTS.items():
            for _, text in self._many(target):
                yield FactRecord(kind=kind, text=text)

    def _date(self, text: str) -> PartialDate | None:
        return read_date(text, self.by_day)

    def _dates(self) -> Iterator[DateRecord]:
        cells = self.cells.get(Target.BIRTHDAY, ())
        parts = {column.part: text for column, text in cells if column.part}
        whole = [text for column, text in cells if not column.part]
        if birthday := (_from_parts(parts) if parts else self._date(whole[0]) if whole else None):
            yield DateRecord(DateKind.BIRTHDAY, birthday)
        if anniversary := self._date(self._one(Target.ANNIVERSARY)):
            yield DateRecord(DateKind.ANNIVERSARY, anniversary)
        for _, text, label in self._labelled(Target.EVENT):
            if day := self._date(text):
                plainly = _label(label)
                kind = DateKind.ANNIVERSARY if plainly == "anniversary" else DateKind.OTHER
                yield DateRecord(kind, day, "" if kind is DateKind.ANNIVERSARY else plainly)

    def _introducers(self) -> list[str]:
        named = [clean_line(text) for _, text in self._many(Target.INTRODUCER)]
        return named + [text for _, text, label in self._labelled(Target.RELATION) if _label(label) == "referred by"]

    def _how_met(self) -> HowMetRecord | None:
        met_on, place, introducers = self._date(self._one(Target.MET_ON)), self._one(Target.PLACE), self._introducers()
        if not (met_on or introducers or place):
            return None
        remark = _LINKEDIN_REMARK if self.kind is Format.LINKEDIN else ""
        introducer = PersonReference(name=introducers[0]) if introducers else None
        return HowMetRecord(met_on=met_on, place=place, remark=remark, introducer=introducer)

    def _relations(self) -> Iterator[ConnectionRecord]:
        for _, name in self._many(Target.KNOWS):
            yield ConnectionRecord(PersonReference(name=clean_line(name)))
        for column, text, label in self._labelled(Target.RELATION):
            kind = _label(label or column.label)
            if kind != "referred by":
                names = re.split(r"[;,]", text) if kind == "child" else [text]
                yield from (
                    ConnectionRecord(PersonReference(name=clean_line(name)), kind or "knows")
                    for name in names
                    if name.strip()
                )

    def _cadence(self) -> int | None:
        text = self._one(Target.CADENCE)
        return int(text) or None if text.isascii() and text.isdigit() and len(text) < 6 else None

    def _external_ids(self) -> Iterator[ExternalKey]:
        if self.kind is Format.LINKEDIN and (found := _LINKEDIN_PROFILE.search(self._one(Target.URL))):
            yield ExternalKey("linkedin", unquote(found[1]).rstrip("/").lower())

    def _kept(self, relations: Sequence[ConnectionRecord]) -> Iterator[str]:
        """Keep as vCard lines what has no place yet: relatives who may not be contacts, and columns nobody knows."""
        if self.kind is not Format.NETDESK:
            for one in relations:
                head, value = lines_of((Field.CONNECTION, one), 3)[0]
                yield f"{head}:{value}"
        for name in self._introducers()[1:]:
            head, value = lines_of((Field.INTRODUCER, PersonReference(name=name)), 3)[0]
            yield f"{head}:{value}"
        for header, text in self.unknown:
            yield f"X-NETDESK-COLUMN:{escape(clean_line(header))};{escape(text)}"


def _with_street(formatted: str, parts: Mapping[str, str]) -> Mapping[str, str]:
    """Take for the street what a whole address says beyond its parts; some programs call the street itself Address."""
    street, rest = parts.get("street", ""), formatted
    for part in sorted(parts.values(), key=len, reverse=True):
        rest = rest.replace(part, "")
    if not rest.strip(" ,") or (street and street in formatted):
        return parts
    return {**parts, "street": ", ".join(filter(None, (formatted, street)))}


def _label(label: str) -> str:
    return clean_line(label.removeprefix("*")).lower()


def _from_parts(parts: Mapping[str, str]) -> PartialDate | None:
    """Put Thunderbird's Birth Year, Month and Day together."""
    numbers = {part: int(text) for part, text in parts.items() if text.isascii() and text.isdigit() and len(text) < 5}
    try:
        return PartialDate(numbers.get("year"), numbers.get("month"), numbers.get("day"))
    except InvalidInputError:
        return None
