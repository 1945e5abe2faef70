"""The hops of the sample's requests: asked, answered, introduced, reported back and thanked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netdesk.db.tables import Hop
from netdesk.domain.instant import Instant
from netdesk.domain.words import (
    Consent,
    ConsentBasis,
    FollowUpKind,
    HopState,
    MessageKind,
    MessageState,
    RequestDirection,
    RequestState,
    StepKind,
)
from netdesk.services.sample import texts
from netdesk.services.sample.casting import Cast
from netdesk.services.sample.follow_ups import FollowUps
from netdesk.services.sample.introductions import Introductions, Side
from netdesk.services.sample.plots import HopPlot, Plot
from netdesk.services.sample.scene import Person, Scene
from netdesk.services.sample.telling import Letter, Telling
from netdesk.services.sample.thanks import Thanks

_LOOP_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One hop at its turn: its number, its plot and who is asked (None where a resource answers)."""

    number: int
    plot: HopPlot
    helper: Person | None
    id: int
    asked: Instant | None
    answered: Instant | None
    outcome: str


class Hops:
    """Tells the hops of a request."""

    def __init__(self, scene: Scene, follow_ups: FollowUps, introductions: Introductions) -> None:
        """Tell with the help of follow-ups and introductions."""
        self._scene, self._chance = scene, scene.chance
        self._follow_ups, self._introductions = follow_ups, introductions
        self._thanks = Thanks(scene, introductions)
        self._texts = texts.load("wordings")

    def tell(self, telling: Telling, plot: Plot, cast: Cast) -> None:
        """Write all hops of a request, then what followed from each."""
        turns: list[Turn] = []
        for number, hop in enumerate(plot.hops):
            after = turns[hop.after].id if hop.after is not None else None
            following = next((n for n, other in enumerate(plot.hops) if other.after == number), None)
            onward = cast.helpers[following] if following is not None else None
            turns.append(self._add(telling, hop, cast, number, after, onward))
        for turn in turns:
            introduction_id = self._introduce(telling, plot, cast, turn)
            if turn.helper is not None:
                self._ask(telling, plot, cast, turn, turn.helper, introduction_id)
            self._answer(telling, turn)
            self._close_loop(telling, plot, cast, turn)

    def _add(
        self, telling: Telling, hop: HopPlot, cast: Cast, number: int, after: int | None, onward: Person | None
    ) -> Turn:
        """Write one hop; `onward` is whom its helper passed the request on to."""
        story, helper = cast.story, cast.helpers[number]
        asked = telling.when(hop.asked) if hop.asked is not None else None
        delivered = hop.state is HopState.DELIVERED
        ended = hop.met if delivered and not onward and hop.met is not None else hop.answered
        answered = telling.when(ended) if ended is not None else None
        offer = helper.offer(story.topic) if helper else f"Recommended for questions about {story.topic}"
        by_body = helper if hop.through == "organisation" else None
        outcome = story.outcome if delivered else ""
        if delivered and onward:
            outcome = texts.fill(self._chance, self._chance.choice(self._texts["hop_passed_on"]), {"next": onward.name})
        if hop.state in (HopState.DECLINED, HopState.LAPSED, HopState.ACCEPTED):
            outcome = self._chance.choice(self._texts[f"hop_{hop.state}"])
        added = telling.sheet.add(
            Hop,
            request_id=telling.request_id,
            after_id=after,
            contact_id=helper.id if helper and not by_body else None,
            organisation_id=by_body.body.id if by_body else None,
            resource_id=None if helper else story.resource_id,
            state=hop.state,
            because=f"{by_body.name} works there: “{offer}”" if by_body else offer,
            asked_at=asked,
            answered_at=answered,
            outcome=outcome,
            reported_at=telling.when(hop.reported) if hop.reported is not None else None,
            thanked_at=telling.when(hop.thanked) if hop.thanked is not None else None,
            created_at=asked or telling.when(hop.made or 1),
        )
        return Turn(number=number, plot=hop, helper=helper, id=added, asked=asked, answered=answered, outcome=outcome)

    def _introduce(self, telling: Telling, plot: Plot, cast: Cast, turn: Turn) -> int | None:
        """Write the introduction that serves a hop: by me for who asks me, by the helper where I ask."""
        hop, helper = turn.plot, turn.helper
        if hop.introduction is None or helper is None:
            return None
        asked = telling.when(plot.asked)
        if plot.direction is RequestDirection.RECEIVED:
            asking = [
                Side(
                    person=one,
                    because=need,
                    consent=Consent.GRANTED,
                    basis=ConsentBasis.REQUEST,
                    answered=asked,
                )
                for one, need in zip(cast.requesters, cast.needs, strict=True)
            ]
            return self._introductions.for_hop(telling, cast.story, hop, turn.id, asking, helper)
        following = next(number for number, other in enumerate(plot.hops) if other.after == turn.number)
        other = cast.helpers[following]
        if other is None:
            return None
        return self._introduced_by(telling, cast, turn, helper, other)

    def _introduced_by(self, telling: Telling, cast: Cast, turn: Turn, helper: Person, other: Person) -> int:
        hop, story = turn.plot, cast.story
        made = telling.when(hop.made or 0)
        met = telling.when(hop.met) if hop.met is not None else None
        sides = [
            Side(person=one, because=because, consent=Consent.GRANTED, basis=ConsentBasis.OVERRIDE)
            for one, because in ((self._scene.me, ""), (other, other.offer(story.topic)))
        ]
        added = self._introductions.add(
            hop.introduction,  # type: ignore[arg-type]
            sides,
            made,
            introducer=helper.id,
            hop_id=turn.id,
            note=story.note,
            made=made,
            outcome=story.outcome if met else "",
        )
        telling.write(
            Letter(
                kind=MessageKind.FORWARDABLE_NOTE,
                template="forwardable_note",
                to=(helper,),
                sent=turn.answered if met is None else made,
                answered=made if met is None else met,
                reply=telling.reply("accepted"),
                hop_id=turn.id,
                introduction_id=added,
            ),
            story,
        )
        names = f"{self._scene.me.name} and {other.name}"
        telling.step(StepKind.INTRODUCED, made, names, hop_id=turn.id, introduction_id=added)
        if met:
            telling.step(StepKind.MET, met, names, hop_id=turn.id, introduction_id=added)
        return added

    def _ask(
        self, telling: Telling, plot: Plot, cast: Cast, turn: Turn, helper: Person, introduction_id: int | None
    ) -> None:
        """Tell how a helper was asked, nudged and waited for."""
        hop, story = turn.plot, cast.story
        made_by_me = plot.direction is RequestDirection.RECEIVED
        opted = hop.introduction is not None and made_by_me
        letter = Letter(
            kind=MessageKind.OPT_IN if opted else MessageKind.ASK,
            template="opt_in" if opted else "ask_for" if made_by_me else "ask",
            to=(helper,),
            sent=turn.asked,
            slots={"offer": helper.offer(story.topic)},
            hop_id=turn.id,
            introduction_id=introduction_id if opted else None,
        )
        if turn.asked is None:
            if plot.draft == "ask":
                letter.state = MessageState.COPIED
                telling.write(letter, story)
            return
        silent = hop.state in (HopState.ASKED, HopState.LAPSED)
        replied = telling.when(hop.answered) if hop.answered is not None and not silent else None
        letter.answered = replied
        letter.reply = telling.reply("declined" if hop.state is HopState.DECLINED else "accepted")
        telling.write(letter, story)
        telling.step(StepKind.ASKED, turn.asked, self._name(turn, helper), hop_id=turn.id)
        since, ended = turn.asked, replied or (turn.answered if hop.state is HopState.LAPSED else None)
        title = self._follow_ups.title("reply_awaited", to=helper.name, about=story.about)
        links = {"request_id": telling.request_id, "hop_id": turn.id, "contact_id": helper.id}
        if hop.nudged is not None:
            nudged = telling.when(hop.nudged)
            telling.write(
                Letter(kind=MessageKind.NUDGE, template="nudge", to=(helper,), sent=nudged, hop_id=turn.id), story
            )
            telling.step(StepKind.NOTE, nudged, "nudged", hop_id=turn.id)
            self._follow_ups.await_answer(FollowUpKind.REPLY_AWAITED, since, title, nudged, about=links)
            since = nudged
        if not opted or hop.nudged is not None:
            skipped = hop.state is HopState.LAPSED
            self._follow_ups.await_answer(FollowUpKind.REPLY_AWAITED, since, title, ended, skipped=skipped, about=links)

    def _answer(self, telling: Telling, turn: Turn) -> None:
        """Tell what a helper or resource said or did."""
        if turn.answered is None:
            return
        name = self._name(turn, turn.helper)
        if turn.plot.state is HopState.DELIVERED:
            telling.step(StepKind.OUTCOME, turn.answered, f"{name} delivered: {turn.outcome}", hop_id=turn.id)
        else:
            telling.step(StepKind.ANSWERED, turn.answered, f"{name} {turn.plot.state}", hop_id=turn.id)

    def _close_loop(self, telling: Telling, plot: Plot, cast: Cast, turn: Turn) -> None:
        """Report back and thank, or promise to."""
        hop, story = turn.plot, cast.story
        helper = turn.helper or story.recommender
        if hop.state is not HopState.DELIVERED or helper is None or turn.answered is None:
            return
        if hop.reported is not None:
            reported = telling.when(hop.reported)
            telling.step(StepKind.REPORTED, reported, helper.name, hop_id=turn.id)
            if not hop.thanks:
                telling.write(
                    Letter(
                        kind=MessageKind.CLOSE_THE_LOOP,
                        template="close_the_loop",
                        to=(helper,),
                        bcc=tuple(one for one in cast.requesters if one is not self._scene.me),
                        sent=reported,
                        slots={"outcome": story.outcome},
                        hop_id=turn.id,
                    ),
                    story,
                )
        if hop.thanked is not None:
            telling.step(StepKind.THANKED, telling.when(hop.thanked), helper.name, hop_id=turn.id)
        if hop.thanks:
            at = telling.when(hop.thanked if hop.thanked is not None else 1)
            self._thanks.thank(telling, helper, cast, turn.id, hop.thanks, at)
        if hop.reported is None and plot.state is RequestState.ANSWERED:
            thanking = bool(hop.thanks)
            self._follow_ups.add(
                FollowUpKind.THANK if thanking else FollowUpKind.CLOSE_THE_LOOP,
                turn.answered.day + timedelta(days=5 if thanking else _LOOP_DAYS),
                self._follow_ups.title("thank" if thanking else "close_the_loop", to=helper.name, about=story.about),
                turn.answered,
                about={"contact_id": helper.id, "request_id": telling.request_id, "hop_id": turn.id},
            )

    @staticmethod
    def _name(turn: Turn, helper: Person | None) -> str:
        if helper is None:
            return "The resource"
        return helper.body.name if turn.plot.through == "organisation" else helper.name
