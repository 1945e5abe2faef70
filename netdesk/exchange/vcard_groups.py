"""Cards that are lists of people become a tag on each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from netdesk.domain.text import clean_line
from netdesk.exchange.records import ContactRecord, Skipped
from netdesk.exchange.vcard_cards import Card
from netdesk.exchange.vcard_items import VCARD_SOURCE
from netdesk.exchange.vcard_values import unescape

_MEMBERS = frozenset({"MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"})


def read_groups(
    groups: Iterable[Card], records: Sequence[ContactRecord]
) -> tuple[Sequence[ContactRecord], list[Skipped]]:
    """Tag the members of each group (RFC 6350, section 6.6.5), and tell what became of its card."""
    tags: dict[str, list[str]] = {}
    notes: list[Skipped] = []
    for card in groups:
        name = next((clean_line(unescape(one.value)) for one in card.properties if one.head.name == "FN"), "")
        for one in card.properties:
            if name and one.head.name in _MEMBERS:
                tags.setdefault(_bare(one.value), []).append(name)
        notes.append(Skipped(card.line, f"“{name or 'Unnamed'}” is a list, not a person; its members got it as a tag."))
    if not tags:
        return records, notes
    return [_tagged(record, tags) for record in records], notes


def _bare(uid: str) -> str:
    text = unescape(uid).strip().lower()
    return text.removeprefix("urn:uuid:")


def _tagged(record: ContactRecord, tags: dict[str, list[str]]) -> ContactRecord:
    uids = [record.uid, *(_bare(one.key) for one in record.external_ids if one.source == VCARD_SOURCE)]
    added = [tag for uid in uids if uid for tag in tags.get(uid, ())]
    return replace(record, tags=tuple(dict.fromkeys([*record.tags, *added]))) if added else record
