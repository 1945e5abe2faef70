"""The people of the sample: names, contact points, roles, tags and dates to remember."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from netdesk.db.tables import (
    Affiliation,
    Contact,
    ContactPoint,
    ContactTag,
    DateToRemember,
    ExternalId,
    KeptLine,
    Tag,
)
from netdesk.domain.dates import PartialDate
from netdesk.domain.text import fold
from netdesk.domain.words import DateKind, PointKind, Standing
from netdesk.services.points import normal
from netdesk.services.sample import texts
from netdesk.services.sample.names import DrawnName, Names, digits
from netdesk.services.sample.organisations import Organisations, slug
from netdesk.services.sample.scene import Body, Person, Scene
from netdesk.services.sample.sheet import Sheet, moment
from netdesk.services.sample.trades import Trade

MY_NAME = "Nora Ashdown"
MY_ROLE = "Partnerships lead"
SIGNATURE = f"{MY_NAME}\n{MY_ROLE}, Common Thread Works"
_PRIVATE_DOMAINS = ("example.com", "example.net", "example.org")
_BIRTHDAYS_NEAR = {2: 0, 5: 1, 9: 3, 14: 6, 20: -1, 27: 11}
"""Which people have a birthday in how many days, so that every date of a sample shows some."""

_COLLEAGUES = frozenset({3, 8, 13, 21, 30, 44, 59})
_AT_HOME = frozenset(
    {"procurement", "operations", "finance", "volunteering", "trading", "design", "people_work", "making"}
)
"""The trades that my own organisation has."""

_STANDING = ((0.09, Standing.YES), (0.18, Standing.ASK_BEFORE_NAMING), (1.0, Standing.ASK))
_TITLED = frozenset({"medicine", "research"})


def precise(chance: random.Random, day: date) -> PartialDate:
    """Remember a day as people do: whole, by its month, or by its year."""
    drawn = chance.random()
    if drawn < 0.6:
        return PartialDate.of(day)
    return PartialDate(day.year, day.month) if drawn < 0.92 else PartialDate(day.year)


def add_me(chance: random.Random, sheet: Sheet, body: Body, trade: Trade, today: date) -> Person:
    """Add myself."""
    began = date(today.year - 9, 1, 7)
    given, family = MY_NAME.split()
    me = sheet.add(
        Contact,
        is_me=True,
        display_name=MY_NAME,
        sort_name=fold(f"{family} {given}"),
        given_name=given,
        family_name=family,
        pronouns="she/her",
        language="en",
        created_at=moment(began),
    )
    sheet.add(
        Affiliation,
        contact_id=me,
        organisation_id=body.id,
        role=MY_ROLE,
        department="Partnerships",
        since=PartialDate(began.year, 1),
    )
    email = f"nora.ashdown@{body.slug}.example"
    points = ((PointKind.EMAIL, "work", email), (PointKind.PHONE, "mobile", digits(chance, "+44 7700 900###")))
    _add_points(sheet, me, points)
    return Person(
        id=me,
        name=MY_NAME,
        first=given,
        place=body.place,
        body=body,
        trade=trade,
        standing=Standing.YES,
        met=began,
        email=email,
    )


class People:
    """Adds one person after the other."""

    def __init__(self, scene: Scene, names: Names, organisations: Organisations) -> None:
        """Shuffle the trades, so that each comes up as often as the others."""
        self._scene, self._chance, self._sheet = scene, scene.chance, scene.sheet
        self._names, self._organisations = names, organisations
        self._life = texts.load("life")
        self._trades = list(scene.trades.all)
        self._chance.shuffle(self._trades)
        self._tags: dict[str, int] = {}

    def add(self, number: int, met: date, *, close: bool) -> Person:
        """Add a person whom I have known since `met`; somebody close is never archived."""
        chance = self._chance
        colleague = number in _COLLEAGUES or (number > 60 and chance.random() < 0.02)
        trade = self._trades[number % len(self._trades)]
        if colleague:
            trade = chance.choice([one for one in self._trades if one.key in _AT_HOME])
        body = self._organisations.mine if colleague else self._organisations.pick(trade.sectors)
        place = body.place if chance.random() < 0.9 else chance.choice(self._names.places)
        name = self._names.draw(chance, place, titled=trade.key in _TITLED and chance.random() < 0.4)
        standing = next(word for limit, word in _STANDING if chance.random() < limit)
        archived = not close and number > 40 and chance.random() < 0.03
        person = Person(
            id=0,
            name=name.display,
            first=name.given,
            place=place,
            body=body,
            trade=trade,
            standing=standing,
            met=met,
            email="",
            archived=archived,
        )
        person.id = self._sheet.add(Contact, **self._contact(name, person, close))
        person.email = self._reach(person, name)
        self._employ(person)
        self._tag(person, close)
        self._remember(person, number)
        return person

    def _contact(self, name: DrawnName, person: Person, close: bool) -> dict[str, Any]:
        chance = self._chance
        cadence = chance.choice([21, 60, 60, 90]) if close else chance.choice([None, None, None, 60, 90, 180, 365])
        return {
            "display_name": name.display,
            "sort_name": name.sort,
            "prefix": name.prefix,
            "given_name": name.given,
            "family_name": name.family,
            "nickname": name.given[:3] if len(name.given) > 6 and chance.random() < 0.06 else "",
            "pronouns": name.pronouns,
            "language": name.language if chance.random() < 0.6 else "en",
            "standing": person.standing,
            "cadence_days": None if person.archived else cadence,
            "archived_at": moment(self._scene.after(person.met, 30)) if person.archived else None,
            "created_at": moment(person.met, 19),
        }

    def _reach(self, person: Person, name: DrawnName) -> str:
        """Add contact points and return the preferred e-mail address."""
        chance = self._chance
        handle = slug(f"{name.given} {name.family}").replace("-", ".")
        unlike = "" if person.id < 2_000 else str(person.id)
        work = f"{handle}{unlike}@{person.body.slug}.example"
        home = f"{handle}{unlike or chance.randint(60, 99)}@{chance.choice(_PRIVATE_DOMAINS)}"
        points = [(PointKind.EMAIL, "work", work)] if chance.random() < 0.85 else []
        if not points or chance.random() < 0.3:
            points.append((PointKind.EMAIL, "home", home))
        if person.place.phones and chance.random() < 0.75:
            label = chance.choice(["mobile", "work"])
            points.append((PointKind.PHONE, label, digits(chance, chance.choice(person.place.phones))))
        if chance.random() < 0.14:
            points.append((PointKind.WEB, "own", f"https://{handle.replace('.', '-')}.example"))
        if chance.random() < 0.3:
            points.append((PointKind.SOCIAL, "profile", f"https://social.example/@{handle}{unlike}"))
        _add_points(self._sheet, person.id, points)
        if chance.random() < 0.16:
            self._house(person, len(points))
        if chance.random() < 0.2:
            self._sheet.add(ExternalId, contact_id=person.id, source="linkedin", key=f"in/{handle}-{person.id}")
        if chance.random() < 0.03:
            line = f"X-ASSISTANT:{chance.choice(['Front desk', 'The office', 'Reception'])}"
            self._sheet.add(KeptLine, contact_id=person.id, position=0, line=line)
        return points[0][2]

    def _house(self, person: Person, position: int) -> None:
        chance, place = self._chance, person.place
        street = texts.fill(chance, chance.choice(place.streets))
        postal = digits(chance, place.postal)
        self._sheet.add(
            ContactPoint,
            contact_id=person.id,
            kind=PointKind.ADDRESS,
            label="home",
            value=f"{street}, {postal} {place.city}, {place.country}",
            position=position,
            street=street,
            postal_code=postal,
            city=place.city,
            country=place.country,
        )

    def _employ(self, person: Person) -> None:
        chance, today = self._chance, self._scene.today
        since = today.year - chance.choice([0, 1, 1, 2, 2, 3, 4, 5, 7, 9, 12])
        began = PartialDate(since, chance.randint(1, today.month) if since == today.year else chance.randint(1, 12))
        role = chance.choice(person.trade.roles)
        department = chance.choice(person.trade.departments) if chance.random() < 0.5 else ""
        self._sheet.add(
            Affiliation,
            contact_id=person.id,
            organisation_id=person.body.id,
            role=role,
            department=department,
            since=began,
        )
        if chance.random() < 0.4:
            former = self._organisations.pick(person.trade.sectors)
            self._sheet.add(
                Affiliation,
                contact_id=person.id,
                organisation_id=former.id,
                role=chance.choice(person.trade.roles),
                since=PartialDate(since - chance.randint(2, 8)),
                until=PartialDate(since),
                current=False,
                position=1,
            )

    def _tag(self, person: Person, close: bool) -> None:
        chance = self._chance
        names = [tag for tag in person.trade.tags if chance.random() < 0.6]
        names += [chance.choice(self._life["tags"])] if chance.random() < 0.3 else []
        names += ["inner circle"] if close and chance.random() < 0.5 else []
        for name in dict.fromkeys(names):
            if name not in self._tags:
                cadence = 42 if name == "inner circle" else None
                self._tags[name] = self._sheet.add(Tag, name=name, folded=fold(name), cadence_days=cadence)
            self._sheet.add(ContactTag, contact_id=person.id, tag_id=self._tags[name])

    def _remember(self, person: Person, number: int) -> None:
        chance, today = self._chance, self._scene.today
        near = _BIRTHDAYS_NEAR.get(number)
        if near is not None or chance.random() < 0.3:
            ahead = chance.randint(15, 360) if near is None else near
            day = today + timedelta(days=ahead)
            year = None if chance.random() < 0.5 else day.year - chance.randint(27, 68)
            known = PartialDate(year, day.month, min(day.day, 28) if day.month == 2 else day.day)
            self._sheet.add(DateToRemember, contact_id=person.id, kind=DateKind.BIRTHDAY, day=known)
        if chance.random() < 0.04:
            day = self._scene.after(person.met)
            kind, label = chance.choice(
                [(DateKind.ANNIVERSARY, "wedding"), (DateKind.OTHER, "name day"), (DateKind.OTHER, "founding day")]
            )
            yearly = replace(PartialDate.of(day), day=min(day.day, 28))
            self._sheet.add(DateToRemember, contact_id=person.id, kind=kind, label=label, day=yearly)


def _add_points(sheet: Sheet, contact_id: int, points: Any) -> None:
    for position, (kind, label, value) in enumerate(points):
        plain = "".join(c for c in value if c in "+0123456789") if kind is PointKind.PHONE else normal(kind, value)
        sheet.add(
            ContactPoint,
            contact_id=contact_id,
            kind=kind,
            label=label,
            value=value,
            normal=plain,
            preferred=position == 0,
            position=position,
        )
