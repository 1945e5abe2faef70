"""The enumerations of the book; their values are what the database and the exports hold."""

from __future__ import annotations

from enum import StrEnum


class PointKind(StrEnum):
    """A way to reach a contact."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    WEB = "web"
    SOCIAL = "social"


class Standing(StrEnum):
    """What a contact has said once and for all about being introduced and named."""

    ASK = "ask"
    YES = "yes"
    ASK_BEFORE_NAMING = "ask before naming"


class FactKind(StrEnum):
    """What was learned about a contact."""

    OFFERS = "offers"
    NEEDS = "needs"
    INTEREST = "interest"
    LEARNED = "learned"


class Visibility(StrEnum):
    """Whether a fact may be quoted to others."""

    SHAREABLE = "shareable"
    PRIVATE = "private"


class FactState(StrEnum):
    """Whether a fact still holds; a met or superseded one never matches."""

    OPEN = "open"
    MET = "met"
    SUPERSEDED = "superseded"


class DateKind(StrEnum):
    """A date to remember about a contact."""

    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"
    OTHER = "other"


class InteractionKind(StrEnum):
    """The form an exchange with contacts took."""

    EMAIL = "email"
    CALL = "call"
    MEETING = "meeting"
    MESSAGE = "message"
    NOTE = "note"


class Direction(StrEnum):
    """Who reached out: the contact (in), me (out), or both."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


class ResourceKind(StrEnum):
    """What a resource is."""

    LINK = "link"
    DOCUMENT = "document"
    COMMUNITY = "community"
    EVENT = "event"


class RequestDirection(StrEnum):
    """Whether they asked me or I asked."""

    RECEIVED = "received"
    MADE = "made"


class RequestState(StrEnum):
    """Where a request stands on its way."""

    CAPTURED = "captured"
    CLARIFYING = "clarifying"
    SPECIFIC = "specific"
    MOVING = "moving"
    ANSWERED = "answered"
    CLOSED = "closed"
    PARKED = "parked"
    DROPPED = "dropped"


class HopState(StrEnum):
    """Where one attempt to move a request stands."""

    PLANNED = "planned"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DELIVERED = "delivered"
    LAPSED = "lapsed"


class IntroductionState(StrEnum):
    """Where an introduction stands."""

    IDEA = "idea"
    ASKING = "asking"
    AGREED = "agreed"
    MADE = "made"
    MET = "met"
    CLOSED = "closed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    NEVER_MET = "never met"


class Consent(StrEnum):
    """A party's answer to being introduced; only `declined` bars a pair."""

    PENDING = "pending"
    GRANTED = "granted"
    NOT_NOW = "not now"
    DECLINED = "declined"
    LAPSED = "lapsed"


class ConsentBasis(StrEnum):
    """Why a consent counts: a requester agrees by asking, a standing yes needs no question."""

    ASKED = "asked"
    REQUEST = "request"
    STANDING = "standing"
    OVERRIDE = "override"


class StepKind(StrEnum):
    """A dated event on the way of a request, hop or introduction."""

    CAPTURED = "captured"
    ASKED_BACK = "asked back"
    CLARIFIED = "clarified"
    MATCHED = "matched"
    ASKED = "asked"
    ANSWERED = "answered"
    CONSENT_ASKED = "consent asked"
    CONSENT = "consent"
    INTRODUCED = "introduced"
    MET = "met"
    OUTCOME = "outcome"
    REPORTED = "reported"
    THANKED = "thanked"
    STATE = "state"
    NOTE = "note"


class FollowUpKind(StrEnum):
    """What was promised, by me or to me."""

    REPLY_AWAITED = "reply awaited"
    CONSENT_AWAITED = "consent awaited"
    CLOSE_THE_LOOP = "close the loop"
    THANK = "thank"
    CHECK_IN = "check in"
    CUSTOM = "custom"


class FollowUpState(StrEnum):
    """Whether a follow-up is still to be done."""

    DUE = "due"
    DONE = "done"
    SKIPPED = "skipped"


class Promiser(StrEnum):
    """Whose promise a follow-up is."""

    MINE = "mine"
    THEIRS = "theirs"


class MessageKind(StrEnum):
    """What a drafted text is for."""

    ASK = "ask"
    ASK_BACK = "ask back"
    OPT_IN = "opt-in"
    INTRODUCTION = "introduction"
    FORWARDABLE_NOTE = "forwardable note"
    THANK_YOU = "thank-you plus two"
    CLOSE_THE_LOOP = "close the loop"
    NUDGE = "nudge"
    CHECK_IN = "check-in"


class MessageState(StrEnum):
    """Where a message stands."""

    DRAFT = "draft"
    COPIED = "copied"
    SENT = "sent"
    ANSWERED = "answered"


class RecipientRole(StrEnum):
    """The header line a recipient stands on."""

    TO = "to"
    CC = "cc"
    BCC = "bcc"


class Element(StrEnum):
    """What a good ask says."""

    PURPOSE = "purpose"
    TOPIC = "topic"
    ASK = "ask"
    WHO = "who"
    BOUND = "bound"
    CONTEXT = "context"
    EASY_NO = "easy_no"


class Tone(StrEnum):
    """How a draft greets, opens and closes."""

    PLAIN = "plain"
    WARM = "warm"
    FORMAL = "formal"


class Band(StrEnum):
    """How well somebody matches a need; shown instead of a bare number."""

    STRONG = "strong"
    GOOD = "good"
    PERHAPS = "perhaps"
