"""Introductions of the sample: those that serve hops, and those that others made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from netdesk.db.tables import Introduction, Party
from netdesk.domain.instant import Instant
from netdesk.domain.words import (
    Consent,
    ConsentBasis,
    FollowUpKind,
    FollowUpState,
    IntroductionState,
    MessageKind,
    Standing,
    StepKind,
)
from netdesk.services.sample import texts
from netdesk.services.sample.casting import Story
from netdesk.services.sample.follow_ups import FollowUps
from netdesk.services.sample.plots import HopPlot
from netdesk.services.sample.scene import Person, Scene
from netdesk.services.sample.telling import Letter, Telling

OUTCOME_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A party: the fact of this person that speaks for the introduction, and the consent."""

    person: Person
    because: str
    consent: Consent = Consent.PENDING
    basis: ConsentBasis = ConsentBasis.ASKED
    asked: Instant | None = None
    answered: Instant | None = None
    not_before: date | None = None


class Introductions:
    """Writes introductions with their parties; `pairs` holds who was brought together already."""

    def __init__(self, scene: Scene, follow_ups: FollowUps) -> None:
        """Begin without any."""
        self._scene, self._chance = scene, scene.chance
        self._follow_ups = follow_ups
        self._texts = texts.load("wordings")
        self.pairs: set[frozenset[int]] = set()

    def add(
        self,
        state: IntroductionState,
        sides: Sequence[Side],
        created: Instant,
        *,
        introducer: int | None = None,
        hop_id: int | None = None,
        note: str = "",
        waived: bool = False,
        made: Instant | None = None,
        outcome: str = "",
    ) -> int:
        """Write an introduction and its parties."""
        added = self._scene.sheet.add(
            Introduction,
            introducer_id=introducer or self._scene.me.id,
            hop_id=hop_id,
            state=state,
            forwardable_note=note,
            note_waived=waived,
            made_at=made,
            outcome=outcome,
            created_at=created,
        )
        for position, side in enumerate(sides):
            self._scene.sheet.add(
                Party,
                introduction_id=added,
                contact_id=side.person.id,
                position=position,
                because=side.because,
                consent=side.consent,
                basis=side.basis,
                asked_at=side.asked,
                answered_at=side.answered,
                not_before=side.not_before,
            )
        self.pairs.add(frozenset(side.person.id for side in sides))
        return added

    def for_hop(
        self, telling: Telling, story: Story, hop: HopPlot, hop_id: int, asking: Sequence[Side], helper: Person
    ) -> int:
        """Write the introduction by which I serve a hop: who asks agrees by asking, the helper is asked."""
        state = hop.introduction or IntroductionState.ASKING
        asked = telling.when(hop.asked or 0)
        answered = telling.when(hop.answered) if hop.answered is not None else None
        consent, basis = (Consent.GRANTED if answered else Consent.PENDING), ConsentBasis.ASKED
        if answered and helper.standing is Standing.YES:
            basis = ConsentBasis.STANDING
        standing = basis is ConsentBasis.STANDING
        made = telling.when(hop.made) if hop.made is not None else None
        met = telling.when(hop.met) if hop.met is not None else None
        side = Side(
            person=helper,
            because=helper.offer(story.topic),
            consent=consent,
            basis=basis,
            asked=None if standing else asked,
            answered=answered,
        )
        added = self.add(
            state,
            [*asking, side],
            asked,
            hop_id=hop_id,
            note=story.note,
            made=made,
            outcome=story.outcome if met else "",
        )
        links = {"hop_id": hop_id, "introduction_id": added}
        if not standing:
            telling.step(StepKind.CONSENT_ASKED, asked, helper.name, **links)
            title = self._follow_ups.title("consent_awaited", to=helper.name)
            self._follow_ups.await_answer(
                FollowUpKind.CONSENT_AWAITED, asked, title, answered, about=links | {"contact_id": helper.id}
            )
        if answered:
            telling.step(StepKind.CONSENT, answered, f"{helper.name}: {consent}", **links)
        if made:
            self.tell_made(telling, state, [*asking, side], added, made, met, story=story, hop_id=hop_id)
        if met:
            telling.step(StepKind.OUTCOME, met, story.outcome, **links)
        return added

    def tell_made(
        self,
        telling: Telling,
        state: IntroductionState,
        sides: Sequence[Side],
        introduction_id: int,
        made: Instant,
        met: Instant | None,
        *,
        story: Story | None = None,
        hop_id: int | None = None,
        topic: str = "",
    ) -> None:
        """Tell how two were put in touch: the letter, the steps, the question how it went."""
        first, second = sides[0], sides[-1]
        names = " and ".join(side.person.name for side in sides)
        slots = {
            "first": first.person.first,
            "second": second.person.first,
            "about": story.about if story else topic,
            "because_first": first.because,
            "because_second": second.because,
        }
        telling.write(
            Letter(
                kind=MessageKind.INTRODUCTION,
                template="introduction",
                to=tuple(side.person for side in sides),
                sent=made,
                slots=slots,
                hop_id=hop_id,
                introduction_id=introduction_id,
            ),
            story,
        )
        telling.step(StepKind.INTRODUCED, made, names, hop_id=hop_id, introduction_id=introduction_id)
        if met:
            telling.step(StepKind.MET, met, names, hop_id=hop_id, introduction_id=introduction_id)
        ended = met or (telling.when(2) if state is IntroductionState.NEVER_MET else None)
        self._follow_ups.add(
            FollowUpKind.CLOSE_THE_LOOP,
            made.day + timedelta(days=OUTCOME_DAYS),
            self._follow_ups.title("outcome_asked", first=first.person.first, second=second.person.first),
            made,
            state=FollowUpState.DONE if ended else FollowUpState.DUE,
            ended=ended,
            about={"introduction_id": introduction_id},
        )

    def add_made_by_others(self) -> None:
        """Write how others introduced me: the newest still waits for its outcome and a thank-you."""
        scene = self._scene
        introduced = [one for one in scene.cast if one.introducer_id and not one.archived and one.offers]
        introduced.sort(key=lambda one: (one.met, one.id), reverse=True)
        for person in introduced[: 8 + len(introduced) // 40]:
            ago = (scene.today - person.met).days
            state = (
                IntroductionState.MADE if ago < 10 else IntroductionState.MET if ago < 40 else IntroductionState.CLOSED
            )
            telling = Telling(scene)
            made = telling.when(ago)
            met = telling.when(max(ago - 6, 1)) if state is not IntroductionState.MADE else None
            told = self._chance.choice(self._texts["intro_met"]) if state is IntroductionState.CLOSED else ""
            sides = [
                Side(person=one, because=because, consent=Consent.GRANTED, basis=ConsentBasis.OVERRIDE)
                for one, because in ((scene.me, ""), (person, person.offers[0].text))
            ]
            added = self.add(state, sides, made, introducer=person.introducer_id, waived=True, made=made, outcome=told)
            telling.step(StepKind.INTRODUCED, made, f"{scene.me.name} and {person.name}", introduction_id=added)
            if met:
                telling.step(StepKind.MET, met, person.name, introduction_id=added)
            if state is IntroductionState.MET:
                self._follow_ups.add(
                    FollowUpKind.THANK,
                    scene.today + timedelta(days=self._chance.choice([-2, 0, 1, 3])),
                    f"Say thank you for introducing {person.name}",
                    made,
                    about={"contact_id": person.introducer_id, "introduction_id": added},
                )
            telling.end()
