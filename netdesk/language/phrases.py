"""Fitting what people type, a sentence, a phrase or a bare noun, into an English sentence.

English cannot be parsed here, so a frame is chosen only where the first words make it safe; every other text goes
behind a colon, where anything is grammatical.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import takewhile

from netdesk.domain.text import clean_line
from netdesk.language import vocabulary

_ENDS = ".!?…"
_FIRST_PERSON = re.compile(r"\b(?:I|me|[Mm]y|mine|[Ww]e|us|[Oo]urs?)\b(?!\.)")
_OF_THEM = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself|they|them|their)\b", re.IGNORECASE)
_AFTER_NOUN = frozenset({"of", "for", "and", "or"})
_SECOND_VERB = re.compile(r"(?:[;,]? (?:and|but|or)|[;,])(?: (?:now|still|also|then|always))? (\w+)")
_SILENT_H = ("hour", "honest", "honour", "honor", "heir")
_SOUNDS_LIKE_YOU = re.compile(r"(?:uni(?!n)|use|usu|uti|eu|ewe|one\b|once\b|ufo|ukr)", re.IGNORECASE)


class Shape(StrEnum):
    """How a text begins, as far as the first words tell."""

    NOTHING = "nothing"
    QUESTION = "question"
    SENTENCE = "sentence"
    PAST = "past"
    PRESENT = "present"
    DOING = "doing"
    STATE = "state"
    BASE = "base"
    TO = "to"
    PERSON = "person"
    NOUN = "noun"


def words_of(text: str) -> list[str]:
    """The first six words, in lower case and without punctuation around them."""
    first = text[:200].replace("’", "'").lower().split(None, 6)[:6]
    return [word.strip('.,;:!?()"“”') for word in first]


def shape(text: str) -> Shape:  # noqa: PLR0911 - one line for each way to begin
    """Tell how the text begins; what is not recognised counts as a noun."""
    words = words_of(text)
    if not words:
        return Shape.NOTHING
    first, second = words[0], words[1] if len(words) > 1 else ""
    if bare(text, ".!…").endswith("?") or text.rstrip().endswith("?"):
        return Shape.QUESTION
    may_be_subject = first in vocabulary.DETERMINERS or first[:1].isdigit()
    if first in vocabulary.SUBJECTS or (may_be_subject and _has_verb(words[1:])):
        return Shape.SENTENCE
    if f"{first} {second}" in vocabulary.STATES:
        return Shape.STATE
    if first in vocabulary.PEOPLE:
        return Shape.PERSON
    if first == "to":
        return Shape.TO
    after_verb = vocabulary.DETERMINERS | vocabulary.PREPOSITIONS | vocabulary.PEOPLE | vocabulary.OBJECTS
    follows = second in after_verb or second[:1].isdigit()
    if first in vocabulary.PAST and (first not in vocabulary.BASE or follows):
        return Shape.PAST
    if first in vocabulary.PRESENT and second not in _AFTER_NOUN:
        return Shape.PRESENT
    if first in vocabulary.DOING and follows:
        return Shape.DOING
    if (first in vocabulary.BASE or (first in vocabulary.NAMED_AS_BASE and follows)) and second not in {"of", "for"}:
        return Shape.BASE
    return Shape.NOUN


def names_a_thing(text: str) -> bool:
    """Tell whether the text can stand where English wants a noun, as in “looking for …”."""
    first, second = (*words_of(text), "", "")[:2]
    is_plural = first.endswith(vocabulary.NOUN_ENDINGS) or second in vocabulary.PREPOSITIONS | _AFTER_NOUN
    may_be_verb = first in vocabulary.FINITE or first.endswith("ed") or (_is_third_person(first) and not is_plural)
    return shape(text) in (Shape.NOUN, Shape.DOING, Shape.PERSON) and not may_be_verb


def _has_verb(words: list[str]) -> bool:
    """Tell whether a verb follows a subject, before any “who” or “that”."""
    main = takewhile(lambda word: word not in vocabulary.RELATIVES, words)
    return any(word in vocabulary.FINITE for word in main)


def starts_as_question(text: str) -> bool:
    """Tell whether the text is a question whose mark was left out."""
    words = words_of(text)
    return len(words) > 2 and words[0] in vocabulary.ASKING and words[1] != "to"


def starts_with_question_word(text: str) -> bool:
    """Tell whether the text begins with “how”, “why” and the like, after which “with” reads badly."""
    return bool(words_of(text)) and words_of(text)[0] in vocabulary.ASKING


def question(text: str) -> str:
    """Make the text a question of its own, with its mark where it was left out."""
    has_lost_its_mark = starts_as_question(text) and not text.rstrip().endswith(tuple(_ENDS))
    return sentence(f"{bare(text)}?" if has_lost_its_mark else text)


def is_simple(text: str) -> bool:
    """Tell whether more words can follow the text in one sentence."""
    return len(text) <= 160 and not re.search(r"[.;:!?…]\s|[?!…]$", text)


def speaks_of_itself(text: str) -> bool:
    """Tell whether the text is in the first person, so that only its writer can say it."""
    return _FIRST_PERSON.search(text.replace("’", "'")) is not None


def bare(text: str, ends: str = ".,;:") -> str:
    """Take punctuation off the end."""
    return text.rstrip().rstrip(ends + " ") if not text.rstrip().endswith("...") else text.rstrip()


def inline(text: str) -> str:
    """Make the text fit to stand inside a sentence: no end mark, and no capital unless it may be a name."""
    text = bare(clean_line(text))
    word = text.split(None, 1)[0] if text else ""
    plain = word.strip(",;:()").replace("’", "'")
    lower = plain.lower()
    is_capitalised = plain[:1].isupper() and plain[1:] == plain[1:].lower()
    known = lower.split("-")[0] in vocabulary.LOWER or (
        lower.endswith(vocabulary.NOUN_ENDINGS) and lower not in vocabulary.NAMES
    )
    return text[0].lower() + text[1:] if is_capitalised and known else text


def uncapitalised(text: str) -> str:
    """Take the capital off a title or trade, such as “Plant manager”, unless it may begin with a name."""
    word = text.split(None, 1)[0].strip(",;") if text.strip() else ""
    is_capitalised = word[:1].isupper() and word[1:] == word[1:].lower() and len(word) > 1
    return text[0].lower() + text[1:] if is_capitalised and not vocabulary.may_be_name(word) else text


def sentence_start(text: str) -> str:
    """Begin with a capital, unless the first word is one that carries none (iPhone, an address, a link)."""
    first = text.split(None, 1)[0] if text.strip() else ""
    is_plain = (
        first[:1].islower() and first == first.lower() and not set("@/") & set(first) and "." not in first.rstrip(".…")
    )
    return text.lstrip()[0].upper() + text.lstrip()[1:] if is_plain else text


def sentence(text: str) -> str:
    """Make the text a sentence of its own: a capital at its start, and one end mark."""
    return closed(sentence_start(text.strip()))


def closed(text: str) -> str:
    """Put one end mark where there is none."""
    if text.rstrip("”’\"')").endswith(tuple(_ENDS)):
        return text
    text = bare(text)
    return text + "." if text else ""


def quoted(text: str) -> str:
    """Quote word for word, as a sentence's end."""
    text = text.strip()
    return f"“{text}”" if text.endswith(tuple(_ENDS)) else f"“{text}”."


