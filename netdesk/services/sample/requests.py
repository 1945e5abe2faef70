"""Requests of the sample, told from their first wording to where they stand."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from netdesk.db.tables import Attachment, Blob, Request, Requester
from netdesk.domain.instant import Instant
from netdesk.domain.text import shorten
from netdesk.domain.words import (
    FollowUpKind,
    MessageKind,
    MessageState,
    RequestDirection,
    RequestState,
    StepKind,
)
from netdesk.services.sample import texts
from netdesk.services.sample.casting import Cast, Casting
from netdesk.services.sample.follow_ups import FollowUps
from netdesk.services.sample.hops import Hops
from netdesk.services.sample.introductions import Introductions
from netdesk.services.sample.plots import Plot
from netdesk.services.sample.scene import Person, Scene
from netdesk.services.sample.sheet import moment
from netdesk.services.sample.telling import Letter, Telling

_ANSWERED = (RequestState.ANSWERED, RequestState.CLOSED)


class Requests:
    """Tells requests."""

    def __init__(self, scene: Scene, follow_ups: FollowUps, introductions: Introductions) -> None:
        """Cast the stories and tell them with the help of hops."""
        self._scene, self._chance = scene, scene.chance
        self._follow_ups = follow_ups
        self._casting = Casting(scene)
        self._hops = Hops(scene, follow_ups, introductions)
        self._texts = texts.load("wordings")
        self._chance.shuffle(self._texts["vague"])
        self._blobs: dict[str, int] = {}

    def tell(self, plot: Plot) -> bool:
        """Write one request with all that happened to it; False where the network has nobody to play it."""
        shift = self._chance.randint(0, plot.spread)
        cast = self._casting.cast(plot, shift)
        if cast is None:
            return False
        telling = Telling(self._scene, shift)
        asked = telling.when(plot.asked)
        reason = self._chance.choice(self._texts["drop_reasons"]) if plot.state is RequestState.DROPPED else ""
        telling.request_id = self._add(telling, plot, cast, asked, reason)
        telling.step(StepKind.CAPTURED, asked)
        self._clarify(telling, plot, cast)
        if plot.matched is not None:
            telling.step(StepKind.MATCHED, telling.when(plot.matched), cast.story.topic)
        if plot.attachment:
            self._attach(telling, cast, asked)
        self._hops.tell(telling, plot, cast)
        self._end(telling, plot, reason)
        telling.end()
        return True

    def _add(self, telling: Telling, plot: Plot, cast: Cast, asked: Instant, reason: str) -> int:
        story, scene = cast.story, self._scene
        wording = self._wording(plot, cast)
        vague = plot.wording == "vague" and not plot.articulated
        ask = {name: getattr(story, name) for name in ("purpose", "topic", "ask", "who", "bound")}
        closed = plot.state is RequestState.CLOSED
        until = scene.today - timedelta(days=plot.until) if plot.until is not None else None
        added = scene.sheet.add(
            Request,
            direction=plot.direction,
            state=plot.state,
            title=shorten(wording, 80) if vague else story.title,
            original_wording=wording,
            **ask if plot.articulated else {},
            asked_at=asked,
            parked_until=until,
            before_parking=plot.before,
            drop_reason=reason,
            outcome=story.outcome if plot.state in _ANSWERED else "",
            closed_at=self._last(telling, plot) if closed else None,
            created_at=asked,
        )
        for position, one in enumerate(cast.requesters):
            scene.sheet.add(Requester, request_id=added, contact_id=one.id, position=position)
        return added

    def _last(self, telling: Telling, plot: Plot) -> Instant:
        """Return an evening moment, since a request is closed after all else of that day."""
        day: date = self._scene.day((plot.closed or 0) + telling.shift)
        return evening(day)

    def _wording(self, plot: Plot, cast: Cast) -> str:
        chance, story = self._chance, cast.story
        slots = {"me": self._scene.me.first, "about": story.about}
        made = plot.direction is RequestDirection.MADE
        if plot.wording == "vague":
            wordings = self._texts["made_vague" if made else "vague"]
            wordings.append(wordings.pop(0))
            return texts.fill(chance, wordings[-1], slots)
        closing = chance.choice(self._texts["closing"])
        if made:
            return f"{story.note} {self._texts['closing'][0]}"
        return f"{texts.fill(chance, chance.choice(self._texts['greeting']), slots)}\n\n{story.note}\n\n{closing}"

    def _clarify(self, telling: Telling, plot: Plot, cast: Cast) -> None:
        """Tell how questions were asked back and what came of them."""
        requester, story = cast.requesters[0], cast.story
        if plot.draft == "ask back":
            letter = self._questions(requester, None)
            letter.state = MessageState.DRAFT
            telling.write(letter, story)
        if plot.asked_back is None:
            return
        sent = telling.when(plot.asked_back)
        replied = plot.clarified if plot.clarified is not None else plot.reply
        answered = telling.when(replied) if replied is not None else None
        letter = self._questions(requester, sent)
        letter.answered = answered
        if plot.clarified is not None:
            letter.reply = telling.reply("clarified", note=story.note)
        else:
            letter.reply = telling.reply("ask_again")
        telling.write(letter, story)
        title = self._follow_ups.title("clarified", to=requester.name, about=story.about)
        telling.step(StepKind.ASKED_BACK, sent, title)
        ended = answered
        if ended is None and plot.state in (RequestState.DROPPED, RequestState.PARKED):
            ended = telling.when(plot.closed if plot.closed is not None else plot.parked or 1)
        self._follow_ups.await_answer(
            FollowUpKind.REPLY_AWAITED,
            sent,
            self._follow_ups.title("reply_awaited", to=requester.name, about=story.about),
            ended,
            skipped=answered is None,
            about={"contact_id": requester.id, "request_id": telling.request_id},
        )
        if answered is not None:
            kind = StepKind.CLARIFIED if plot.clarified is not None else StepKind.ANSWERED
            telling.step(kind, answered, story.ask if plot.clarified is not None else "reply to “ask back”")

    def _questions(self, requester: Person, sent: Instant | None) -> Letter:
        chosen = self._chance.sample(self._texts["ask_back"], 3)
        return Letter(
            kind=MessageKind.ASK_BACK,
            template="ask_back",
            to=(requester,),
            sent=sent,
            slots={"questions": "\n".join(f"- {question}" for question in chosen)},
        )

    def _attach(self, telling: Telling, cast: Cast, asked: Instant) -> None:
        """Keep a one-page note with a request."""
        name = cast.requesters[0].name
        data = f"{cast.story.title}\n\n{cast.story.note}\n\n{name}\n".encode()
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._blobs:  # two requests of one person may tell the same story
            self._blobs[digest] = telling.sheet.add(
                Blob, sha256=digest, media_type="text/plain", size=len(data), data=data
            )
        telling.sheet.add(
            Attachment,
            request_id=telling.request_id,
            blob_id=self._blobs[digest],
            name=f"One page, {name}.txt",
            created_at=asked,
        )

    def _end(self, telling: Telling, plot: Plot, reason: str) -> None:
        """Note that a request was parked, dropped or closed."""
        if plot.parked is not None:
            until = self._scene.today - timedelta(days=plot.until or 0)
            telling.step(StepKind.STATE, evening(self._scene.day(plot.parked)), f"parked until {until}")
        if plot.closed is not None:
            said = f"{plot.state}: {reason}" if reason else plot.state
            telling.step(StepKind.STATE, self._last(telling, plot), said)


def evening(day: date) -> Instant:
    """Return a moment after all letters of the day."""
    return moment(day, 19)
