"""The rows of a file, each with what it says and the source that says it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from netdesk.domain.text import fold
from netdesk.exchange.records import ConnectionRecord, ContactRecord, Format, ReadResult
from netdesk.exchange.said import Said, form_of, is_memory, key_of, said_of
from netdesk.exchange.vcard_items import Field, is_vague
from netdesk.services.importing.matching import PeopleIndex
from netdesk.services.importing.sources import source_of_file


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A record and what it says."""

    record: ContactRecord
    said: Said


def said_rows(result: ReadResult, path: Path, index: PeopleIndex) -> list[SaidRow]:
    """Put every record to what it says, and who says that.

    A connection to somebody whom nobody knows is not said yet: it comes in with the file once they are known.
    """
    kind = result.format
    records = [_without_memory(record) for record in result.records]
    has_connections = any(one.connections for one in records)
    there = {text for one in records for text in (fold(one.display_name), one.uid) if text and has_connections}

    def is_known(one: ConnectionRecord) -> bool:
        is_row = fold(one.who.name) in there or one.who.uid in there
        return is_row or adds_people(kind, one) or bool(index.person(one.who))

    read = []
    for record in records:
        known = tuple(filter(is_known, record.connections))
        said = record if known == record.connections else replace(record, connections=known)
        read.append((record, said_of(said), key_of(kind, record)))
    own = [items for _, items, key in read if not key]
    source = source_of_file(form_of(kind, path), own, index.last_time.sayings) if own else ""
    return [SaidRow(record, Said(key or source, items)) for record, items, key in read]


def adds_people(kind: Format, connection: ConnectionRecord) -> bool:
    """Tell whether somebody unknown is added: netdesk's own files say so, a spouse's name in others does not."""
    return kind is Format.NETDESK or not is_vague((Field.CONNECTION, connection))


def _without_memory(record: ContactRecord) -> ContactRecord:
    """Leave out what an exported book remembers of other files."""
    if not any(map(is_memory, record.kept_lines)):
        return record
    return replace(record, kept_lines=tuple(line for line in record.kept_lines if not is_memory(line)))
