"""The words of the book as the window shows them, and the colours that go with states."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from netdesk.domain.words import Consent, FactKind, HopState, IntroductionState, RequestState
from netdesk.ui.tokens import Kind

LEAST_TIE = 0.01
"""The weakest tie that is told by its number."""

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


def hop_answer(state: HopState) -> str:
    """Say what a hop gave, as a choice among answers."""
    return {
        HopState.ACCEPTED: QCoreApplication.translate("words", "Accepted: they will help"),
        HopState.DECLINED: QCoreApplication.translate("words", "Declined"),
        HopState.DELIVERED: QCoreApplication.translate("words", "Delivered: they helped"),
        HopState.LAPSED: QCoreApplication.translate("words", "Lapsed: never answered"),
    }[state]


def tie_text(strength: float) -> str:
    """Say how strong a tie is; one that has all but worn off is not told as nothing."""
    if 0 < strength < LEAST_TIE:
        return QCoreApplication.translate("words", "tie under {strength}").format(strength=f"{LEAST_TIE:.2f}")
    return QCoreApplication.translate("words", "tie {strength}").format(strength=f"{strength:.2f}")


def word(value: StrEnum) -> str:
    """Give a value of an enumeration in the language of the window."""
    return QCoreApplication.translate("words", value.value)
