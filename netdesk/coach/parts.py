"""What part each word plays in an ask, a letter each, so that short patterns find whom a sentence is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from netdesk.coach.reading import is_role
from netdesk.language.words import stem, words_of

_CLOSES = ".,;:?!)–—"
_EDGES = "\"'“”‘’()[]{}*_.,;:?!–—"

_PEOPLE = words_of(
    """actor actress adult advisor ally alumna alumnus anaesthetist anaesthetists anesthetist angel apprentice auditor
    aunt auntie author baker barber barista bishop bloke boss boy boyfriend breeder brewer brother
    brother-in-law butcher buyer candidate cardiologist cashier caster champion chancellor child cleaner clerk
    coder commissioner constable consul contact contractor coroner council councillor counsel courier cousin
    crew dad dancer daughter daughter-in-law deacon dealer decorator deputy designer developer diver doc doctor
    driver drummer editor electrician engraver expert family father fella fiancé fiancée fisherman fitter
    flatmate folks foreman founder fundraiser galvaniser gilder girl girlfriend goldsmith granddaughter
    grandfather grandma grandmother grandson granny grocer grower guy hairdresser harbourmaster headteacher
    holder housekeeper husband indexer instructor intern interpreter journeyman journeymen judge kid lad lady
    landlady lawyer lodger magistrate mam man manager marshal master mate matron mayor men mentor miner minister
    moderator mom monk mother mother-in-law mum nanny neighbor neighbors neighbour neighbours nephew niece
    notary nurse organiser organizer owner pal paramedic parent parents partner pastor pensioner people person
    planner player plumber policeman porter postman producer prof professor programmer promoter proofreader
    proprietor provost publican rabbi ranger reader referee registrar rep reporter reviewer rider rigger ringer
    roaster roommate runner sailmaker scholar scout sculptor seller shearer sibling singer sister sister-in-law
    skipper somebody-else son son-in-law speaker specialist staff steward student students stylist
    superintendent supervisor surveyor ta tattooist teacher teammate tenant tiler trader trainer treasurer
    trustee tutor typist umpire uncle underwriter user users usher valuer verger vicar violinist violinists
    visitor volunteer volunteers vp waiter waitress walker warden watchmaker welder widow wife woman women
    worker workers writer youngster youth"""
)
_BODIES = words_of(
    """agency archive archives association authority bank board body brewery broadcaster bureau business chandler
    chandlers charity church clinic club co-op college committee company condo congregation council county
    dealership department distributor district factory farm federation festival firm forwarder foundation garage
    group hospital hotel institute insurer lab laboratory library local magazine manufacturer mill ministry
    mosque museum office orchestra organisation organization paper parish place plant press printer publisher
    restaurant school schools shop shops site society startup station store studio supplier surgery team teams
    temple theater theatre town township trust union unit university vendor venue ward winery workshop yard"""
)
_LETTERS = {
    "y": words_of("your ur yours"),
    "u": words_of("you u ya ye"),
    "i": words_of("i we im i'm we're i've we've i'd we'd i'll we'll"),
    "m": words_of("my our mine ours me us"),
    "d": words_of("the a an this that these those his her their"),
    "s": words_of("some any one either two three four five six seven eight nine ten both another more other others"),
    "a": words_of(
        """would could can will might may shall should do does did is are was were has have had does do would've
        could've isn't aren't doesn't didn't hasn't haven't won't wouldn't couldn't can't"""
    ),
    "w": words_of("which what"),
    "h": words_of("who whom whose whoever who's who'd"),
    "q": words_of("anyone anybody someone somebody any1 anyone's everyone nobody"),
    "v": words_of(
        "ask asks tell remind contact call ring phone text email e-mail message get persuade invite let have"
    ),
    "r": words_of(
        """introduce intro connect refer forward fwd pass put give show send present recommend mention write talk speak
        chat word point direct steer hand bring note card letter touch meet"""
    ),
    "k": words_of(
        """know knows need needs needing seek seeking search searching look looking find want wants wanted miss after
        got recommend suggest there is's"""
    ),
    "t": words_of("to"),
    "o": words_of("of"),
    "f": words_of("with from at in near for on by about outside under over"),
    "c": words_of("and or nor"),
}
_LETTER = {word: letter for letter, words in _LETTERS.items() for word in words}
_PERSON, _BODY, _NAME, _NUMBER, _OTHER = "P", "B", "N", "#", "x"
PARTS = (*_LETTERS, _PERSON, _BODY, _NAME, _NUMBER, _OTHER)

