"""Who of a file is in the book already: by keys, then addresses, then the name with the organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from netdesk.domain.text import fold
from netdesk.domain.words import PointKind
from netdesk.exchange.records import ContactRecord, PersonReference
from netdesk.exchange.said import Said
from netdesk.exchange.vcard_items import VCARD_SOURCE
from netdesk.services.apart import apart_pairs
from netdesk.services.importing.last_time import LastTime
from netdesk.services.importing.likeness import ROW, Known, conflict, is_like, organisations_of, row_key, words_of
from netdesk.services.point_keys import PointKey, PointKeys, tells_apart

_MOST_SHARING = 100
"""People who share a name or a point, such as the number of a switchboard, up to whom each is looked at."""

_SAID = "SELECT contact_id, line FROM kept_line WHERE line GLOB 'X-NETDESK-SAID:*'"


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody known: a positive id in the book, or the negative number of a row of the same file; None for nobody.

    `doubt` is somebody who may be the same, but too little says so.
    """

    key: int | None = None
    doubt: int | None = None


class PeopleIndex:
    """Everybody in the book and in the part of the file read so far, findable by what a record says."""

    def __init__(self, session: Session, keys: PointKeys) -> None:
        """Read the book; nothing but keys and names stays in memory."""
        self._keys = keys
        self._known: dict[int, Known] = {}
        self._by_uid: dict[str, int] = {}
        self._by_external: dict[tuple[str, str], int] = {}
        self._by_point: defaultdict[PointKey, dict[int, None]] = defaultdict(dict)
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        self._claimed: set[int] = set()
        self._keyed: set[int] = set()
        self._uids: dict[int, str] = {}
        self._apart = apart_pairs(session)
        self._has_rows = False
        rows = session.connection().exec_driver_sql
        for key, uid, name in rows("SELECT id, uid, display_name FROM contact ORDER BY id"):
            self._put(key, uid, name)
        for key, source, text in rows("SELECT contact_id, source, key FROM external_id"):
            self._by_external[source, text] = key
            self._has_rows = self._has_rows or source == ROW
        self.last_time = LastTime((key, line) for key, line in rows(_SAID))
        for key, kind, normal in rows("SELECT contact_id, kind, normal FROM contact_point WHERE normal <> ''"):
            if tells_apart(PointKind(kind), normal):
                self._put_point(key, (PointKind(kind), normal))
        for key, folded in rows(
            "SELECT a.contact_id, o.folded FROM affiliation a JOIN organisation o ON o.id = a.organisation_id"
        ):
            self._known[key].organisations.add(folded)

    def name_of(self, key: int) -> str:
        """Give the name somebody is shown under."""
        return self._known[key].name

    def uid_of(self, key: int) -> str:
        """Give the uid of somebody in the book."""
        return self._uids[key]

    def add(self, key: int, record: ContactRecord) -> None:
        """Take in a row of the file under a negative number, or what a row adds to somebody known."""
        if key not in self._known:
            self._put(key, record.uid, record.display_name)
        elif record.uid:
            self._by_uid.setdefault(record.uid, key)
        for one in record.external_ids:
            self._by_external.setdefault((one.source, one.key), key)
        if _own_keys(record):
            self._keyed.add(key)
        for point in self._keys.reaching(record):
            self._put_point(key, point)
        self._known[key].organisations |= organisations_of(record)

    def expect(self, records: Sequence[ContactRecord], rows: Sequence[Said]) -> None:
        """Take in all rows: what they say, and the keys by which their program tells its people apart."""
        own = [one for record in records for one in _own_keys(record)]
        self._keyed = {self._by_external[one] for one in own if one in self._by_external}
        self.last_time.expect(rows)

    def find(self, record: ContactRecord, said: Said) -> Match:
        """Find who a record is; a second row of the file needs more than a name to be somebody found before."""
        found = self._by_identity(record)
        doubt: int | None = None
        if found is None:
            found = self.last_time.same(said.line, self._claimed)
        if found is None:
            found, doubt = self._by_address(record, said.source)
        if found is None and not record.external_ids:
            found = self.last_time.changed(said)
        if found is None:
            found, resembles = self._by_whole_name(record, said.source)
            doubt = doubt if doubt is not None else resembles
        if found is not None:
            self._claimed.add(found)
        return Match(found, None if found is not None else doubt)

    def is_told_apart(self, key: int, record: ContactRecord, source: str, alike: Collection[int]) -> bool:
        """Tell whether a row is known not to be somebody: by its uid, or as the row of another one who is alike.

        Two rows of one program with keys of their own, such as profiles, are two people as well.
        """
        if key in self._keyed and _own_keys(record):
            return True
        theirs = [self._uids.get(one, "") for one in alike if one in self.last_time.came_from(source)]
        return any(frozenset((uid, self._uids.get(key))) in self._apart for uid in (record.uid, *theirs) if uid)

    def person(self, who: PersonReference) -> list[int]:
        """Find everybody a reference may mean: one by uid or address, perhaps several by name."""
        if who.uid:
            key = self._by_uid.get(who.uid, self._by_external.get((VCARD_SOURCE, who.uid)))
            if key is not None:
                return [key]
        if who.email and (found := self._by_point.get((PointKind.EMAIL, who.email.casefold()))):
            return list(found)
        name = fold(who.name)
        return [*self._by_name.get(name, ())] or self.last_time.named(name) if name else []

    def _by_identity(self, record: ContactRecord) -> int | None:
        if record.uid and (found := self._by_uid.get(record.uid, self._by_external.get((VCARD_SOURCE, record.uid)))):
            return found
        keys = (*record.external_ids, row_key(record)) if self._has_rows else record.external_ids
        ids = ((one.source, one.key) for one in keys)
        return next((self._by_external[one] for one in ids if one in self._by_external), None)

    def _one_of(self, fits: Sequence[int], source: str) -> int | None:
        """Choose the first of whom a row may be; where they are known to be different, the one from this source."""
        if not self._apart or not fits:
            return next(iter(fits), None)
        first, rivals = fits[0], [one for one in fits[1:] if self._are_apart(fits[0], one)]
        if not rivals:
            return first
        own = [one for one in (first, *rivals) if one in self.last_time.came_from(source)]
        return own[0] if len(own) == 1 else None

    def _are_apart(self, first: int, second: int) -> bool:
        return frozenset((self._uids.get(first), self._uids.get(second))) in self._apart

    def _by_address(self, record: ContactRecord, source: str) -> tuple[int | None, int | None]:
        """Look for the same profile, e-mail or phone under the same name, then under one that fits.

        The first misfit is a doubt.
        """
        name, words = fold(record.display_name), words_of(record.display_name)
        points = sorted(self._keys.reaching(record), key=lambda one: _ORDER[one[0]])
        sharing = [(point[0], key) for point in points for key in self._sharing(point, name)]
        sharing.sort(key=lambda one: fold(self._known[one[1]].name) != name)
        fits = [
            key
            for kind, key in sharing
            if is_like(words, self._known[key].words) and (key > 0 or kind is not PointKind.PHONE)
        ]
        same = [key for key in fits if fold(self._known[key].name) == name]
        found = self._one_of(same or fits, source)
        return found, sharing[0][1] if sharing and found is None else None

    def _sharing(self, point: PointKey, name: str) -> Collection[int]:
        """Give who has a point; where so many have it that it tells nobody apart, those of the same name alone."""
        found: Collection[int] = self._by_point.get(point, ())
        if len(found) <= _MOST_SHARING:
            return found
        return [key for key in self._by_name.get(name, ()) if key in found]

    def _by_whole_name(self, record: ContactRecord, source: str) -> tuple[int | None, int | None]:
        same = self._by_name.get(fold(record.display_name), ())[:_MOST_SHARING]
        mine, own_points = organisations_of(record), set(self._keys.reaching(record))
        fits: list[int] = []
        for key in same:
            known = self._known[key]
            if conflict(own_points, known.points):
                continue
            bare = not (mine or own_points) or not (known.organisations or known.points)
            is_free = key > 0 and key not in self._claimed
            if mine & known.organisations or (is_free and (bare or not (mine or known.organisations))):
                fits.append(key)
        found = self._one_of(fits, source)
        return found, next(iter(same), None) if found is None else None

    def _put(self, key: int, uid: str, name: str) -> None:
        self._known[key] = Known(name)
        self._by_name[fold(name)].append(key)
        if uid:
            self._by_uid.setdefault(uid, key)
            self._uids[key] = uid

    def _put_point(self, key: int, point: PointKey) -> None:
        self._known[key].points.add(point)
        self._by_point[point][key] = None


def _own_keys(record: ContactRecord) -> list[tuple[str, str]]:
    """Give the keys by which a program tells its people apart; cards may be there twice, and rows are no keys."""
    return [(one.source, one.key) for one in record.external_ids if one.source not in {VCARD_SOURCE, ROW}]


_ORDER = {PointKind.SOCIAL: 0, PointKind.EMAIL: 1, PointKind.PHONE: 2}
