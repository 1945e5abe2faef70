"""Choosing what a request is about and who plays in it, so that a helper really offers what is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from netdesk.db.tables import Resource
from netdesk.domain.words import IntroductionState, RequestDirection, ResourceKind, Standing
from netdesk.services.sample import texts
from netdesk.services.sample.organisations import slug
from netdesk.services.sample.plots import Plot
from netdesk.services.sample.scene import Person, Scene
from netdesk.services.sample.sheet import moment

_FIELDS = ("about", "title", "note", "purpose", "ask", "who", "bound", "outcome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one request is about, in words, and the resource that can answer it."""

    topic: str
    about: str
    title: str
    note: str
    purpose: str
    ask: str
    who: str
    bound: str
    outcome: str
    resource_id: int | None
    recommender: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A story with those who ask and, in the order of the hops, those who are asked (None for a resource)."""

    story: Story
    requesters: tuple[Person, ...]
    helpers: tuple[Person | None, ...]
    needs: tuple[str, ...]


class Casting:
    """Goes through the stories in an order of its own, so that neighbours in a list differ."""

    def __init__(self, scene: Scene) -> None:
        """Shuffle the stories and put their resources into the book."""
        self._scene, self._chance = scene, scene.chance
        self._stories: list[dict[str, Any]] = texts.load("stories")["story"]
        self._chance.shuffle(self._stories)
        self._resources: dict[str, tuple[int, Person]] = {}
        self._add_resources()

    def cast(self, plot: Plot, shift: int) -> Cast | None:
        """Fill the roles of a plot that lies `shift` days further back; None where the network is too small for it."""
        people = [hop for hop in plot.hops if hop.through != "resource"]
        made = plot.direction is RequestDirection.MADE
        for index, raw in enumerate(self._stories):
            if made != raw.get("mine", False) and (made or not raw["by"]):
                continue
            able = self._able(raw["topic"], plot, shift)
            by_resource = any(hop.through == "resource" for hop in plot.hops)
            if len(able) < len(people) or (by_resource and raw["topic"] not in self._resources):
                continue
            requesters = self._requesters(raw, plot, shift)
            if requesters is None:
                continue
            self._stories.append(self._stories.pop(index))
            return self._fill(raw, plot, shift, requesters, able)
        return None

    def _able(self, topic: str, plot: Plot, shift: int) -> list[Person]:
        """Return who can help; one with a standing yes is never still waited for."""
        waiting = any(hop.introduction is IntroductionState.ASKING for hop in plot.hops)
        since = self._scene.day(plot.asked + shift)
        able = [one for one in self._scene.who_offer(topic) if one.met < since]
        able = [one for one in able if not (waiting and one.standing is Standing.YES)]
        distinct = {one.offer(topic): one for one in reversed(able)}
        return list(distinct.values()) + [one for one in able if distinct[one.offer(topic)] is not one]

    def _requesters(self, raw: dict[str, Any], plot: Plot, shift: int) -> tuple[Person, ...] | None:
        """Return people of the trades that ask this, who did not find it already and cannot help themselves."""
        scene, topic = self._scene, raw["topic"]
        if plot.direction is RequestDirection.MADE:
            return (scene.me,)
        chosen: list[Person] = []
        known_since = scene.day(plot.asked + shift)

        def free(one: Person) -> bool:
            able = any(known.topic == topic for known in one.offers)
            return one.trade.key in raw["by"] and not able and one not in chosen and one.met < known_since

        for _ in range(plot.requesters):
            looking = [] if plot.finished else [one for one in scene.who_need(topic) if free(one)]
            one = looking[0] if looking else scene.anyone(lambda one: free(one) and topic not in one.wanted)
            if one is None:
                return None
            chosen.append(one)
        return tuple(chosen)

    def _fill(
        self, raw: dict[str, Any], plot: Plot, shift: int, requesters: tuple[Person, ...], able: list[Person]
    ) -> Cast:
        scene, chance = self._scene, self._chance
        asked = scene.day(plot.asked + shift)
        by = _workday(max(asked + timedelta(days=chance.randint(24, 45)), scene.day(shift) + timedelta(days=9)))
        memo: dict[str, int] = {}
        slots = {"by": f"{by.day} {texts.MONTHS[by.month - 1]}"}
        filled = {key: texts.fill(chance, raw[key], slots, memo) for key in _FIELDS}
        resource_id, recommender = self._resources.get(raw["topic"], (None, None))
        story = Story(
            topic=raw["topic"],
            resource_id=resource_id,
            recommender=recommender,
            **filled | {"about": texts.lower_first(filled["about"])},
        )
        needs = tuple(self._need(one, raw["topic"], plot, asked) for one in requesters if one is not scene.me)
        waiting = iter(able)
        helpers = tuple(next(waiting) if hop.through != "resource" else None for hop in plot.hops)
        for one in (*requesters, *helpers):
            if one is not None:
                one.busy += 1
        return Cast(story=story, requesters=requesters, helpers=helpers, needs=needs)

    def _need(self, person: Person, topic: str, plot: Plot, asked: date) -> str:
        known = next((need.text for need in person.needs if need.topic == topic), None)
        return known or self._scene.note_need(person, topic, asked, met=plot.finished)

    def _add_resources(self) -> None:
        scene, chance = self._scene, self._chance
        for raw in self._stories:
            able = scene.who_offer(raw["topic"])
            if "resource" in raw and able:
                added = self._add_resource(raw["resource"], able[-1], f"questions about {raw['topic']}")
                self._resources[raw["topic"]] = (added, able[-1])
        for raw in texts.load("resources")["resource"]:
            recommender = scene.anyone() if chance.random() < 0.8 else None
            if scene.cast:
                self._add_resource(raw, recommender, raw["recommended_for"])

    def _add_resource(self, raw: dict[str, Any], recommender: Person | None, recommended_for: str) -> int:
        title = raw["title"]
        place = "" if raw["kind"] == "document" else f"https://{slug(title)}.example"
        known = self._scene.after(recommender.met, 100) if recommender else self._scene.day(400)
        return self._scene.sheet.add(
            Resource,
            kind=ResourceKind(raw["kind"]),
            title=title,
            url=place,
            description=raw["description"],
            recommender_id=recommender.id if recommender else None,
            recommended_for=recommended_for,
            created_at=moment(known),
        )


def _workday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
