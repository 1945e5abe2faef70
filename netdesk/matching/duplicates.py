"""Who may be in the book twice: pairs that share something telling, each with its reasons in words and a strength.

People are compared only where they fall into one block (Fellegi and Sunter 1969), such as an e-mail address or the
sound of a name; of a block too large to tell people apart only neighbours in order are compared (Hernández and Stolfo
1995), so that the work grows with the number of people, not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from netdesk.domain.words import Band, PointKind
from netdesk.matching.person_names import Likeness, PersonName, compare, root, sound

_LARGEST_BLOCK = 24
_NEIGHBOURS = 2
_CHECK_EVERY = 500
_SHARED_BY_MANY = 3
"""What more people than this share is an office's, and says little about a person."""

_PERHAPS, _GOOD, _STRONG = 0.5, 0.65, 0.85
_NAMES = {
    Likeness.SAME: 0.55,
    Likeness.SWAPPED: 0.55,
    Likeness.WITHIN: 0.45,
    Likeness.SHORT_FORM: 0.45,
    Likeness.MISSPELT: 0.4,
    Likeness.INITIAL: 0.35,
    Likeness.PARTIAL: 0.2,
    Likeness.UNKNOWN: 0.2,
    Likeness.GIVEN: 0.15,
    Likeness.FOREIGN: 0.1,
    Likeness.APART: 0.0,
    Likeness.RELATIVE: -0.2,
}
_POINTS = {PointKind.SOCIAL: 0.5, PointKind.EMAIL: 0.45, PointKind.PHONE: 0.3}
_POINT_WORDS = {PointKind.SOCIAL: "profile", PointKind.EMAIL: "e-mail address", PointKind.PHONE: "phone number"}
_ROLE_ADDRESS = 0.1
_SAME_ORGANISATION, _OTHER_ORGANISATION = 0.2, 0.05
_SAME_PLACE, _OTHER_PLACE = 0.1, 0.15
_SAME_BIRTHDAY, _OTHER_BIRTHDAY, _OTHER_GENERATION = 0.3, 0.6, 0.6
_COMMON_NAME = 0.1

_ROLES = frozenset(
    [
        "admin",
        "billing",
        "buero",
        "contact",
        "contacto",
        "contatti",
        "enquiries",
        "hello",
        "help",
        "hi",
        "hr",
        "info",
        "information",
        "inquiries",
        "jobs",
        "kontakt",
        "mail",
        "marketing",
        "noreply",
        "office",
        "post",
        "press",
        "sales",
        "service",
        "support",
        "team",
        "welcome",
    ]
)

