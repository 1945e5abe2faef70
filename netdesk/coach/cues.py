"""Turns of phrase that often stand at an element of an ask; each is a hint for a model to weigh, none decides alone."""

from __future__ import annotations

import re
from functools import cache

from netdesk.language.words import words_of

_TO_THREE = r"(?:[\w’'&.-]+ ){0,3}"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)(?:[a-z]{3,6})?"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
_COUNT = (
    r"(?:\d[\d.,]*k?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"half an?|a few|a couple of)"
)
_UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|mornings?|afternoons?|evenings?|weekends?|weeks?|"
    r"fortnights?|months?|quarters?|years?|terms?|semesters?|lunch(?:es)?)"
)
_ANSWER = (
    r"(?:questions?|qs?|lines?|words?|names?|pages?|e-?mails?|texts?|calls?|sentences?|slides?|examples?|paragraphs?|"
    r"figures?|numbers?|links?|photos?|pictures?|scans?|words?|notes?|signatures?|references?|addresse?s?)"
)
_ME = r"(?:me|us|him|her|them)"

PATTERNS = (
    # who: somebody to be reached, named after the verb
    rf"\b(?:introduc\w+|intro|connect|present|recommend|refer|direct|point|put) (?:{_ME} )?(?:in touch )?"
    rf"(?:to|with|towards)? ?(?!{_ME}\b|if\b|whether\b|how\b|in touch\b){_TO_THREE}[\w’'-]+",
    rf"\b(?:tell|ask|call|ring|text|contact|reach|message|e-?mail|get|bring|have|let) "
    rf"(?!{_ME}\b|if\b|whether\b|how\b|you\b|for\b|to\b|it\b|in\b|that\b|this\b){_TO_THREE}[\w’'-]+",
    rf"\b(?:forward|fwd|pass|give|send|show|mention|write|talk|speak|word in|chat|connected|note|card|letter)\b"
    rf"[^,.;:?!]{{0,30}} (?:to|with) (?!{_ME}\b|you\b|find\b|do\b|help\b|discuss\b){_TO_THREE}[\w’'-]+",
    # who: somebody sought by kind
    r"\b(?:any|some)(?:one|body)\b[^,.;:?!]{0,60}|\b(?:whoever|those who|people who|the one who|anyone)\b"
    r"[^,.;:?!]{0,60}",
    rf"\b(?:know|need|seek|seeking|searching|search|looking for|want|wanted|miss|find|got|is there|are there|"
    rf"know of) (?:for )?(?:an?|one|any|some|the|two|three|five|ten|\d+) {_TO_THREE}[\w’'-]+",
    r"\b(?:an?|the|one|any|your|somebody|someone|anyone|people|person|man|woman|lady|guy|bloke|girl) "
    r"(?:[\w’'-]+ ){0,4}(?:who|that|whose|with|from|at)\b[^,.;:?!]{0,60}",
    # who: somebody beside the reader who is to act, or who is asked for by a question
    rf"\b(?:would|will|could|can|does|do|did|is|are|has|have|was)(?:n[’']t)? (?:one of |any of |some of )?"
    rf"(?:your|ur|his|her|the|prof\w*|dr|mr|mrs|ms|miss) {_TO_THREE}[\w’'-]+",
    r"(?:\A\W*|[,:;] ?|\band |\bknow |\basks?:? )(?:who|whom|whose)\b[^,.;:?!]{0,60}",
    rf"\b(?:which|what) (?:of (?:your|ur|the) )?{_TO_THREE}(?:you|do|does|did|has|have|is|are|"
    r"still|took|handles?)\b",
    r"\byour? (?:[\w’'-]+ )?(?:colleagues?|sister|brother|cousin|aunt|uncle|neighbou?rs?|wife|husband|partner|mum|"
    r"mother|dad|father|boss|flatmate|roommate|friends?|manager|foreman|agent|lodger|daughter|son)\b",
    # bound
    rf"\b(?:by|before|until|till|til|on|from|this|next|every|end of|at|for|in|due|latest|after|between|during) "
    rf"(?:the )?(?:(?:end|early|late|start|middle) (?:of )?)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)?(?: {_MONTH})?|{_MONTH}|{_DAY}|today|tomorrow|tmrw|tonight|noon|"
    rf"midnight|{_UNIT}|christmas|easter|spring|summer|autumn|fall|winter|term|five|two|four|eight|then)\b",
    rf"\b(?:today|tomorrow|tmrw|tonight|asap|urgent(?:ly)?|midnight|noon|deadline|due|closes?|latest|this week|"
    rf"{_DAY}|\d{{1,2}}(?::|\.)?\d{{0,2}} ?(?:am|pm)|\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}|"
    r"\d{1,2}(?:st|nd|rd|th))\b",
    rf"\b{_COUNT}[ -](?:\w+[ -])?{_UNIT}\b",
    rf"\b{_COUNT}[ -](?:\w+[ -])?{_ANSWER}\b",
    r"[€$£] ?\d[\d,.]*k?|\b\d[\d,.]* ?(?:€|k\b|euros?|eur|quid|pounds|dollars|usd|lakhs?|percent|%)"
    r"|\b(?:max|up to|budget|fee|pay|paid|price|charge|each|a head|per hour|an hour)\b",
    r"\b(?:is|are|would be|will be) (?:plenty|enough|fine|splendid|sufficient|ok|okay)\b|\bsuffices?\b"
    r"|\b(?:would|will|ll) do\b|\ball i need\b|\bonly need\b|\bhelps? me already\b|\byes or no\b|\bor no\b"
    r"|\b(?:just|only) (?:the|a|one|names?|yes)\b|\bone word\b",
    r"\b(?:goes to print|goes live|sits at|votes?|present|meet|sign|fly|book|print|start|freezes?|waits?|runs? out|"
    r"hearing|exam|interview|onsite|visit|meeting)\b[^,.;:?!]{0,30}",
    # purpose
    r"\b(?:i|we)(?:[’']?m|[’']?re| am| are)(?: now| currently| just| also| both| newly)? (?!looking|hoping|"
    r"wondering|reaching|writing|asking|seeking|having)\w{2,20}ing\b[^,.;:?!]{0,60}",
    r"\b(?:in charge of|responsible for|tak(?:e|ing|en) (?:on|over)|took (?:on|over)|inherit(?:ed)?|new (?:in|at|to)|"
    r"(?:i|we)(?:[’']?m| am|[’']?re| are) the new|made (?:responsible|\w+ (?:of|for)|head|lead)|now running|newly|"
    r"(?:was|been|be) (?:recently |just )?(?:elected|appointed|handed|asked to (?:run|lead|organi[sz]e)|given|made)|"
    r"handed (?:me|us)|left (?:me|us)|stepp(?:ing|ed) (?:in|up|into)|(?:weeks?|days?|months?) into|"
    r"(?:have|[’']ve|just) bec[oa]me|(?:as of|since|from|starting) \w+(?: \w+)? (?:i|we))\b[^,.;:?!]{0,60}",
    r"\b(?:want|wants|wish|wishes|plan|planning|aim|trying|hope|hoping|going|desire|need|have|ready|looking) to "
    r"[^,.;:?!]{3,60}",
    r"\b(?:so that|so as to|in order to|before (?:i|we)|as (?:i|we))\b[^,.;:?!]{3,60}",
    r"\bfor (?:my|our|the|an?) (?:[\w’'-]+ ){0,3}[\w’'-]+|\bmy (?:thesis|project|study|book|paper|phd|master\w*)\b",
    r"\A\W*(?:to|for|planning|trying|starting|putting|thinking|setting|looking|building|exploring|making) "
    r"[^,.;:?!]{3,60}",
    r"\bit[’']?s (?:for|the)\b[^,.;:?!]{3,60}",
    r"(?:\A\W*|[:;–-] )(?:i|we|ours|our \w+|my \w+)(?: must| have to|[’']ve to| need to)? "
    r"(?!was|were|had|have|has|am|are|is|did|do|does|need|\w+ed\b)\w+ (?:[\w’'-]+ ){0,6}"
    r"(?:on|by|at|before|in|tomorrow|tonight|today|this|from|until)\b[^.;?!]{0,40}",
    # context
    r"\A\W*(?:i|we|my|our|mine|ours|me and|as an?)\b(?![^?]*\?\W*\Z)[^?]*",
    r"\b(?:i|we|mine|ours)(?:[’']?ve| have| had| was| were)? (?:\w+ly )?(?:tried|met|found|failed|saw|read|worked|"
    r"won|lost|left|took|made|built|did|passed|\w{3,}ed)\b[^.;:?!]{0,80}",
    r"\b(?:said|says|told|suggested|mentioned|gave me|recommended|following|further to|after our|met at|as "
    r"discussed)\b[^.;:?!]{0,60}",
    # an easy no
    r"\b(?:no (?:worries|problem|pressure|hard feelings|offence|bother|wahala)|decline|say no|a no|[\"“]nope|"
    r"rather not|if (?:you|it|that|he|she|they|this|not|neither|your|insurance)\b|fine if|fair enough|"
    r"understand|excused|forget it|leave it|all right to|not be offended|equally acceptable|"
    r"silence)\b[^.;:?!]{0,60}",
)


@cache
def cues() -> tuple[re.Pattern[str], ...]:
    """Compile the patterns when the first ask is judged, for that takes a while."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in PATTERNS)


LITTLE_WORDS = tuple(
    sorted(
        words_of(
            """who whom whose which anyone anybody someone somebody your you i we my our the a an by before until for to
            so that if not no please could can do does is are have has know introduce ask tell from at in on with about
            of and or was were need looking minutes after would yes , . ? : ; ( )"""
        )
    )
)
"""Words and marks whose place beside a word tells what it may be part of."""
