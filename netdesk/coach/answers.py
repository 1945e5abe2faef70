"""What an answer to questions back says for the fields of an ask: it names its topic in words of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace

from netdesk.coach.form import Proposal, propose, said_in
from netdesk.coach.verdict import Verdict, coach
from netdesk.language.mail import body

_ABOUT = re.compile(
    r"^[ \t]*(?:\d{1,2}[.)]\s*)?(?:(?:hi|hello|dear) \w+,\s*)?"
    r"(?:(?:it(?:['’]?s| is| was)|this is|that is|mainly|mostly|specifically)\s+)?(?:mainly |mostly |all )?"
    r"(?:about|regarding|concerning)\s+(?P<topic>[^.:;!?,\n]{3,80})[.:;!?,]?\s*",
    re.IGNORECASE | re.MULTILINE,
)


def said_in_answers(answers: Iterable[str], judge: Callable[[str], Verdict] = coach) -> dict[str, str]:
    """Give what several answers say for the fields, the first that says something about each."""
    said: dict[str, str] = {}
    for answer in answers:
        for name, found in asdict(said_in_answer(answer, judge)).items():
            if found:
                said.setdefault(name, found)
    return said


def said_in_answer(answer: str, judge: Callable[[str], Verdict] = coach) -> Proposal:
    """Give what one answer says; the sentence that only names the topic is left out of the rest."""
    text = body(answer)
    named = _ABOUT.search(text)
    if named is None:
        return said_in(judge(text))
    rest = text[: named.start()] + text[named.end() :]
    said = said_in(judge(rest))
    return replace(said, topic=named["topic"].strip(), ask=said.ask or propose(rest).ask)
