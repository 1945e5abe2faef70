"""How specific an ask is, what it says and lacks, and what to ask back: by patterns at once, by vectors in a worker."""

from netdesk.coach.answers import said_in_answer, said_in_answers
from netdesk.coach.elements import Present
from netdesk.coach.form import Proposal, compose, propose, said_in
from netdesk.coach.gist import asked
from netdesk.coach.vagueness import VagueSpan
from netdesk.coach.verdict import SILENCE, Verdict, ask_back, coach, underline

__all__ = [
    "SILENCE",
    "Present",
    "Proposal",
    "VagueSpan",
    "Verdict",
    "ask_back",
    "asked",
    "coach",
    "compose",
    "propose",
    "said_in",
    "said_in_answer",
    "said_in_answers",
    "underline",
]
