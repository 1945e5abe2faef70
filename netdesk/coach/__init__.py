"""How specific an ask is, what it says and lacks, and what to ask back: by patterns at once, by vectors in a worker."""

from netdesk.coach.elements import Present
from netdesk.coach.form import Proposal, compose, propose
from netdesk.coach.vagueness import VagueSpan
from netdesk.coach.verdict import Verdict, ask_back, coach

__all__ = ["Present", "Proposal", "VagueSpan", "Verdict", "ask_back", "coach", "compose", "propose"]
