"""The ways requests go: plots, as they stand in the resources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from netdesk.domain.words import Consent, ConsentBasis, HopState, IntroductionState, RequestDirection, RequestState
from netdesk.services.sample import texts


@dataclass(frozen=True, slots=True, kw_only=True)
class HopPlot:
    """One hop; numbers are days before the date of the sample, `after` the number of the hop it follows."""

    state: HopState
    through: str = "contact"
    after: int | None = None
    asked: int | None = None
    answered: int | None = None
    nudged: int | None = None
    introduction: IntroductionState | None = None
    made: int | None = None
    met: int | None = None
    reported: int | None = None
    thanked: int | None = None
    thanks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """One request; numbers are days before the date of the sample, `spread` lets it lie that much further back."""

    direction: RequestDirection
    state: RequestState
    wording: str
    asked: int
    asked_back: int | None = None
    reply: int | None = None
    clarified: int | None = None
    matched: int | None = None
    closed: int | None = None
    parked: int | None = None
    until: int | None = None
    before: RequestState | None = None
    requesters: int = 1
    attachment: bool = False
    draft: str = ""
    spread: int = 0
    hops: tuple[HopPlot, ...] = ()

    @property
    def finished(self) -> bool:
        """Tell whether nothing moves any more."""
        return self.state in (RequestState.CLOSED, RequestState.DROPPED)

    @property
    def articulated(self) -> bool:
        """Tell whether the ask was made specific."""
        return self.clarified is not None or self.matched is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPlot:
    """An introduction that serves no request; the second side is the one who helps."""

    state: IntroductionState
    asked: int | None = None
    made: int | None = None
    introduced: int | None = None
    met: int | None = None
    first: Consent = Consent.GRANTED
    second: Consent = Consent.GRANTED
    basis: ConsentBasis = ConsentBasis.ASKED
    waived: bool = False


_WORDS: dict[str, Any] = {"direction": RequestDirection, "before": RequestState, "basis": ConsentBasis}


def plots() -> tuple[tuple[Plot, ...], tuple[PairPlot, ...]]:
    """Read the plots of requests and of pairs."""
    table = texts.load("plots")
    told = tuple(
        Plot(
            **_typed(one, RequestState)
            | {"hops": tuple(HopPlot(**_typed(hop, HopState)) for hop in one.get("hops", ()))}
        )
        for one in table["plot"]
    )
    return told, tuple(PairPlot(**_typed(one, IntroductionState)) for one in table["pair"])


def _typed(table: dict[str, Any], states: Any) -> dict[str, Any]:
    words = _WORDS | {"state": states, "introduction": IntroductionState, "first": Consent, "second": Consent}
    return {key: words[key](value) if key in words else value for key, value in table.items()}
