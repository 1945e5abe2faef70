"""What I know of people: facts by kind, and notes with dates and events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from netdesk.db.tables import Fact
from netdesk.domain.words import FactKind, FactState, Visibility
from netdesk.services.sample import texts
from netdesk.services.sample.people import precise
from netdesk.services.sample.scene import Known, Person, Scene
from netdesk.services.sample.sheet import moment

_SOURCES = (
    "over lunch",
    "a call",
    "an e-mail",
    "their website",
    "a talk",
    "a visit",
    "a mutual friend",
    "the regional paper",
)


class Knowledge:
    """Writes down facts, and notes for the contact's own field."""

    def __init__(self, scene: Scene) -> None:
        """Read the texts about people's lives."""
        self._scene, self._chance = scene, scene.chance
        self._life = texts.load("life")
        self._cities = [place.city for place in scene.places]

    def add_facts(self, person: Person, number: int) -> None:
        """Add what a person offers, needs, likes, and what else was learned."""
        chance, trade = self._chance, person.trade
        round_ = number // len(self._scene.trades.all)
        main = trade.topics[round_ % len(trade.topics)]
        topics = [main, chance.choice(trade.topics)] if chance.random() < 0.5 else [main]
        person.topic = main.key
        slots = self._slots(person, person.met)
        for topic in dict.fromkeys(topics):
            many = 2 if chance.random() < 0.25 else 1
            for text in chance.sample(topic.offers, many):
                known = self._fact(person, FactKind.OFFERS, text, slots, private=0.06, past=0.04)
                person.offers += [Known(topic.key, known)] if known else []
        for key in chance.sample(trade.seeks, chance.choice([1, 1, 2])):
            text = chance.choice(self._scene.trades.topics[key].needs)
            known = self._fact(person, FactKind.NEEDS, text, slots, private=0.1, past=0.17)
            person.needs += [Known(key, known)] if known else []
        for text in chance.sample(self._life["interests"], chance.choice([0, 1, 1, 2])):
            self._fact(person, FactKind.INTEREST, text, slots, private=0.05, past=0.02)
        for text in chance.sample(self._life["learned"], chance.choice([0, 1, 1, 2])):
            self._fact(person, FactKind.LEARNED, text, slots, private=0.2, past=0.02)
        if chance.random() < 0.2:
            self._fact(person, FactKind.LEARNED, chance.choice(self._life["private"]), slots, private=1.0, past=0.0)

    def _fact(
        self, person: Person, kind: FactKind, text: str, slots: Mapping[str, str], *, private: float, past: float
    ) -> str | None:
        """Add a fact; returns its text where it is open and may be quoted."""
        chance = self._chance
        state = FactState.OPEN
        if chance.random() < past:
            state = FactState.MET if kind is FactKind.NEEDS and chance.random() < 0.7 else FactState.SUPERSEDED
        visibility = Visibility.PRIVATE if chance.random() < private else Visibility.SHAREABLE
        learned = self._scene.after(person.met)
        filled = texts.fill(chance, text, slots)
        self._scene.sheet.add(
            Fact,
            contact_id=person.id,
            kind=kind,
            text=filled,
            visibility=visibility,
            state=state,
            learned_on=precise(chance, learned) if chance.random() < 0.85 else None,
            source=chance.choice(_SOURCES) if chance.random() < 0.7 else "",
            created_at=moment(learned, 18),
        )
        return filled if state is FactState.OPEN and visibility is Visibility.SHAREABLE else None

    def notes(self, person: Person, event: str, *, close: bool) -> str:
        """Write the Markdown notes of a contact: how we met, the work, the person, what to do next time."""
        chance, life = self._chance, self._life
        if not close and chance.random() < 0.12:
            return ""
        first = texts.fill(chance, chance.choice(life["met"]), self._slots(person, person.met) | {"event": event})
        work = [self._line(person, line) for line in chance.sample(person.trade.notes, chance.choice([1, 1, 2]))]
        talk = [self._line(person, chance.choice(life["talked"]))] if chance.random() < 0.6 else []
        private = [self._line(person, line) for line in chance.sample(life["personal"], chance.choice([0, 1, 1, 2]))]
        paragraphs = [" ".join([first, *work]), " ".join(talk + private)]
        if chance.random() < 0.35:
            lines = chance.sample(life["next_time"], chance.choice([1, 2]))
            paragraphs.append("**Next time**\n\n" + "\n".join(f"- {self._line(person, line)}" for line in lines))
        return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)

    def _line(self, person: Person, text: str) -> str:
        return texts.fill(self._chance, text, self._slots(person, self._scene.after(person.met, 30)))

    def _slots(self, person: Person, day: date) -> dict[str, str]:
        return slots_of(self._scene, person, day, self._cities)


def slots_of(scene: Scene, person: Person, day: date, cities: Sequence[str]) -> dict[str, str]:
    """Return what texts about a person may name; `day` is when it happened."""
    other = scene.chance.choice(cities)
    while other == person.place.city:
        other = scene.chance.choice(cities)
    return {
        "first": person.first,
        "org": person.body.name,
        "city": person.place.city,
        "other_city": other,
        "topic": person.topic,
        "day": f"{day.day} {texts.MONTHS[day.month - 1]} {day.year}",
        "month": texts.MONTHS[day.month - 1],
        "year": str(day.year),
    }
