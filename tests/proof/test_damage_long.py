"""The damaged books of the database tests, many more of them: `pytest tests/proof -m proof`."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.db.test_damage import damage_and_open, sound  # noqa: F401


@pytest.mark.proof
@pytest.mark.timeout(0)
def test_damage_is_always_told(sound: Path, tmp_path: Path) -> None:  # noqa: F811
    for seed in range(int(os.environ.get("NETDESK_PROOF_EXAMPLES", "400"))):
        folder = tmp_path / str(seed)
        folder.mkdir()
        damage_and_open(sound, folder / "book.netdesk", random.Random(10_000 + seed))