_SOME = r"(?:[xNB#s] ){0,3}"
_PATTERNS = (
    # somebody of the reader's, somebody who is to act, somebody of a kind
    rf"y {_SOME}P",
    rf"a (?:[ydsm] )?(?:o )?(?:[yd] )?{_SOME}P",
    rf"[ws] (?:o )?(?:[yd] )?{_SOME}P",
    rf"[ws] (?:o )?(?:[yd] )?{_SOME}B",
    rf"k (?:f )?(?:[ydsq#] ){_SOME}P",
    r"P (?:[fo] )?(?:\w ){0,3}?h",
    r"P f",
    # somebody to be asked, told or written to
    rf"v (?:[yds] )?{_SOME}[PN]",
    rf"v (?:[yds] )?{_SOME}B",
    rf"r (?:[mdx#] ){{0,5}}[tf] (?:[yds] )?{_SOME}[PN]",
    rf"r (?:[mdx#] ){{0,5}}[tf] (?:[yds] )?{_SOME}B",
    r"a (?:N )*N",
    r"[tf] (?:N )*N",
    # anybody
    r"a q",
    r"(?:\A|[.] ?|k |v )[qh]",
    r"q (?:\w ){0,2}(?:f|h|a)",
    r"h (?:a )?(?:u )?\w",
    r"s o [yd]",
    # things and bodies that a question is only about
    r"w (?:x ){0,3}a u",
    rf"a y {_SOME}B",
    rf"a d {_SOME}B",
    r"a u",
    r"m (?:x )*P",
    r"w (?:o )?(?:[xN#] ){1,3}a [id]",
)
_COMPILED = tuple(re.compile(pattern) for pattern in _PATTERNS)
_NUMBER_OF = {letter: number for number, letter in enumerate(PARTS)}
_NEAR = 2
WIDTH = (2 * _NEAR + 1) * len(PARTS) + 4 * len(_PATTERNS)
"""How many columns `columns` gives."""


def columns(words: Sequence[str]) -> NDArray[np.float64]:
    """Give a row for each chunk of a sentence: its part and those around it, and the patterns here, beside and near."""
    count = len(words)
    letters = parts(words)
    part = np.zeros((count + 2 * _NEAR, len(PARTS)))
    part[np.arange(count) + _NEAR, [_NUMBER_OF[letter] for letter in letters[::2]]] = 1
    found = np.zeros((count + 2, len(_PATTERNS)))
    for column, pattern in enumerate(_COMPILED):
        for match in pattern.finditer(letters):
            found[match.start() // 2 + 1 : (match.end() + 1) // 2 + 1, column] = 1
    somewhere = np.tile(found.any(axis=0), (count, 1))
    around = [part[first : first + count] for first in range(2 * _NEAR + 1)]
    return np.hstack([*around, found[1:-1], somewhere, found[:-2], found[2:]])


def parts(words: Sequence[str]) -> str:
    """Give each chunk between spaces its letter, followed by a full stop where a clause closes, else by a space."""
    letters = []
    inside = False
    for word in words:
        letters += [_letter(word, inside), "." if word[-1] in _CLOSES else " "]
        inside = word[-1] not in ".?!:"
    return "".join(letters)


def _letter(word: str, inside: bool) -> str:
    bare = word.strip(_EDGES).replace("’", "'")
    low = bare.lower()
    if low in _LETTER and not (bare.isupper() and len(bare) > 1):
        return _LETTER[low]
    if any(character.isdigit() for character in bare):
        return _NUMBER
    plain = low.removesuffix("'s")
    if plain in _BODIES or plain.removesuffix("s") in _BODIES:
        return _BODY
    if plain in _PEOPLE or plain.removesuffix("s") in _PEOPLE or is_role(stem(plain)):
        return _PERSON
    return _NAME if inside and bare[:1].isupper() else _OTHER
