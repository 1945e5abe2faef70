"""When an articulated ask says enough to be passed on."""

from __future__ import annotations


def says_enough(*, purpose: str, topic: str, ask: str, who: str) -> bool:
    """Tell whether an ask can be passed on: what is asked and about what, or the topic and who could help."""
    return bool(ask and (topic or purpose or who)) or bool(topic and who)
