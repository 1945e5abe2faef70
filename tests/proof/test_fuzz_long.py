"""A million damaged files for each importer: `NETDESK_PROOF_EXAMPLES=1000000 pytest tests/proof -m proof -k fuzz`."""

from __future__ import annotations

import os

import pytest

from tests.fuzz import bears, mutations
from tests.unit.test_fuzz import IMPORTERS


@pytest.mark.proof
@pytest.mark.timeout(0)
@pytest.mark.parametrize("name", IMPORTERS)
def test_a_million_damaged_files_are_borne(name: str) -> None:
    read, seeds = IMPORTERS[name]
    bears(read, mutations(seeds, int(os.environ.get("NETDESK_PROOF_EXAMPLES", "1000000")), 2))
