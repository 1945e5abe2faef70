"""Words of a text: tokens with their places, and folded, stemmed terms that carry weight in a search."""

from __future__ import annotations

import re
from typing import NamedTuple

from netdesk.domain.text import fold

_TOKEN = re.compile(r"[^\W_]++(?:['’.\-+/&@][^\W_]++)*+")
_TERM = re.compile(r"[^\W_]++")
_POSSESSIVE = re.compile(r"['’]s?\b")
_VOWELS = frozenset("aeiouy")


def words_of(text: str) -> frozenset[str]:
    """Give the words of a list that is written as text."""
    return frozenset(text.split())


# Function words that are also English words with a meaning (French "ai", German "hat") are left out on purpose.
ENGLISH = words_of(
    """a about above after again against ago all also although always am among an and another any anybody anyone
    anything are aren as at away be because been before being below between both but by can cannot could couldn
    did didn do does doesn doing don done down during each either else even ever every everybody everyone
    everything few for from further get gets getting go goes going gone got had hadn has hasn have haven having
    he her here hers herself him himself his how however i if in instead into is isn it its itself just least
    less let ll many may maybe me might mine more most much must my myself near never no nobody none nor not
    nothing now of off often on once one only onto or other others our ours ourselves out over own per perhaps
    please pls quite rather re really same shall she should shouldn since so some somebody someone something
    soon still such than thanks that the their theirs them themselves then there these they this those though
    through thus till to together too toward towards under until up upon us ve very via was wasn we well were
    weren what whatever when whenever where whether which while who whoever whom whose why will with within
    without won would wouldn yes yet you your yours yourself yourselves"""
)
GERMAN = words_of(
    """aber als am an auch auf aus bei bin bis bitte da damit dann das dass dein dem den der des dich die dies diese
    diesem diesen dieser dir doch du durch ein eine einem einen einer eines er es euch euer fur gibt hab habe
    haben hatte hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jemand jemanden kann
    kannst kein keine keinen konnen konnte konnten mein meine meinem meinen meiner mich mir mit nach nicht noch
    nur ob oder ohne schon sehr sein seine seit sich sie sind so uber um und uns unser unsere unserem unseren
    unter vom von vor waren warum was weil wenn wer wie wir wird wo wurde wurden zu zum zur"""
)
FRENCH = words_of(
    """alors as au aux avec avez avons c ce cela ces cet cette chez comme d dans de depuis des donc du elle elles en
    entre est et etaient etait etes eu il ils j je l la le les leur leurs lui ma mais me meme mes moi mon n ne
    nos notre nous on ont ou par pas peu peut peux pour pourrais pourriez qu quand que quel quelle quelqu qui
    quoi s sa sans se ses si sont suis sur t ta te tes toi tous tout toute tres tu un une vos votre vous y"""
)
SPANISH = words_of(
    """a al algo alguien algun alguna algunos como con cual cuando de del desde donde el ella ellos en entre era eres
    es esa ese eso esta estaba estamos estan estas este esto estoy fue ha hace han has hasta hay he hola la las
    le les lo los mas me mi mis mucho muy nada ni no nos nosotros nuestra nuestro o para pero podria podrias por
    porque puede puedes que quien se ser si sin sobre soy su sus tambien te tengo ti tiene tienes tu tus un una
    unas uno unos usted y ya yo"""
)
ITALIAN = words_of(
    """a abbiamo ad agli al alla alle anche avete c che chi ci ciao con cosa cui da dagli dai dal dalla dalle degli dei
    del della delle di dove e ed era gli ha hai hanno ho i il in io l la le lei li lo loro lui ma mi mia mie
    miei mio ne nei nel nella nelle noi non nostra nostro o per perche piu potrebbe potresti puo qualcuno quale
    quando quella quello questa questo qui se sei si siamo sia sono sta sto su sua sue sugli sui sul sulla suo
    suoi ti tra tu tua tuo un una uno vi voi vorrei"""
)
FOREIGN = {"German": GERMAN, "French": FRENCH, "Spanish": SPANISH, "Italian": ITALIAN}
STOP_WORDS = ENGLISH | GERMAN | FRENCH | SPANISH | ITALIAN


class Token(NamedTuple):
    """A word or number with its place in the text, in code points."""

    start: int
    end: int
    text: str


def tokens(text: str) -> list[Token]:
    """Find words and numbers; hyphens, apostrophes and decimal points inside one do not split it."""
    return [Token(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]


def terms(text: str) -> list[str]:
    """Give the folded stems of the words that carry meaning, in their order and with repeats."""
    stems: dict[str, str] = {}
    found = []
    for word in _TERM.findall(_POSSESSIVE.sub(" ", fold(text))):
        if word in STOP_WORDS or (len(word) == 1 and word.isascii() and not word.isdigit()):
            continue
        if word not in stems:
            stems[word] = stem(word)
        found.append(stems[word])
    return found


def stem(word: str) -> str:
    """Cut English endings from a folded word so that `managed`, `managing` and `manages` meet in one form.

    A light cousin of Porter's stemmer (1980): steps 1a to 1c and the final e, which is what idf matching gains from.
    """
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    word = _without_ing_and_ed(_singular(word))
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    if word.endswith("y") and len(word) > 2 and word[-2] not in _VOWELS:
        word = word[:-1] + "i"
    return word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ing_and_ed(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and not _VOWELS.isdisjoint(base) and not base.endswith("e"):
            doubled = base[-1] == base[-2] and base[-1] not in "lsz"
            return base[:-1] if doubled else base
    return word
