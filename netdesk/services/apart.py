"""Remembering who are known to be different people, however alike they look."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from netdesk.db.tables import Setting
from netdesk.db.unit_of_work import UnitOfWork

_APART = "not the same/"
"""Begins the settings that hold two contacts, by uid, who are known to be different people."""


def apart_pairs(session: Session) -> set[frozenset[str]]:
    """Return the pairs, by uid, who are known to be different people."""
    keys = session.scalars(select(Setting.key).where(Setting.key.startswith(_APART)))
    return {frozenset(key.removeprefix(_APART).split("/")) for key in keys}


def keep_apart(work: UnitOfWork, first_uid: str, second_uid: str) -> None:
    """Note within a unit of work that two are different people."""
    if frozenset((first_uid, second_uid)) not in apart_pairs(work.session):
        one, other = sorted((first_uid, second_uid))
        work.session.add(Setting(key=f"{_APART}{one}/{other}", value="true"))
        work.session.flush()


def hand_over(work: UnitOfWork, from_uid: str, to_uid: str) -> None:
    """Let whoever was told apart from one contact be told apart from another, into whom the first is merged."""
    for stored in work.session.scalars(select(Setting).where(Setting.key.startswith(_APART))).all():
        pair = set(stored.key.removeprefix(_APART).split("/"))
        if from_uid in pair:
            work.session.delete(stored)
            work.session.flush()
            for other in pair - {from_uid, to_uid}:
                keep_apart(work, other, to_uid)
