"""Writes the whole sample network into an empty book."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date
from functools import partial

from sqlalchemy import delete, func, select

from netdesk.db.tables import Contact, Setting
from netdesk.db.unit_of_work import UnitOfWork
from netdesk.domain.errors import InvalidInputError
from netdesk.domain.words import MessageKind
from netdesk.services.sample.follow_ups import FollowUps
from netdesk.services.sample.interactions import Interactions
from netdesk.services.sample.introductions import Introductions
from netdesk.services.sample.knowledge import Knowledge
from netdesk.services.sample.names import Names
from netdesk.services.sample.organisations import Organisations
from netdesk.services.sample.pairs import Pairs
from netdesk.services.sample.people import SIGNATURE, People, add_me
from netdesk.services.sample.plots import plots
from netdesk.services.sample.requests import Requests
from netdesk.services.sample.scene import Person, Scene
from netdesk.services.sample.sheet import Sheet
from netdesk.services.sample.telling import Letter, Telling
from netdesk.services.sample.ties import Ties
from netdesk.services.sample.trades import Trades

MOST = 100_000
_CAST = 4_000
_BATCH = 500
_CHECK_INS_AGO = (40, 17, 3)
_USUAL = 240
_PLOT_EACH = 40
_MOST_EXTRA = 600

Progress = Callable[[int, int], None]


def write_sample(work: UnitOfWork, contacts: int, today: date, progress: Progress | None = None) -> None:
    """Write a made-up network of so many contacts and me into an empty book, the same for the same date and size.

    `progress` is told how many contacts are done, of how many. Raises InvalidInputError for a size outside 0 to
    100,000, and for a book that holds contacts already.
    """
    if not 0 <= contacts <= MOST:
        raise InvalidInputError(f"A sample network has 0 to {MOST:,} contacts.")
    _make_room(work)
    chance = random.Random(f"netdesk sample {today.isoformat()} {contacts}")
    sheet = Sheet(work.session, chance)
    names, trades = Names(), Trades()
    organisations = Organisations(chance, sheet, names.places, today)
    me = add_me(chance, sheet, organisations.mine, trades.all[0], today)
    sheet.add(Setting, key="signature", value=json.dumps(SIGNATURE))
    scene = Scene(chance, today, sheet, me, names.places, trades)
    _populate(scene, names, organisations, contacts, progress)
    _tell(scene, contacts)
    sheet.write()


def _make_room(work: UnitOfWork) -> None:
    """Take away the “me” of an otherwise empty book; the sample brings its own."""
    others = select(func.count()).select_from(Contact).where(Contact.is_me.is_(False))
    if work.session.scalar(others):
        raise InvalidInputError(
            "The sample network needs an empty book, and this one holds contacts. Choose a new file."
        )
    work.session.execute(delete(Contact))
    work.session.execute(delete(Setting).where(Setting.key == "signature"))


def _populate(
    scene: Scene, names: Names, organisations: Organisations, contacts: int, progress: Progress | None
) -> None:
    people, ties = People(scene, names, organisations), Ties(scene, contacts)
    knowledge, interactions = Knowledge(scene), Interactions(scene, contacts)
    for number in range(contacts):
        root, met = ties.place(number)
        close = number < ties.hubs
        person = people.add(number, met, close=close)
        knowledge.add_facts(person, number)
        event = ties.join(person, root)
        scene.sheet.complete(Contact, notes=knowledge.notes(person, event, close=close))
        interactions.add(person, close=close)
        if len(scene.cast) < _CAST:
            scene.cast.append(person)
        if number % _BATCH == _BATCH - 1:
            scene.sheet.write()
            if progress:
                progress(number + 1, contacts)
    interactions.add_gatherings()
    scene.sheet.write()
    if progress:
        progress(contacts, contacts)


def _tell(scene: Scene, contacts: int) -> None:
    """Tell what happened between the people: requests, introductions, promises."""
    told, pairs = plots()
    follow_ups = FollowUps(scene)
    introductions = Introductions(scene, follow_ups)
    requests = Requests(scene, follow_ups, introductions)
    for plot in told:
        requests.tell(plot)
    past = [plot for plot in told if plot.finished]
    for _ in range(min(_MOST_EXTRA, max(0, contacts - _USUAL) // _PLOT_EACH)):
        requests.tell(scene.chance.choice(past if scene.chance.random() < 0.8 else told))
    should_meet = Pairs(scene, follow_ups, introductions)
    for pair in pairs:
        should_meet.add(pair)
    introductions.add_made_by_others()
    follow_ups.add_promises()
    _check_in(scene)


def _check_in(scene: Scene) -> None:
    """Write to a few people without a question behind it."""
    for ago in _CHECK_INS_AGO:
        person = scene.anyone(partial(_looks_for_something, scene.day(ago)))
        if person is not None:
            telling = Telling(scene)
            letter = Letter(
                kind=MessageKind.CHECK_IN,
                template="check_in",
                to=(person,),
                sent=telling.when(ago),
                slots={"because": person.needs[0].text},
            )
            telling.write(letter)


def _looks_for_something(since: date, person: Person) -> bool:
    return bool(person.needs) and person.met < since
