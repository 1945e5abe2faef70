"""An export of Monica as the program writes it, made up."""

from __future__ import annotations

import json
from typing import Any


def collection(kind: str, *values: Any) -> dict[str, Any]:
    """Give values as a collection."""
    return {"count": len(values), "type": kind, "values": list(values)}


def contact(uuid: str, *data: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """Give a contact."""
    stamps = {"created_at": "2023-01-02T10:00:00Z", "updated_at": "2024-01-02T10:00:00Z"}
    return {"uuid": uuid, **stamps, "properties": properties, "data": list(data)}


def field(kind: str, value: str) -> dict[str, Any]:
    """Give a contact field."""
    return {"uuid": f"field-{value}", "properties": {"data": value, "type": kind}}


def export(*contacts: dict[str, Any], relationships: tuple[tuple[str, str, str], ...] = ()) -> bytes:
    """Give the file: contacts, and relationships as (who, what they are, to whom)."""
    tied = (
        {"properties": {"type": kind, "contact_is": one, "of_contact": other}} for one, kind, other in relationships
    )
    dinner = {
        "uuid": "dinner",
        "properties": {"summary": "Dinner", "description": "in Lyon", "happened_at": "2024-05-06"},
    }
    types = [
        {"uuid": "mail", "properties": {"name": "Email", "protocol": "mailto:", "type": "email"}},
        {"uuid": "tel", "properties": {"name": "Phone", "protocol": "tel:", "type": "phone"}},
        {"uuid": "web", "properties": {"name": "LinkedIn"}},
    ]
    account = {
        "uuid": "account",
        "data": [
            collection("contact", *contacts),
            collection("relationship", *tied),
            collection("activity", dinner),
        ],
        "properties": {},
        "instance": {"contact_field_types": types},
    }
    head = {"version": "1.0", "app_version": "4.1.2", "export_date": "2024-06-01", "url": "", "exported_by": "me"}
    return json.dumps({**head, "account": account}).encode()


ANA = contact(
    "ana-uuid",
    collection(
        "contact_field",
        field("mail", "ana@x.example"),
        field("tel", "+34 600 1"),
        field("web", "linkedin.com/in/ana"),
    ),
    collection("address", {"properties": {"name": "Home", "street": "Calle 1", "city": "Madrid", "country": "ES"}}),
    collection("note", {"uuid": "note", "created_at": "2023-02-03T08:00:00Z", "properties": {"body": "Likes grids"}}),
    collection(
        "call",
        {"uuid": "call", "properties": {"called_at": "2024-02-03", "content": "About Bo", "contact_called": True}},
    ),
    collection("activity", "dinner"),
    collection("reminder", {"properties": {"initial_date": "2020-09-01", "title": "Name day"}}),
    collection("pet", {"properties": {"name": "Rex"}}),
    first_name="Ana",
    last_name="Ruiz",
    job="CTO",
    company="Acme",
    description="Met at the fair",
    tags=["friend"],
    stay_in_touch_frequency=30,
    birthdate={"is_age_based": False, "is_year_unknown": True, "date": "2016-04-12"},
    first_met_date={"date": "2019-05-06"},
    first_met_through="bo-uuid",
)
BO = contact("bo-uuid", collection("activity", "dinner"), first_name="Bo", last_name="Li")
RELATIONSHIPS = (("bo-uuid", "colleague", "ana-uuid"), ("ana-uuid", "colleague", "bo-uuid"))
SAMPLE = export(ANA, BO, relationships=RELATIONSHIPS)
