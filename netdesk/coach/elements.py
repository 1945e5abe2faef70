"""Where a text says its purpose, topic, ask, who, bound, context and easy no."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from netdesk.coach.lexicon import GENERIC
from netdesk.coach.reading import Kind, Line, Reading, Word, is_role
from netdesk.coach.scoring import Score
from netdesk.domain.words import Element

_CLAUSE_END = r"[^,;:.?!()\n–—]{3,140}"
_I_AM = r"(?:(?:my|our) \w+ and )?(?:i|we)(?:[’']m|[’']re| am| are)(?: now| currently| just| also| both| thinking of)?"
_PURPOSE = (
    re.compile(
        rf"\b{_I_AM} (?!looking for|hoping|wondering|reaching|writing to|following|asking|seeking|having|being|"
        rf"doing|interesting|thinking (?!of)|missing|always|convinced|checking|circling|"
        rf"getting in)\w{{2,20}}ing\b{_CLAUSE_END}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:(?:{_I_AM}|(?:i|we)(?:[’']ve| have)) )?(?:in charge of|responsible for|taken (?:on|over)|"
        rf"inherited|been (?:elected|appointed|made|asked to run|given|handed)|(?:the )?new \w+(?: \w+)? (?:at|of|for))"
        rf"\b{_CLAUSE_END}",
        re.I,
    ),
    re.compile(
        rf"\b(?:(?:i|we)(?:[’']d like| have| must| hope| wish| would like| need)|want|plan|aim|intend|keen|looking|"
        rf"trying) to "
        rf"(?!see|ask|hear|talk|know|meet|pick|speak|chat|connect|get your|run|discuss|learn from|explore|go over|"
        rf"add|join|get (?:a|my|our) foot)"
        rf"{_CLAUSE_END}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:my|our) (?:thesis|dissertation|study|project|book|paper|goal|aim|talk|team) \w[^;:.?!\n]{3,140}", re.I
    ),
    re.compile(
        r"(?:\b(?:so that|in order to|so as to)\b|\A\W*to (?!be honest|whom|my |our |the |me\b))[^,;:.?!\n]{4,140}",
        re.I,
    ),
    re.compile(
        r"(?:\A\W*for|\bfor(?= (?:my|our|an? internal)\b)) (?:my|our|the|an?) [^,;:.?!()\n]{3,100}", re.IGNORECASE
    ),
    re.compile(r"\bto (?!me\b|us\b|my\b|our\b|the\b|join)\w+ (?:the|our|my) [^,;:.?!\n]{3,100}", re.IGNORECASE),
    re.compile(
        r"\b(?:i|we)(?:[’']ve| have| had)? (?:launch|open|present|publish|negotiate|apply|start|move|host|"
        r"organi[sz]e|hire|sign|bid|sing|buy|sell|renovate|migrate|replace|became|become|take over)(?:ed|d|"
        r"s)?\b[^;:.?!\n]{0,120}",
        re.IGNORECASE,
    ),
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
_NUMBER = (
    r"(?:\d{1,6}(?:[.,]\d{1,3})?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|"
    r"half an?|an? (?=page|hour|day))"
)
_BOUND = re.compile(
    rf"\b(?:(?:by|before|until|till|on|this|next|every|in|end of|from|at|for|over|sat|closing date|deadline)"
    rf"(?: the)?(?: end of| early| late| start of)? (?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|"
    rf"{_MONTH}(?: \d{{1,4}})?\b"
    rf"|(?:{_WEEKDAY})\b(?: noon| morning| afternoon| evenings?| night)?|today|tomorrow|tonight|noon|"
    rf"week(?:end)?\b|month\b"
    rf"|quarter\b|year\b|\d{{1,2}}(?:st|nd|rd|th)\b)"
    rf"|(?:today|tomorrow|tmrw|tonight|asap|urgent(?:ly)?|saturdays|sundays|\d{{1,2}} ?(?:am|pm))\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b|deadline[^.?!]{{0,30}}"
    rf"|(?:{_NUMBER})[- ]?(?:\w+[- ])?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|questions?|lines?|"
    rf"words?|names?|pages?|emails?|e-mails?|calls?|sentences?|slides?|examples?|paragraphs?|figures?|academics|"
    rf"scans|saturdays|sessions?|semesters?|km|euros?|litres?|benchmarks?)\b"
    rf"|(?:one-line|one-page|two-page|\d+-(?:word|minute|page|line))\b|yes or no\b|all i need\b|"
    rf"\bi only need\b"
    rf"|(?:is|are) (?:plenty|enough|fine)\b|suffices?\b|would do\b|\d[\d,.]*k\b"
    rf"|\d[\d,.]* ?(?:€|euros?|quid|pounds|dollars)|at \d+ pixels\b)|[€$£] ?\d[\d,.]*",
    re.IGNORECASE,
)
_SAME_BREATH = re.compile(r",?\s?(?:[\w’'-]+,?\s){0,5}")
_ENOUGH = re.compile(r"\b(?:plenty|enough|fine|suffices?|would do|need)\b", re.IGNORECASE)
_SEEN_BEFORE = re.compile(r"\b(?:last|since|ago|were|was|grew|founded|yesterday|after|earlier)\b", re.IGNORECASE)
_EASY_NO = re.compile(
    r"\b(?:no (?:worries|problem|pressure|hard feelings|offence|need to reply|obligation)|"
    r"feel free to (?:say no|decline|ignore)|(?:totally|perfectly|completely|absolutely|quite|entirely|"
    r"also) (?:fine|ok|okay|understand\w*)|(?:ignore|skip|forget) (?:me|this|it) (?:otherwise|if)|"
    r"if (?:you[’']d rather|it[’']s not|that[’']s not|this isn[’']t|not[,.;!]|you can[’']t|he is|she is|they are|"
    r"(?:you[’']re|you are) (?:too )?busy)|a no (?:is|would be)|say no|just say so|or a simple no|"
    r"does a \w+ friend come|don[’']t hesitate to decline|i[’']ll understand|would you, or)\b[^.?!\n]{0,80}",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:any(?:one|body)|some(?:one|body)|(?:a|the|one) (?:person|colleague|friend)|those|one|whoever|people)"
    r"(?: (?:you know|there|here|else|in your team))? (?:who|who[’']d|that|with|has|under|on|at|"
    r"from)\b[^;:.?!\n]{3,120}"
    r"|\bwhoever\b[^;:.?!\n]{3,100}"
    r"|(?:\A\W*|[,:] |\b(?:tell me|know) )(?:who|whose) (?!could be|should we|do you know|"
    r"can help)\w+[^;:.?!\n]{3,100}",
    re.IGNORECASE,
)
_REACH = re.compile(
    r"\b(?i:(?:introduc\w+|talk|speak|connect|touch|connected|forward|this|below|underneath|write|"
    r"note)\b.{0,24}\b(?:to|with)|ask|is|would|does|has|did|call|reach|contact|"
    r"know)\s+(?:(?i:dr|prof|professor|mr|ms|mrs)\.?\s)?"
    r"(?P<name>[A-Z][a-zà-ÿ][\w’'-]*(?: [A-Z][\w’'-]+)*)"
)
_KIN = re.compile(
    r"\byour (?:\w+[’']s )?(?:colleague|sister|brother|cousin|aunt|uncle|neighbour|neighbor|wife|husband|partner|"
    r"friend|mother|father|boss|team|brother-in-law)\b(?: in [A-Z]\w+)?",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\b(?:i|we)(?:[’']m|[’']re| am| are| was| run) (?:an?|the) (?:\w+ ){0,2}\Z|"
    r"\b(?:as an?|our|my|mentor my) [\w -]{0,30}\Z",
    re.I,
)
_FIRST_PERSON = re.compile(r"\b(?:i|we|my|our|us|me|in charge|after \w+ years)\b", re.IGNORECASE)
_BACKGROUND = re.compile(
    r"\b(?:have|has|had|[’']ve|tried|been|was|were|am|[’']m|are|[’']re|run|runs|teach|work|make|makes|won|lost|"
    r"finished|started|left|sent|asked|suggested|mentioned|compares?|\w{3,}ed|do|can|need|miss)\b",
    re.IGNORECASE,
)
_NAMING = frozenset({Kind.CONCRETE, Kind.NAME, Kind.ROLE, Kind.DELIVERABLE, Kind.BROAD})
_ARTICLE = re.compile(
    r"\b(?:(?:which|what|whose)\s(?P<bare>)|(?=an?\s|the\s|one\s|any\s|two\s|your\s)\w+\s)(?:[\w’'-]+\s){0,3}\Z",
    re.IGNORECASE,
)
_NARROWED = re.compile(
    r"\s(?:who|that|which|with|in|near|at|from|for|of|there|free|outside)\b[^,;:.?!()\n–—]{0,120}", re.IGNORECASE
)
_LINKS = frozenset({"of", "the", "a", "an", "in", "for", "and"})
_REFERRED = re.compile(r"\b(?:suggested|recommended|told|mentioned|said)\b", re.IGNORECASE)
_DOING = re.compile(
    r"\b(?:introduc\w+|connect me|put (?:me|us) in touch|forward|fwd|send|recommend|mentor|circulate|"
    r"put in a \w+ word|mention|share your|review|advise|refer)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Present:
    """An element that the text has, at text[start:end]."""

    element: Element
    start: int
    end: int
    text: str


def detect(text: str, reading: Reading, score: Score, *, specific: bool) -> tuple[Present, ...]:
    """Find the elements of an ask, the clearest place of each, in the order of `Element`."""
    found: list[Present] = []
    for element, find in _DETECTORS.items():
        candidates = find(reading, score, specific)
        first = next(candidates, None)
        if first is not None:
            start, end = joined(text, element, first, (first, *candidates) if element is Element.BOUND else ())
            found.append(Present(element, start, end, text[start:end]))
    return tuple(found)


def joined(text: str, element: Element, place: Place, candidates: Iterable[Place]) -> Place:
    """Take in what bounds in the same breath: "twenty minutes" and "by Friday" are one bound."""
    start, end = place
    if element is Element.BOUND:
        beside = sorted(one for one in candidates if not _ENOUGH.search(text, *one))
        for other in beside:
            if end <= other[0] and _SAME_BREATH.fullmatch(text, end, other[0]):
                end = other[1]
        for other in reversed(beside):
            if other[1] <= start and _SAME_BREATH.fullmatch(text, other[1], start):
                start = other[0]
    return start, end


def topic_words(line: Line) -> list[Word]:
    """Give the run of words in a line that pins down most, held together by little words such as "of" and "for"."""
    runs: list[list[Word]] = [[]]
    gap = 0
    for word, following in zip(line.words, (*line.words[1:], None), strict=True):
        if word.kind in _NAMING:
            runs[-1].append(word)
            gap = 0
        elif runs[-1]:
            gap += 1
        apart = following is not None and not line.text[word.end - line.start : following.start - line.start].isspace()
        if runs[-1] and (apart or gap > 3 or (word.kind not in _NAMING and not _holds_together(word))):
            runs.append([])
            gap = 0
    return max(runs, key=lambda run: sum(2 if word.kind is Kind.CONCRETE else 1 for word in run))


def _holds_together(word: Word) -> bool:
    return word.text.lower() in _LINKS or (word.stem in GENERIC and word.text.islower())


def states_purpose(line: Line) -> bool:
    """Tell whether a line says what somebody is up to."""
    return any(pattern.search(line.text) for pattern in _PURPOSE)


Place = tuple[int, int]


def _in_lines(line: Line, pattern: re.Pattern[str]) -> Iterator[Place]:
    for match in pattern.finditer(line.text):
        group = "name" if "name" in pattern.groupindex else 0
        piece = match.group(group)
        start = line.start + match.start(group)
        yield start + len(piece) - len(piece.lstrip(" ,:;.\n")), start + len(piece.rstrip())


def _purpose(reading: Reading, score: Score, specific: bool) -> Iterator[Place]:
    for pattern in _PURPOSE:
        for line in reading.lines:
            yield from _in_lines(line, pattern)


def _topic(reading: Reading, score: Score, specific: bool) -> Iterator[Place]:
    if not specific or score.line is None:
        return
    best = score.line if score.line.worth >= 1 else max(reading.lines, key=lambda line: line.worth)
    run = topic_words(best)
    if run:
        yield run[0].start, run[-1].end


def _ask(reading: Reading, score: Score, specific: bool) -> Iterator[Place]:
    if score.line is not None and specific:
        yield score.line.start, score.line.end
    for line in reading.lines:
        if line.asks and _DOING.search(line.text):
            yield line.start, line.end


def _who(reading: Reading, score: Score, specific: bool) -> Iterator[Place]:
    asking = [line for line in reading.lines if line.asks]
    if specific:
        for pattern in (_WHO, _REACH, _KIN):
            for line in asking:
                yield from _in_lines(line, pattern)
    for line in asking:
        for word in line.words if specific or re.search(r"\b(?:an?|one) ", line.text) else ():
            if is_role(word.stem) and not _SELF.search(line.text[: word.start - line.start]):
                yield _phrase(line, word)


def _phrase(line: Line, word: Word) -> Place:
    """Widen a role to its phrase: the words before it from the article on, and the clause that narrows it."""
    before = _ARTICLE.search(line.text[: word.start - line.start])
    after = _NARROWED.match(line.text, word.end - line.start)
    start = line.start + max(before.start(), before.start("bare")) if before else word.start
    return start, line.start + len(line.text[: after.end()].rstrip()) if after else word.end


def _bound(reading: Reading, score: Score, specific: bool) -> Iterator[Place]:
    for line in sorted(reading.lines, key=lambda line: not line.asks):
        for start, end in _in_lines(line, _BOUND):
            if line.asks or not _SEEN_BEFORE.search(line.text[: end - line.start]):
                yield start, end


def _context(reading: Reading, score: Score, specific: bool) -> Iterator[Place]:
    for line in reading.lines:
        if line is score.line or line.worth < 1 or len(line.words) < 5 or line.text.endswith("?"):
            continue
        if _REFERRED.search(line.text) or (_FIRST_PERSON.search(line.text) and _BACKGROUND.search(line.text)):
            yield line.start, line.end


def _easy_no(reading: Reading, score: Score, specific: bool) -> Iterator[Place]:
    for line in reading.lines:
        yield from _in_lines(line, _EASY_NO)


_DETECTORS: dict[Element, Callable[[Reading, Score, bool], Iterator[Place]]] = {
    Element.PURPOSE: _purpose,
    Element.TOPIC: _topic,
    Element.ASK: _ask,
    Element.WHO: _who,
    Element.BOUND: _bound,
    Element.CONTEXT: _context,
    Element.EASY_NO: _easy_no,
}


def places(reading: Reading, score: Score) -> dict[Element, list[Place]]:
    """Give all that might be each element, as if the ask could be acted on, for a model to weigh."""
    return {element: list(found(reading, score, True)) for element, found in _DETECTORS.items()}