Point = tuple[PointKind, str]
Block = tuple[str, ...]
Pair = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Person:
    """What is compared of a person; organisations and places are folded, points in their normal form."""

    name: PersonName
    organisations: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    points: frozenset[Point] = frozenset()
    birthday: str = ""
    blocks: tuple[Block, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Work out once where the person is looked for."""
        self.blocks = tuple(_blocks(self))


@dataclass(frozen=True, slots=True)
class Likely:
    """Two who may be one person: how likely, from 0 to 1, and why, in words."""

    first: int
    second: int
    score: float
    reasons: tuple[str, ...]

    @property
    def band(self) -> Band:
        """Say the score in a word."""
        return Band.STRONG if self.score >= _STRONG else Band.GOOD if self.score >= _GOOD else Band.PERHAPS


class Duplicates:
    """People in blocks, so that those who may be the same are found without comparing everybody with everybody."""

    def __init__(self, people: Iterable[tuple[int, Person]] = ()) -> None:
        """Take in people under their keys."""
        self._people: dict[int, Person] = {}
        self._blocks: defaultdict[Block, list[int]] = defaultdict(list)
        self._names: Counter[tuple[str, ...]] = Counter()
        for key, person in people:
            self.add(key, person)

    def add(self, key: int, person: Person) -> None:
        """Take in one more person."""
        self._people[key] = person
        self._names[person.name.words] += 1
        for block in person.blocks:
            self._blocks[block].append(key)

    def like(self, key: int, person: Person) -> list[Likely]:
        """Find who may be the same as one who is not among them yet, the likeliest first."""
        near: set[int] = set()
        for block in person.blocks:
            if keys := self._blocks.get(block):
                near.update(keys if len(keys) <= _LARGEST_BLOCK else keys[:_NEIGHBOURS])
        found = (self._compare((one, self._people[one]), (key, person)) for one in sorted(near, key=abs))
        return sorted((one for one in found if one), key=lambda one: -one.score)

    def pairs(self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Iterator[Likely]:
        """Give every pair that may be one person; stops where it is cancelled."""
        seen: set[Pair] = set()
        total = len(self._blocks)
        for number, keys in enumerate(self._blocks.values()):
            if number % _CHECK_EVERY == 0:
                progress(number, total)
                if cancelled():
                    return
            for one, other in self._within(keys):
                pair = (one, other) if one < other else (other, one)
                if pair in seen or one == other:
                    continue
                seen.add(pair)
                likely = self._compare(*((key, self._people[key]) for key in pair))
                if likely is not None:
                    yield likely
        progress(total, total)

    def _compare(self, one: tuple[int, Person], other: tuple[int, Person]) -> Likely | None:
        """Weigh what speaks for two being one person, and what speaks against it; None where too little does."""
        (first_key, first), (second_key, second) = one, other
        likeness = compare(first.name, second.name)
        score = _NAMES[likeness]
        reasons = [_name_reason(likeness, first, second)] if score > 0 and likeness is not Likeness.UNKNOWN else []
        if likeness in (Likeness.SAME, Likeness.SWAPPED) and self._names[first.name.words] > _SHARED_BY_MANY:
            score -= _COMMON_NAME
        gained, told = self._points_in_common(first, second)
        score += gained
        reasons += told
        score += _weigh(first.organisations, second.organisations, _SAME_ORGANISATION, _OTHER_ORGANISATION)
        score += _weigh(first.places, second.places, _SAME_PLACE, _OTHER_PLACE)
        reasons += [f"both at {_shown(one)}" for one in sorted(first.organisations & second.organisations)[:1]]
        reasons += [f"both in {_shown(one)}" for one in sorted(first.places & second.places)[:1]]
        if first.birthday and second.birthday:
            is_same = first.birthday == second.birthday
            score += _SAME_BIRTHDAY if is_same else -_OTHER_BIRTHDAY
            reasons += ["the same birthday"] if is_same else []
        if first.name.generation != second.name.generation:
            score -= _OTHER_GENERATION
        if round(score, 3) < _PERHAPS:
            return None
        return Likely(first_key, second_key, round(min(score, 1.0), 3), tuple(reasons))

    def _points_in_common(self, first: Person, second: Person) -> tuple[float, list[str]]:
        """Weigh shared profiles, addresses and numbers: the most telling fully, a further one a little."""
        weights: list[float] = []
        reasons: list[str] = []
        for kind, normal in sorted(first.points & second.points):
            sharers = len(self._blocks.get((kind, normal), ()))
            is_shared = sharers > _SHARED_BY_MANY
            if kind is PointKind.EMAIL and normal.partition("@")[0] in _ROLES:
                weights.append(_ROLE_ADDRESS)
            else:
                weights.append(_POINTS[kind] / (_SHARED_BY_MANY if is_shared else 1))
            by_many = f", shared by {sharers} people" if is_shared else ""
            reasons.append(f"the same {_POINT_WORDS[kind]} {normal}{by_many}")
        weights.sort(reverse=True)
        return sum(weights[:1]) + 0.1 * len(weights[1:2]), reasons

    def _within(self, keys: list[int]) -> Iterator[Pair]:
        if len(keys) <= _LARGEST_BLOCK:
            yield from combinations(keys, 2)
            return
        ordered = sorted(keys, key=lambda key: (tuple(sorted(self._people[key].name.words)), key))
        for step in range(1, _NEIGHBOURS + 1):
            yield from zip(ordered, ordered[step:], strict=False)


def _blocks(person: Person) -> Iterator[Block]:
    """Give the keys under which a person is looked for: points, and the name, alone and beside what else is known."""
    yield from person.points
    words = person.name.words
    if not words:
        return
    whole = " ".join(sorted(words))
    yield "name", whole
    for kind, normal in person.points:
        yield "name at", whole, kind, normal
    if len(words) > 1:
        heard = sorted((sound(root(words[0])), sound(root(words[-1]))))
        yield "sound", *heard
        yield from (("sound at", *heard, place) for place in person.places)
    ends = {sound(words[0]), sound(words[-1])}
    for body in person.organisations:
        yield from (("one name at", end, body) for end in ends)
        yield "name at", whole, body
    yield from (("name in", whole, place) for place in person.places)
    if person.birthday:
        yield from (("born", end, person.birthday) for end in ends)


def _weigh(first: frozenset[str], second: frozenset[str], same: float, other: float) -> float:
    if not first or not second:
        return 0.0
    return same if first & second else -other


def _shown(folded: str) -> str:
    return folded.title()


def _name_reason(likeness: Likeness, first: Person, second: Person) -> str:
    match likeness:
        case Likeness.SAME:
            return "the same name"
        case Likeness.SWAPPED:
            return "the same names in another order"
        case Likeness.WITHIN:
            return "one name is part of the other"
        case Likeness.SHORT_FORM:
            return f"{first.name.shown} and {second.name.shown} may be one name"
        case Likeness.MISSPELT:
            return "the names differ by a slip"
        case Likeness.INITIAL:
            return "the same family name and initial"
        case Likeness.FOREIGN:
            return "names in two scripts"
        case _:
            return "the same given name" if likeness is Likeness.GIVEN else "one name is a part of the other"
