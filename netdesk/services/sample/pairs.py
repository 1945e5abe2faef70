"""Introductions that serve no request: two people of whom one needs what the other offers."""

from __future__ import annotations

from datetime import date, timedelta

from netdesk.domain.states import CONNECTING_INTRODUCTION_STATES
from netdesk.domain.words import (
    Consent,
    ConsentBasis,
    FollowUpKind,
    IntroductionState,
    MessageKind,
    Standing,
    StepKind,
)
from netdesk.services.sample import texts
from netdesk.services.sample.follow_ups import FollowUps
from netdesk.services.sample.introductions import Introductions, Side
from netdesk.services.sample.plots import PairPlot
from netdesk.services.sample.scene import Person, Scene
from netdesk.services.sample.telling import Letter, Telling

_NOT_NOW_DAYS = 38


class Pairs:
    """Brings people together who should know each other."""

    def __init__(self, scene: Scene, follow_ups: FollowUps, introductions: Introductions) -> None:
        """Write through these introductions and follow-ups."""
        self._scene, self._chance = scene, scene.chance
        self._follow_ups, self._introductions = follow_ups, introductions
        self._texts = texts.load("wordings")

    def add(self, pair: PairPlot) -> None:
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
        strangers = frozenset((one.id, helper.id)) not in self._introductions.pairs
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
        added = self._introductions.add(
            pair.state, sides, created, note=note, waived=pair.waived, made=made, outcome=told
        )
        for side, frame in zip(sides, ("needs", "offers"), strict=True):
            self._ask_side(telling, side, added, frame)
        if made:
            self._introductions.tell_made(telling, pair.state, sides, added, made, met, topic=topic)
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
