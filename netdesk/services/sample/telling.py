"""One request being told: its moments, its steps, its letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from netdesk.db.tables import Interaction, Message, Participant, Recipient, Step
from netdesk.domain.instant import Instant
from netdesk.domain.words import (
    Direction,
    InteractionKind,
    MessageKind,
    MessageState,
    RecipientRole,
    StepKind,
)
from netdesk.services.sample import texts
from netdesk.services.sample.casting import Story
from netdesk.services.sample.people import SIGNATURE
from netdesk.services.sample.scene import Person, Scene
from netdesk.services.sample.sheet import moment

_MINUTES = 7


@dataclass(slots=True, kw_only=True)
class Letter:
    """A message to be written: its kind and template, to whom, about what, and when it was sent and answered."""

    kind: MessageKind
    template: str
    to: tuple[Person, ...]
    sent: Instant | None
    slots: dict[str, str] = field(default_factory=dict)
    state: MessageState = MessageState.SENT
    answered: Instant | None = None
    reply: str = ""
    bcc: tuple[Person, ...] = ()
    request_id: int | None = None
    hop_id: int | None = None
    introduction_id: int | None = None


class Telling:
    """Keeps the moments of one request (or pair) in order; `shift` lets all of it lie that many days further back."""

    def __init__(self, scene: Scene, shift: int = 0, request_id: int | None = None) -> None:
        """Begin without any step."""
        self.scene, self.chance, self.sheet = scene, scene.chance, scene.sheet
        self.shift = shift
        self.request_id = request_id
        self._minutes = 0
        self._steps: list[dict[str, Any]] = []
        self.letters = scene.letters

    def when(self, ago: int) -> Instant:
        """Return a moment so many days ago, later than all that was told before of the same day."""
        self._minutes += _MINUTES
        hours, minutes = divmod(self._minutes, 60)
        return moment(self.scene.day(ago + self.shift), 8 + hours, minutes)

    def step(
        self,
        kind: StepKind,
        at: Instant,
        text: str = "",
        *,
        hop_id: int | None = None,
        introduction_id: int | None = None,
    ) -> None:
        """Note a step."""
        self._steps.append(
            {
                "request_id": self.request_id,
                "hop_id": hop_id,
                "introduction_id": introduction_id,
                "kind": kind,
                "at": at,
                "text": text,
            }
        )

    def end(self) -> None:
        """Put the steps down in the order of their dates."""
        for step in sorted(self._steps, key=lambda step: step["at"]):
            self.sheet.add(Step, **step)

    def write(self, letter: Letter, story: Story | None = None) -> int:
        """Write a letter; what was sent and answered is logged as interactions too."""
        template = self.letters[letter.template]
        about = {"about": story.about, "note": story.note, "quoted": texts.quoted(story.note)} if story else {}
        slots = {"sign": SIGNATURE, "to": letter.to[0].first, **about, **letter.slots}
        memo: dict[str, int] = {}
        subject = texts.fill(self.chance, template["subject"], slots, memo)
        body = texts.fill(self.chance, template["body"], slots, memo)
        created = letter.sent or self.when(1)
        state = MessageState.ANSWERED if letter.answered else letter.state
        sent = letter.sent if state in (MessageState.SENT, MessageState.ANSWERED) else None
        added = self.sheet.add(
            Message,
            kind=letter.kind,
            state=state,
            subject=subject,
            body=body,
            copied_at=created if state is not MessageState.DRAFT else None,
            sent_at=sent,
            answered_at=letter.answered,
            request_id=letter.request_id or self.request_id,
            hop_id=letter.hop_id,
            introduction_id=letter.introduction_id,
            created_at=created,
        )
        roles = [(one, RecipientRole.TO) for one in letter.to] + [(one, RecipientRole.BCC) for one in letter.bcc]
        for position, (person, role) in enumerate(roles):
            self.sheet.add(
                Recipient, message_id=added, contact_id=person.id, address=person.email, role=role, position=position
            )
        if sent is not None:
            self._log(letter.to, sent, Direction.OUT, subject, body, message_id=added)
        if letter.answered is not None:
            self._log(letter.to[:1], letter.answered, Direction.IN, f"Re: {subject}", letter.reply, answers_id=added)
        return added

    def _log(
        self, people: tuple[Person, ...], at: Instant, direction: Direction, subject: str, text: str, **links: int
    ) -> None:
        added = self.sheet.add(
            Interaction,
            kind=InteractionKind.EMAIL,
            direction=direction,
            at=at,
            subject=subject,
            text=text,
            created_at=at,
            **links,
        )
        for person in people:
            self.sheet.add(Participant, interaction_id=added, contact_id=person.id)

    def reply(self, kind: str, **slots: str) -> str:
        """Return what somebody answers."""
        wordings = self.letters["replies"][kind]
        chosen = wordings if isinstance(wordings, str) else self.chance.choice(wordings)
        return texts.fill(self.chance, chosen, slots)
