"""The body of a pasted e-mail, without headers, quoted thread, signature and legal footer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_HEADER = re.compile(
    r"(?:From|To|Cc|Bcc|Sent|Date|Subject|Reply-To|Return-Path|Received|Message-ID|MIME-Version|Content-Type|"
    r"Content-Transfer-Encoding|X-[\w-]{1,40}|Von|An|Gesendet|Datum|Betreff|De|À|Envoyé|Objet|Da|A|Inviato|Data|"
    r"Oggetto|Para|Enviado|Asunto)[ \t]?:(?:\s|\Z)",
    re.IGNORECASE,
)
_SENDER = re.compile(r"[>*_ \t]*(?:From|Von|De|Da)[*_]*[ \t]?:[*_]*[ \t]*\S", re.IGNORECASE)
_DATED = re.compile(
    r"[>*_ \t]*(?:Sent|Date|To|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Inviato|Data|Oggetto|Enviado|"
    r"Para|Asunto)[*_]*[ \t]?:",
    re.IGNORECASE,
)
_DIVIDER = re.compile(
    r"(?:-{2,}+\s{0,2}(?:Original Message|Original Appointment|Forwarded message|Ursprüngliche Nachricht|"
    r"Weitergeleitete Nachricht|Message d'origine|Message transféré|Messaggio originale|Mensaje original)\s{0,2}-*+|"
    r"Begin forwarded message:|_{20,}+)\s*\Z",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"(?:(?:On|Le|El|Il(?: giorno)?)\s.{4,240}\b(?:wrote|a écrit|escribió|ha scritto)\s?:(?=\s|\Z)"
    r"|Am\s.{4,240}\bschrieb\b.{0,120}:(?=\s|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTION_START = re.compile(r"(?:On|Le|El|Il|Am)\s.{0,80}\d", re.IGNORECASE)
_DEVICE = re.compile(
    r"(?:Sent from my |Sent from (?:Outlook|Mail|Yahoo|Proton)|Get Outlook for |Von meinem .{0,40}gesendet|"
    r"Gesendet von |Envoyé de mon |Enviado desde mi |Inviato da )",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:with )?(?:my |our )?(?:best|kind|kindest|warm|warmest|many|friendly)"
    r"(?: (?:regards|wishes|greetings|thanks))?|(?:with )?(?:best |kind |warm )?regards|rgds|br|bw|cheers|sincerely|"
    r"yours(?: (?:sincerely|faithfully|truly|ever))?|sincerely yours|respectfully|all (?:the )?best|take care|"
    r"(?:many )?thanks(?: (?:again|so much|a lot|a million|in advance))?|"
    r"thank you(?: (?:again|so much|very much|in advance|for your (?:time|help)))?|"
    r"(?:mit )?(?:freundlichen|besten|herzlichen|lieben|viele|beste|liebe|herzliche) gr(?:ü|ue)(?:ß|ss)en?|mfg|lg|vg|"
    r"(?:bien )?cordialement|bien à vous|amicalement|saludos(?: cordiales)?|un saludo|"
    r"cordiali saluti|distinti saluti|un caro saluto)"
    r"\s{0,3}[,.!–-]{0,3}\s*\Z",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"(?:\*{1,3}|_{1,3})?\s{0,2}(?:confidentiality (?:notice|note)|disclaimer\b|legal notice|"
    r"privileged and confidential|"
    r"this (?:e-?mail|message|communication|transmission)\b.{0,80}\b(?:confidential|privileged|intended|addressee)|"
    r"the (?:information|content)s?\b.{0,60}\b(?:e-?mail|message)\b.{0,80}\b(?:confidential|privileged|intended)|"
    r"please consider the environment|think before you print|unsubscribe\b|diese e-?mail\b.{0,60}vertraulich|"
    r"ce (?:message|courriel)\b.{0,60}confidentiel|registered (?:office|in england)\b)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\s*(?:(?:hi|hello|hey|hallo|dear|good (?:morning|afternoon|evening|day)|greetings|howdy|hiya|"
    r"(?:sehr )?geehrte[rs]?|liebe[rs]?|guten (?:tag|morgen|abend)|moin|bonjour|salut|chère?|hola|estimad[oa]|"
    r"buenos d[ií]as|ciao|buongiorno|gentile|cara|caro)\b[^\n.?!;:]{0,60}?(?:[,!.:]|\n|\s[–—-]\s)|"
    r"to whom it may concern\W)\s*",
    re.IGNORECASE,
)
_VISIBLE = re.compile(r"\S[^\n]*+")
_SIGNATURE_LINES = 12
_LINE_LOOKED_AT = 400
_SPACE = " \t\r\n\f\v\u00a0\u200b"


@dataclass(frozen=True, slots=True)
class Trimmed:
    """What the writer of a mail said: `text` is source[start:end]; a salutation ends at `greeting_end`."""

    text: str
    start: int
    end: int
    greeting_end: int


class _Line(NamedTuple):
    """A visible line from its first character; `apart` if it is the first or a blank line stands above it."""

    start: int
    end: int
    text: str
    apart: bool
    indented: bool

    @property
    def quoted(self) -> bool:
        return self.text.startswith(">")


def trim(text: str) -> Trimmed:
    """Find the body of a mail in linear time; text that is no mail, or nothing but quotes, comes back whole."""
    lines = list(_lines(text))
    first = _after_quote(lines, _after_headers(lines))
    last = _before_signature(lines, first, _before_thread(lines, first))
    if first >= last:
        first, last = 0, len(lines)
    if not lines:
        return Trimmed("", 0, 0, 0)
    start = lines[first].start
    body = text[start : lines[last - 1].end].rstrip(_SPACE)
    greeting = _GREETING.match(body)
    return Trimmed(body, start, start + len(body), start + (greeting.end() if greeting else 0))


def body(text: str) -> str:
    """Give what was said in a mail, its salutation left out too; text that is no mail comes back as it is."""
    trimmed = trim(text)
    if not trimmed.start and trimmed.end == len(text.rstrip(_SPACE)):
        return text
    return text[trimmed.greeting_end : trimmed.end]


def _lines(text: str) -> Iterator[_Line]:
    previous = 0
    for match in _VISIBLE.finditer(text):
        start, end = match.span()
        apart = not previous or text.count("\n", previous, start) > 1
        indented = start > 0 and text[start - 1] in " \t"
        yield _Line(start, end, text[start : min(end, start + _LINE_LOOKED_AT)].rstrip("\r"), apart, indented)
        previous = end


def _after_headers(lines: list[_Line]) -> int:
    """Skip header lines at the top, folded ones included; one lonely "To: …" is no header block."""
    headers = 0
    for index, line in enumerate(lines):
        if index and line.apart:
            return index if headers >= 2 else 0
        if _HEADER.match(line.text):
            headers += 1
        elif not (index and line.indented):
            return index if headers >= 2 else 0
    return len(lines) if headers >= 2 else 0


def _after_quote(lines: list[_Line], first: int) -> int:
    """Skip a quote that stands above its answer."""
    index = first
    if index < len(lines) and _ATTRIBUTION.match(lines[index].text):
        index += 1
    quoted_from = index
    while index < len(lines) and lines[index].quoted:
        index += 1
    return index if quoted_from < index < len(lines) else first


def _before_thread(lines: list[_Line], first: int) -> int:
    for index in range(first, len(lines)):
        line = lines[index]
        if _DIVIDER.match(line.text) or _is_attribution(lines, index) or _is_outlook_header(lines, index):
            return index
        if line.quoted and all(following.quoted for following in lines[index : index + 5]):
            return index
    return len(lines)


def _is_attribution(lines: list[_Line], index: int) -> bool:
    """Tell whether "On … wrote:" starts here; mail programs wrap it over up to three lines."""
    if not _ATTRIBUTION_START.match(lines[index].text):
        return False
    together = [lines[index].text]
    for line in lines[index + 1 : index + 3]:
        if line.apart or line.quoted:
            break
        together.append(line.text)
    return _ATTRIBUTION.match(" ".join(together)) is not None


def _is_outlook_header(lines: list[_Line], index: int) -> bool:
    if not _SENDER.match(lines[index].text):
        return False
    return sum(1 for line in lines[index + 1 : index + 5] if _DATED.match(line.text)) >= 2


def _before_signature(lines: list[_Line], first: int, last: int) -> int:
    for index in range(first, last):
        line = lines[index].text
        if line.rstrip() == "--" or _DEVICE.match(line) or _LEGAL.match(line):
            return index
        if index > first and _CLOSING.match(line) and _ends_letter(lines[index + 1 : min(last, index + 14)]):
            return index
    return last


def _ends_letter(following: list[_Line]) -> bool:
    """Tell a closing formula from a "Thanks!" in the middle: only few and short lines may follow, and no question."""
    for position, line in enumerate(following):
        if line.text.rstrip() == "--" or _DEVICE.match(line.text) or _LEGAL.match(line.text):
            return True
        if len(line.text) > 80 or (position < 3 and line.text.rstrip().endswith("?")):
            return False
    return len(following) <= _SIGNATURE_LINES
