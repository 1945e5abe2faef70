"""What the parts of the sample share: the people on stage and what is known of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from netdesk.db.tables import Fact
from netdesk.domain.dates import PartialDate
from netdesk.domain.words import FactKind, FactState, Standing, Visibility
from netdesk.services.sample import texts
from netdesk.services.sample.names import Place
from netdesk.services.sample.sheet import Sheet, moment
from netdesk.services.sample.trades import Trade, Trades


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation of the sample."""

    id: int
    name: str
    slug: str
    place: Place


@dataclass(frozen=True, slots=True)
class Known:
    """An open, shareable fact and the topic it belongs to."""

    topic: str
    text: str


@dataclass(slots=True, kw_only=True)
class Person:
    """A contact on stage; `offers` and `needs` hold only what may be quoted."""

    id: int
    name: str
    first: str
    place: Place
    body: Body
    trade: Trade
    standing: Standing
    met: date
    email: str
    archived: bool = False
    introducer_id: int | None = None
    topic: str = ""
    offers: list[Known] = field(default_factory=list)
    needs: list[Known] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    busy: int = 0

    def offer(self, topic: str) -> str:
        """Return the fact by which this person can help with the topic."""
        return next(known.text for known in self.offers if known.topic == topic)


class Scene:
    """The chance, the day, the rows and the cast: those people who take part in requests and introductions."""

    def __init__(
        self, chance: random.Random, today: date, sheet: Sheet, me: Person, places: Sequence[Place], trades: Trades
    ) -> None:
        """Begin with me alone."""
        self.chance = chance
        self.today = today
        self.sheet = sheet
        self.me = me
        self.places = places
        self.trades = trades
        self.letters = texts.load("messages")
        self.cast: list[Person] = []

    def day(self, ago: int) -> date:
        """Return the day so many days before the date of the sample."""
        return self.today - timedelta(days=ago)

    def after(self, start: date, least_ago: int = 4) -> date:
        """Draw a day between `start` and some days ago."""
        span = (self.day(least_ago) - start).days
        return start + timedelta(days=self.chance.randint(0, span)) if span > 0 else start

    def who_offer(self, topic: str) -> list[Person]:
        """Return who can help with a topic and may be asked, those who were asked least first."""
        able = [one for one in self._present() if any(known.topic == topic for known in one.offers)]
        return sorted(able, key=lambda one: one.busy)

    def who_need(self, topic: str) -> list[Person]:
        """Return who looks for help with a topic, those who were asked least first."""
        looking = [one for one in self._present() if any(known.topic == topic for known in one.needs)]
        return sorted(looking, key=lambda one: one.busy)

    def anyone(self, fits: Callable[[Person], bool] = lambda one: True) -> Person | None:
        """Draw somebody of the cast who fits, one of those who were asked least."""
        fitting = [one for one in self._present() if fits(one)]
        least = min((one.busy for one in fitting), default=0)
        idle = [one for one in fitting if one.busy == least]
        return self.chance.choice(idle) if idle else None

    def note_need(self, person: Person, topic: str, learned: date, *, met: bool = False) -> str:
        """Write down that a person looks (or looked) for help with a topic, and return the fact."""
        text = texts.fill(self.chance, self.chance.choice(self.trades.topics[topic].needs))
        self.sheet.add(
            Fact,
            contact_id=person.id,
            kind=FactKind.NEEDS,
            text=text,
            visibility=Visibility.SHAREABLE,
            state=FactState.MET if met else FactState.OPEN,
            learned_on=PartialDate.of(learned),
            source="their request",
            created_at=moment(learned, 18),
        )
        person.wanted.add(topic)
        if not met:
            person.needs.append(Known(topic, text))
        return text

    def _present(self) -> Iterator[Person]:
        return (one for one in self.cast if not one.archived)
