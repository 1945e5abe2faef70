"""Cards that are lists of people become a tag on each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from netdesk.domain.text import clean_line, shorten
from netdesk.domain.words import PointKind
from netdesk.exchange.records import ContactRecord, Skipped
from netdesk.exchange.vcard_cards import Card
from netdesk.exchange.vcard_items import VCARD_SOURCE
from netdesk.exchange.vcard_values import unescape

_MEMBERS = frozenset({"MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"})
_MOST_SHOWN = 10


def read_groups(
    groups: Iterable[Card], records: Sequence[ContactRecord]
) -> tuple[Sequence[ContactRecord], list[Skipped]]:
    """Tag the members of each group (RFC 6350, section 6.6.5), and tell what became of its card."""
    tags: dict[str, list[str]] = {}
    members: list[tuple[Card, str, set[str]]] = []
    for card in groups:
        name = next((clean_line(unescape(one.value)) for one in card.properties if one.head.name == "FN"), "")
        keys = {_bare(one.value) for one in card.properties if one.head.name in _MEMBERS}
        members.append((card, name, keys))
        for key in keys if name else ():
            tags.setdefault(key, []).append(name)
    known = {key for record in records for key in _keys(record)} if tags else set()
    notes = [Skipped(card.line, _told(name, [key for key in keys if key not in known])) for card, name, keys in members]
    return [_tagged(record, tags) for record in records] if tags else records, notes


def _told(name: str, missing: Sequence[str]) -> str:
    """Say what became of a list, and who of it is nowhere else in the file."""
    said = f"“{name or 'Unnamed'}” is a list, not a person; its members got it as a tag."
    if not missing:
        return said
    shown = ", ".join(shorten(key.removeprefix("mailto:"), 60) for key in sorted(missing)[:_MOST_SHOWN])
    more = f" and {len(missing) - _MOST_SHOWN} more" if len(missing) > _MOST_SHOWN else ""
    return f"{said} No card of this file is that of {shown}{more}."


def _bare(uid: str) -> str:
    text = unescape(uid).strip().lower()
    return text.removeprefix("urn:uuid:")


def _keys(record: ContactRecord) -> list[str]:
    """Give what a list may name a contact by: its identities and its addresses."""
    uids = [record.uid, *(_bare(one.key) for one in record.external_ids if one.source == VCARD_SOURCE)]
    addresses = [f"mailto:{one.value.lower()}" for one in record.points if one.kind is PointKind.EMAIL]
    return [key for key in (*uids, *addresses) if key]


def _tagged(record: ContactRecord, tags: dict[str, list[str]]) -> ContactRecord:
    added = [tag for key in _keys(record) for tag in tags.get(key, ())]
    return replace(record, tags=tuple(dict.fromkeys([*record.tags, *added]))) if added else record
