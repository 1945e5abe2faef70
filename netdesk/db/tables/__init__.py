"""The user tables of the book, as typed declarative classes."""

from __future__ import annotations

from netdesk.db.tables.activity import FollowUp, Interaction, Participant, Resource
from netdesk.db.tables.base import Base
from netdesk.db.tables.messages import Message, Offer, Recipient, Setting, Template
from netdesk.db.tables.people import (
    Affiliation,
    Blob,
    Connection,
    Contact,
    ContactPoint,
    ContactTag,
    DateToRemember,
    ExternalId,
    Fact,
    HowMet,
    KeptLine,
    Organisation,
    Tag,
)
from netdesk.db.tables.requests import Attachment, Hop, Introduction, Party, Request, Requester, Step

__all__ = [
    "Affiliation",
    "Attachment",
    "Base",
    "Blob",
    "Connection",
    "Contact",
    "ContactPoint",
    "ContactTag",
    "DateToRemember",
    "ExternalId",
    "Fact",
    "FollowUp",
    "Hop",
    "HowMet",
    "Interaction",
    "Introduction",
    "KeptLine",
    "Message",
    "Offer",
    "Organisation",
    "Participant",
    "Party",
    "Recipient",
    "Request",
    "Requester",
    "Resource",
    "Setting",
    "Step",
    "Tag",
    "Template",
]
