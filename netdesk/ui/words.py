"""The words of the book as the window shows them, and the colours that go with states."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from netdesk.domain.words import Consent, FactKind, IntroductionState, RequestState
from netdesk.ui.tokens import Kind

INTRODUCTION_KINDS: Mapping[IntroductionState, Kind] = {
    IntroductionState.IDEA: Kind.NEUTRAL,
    IntroductionState.ASKING: Kind.MOVING,
    IntroductionState.AGREED: Kind.GOOD,
    IntroductionState.MADE: Kind.ACCENT,
    IntroductionState.MET: Kind.THANKS,
    IntroductionState.CLOSED: Kind.NEUTRAL,
    IntroductionState.DECLINED: Kind.WRONG,
    IntroductionState.LAPSED: Kind.NEUTRAL,
    IntroductionState.NEVER_MET: Kind.DUE,
}

REQUEST_KINDS: Mapping[RequestState, Kind] = {
    RequestState.CAPTURED: Kind.DUE,
    RequestState.CLARIFYING: Kind.DUE,
    RequestState.SPECIFIC: Kind.ACCENT,
    RequestState.MOVING: Kind.MOVING,
    RequestState.ANSWERED: Kind.THANKS,
    RequestState.CLOSED: Kind.NEUTRAL,
    RequestState.PARKED: Kind.NEUTRAL,
    RequestState.DROPPED: Kind.NEUTRAL,
}

CONSENT_KINDS: Mapping[Consent, Kind] = {
    Consent.PENDING: Kind.NEUTRAL,
    Consent.GRANTED: Kind.GOOD,
    Consent.NOT_NOW: Kind.DUE,
    Consent.DECLINED: Kind.WRONG,
    Consent.LAPSED: Kind.NEUTRAL,
}

FACT_KINDS: Mapping[FactKind, Kind] = {
    FactKind.OFFERS: Kind.GOOD,
    FactKind.NEEDS: Kind.DUE,
    FactKind.INTEREST: Kind.MOVING,
    FactKind.LEARNED: Kind.NEUTRAL,
}


def word(value: StrEnum) -> str:
    """Give a value of an enumeration in the language of the window."""
    return QCoreApplication.translate("words", value.value)
