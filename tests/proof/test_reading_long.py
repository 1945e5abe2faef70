"""Mail and calendars damaged a million times: `pytest tests/proof -m proof`, with the number in NETDESK_PROOF_FILES."""

from __future__ import annotations

import os
import random

import pytest

from tests.unit import test_mailboxes, test_meetings
from tests.unit.mutations import mutated

FILES = int(os.environ.get("NETDESK_PROOF_FILES", "1000000"))


@pytest.mark.proof
@pytest.mark.timeout(0)
@pytest.mark.parametrize("reader", [test_mailboxes, test_meetings], ids=["mail", "calendar"])
def test_damaged_files_are_read(reader: object) -> None:
    chance = random.Random(6)
    for _ in range(FILES):
        reader.read_hostile(mutated(chance, reader.SEEDS))  # type: ignore[attr-defined]
