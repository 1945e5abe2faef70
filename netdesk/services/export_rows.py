"""Follow-ups and the graph of introductions, as the files of other programs hold them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from netdesk.domain.instant import Instant
from netdesk.domain.states import CONNECTING_INTRODUCTION_STATES
from netdesk.domain.words import FollowUpState
from netdesk.exchange.calendar import ToDoRecord
from netdesk.exchange.graphml import EdgeRecord, NodeRecord

_FOLLOW_UPS = """SELECT f.uid, f.title, f.kind, f.due_on, f.state, f.finished_at, coalesce(c.display_name, ''),
    coalesce(r.title, '')
  FROM follow_up f LEFT JOIN contact c ON c.id = f.contact_id LEFT JOIN request r ON r.id = f.request_id
 ORDER BY f.due_on, f.id"""

_NODES = """SELECT c.uid, c.display_name, coalesce(o.name, ''), coalesce(a.role, ''),
    coalesce((SELECT group_concat(t.name, '; ') FROM contact_tag l JOIN tag t ON t.id = l.tag_id
               WHERE l.contact_id = c.id), '')
  FROM contact c
  LEFT JOIN affiliation a ON a.id = (SELECT id FROM affiliation WHERE contact_id = c.id AND current
                                      ORDER BY position, id LIMIT 1)
  LEFT JOIN organisation o ON o.id = a.organisation_id
 ORDER BY c.id"""

_MET = """SELECT by.uid, c.uid, 'introduced', coalesce(h.met_on, '') FROM how_met h
  JOIN contact by ON by.id = h.introducer_id JOIN contact c ON c.id = h.contact_id ORDER BY h.id"""
_CONNECTED = """SELECT a.uid, b.uid, k.kind, coalesce(k.since, '') FROM connection k
  JOIN contact a ON a.id = k.first_id JOIN contact b ON b.id = k.second_id ORDER BY k.id"""
_STATES = ", ".join(f"'{state}'" for state in sorted(CONNECTING_INTRODUCTION_STATES))
_PUT_IN_TOUCH = """SELECT a.uid, b.uid, 'put in touch', coalesce(substr(i.made_at, 1, 10), '')
  FROM introduction i
  JOIN party p ON p.introduction_id = i.id JOIN party q ON q.introduction_id = i.id AND q.id > p.id
  JOIN contact a ON a.id = p.contact_id JOIN contact b ON b.id = q.contact_id
 WHERE i.state IN ({states}) ORDER BY i.id"""


def to_dos(session: Session) -> Iterator[ToDoRecord]:
    """Give every follow-up, the earliest first; one without a title is named by its kind and whom it is about."""
    rows = session.connection().exec_driver_sql(_FOLLOW_UPS)
    for uid, title, kind, due_on, state, finished_at, name, request in rows:
        about = " – ".join(filter(None, (name, request)))
        shown = title or (f"{kind.capitalize()}: {about}" if about else kind.capitalize())
        yield ToDoRecord(
            uid=uid,
            title=shown,
            due_on=date.fromisoformat(due_on),
            state=FollowUpState(state),
            description=about,
            category=kind.capitalize(),
            finished_at=Instant.parse(finished_at).utc if finished_at else None,
        )


def nodes(session: Session) -> Iterator[NodeRecord]:
    """Give every contact, me among them."""
    for uid, name, organisation, role, tags in session.connection().exec_driver_sql(_NODES):
        yield NodeRecord(uid=uid, name=name, organisation=organisation, role=role, tags=tags)


def edges(session: Session) -> Iterator[EdgeRecord]:
    """Give who introduced whom to me, who knows whom, and who was put in touch."""
    for query in (_MET, _CONNECTED, _PUT_IN_TOUCH.format(states=_STATES)):
        for source, target, kind, day in session.connection().exec_driver_sql(query):
            yield EdgeRecord(source=source, target=target, kind=kind, date=day)
