"""The marks by which the file of a book is known, apart from the mapped classes, so that a book opens without them."""

from __future__ import annotations

APPLICATION_ID = 0x6E64736B
"""“ndsk”: tells a book from the databases of other programs (SQLite file format, offset 68)."""

SCHEMA_VERSION = 3
"""The `user_version` this program writes (offset 60)."""

DERIVED_TABLES = ("document", "full_text", "undo_step", "undo_row", "passage", "stale")
"""Tables that are rebuilt, never logged."""

KEPT_TABLES = ("vector",)
"""Derived tables that are too dear to be rebuilt: never logged, and never thrown away."""

USER_TABLE_NAMES = (
    "affiliation", "attachment", "blob", "connection", "contact", "contact_point", "contact_tag", "date_to_remember",
    "external_id", "fact", "follow_up", "hop", "how_met", "interaction", "introduction", "kept_line", "message",
    "offer", "organisation", "participant", "party", "recipient", "request", "requester", "resource", "setting",
    "step", "tag", "template",
)  # fmt: skip
"""The tables that every book of this version has."""
