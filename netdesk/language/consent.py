"""Whether a reply says yes, no or later: only where its words leave no doubt."""

from __future__ import annotations

import re

from netdesk.domain.words import Consent
from netdesk.language.mail import body

LOOKED_AT = 4_000
"""Characters of a reply that are read: who answers does so early."""

_START = r"(?:^|(?<=[.!?;,:–—-] )|(?<=\bbut )|(?<=\band ))"
_YES = re.compile(
    rf"{_START}(?:yes|yep|yeah|yup|sure|ok|okay|gladly|absolutely|certainly|definitely|of course|by all means|why not|"
    r"no problem|with pleasure)\b(?!\?)"
    r"|\b(?:happy|glad|delighted|pleased|love) to\b|\bgladly\b|\bplease do\b|\bgo ahead\b|\bcount me in\b|"
    r"\bi(?:'m| am) in\b|\bsounds (?:good|great|lovely|perfect|fine)\b|\bfeel free\b|\bi agree\b|"
    r"\b(?:please )?(?:introduce us|put us in touch|connect us)\b",
    re.IGNORECASE | re.MULTILINE,
)
_NO = re.compile(
    rf"{_START}(?:no|nope|no,? (?:thanks|thank you|sorry)|sorry,? no)(?:[.,!;]|\s*$| i\b)"
    r"|\b(?:i(?:'d| would)? rather not|prefer not to|(?:have|need|going) to (?:decline|pass)|must decline|"
    r"i(?:'ll| will) pass|not interested|no interest|(?:have|had) no (?:time|capacity)|no time\b|too busy|"
    r"not (?:comfortable|for me)|not the right person|(?:do not|don't) (?:want|wish))\b"
    r"|\bi (?:can(?:no|')t|can not|won't|will not|am unable to|am not able to)\b|\bi'm (?:unable|not able) to\b",
    re.IGNORECASE | re.MULTILINE,
)
_LATER = re.compile(
    r"\bnot (?:now|yet|today|right now|at the moment|just now|before|until|"
    r"this (?:week|month|quarter|year|spring|summer|autumn|fall|winter))\b"
    r"|\b(?:maybe|perhaps|ask me(?: again)?|try (?:me )?again|come back|get back to me) (?:later|in|next|after)\b"
    r"|\b(?:another|some other) time\b|\blater (?:this|in the) (?:month|year|quarter)\b",
    re.IGNORECASE | re.MULTILINE,
)


def consent_in(reply: str) -> Consent | None:
    """Tell what a pasted reply, quoted thread left out, says to a question; None where it says both or neither."""
    said = body(reply[:LOOKED_AT]).replace("’", "'")
    later, yes = bool(_LATER.search(said)), bool(_YES.search(said))
    if yes == (later or bool(_NO.search(said))):
        return None
    if yes:
        return Consent.GRANTED
    return Consent.NOT_NOW if later else Consent.DECLINED
