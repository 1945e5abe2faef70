"""Thank-you letters that give two connections back."""

from __future__ import annotations

from dataclasses import dataclass

from netdesk.db.tables import Offer
from netdesk.domain.instant import Instant
from netdesk.domain.words import (
    Consent,
    IntroductionState,
    MessageKind,
    MessageState,
    Standing,
    StepKind,
)
from netdesk.services.sample import texts
from netdesk.services.sample.casting import Cast
from netdesk.services.sample.introductions import Introductions, Side
from netdesk.services.sample.scene import Known, Person, Scene
from netdesk.services.sample.telling import Letter, Telling

_STATES = {
    "draft": (IntroductionState.IDEA, IntroductionState.IDEA),
    "sent": (IntroductionState.ASKING, IntroductionState.ASKING),
    "answered": (IntroductionState.CLOSED, IntroductionState.LAPSED),
}


@dataclass(frozen=True, slots=True)
class Gift:
    """Somebody the helper should meet: the fact that is quoted, whether it is an offer, and the helper's own fact."""

    person: Person
    known: Known
    offers: bool
    because: str


class Thanks:
    """Writes thank-you letters."""

    def __init__(self, scene: Scene, introductions: Introductions) -> None:
        """Give connections back through these introductions."""
        self._scene = scene
        self._introductions = introductions
        self._outcomes: list[str] = texts.load("wordings")["intro_met"]

    def thank(self, telling: Telling, helper: Person, cast: Cast, hop_id: int, how: str, at: Instant) -> None:
        """Write the letter to a helper as a draft, as sent, or as answered; nothing where nobody can be given back."""
        story = cast.story
        gifts = self._gifts(helper, cast, at)
        if len(gifts) < 2:
            return
        answered = (
            telling.when(max((self._scene.today - at.day).days - telling.shift - 2, 1)) if how == "answered" else None
        )
        labels = [self._label(telling, gift) for gift in gifts]
        letter = telling.write(
            Letter(
                kind=MessageKind.THANK_YOU,
                template="thank_you",
                to=(helper,),
                sent=None if how == "draft" else at,
                state=MessageState.DRAFT if how == "draft" else MessageState.SENT,
                answered=answered,
                reply=telling.reply("thanked"),
                hop_id=hop_id,
                slots={
                    "outcome": story.outcome,
                    "one": labels[0],
                    "because_one": gifts[0].known.text,
                    "two": labels[1],
                    "because_two": gifts[1].known.text,
                },
            ),
            story,
        )
        for gift, state in zip(gifts, _STATES[how], strict=True):
            asked = None if how == "draft" else at
            granted = Consent.GRANTED if answered else Consent.PENDING
            closed = state is IntroductionState.CLOSED
            lapsed = state is IntroductionState.LAPSED
            other = Consent.GRANTED if closed else Consent.LAPSED if lapsed else Consent.PENDING
            ended = answered if closed or lapsed else None
            added = self._introductions.add(
                state,
                [
                    Side(person=helper, because=gift.because, consent=granted, asked=asked, answered=answered),
                    Side(person=gift.person, because=gift.known.text, consent=other, asked=answered, answered=ended),
                ],
                at,
                waived=closed,
                made=answered if closed else None,
                outcome=self._scene.chance.choice(self._outcomes) if closed else "",
            )
            self._scene.sheet.add(Offer, message_id=letter, introduction_id=added)
            if asked:
                telling.step(StepKind.CONSENT_ASKED, asked, helper.name, introduction_id=added)
            if answered:
                telling.step(StepKind.CONSENT, answered, f"{helper.name}: {granted}", introduction_id=added)
            if answered and closed:
                names = f"{helper.name} and {gift.person.name}"
                telling.step(StepKind.INTRODUCED, answered, names, introduction_id=added)

    def _gifts(self, helper: Person, cast: Cast, at: Instant) -> list[Gift]:
        """Choose who can help the helper, then who needs what the helper offers, then anybody worth knowing."""
        scene = self._scene
        gifts: list[Gift] = []

        def free(one: Person) -> bool:
            brought = frozenset((one.id, helper.id)) in self._introductions.pairs
            related = helper.id == one.introducer_id or one.id == helper.introducer_id or one.body is helper.body
            known = brought or related or one in cast.helpers
            chosen = any(one is gift.person for gift in gifts)
            return one is not helper and not known and not chosen and one.met < at.day and bool(one.offers)

        def give(people: list[Person], topic: str, because: str, *, offers: bool) -> None:
            fitting = [one for one in people if free(one)]
            fitting.sort(key=lambda one: one.standing is not Standing.ASK_BEFORE_NAMING)
            if fitting and len(gifts) < 2:
                facts = fitting[0].offers if offers else fitting[0].needs
                gifts.append(Gift(fitting[0], next(k for k in facts if k.topic == topic), offers, because))

        for need in helper.needs[:1]:
            give(scene.who_offer(need.topic), need.topic, need.text, offers=True)
        for offer in helper.offers:
            give(scene.who_need(offer.topic), offer.topic, offer.text, offers=False)
        while len(gifts) < 2 and (one := scene.anyone(free)):
            gifts.append(Gift(one, one.offers[0], True, helper.offers[0].text))
        return gifts

    @staticmethod
    def _label(telling: Telling, gift: Gift) -> str:
        unnamed = gift.person.standing is Standing.ASK_BEFORE_NAMING
        frame = telling.letters["gifts"][f"{'unnamed_' if unnamed else ''}{'offers' if gift.offers else 'needs'}"]
        return str(frame.format(name=gift.person.name, topic=gift.known.topic))
