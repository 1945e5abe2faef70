"""The JSON that Monica 4 exports: an account of collections, each a count, a type and values, tied by uuid."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from netdesk.domain.dates import PartialDate
from netdesk.domain.errors import InvalidInputError, UnreadableFileError
from netdesk.domain.instant import Instant
from netdesk.domain.text import clean, clean_line
from netdesk.domain.words import DateKind, Direction, InteractionKind, PointKind
from netdesk.exchange.decoding import decode
from netdesk.exchange.photos import photo_of_base64
from netdesk.exchange.points import address_point, link_point
from netdesk.exchange.records import (
    AffiliationRecord,
    ConnectionRecord,
    ContactRecord,
    DateRecord,
    Format,
    HowMetRecord,
    InteractionRecord,
    PersonReference,
    PhotoRecord,
    PointRecord,
    PostalAddress,
    ReadResult,
    Skipped,
)
from netdesk.exchange.vcard_items import vcard_key
from netdesk.exchange.vcard_values import escape

Node = Mapping[str, Any]

_SOURCE = str(Format.MONICA)
_READ = frozenset({"call", "contact_field", "note", "reminder", "address", "activity", "photo"})
_LONGEST_CADENCE = 99_999
_KEPT = ("food_preferences", "gender", "is_dead", "deceased_date")
_ADDRESS = {"street": "street", "city": "city", "province": "region", "postal_code": "postal_code"} | {
    "country": "country"
}


def read_monica(data: bytes, name: str = "The file") -> ReadResult:
    """Read the contacts of an export and what was logged with them; raises UnreadableFileError for broken JSON."""
    try:
        document = json.loads(decode(data).lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise UnreadableFileError(
            f"{name} is damaged or cut off at line {error.lineno}: {error.msg}. Export it from Monica again."
        ) from None
    except (ValueError, RecursionError):
        raise UnreadableFileError(
            f"{name} holds numbers or nesting beyond all measure. Export it from Monica again."
        ) from None
    reader = _AccountReader(_node(_node(document).get("account")))
    if not reader.contacts:
        raise UnreadableFileError(f"{name} holds no contacts of Monica. Export the account as JSON and import that.")
    return reader.read()


class _AccountReader:
    """Reads one account; whatever is not of the expected shape counts as absent."""

    def __init__(self, account: Node) -> None:
        parts = _collections(account.get("data"))
        self.contacts = parts.get("contact", [])
        self.activities = [_node(one) for one in parts.get("activity", [])]
        self.photos = {_text(_node(one), "uuid"): one for one in parts.get("photo", [])}
        types = map(_node, _list(_node(account.get("instance")).get("contact_field_types")))
        self.types = {_text(one, "uuid"): _properties(one) for one in types}
        self.names = {_text(_node(one), "uuid"): _name(_properties(_node(one))) for one in self.contacts}
        self.related = self._related(parts.get("relationship", []))

    def read(self) -> ReadResult:
        records: list[ContactRecord] = []
        skipped: list[Skipped] = []
        interactions: list[InteractionRecord] = []
        members: dict[str, list[PersonReference]] = {}
        for number, one in enumerate(self.contacts, 1):
            contact = _node(one)
            record = self._record(contact, number)
            if record is None:
                skipped.append(Skipped(number, f"Contact {number} of the export names nobody."))
                continue
            records.append(record)
            who = PersonReference(name=record.display_name, uid=_text(contact, "uuid"))
            parts = _collections(contact.get("data"))
            interactions += _logged(parts, who)
            for activity in parts.get("activity", []):
                if isinstance(activity, str):
                    members.setdefault(activity, []).append(who)
        interactions += self._met(members)
        return ReadResult(Format.MONICA, tuple(records), tuple(skipped), tuple(interactions))

    def _related(self, relationships: list[Any]) -> dict[str, list[ConnectionRecord]]:
        """Give who is what to each contact; of the two entries that say one thing from both sides, the first."""
        related: dict[str, list[ConnectionRecord]] = {}
        seen: set[frozenset[str]] = set()
        for one in relationships:
            said = _properties(_node(one))
            other, contact = _text(said, "contact_is"), _text(said, "of_contact")
            pair = frozenset({other, contact})
            if pair in seen or not {other, contact} <= set(self.names) or other == contact:
                continue
            seen.add(pair)
            kind = clean_line(_text(said, "type").replace("_", " ")).lower() or "knows"
            related.setdefault(contact, []).append(
                ConnectionRecord(PersonReference(name=self.names[other], uid=other), kind)
            )
        return related

    def _record(self, contact: Node, number: int) -> ContactRecord | None:
        said, parts = _properties(contact), _collections(contact.get("data"))
        uuid, points = _text(contact, "uuid"), tuple(self._points(parts))
        nickname = clean_line(_text(said, "nickname"))
        reached = next((point.value for point in points if point.kind is not PointKind.ADDRESS), "")
        display_name = _name(said) or nickname or reached
        if not display_name:
            return None
        job, company = clean_line(_text(said, "job")), clean_line(_text(said, "company"))
        cadence = said.get("stay_in_touch_frequency")
        return ContactRecord(
            display_name=display_name,
            given_name=clean_line(_text(said, "first_name")),
            middle_name=clean_line(_text(said, "middle_name")),
            family_name=clean_line(_text(said, "last_name")),
            nickname=nickname,
            notes=_text(said, "description"),
            cadence_days=cadence if isinstance(cadence, int) and 0 < cadence <= _LONGEST_CADENCE else None,
            archived_at=_instant(_text(contact, "updated_at")) if said.get("is_active") is False else None,
            points=tuple(dict.fromkeys(points)),
            affiliations=(AffiliationRecord(organisation=company, role=job),) if job or company else (),
            tags=tuple(dict.fromkeys(filter(None, map(clean_line, _texts(said.get("tags")))))),
            how_met=self._how_met(said),
            connections=tuple(self.related.get(uuid, ())),
            dates=tuple(dict.fromkeys(_dates(said, parts))),
            external_ids=(vcard_key(uuid),) if uuid else (),
            photo=self._photo(said, parts),
            kept_lines=tuple(_kept(said, parts)),
            line=number,
        )

    def _points(self, parts: Mapping[str, list[Any]]) -> Iterator[PointRecord]:
        for one in parts.get("contact_field", []):
            said = _properties(_node(one))
            value, kind = clean_line(_text(said, "data")), self.types.get(_text(said, "type"), {})
            words = f"{_text(kind, 'type')} {_text(kind, 'protocol')}".lower()
            label = clean_line(_text(kind, "name")).lower()
            if value and ("mail" in words or ("@" in value and not words.strip())):
                yield PointRecord(kind=PointKind.EMAIL, value=value)
            elif value and ("phone" in words or "tel:" in words):
                yield PointRecord(kind=PointKind.PHONE, value=value)
            elif "/" in value and (link := link_point(value, label)):
                yield link
            elif value:
                yield PointRecord(kind=PointKind.SOCIAL, value=value, label=label)
        for one in parts.get("address", []):
            said = _properties(_node(one))
            address = PostalAddress(**{ours: clean_line(_text(said, theirs)) for theirs, ours in _ADDRESS.items()})
            if point := address_point(address, clean_line(_text(said, "name")).lower()):
                yield point

    def _how_met(self, said: Node) -> HowMetRecord | None:
        day, through = _special(said.get("first_met_date")), _text(said, "first_met_through")
        place = clean_line(_text(said, "first_met_where"))
        remark = clean_line(_text(said, "first_met_additional_info"))
        introducer = PersonReference(name=self.names[through], uid=through) if through in self.names else None
        if not (day or place or remark or introducer):
            return None
        return HowMetRecord(met_on=day, place=place, remark=remark, introducer=introducer)

    def _photo(self, said: Node, parts: Mapping[str, list[Any]]) -> PhotoRecord | None:
        chosen = _text(_node(said.get("avatar")), "avatar_photo")
        for uuid in (chosen, *_texts(parts.get("photo"))):
            _, _, coded = _text(_properties(_node(self.photos.get(uuid))), "dataUrl").partition("base64,")
            if coded and (photo := photo_of_base64(coded)):
                return photo
        return None

    def _met(self, members: Mapping[str, list[PersonReference]]) -> Iterator[InteractionRecord]:
        for activity in self.activities:
            said, uuid = _properties(activity), _text(activity, "uuid")
            at = _instant(_text(said, "happened_at"))
            if at and uuid in members:
                yield InteractionRecord(
                    kind=InteractionKind.MEETING,
                    source=_SOURCE,
                    key=uuid,
                    at=at,
                    people=tuple(members[uuid]),
                    subject=clean_line(_text(said, "summary")),
                    text=_text(said, "description"),
                )


def _logged(parts: Mapping[str, list[Any]], who: PersonReference) -> Iterator[InteractionRecord]:
    """Give the calls and notes of one contact; where an entry has no uuid, its content stands for one."""
    for one in map(_node, parts.get("call", [])):
        said = _properties(one)
        if at := _instant(_text(said, "called_at")):
            text = _text(said, "content")
            yield InteractionRecord(
                kind=InteractionKind.CALL,
                source=_SOURCE,
                key=_key(one, who, at, text),
                at=at,
                people=(who,),
                direction=Direction.IN if said.get("contact_called") else Direction.OUT,
                text=text,
            )
    for one in map(_node, parts.get("note", [])):
        text, at = _text(_properties(one), "body"), _instant(_text(one, "created_at"))
        if text and at:
            yield InteractionRecord(
                kind=InteractionKind.NOTE,
                source=_SOURCE,
                key=_key(one, who, at, text),
                at=at,
                people=(who,),
                text=text,
            )


def _key(entry: Node, who: PersonReference, at: Instant, text: str) -> str:
    content = "\0".join((who.uid, who.name, str(at), text))
    return _text(entry, "uuid") or hashlib.sha256(content.encode()).hexdigest()


def _dates(said: Node, parts: Mapping[str, list[Any]]) -> Iterator[DateRecord]:
    if birthday := _special(said.get("birthdate")):
        yield DateRecord(DateKind.BIRTHDAY, birthday)
    for one in parts.get("reminder", []):
        reminder = _properties(_node(one))
        if day := _day(_text(reminder, "initial_date")):
            yield DateRecord(DateKind.OTHER, day, clean_line(_text(reminder, "title")))


def _kept(said: Node, parts: Mapping[str, list[Any]]) -> Iterator[str]:
    """Keep what the book has no place for, gifts and debts and pets, as lines that travel with the contact."""
    for name in _KEPT:
        if said.get(name):
            yield _line(name, said[name])
    for kind, values in parts.items():
        if kind not in _READ:
            yield from (_line(kind, one) for one in values)


def _line(name: str, value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"X-NETDESK-COLUMN:{escape(clean_line(name))};{escape(clean(text))}"


def _special(value: object) -> PartialDate | None:
    """Read a date that may lack its year, or be no more than an age."""
    node = _node(value)
    day = _day(_text(node, "date"))
    if day is None or day.year is None:
        return None
    if node.get("is_age_based"):
        return PartialDate(day.year)
    return PartialDate(None, day.month, day.day) if node.get("is_year_unknown") else day


def _day(text: str) -> PartialDate | None:
    try:
        day = date.fromisoformat(text[:10])
        return PartialDate(day.year, day.month, day.day)
    except (ValueError, InvalidInputError):
        return None


def _instant(text: str) -> Instant | None:
    """Read a moment; noon of what is a date only, so that it is that date wherever it is read."""
    try:
        return Instant.parse(text if len(text) > len("2024-01-01") else f"{text}T12:00:00Z")
    except InvalidInputError:
        return None


def _name(said: Node) -> str:
    return clean_line(" ".join(filter(None, (_text(said, one) for one in ("first_name", "middle_name", "last_name")))))


def _collections(value: object) -> dict[str, list[Any]]:
    """Sort collections by what they hold, whether they come as a list or under their names."""
    if isinstance(value, Mapping):
        named = {_singular(name): _list(one) or _list(_node(one).get("values")) for name, one in value.items()}
        return {name: found for name, found in named.items() if found}
    found: dict[str, list[Any]] = {}
    for one in map(_node, _list(value)):
        found.setdefault(_singular(_text(one, "type")), []).extend(_list(one.get("values")))
    return found


def _singular(name: str) -> str:
    name = name.replace("-", "_")
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    if name.endswith("sses"):
        return name[:-2]
    return name if name.endswith("ss") else name.removesuffix("s")


def _properties(node: Node) -> Node:
    """Give what an entry says, which older exports wrote beside its uuid."""
    return _node(node.get("properties")) or node


def _node(value: object) -> Node:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(node: Node, name: str) -> str:
    value = node.get(name)
    return clean(value).strip() if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    return [clean(one) for one in _list(value) if isinstance(one, str)]