def joined(items: tuple[str, ...] | list[str], word: str = "and") -> str:
    """Join as people do: “a”, “a and b”, “a, b and c”."""
    items = [item for item in items if item]
    return f"{', '.join(items[:-1])} {word} {items[-1]}" if len(items) > 1 else "".join(items)


def with_article(noun: str) -> str:
    """Put “a” or “an” before a noun, by sound: an hour, a union, an MBA, a UX designer, an 8-week plan."""
    noun = clean_line(noun)
    first = noun.split(None, 1)[0] if noun else ""
    if not first:
        return ""
    letters = re.split(r"[-/.]", first)[0]
    if letters.isupper() and (len(letters) <= 3 or not set(letters) & set("AEIOUY")):
        is_an = letters[0] in "AEFHILMNORSX"
    elif first[0].isdigit():
        is_an = first.startswith("8") or re.match(r"1[18](?!\d)", first) is not None
    elif first.lower().startswith(_SILENT_H):
        is_an = True
    else:
        is_an = first[0].lower() in "aeiouàáâäéèêëíìîïóòôöúùûü" and not _SOUNDS_LIKE_YOU.match(first)
    return f"{'an' if is_an else 'a'} {noun}"


def possessive(name: str) -> str:
    """Give the owner's form of a name."""
    return f"{name}’s" if name else ""


def with_subject(text: str, name: str) -> str:
    """Put a name before what was noted about somebody: “Bought …” and “he bought …” become “Jonas bought …”."""
    text = text.strip()
    first, _, rest = text.partition(" ")
    if rest and (first.lower() in {"he", "she"} or (first.lower() == "they" and shape(rest) is Shape.PAST)):
        return f"{name} {rest}"
    return f"{name} {inline(text)}" if shape(text) in (Shape.PAST, Shape.PRESENT) else text


def to_you(text: str) -> str:
    """Turn what was noted about somebody without a subject (“Rebuilt …”, “Knows …”) towards that person, else ''."""
    text = inline(text)
    first, _, rest = text.partition(" ")
    if goes_on_in_third_person(rest):
        return ""
    if shape(text) is Shape.PRESENT:
        return f"you {vocabulary.PRESENT[first.lower()]} {rest}".strip()
    return f"you {text}" if shape(text) is Shape.PAST else ""


def goes_on_in_third_person(text: str) -> bool:
    """Tell whether a second verb is in a form that goes with neither “I” nor “you”: “rebuilt … and knows …”."""
    return any(_is_third_person(word) or word in vocabulary.PRESENT for word in _SECOND_VERB.findall(text))


def passes_on(text: str) -> bool:
    """Tell whether the text says, without naming a subject, that somebody handed a request on: “pointed me to …”."""
    return vocabulary.PASSED_ON.match(text.strip()) is not None


def goes_on(text: str) -> bool:
    """Tell whether the text, found behind a name, is what that person does or did, and speaks of them no further."""
    first = text.split(None, 1)[0] if text.strip() else ""
    is_verb = shape(text) in (Shape.PAST, Shape.PRESENT) or first in vocabulary.MODAL or _is_third_person(first)
    return is_verb and _OF_THEM.search(text) is None


def turned_to_you(text: str) -> str:
    """Turn what goes on behind a name towards that person: “imports coffee” becomes “you import coffee”."""
    first, _, rest = text.partition(" ")
    if shape(text) in (Shape.PAST, Shape.PRESENT):
        return to_you(text)
    return f"you {vocabulary.base_of(first) if _is_third_person(first) else first} {rest}".strip()


def _is_third_person(word: str) -> bool:
    return word.islower() and word.endswith("s") and not word.endswith("ss") and word not in vocabulary.NOT_VERBS
