"""Introductions of the sample: those that serve hops, pairs that should know each other, and those others made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from netdesk.db.tables import Introduction, Party
from netdesk.domain.instant import Instant
from netdesk.domain.states import CONNECTING_INTRODUCTION_STATES
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
from netdesk.services.sample.plots import HopPlot, PairPlot
from netdesk.services.sample.scene import Person, Scene
from netdesk.services.sample.telling import Letter, Telling

OUTCOME_DAYS = 14
_NOT_NOW_DAYS = 38


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
            self._made(telling, state, [*asking, side], added, made, met, story=story, hop_id=hop_id)
        if met:
            telling.step(StepKind.OUTCOME, met, story.outcome, **links)
        return added

    def _made(
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

    def add_pair(self, pair: PairPlot) -> None:
        """Bring together two of whom one needs what the other offers, with no request between them."""
        scene = self._scene
        latest = scene.day(max(pair.asked or 0, pair.made or 0) + 1)
        standing = pair.basis is ConsentBasis.STANDING

        def fits(one: Person) -> bool:
            return bool(one.offers) and one.met < latest and (one.standing is Standing.YES) == standing

        helper = scene.anyone(fits)
        if helper is None:
            return
        topic = self._chance.choice(helper.offers).topic
        looking = [one for one in scene.who_need(topic) if self._may_meet(one, helper, latest)]
        seeker = looking[0] if looking else scene.anyone(lambda one: self._may_meet(one, helper, latest))
        if seeker is None:
            return
        need = next((known.text for known in seeker.needs if known.topic == topic), None)
        helper.busy += 1
        seeker.busy += 1
        self._tell_pair(pair, seeker, need or scene.note_need(seeker, topic, latest), helper, topic)

    def _may_meet(self, one: Person, helper: Person, latest: date) -> bool:
        strangers = frozenset((one.id, helper.id)) not in self.pairs
        return one is not helper and strangers and one.met < latest and one.standing is not Standing.YES

    def _tell_pair(self, pair: PairPlot, seeker: Person, need: str, helper: Person, topic: str) -> None:
        telling = Telling(self._scene)
        created = telling.when(pair.asked or pair.made or 1)
        sides = [
            self._side(telling, pair, seeker, need, pair.first, ConsentBasis.ASKED),
            self._side(telling, pair, helper, helper.offer(topic), pair.second, pair.basis),
        ]
        made = telling.when(pair.introduced) if pair.introduced is not None else None
        met = telling.when(pair.met) if pair.met is not None else None
        connecting = pair.state in CONNECTING_INTRODUCTION_STATES
        written = (connecting and not pair.waived) or pair.state is IntroductionState.AGREED
        note = (
            f"I am looking for the following: {texts.lower_first(need)}. An hour would help me a lot."
            if written
            else ""
        )
        outcome = {
            IntroductionState.DECLINED: "intro_declined",
            IntroductionState.NEVER_MET: "intro_never_met",
            IntroductionState.MET: "intro_met",
            IntroductionState.CLOSED: "intro_met",
        }.get(pair.state)
        told = self._chance.choice(self._texts[outcome]) if outcome else ""
        added = self.add(pair.state, sides, created, note=note, waived=pair.waived, made=made, outcome=told)
        for side, frame in zip(sides, ("needs", "offers"), strict=True):
            self._ask_side(telling, side, added, frame)
        if made:
            self._made(telling, pair.state, sides, added, made, met, topic=topic)
        if told:
            telling.step(StepKind.OUTCOME, met or telling.when(2), told, introduction_id=added)
        telling.end()

    def _side(
        self, telling: Telling, pair: PairPlot, person: Person, because: str, consent: Consent, basis: ConsentBasis
    ) -> Side:
        if pair.asked is None:
            return Side(person=person, because=because)
        asked = telling.when(pair.asked)
        answered = None if consent is Consent.PENDING else telling.when(max(pair.asked - 2, 1))
        return Side(
            person=person,
            because=because,
            consent=consent,
            basis=basis,
            asked=asked if basis is ConsentBasis.ASKED else None,
            answered=answered,
            not_before=self._scene.today + timedelta(days=_NOT_NOW_DAYS) if consent is Consent.NOT_NOW else None,
        )

    def _ask_side(self, telling: Telling, side: Side, introduction_id: int, frame: str) -> None:
        """Tell how one side of a pair was asked, and what the answer was."""
        if side.asked is None:
            return
        silent = side.consent in (Consent.PENDING, Consent.LAPSED)
        telling.step(StepKind.CONSENT_ASKED, side.asked, side.person.name, introduction_id=introduction_id)
        agreed = side.consent is Consent.GRANTED
        telling.write(
            Letter(
                kind=MessageKind.OPT_IN,
                template="opt_in_pair",
                to=(side.person,),
                sent=side.asked,
                slots={"because": side.because, "frame": telling.letters["frames"][frame]},
                answered=None if silent else side.answered,
                reply=telling.reply("accepted" if agreed else "declined"),
                introduction_id=introduction_id,
            )
        )
        if side.answered is not None:
            text = f"{side.person.name}: {side.consent}"
            telling.step(StepKind.CONSENT, side.answered, text, introduction_id=introduction_id)
        links = {"contact_id": side.person.id, "introduction_id": introduction_id}
        title = self._follow_ups.title("consent_awaited", to=side.person.name)
        self._follow_ups.await_answer(
            FollowUpKind.CONSENT_AWAITED,
            side.asked,
            title,
            side.answered,
            skipped=side.consent is Consent.LAPSED,
            about=links,
        )
        if side.not_before is not None:
            self._follow_ups.add(
                FollowUpKind.CONSENT_AWAITED,
                side.not_before,
                f"Ask {side.person.name} again",
                side.answered or side.asked,
                about=links,
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
