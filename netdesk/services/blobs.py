"""Bytes of photos and attachments, kept once for each content."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from netdesk.db.tables import Blob
from netdesk.db.unit_of_work import UnitOfWork


def put_blob(work: UnitOfWork, data: bytes, media_type: str) -> int:
    """Keep bytes once for each content; returns the id of the blob."""
    digest = hashlib.sha256(data).hexdigest()
    known = work.session.scalar(select(Blob.id).where(Blob.sha256 == digest))
    if known is not None:
        return known
    blob = Blob(sha256=digest, media_type=media_type, size=len(data), data=data)
    work.session.add(blob)
    work.session.flush()
    return blob.id
