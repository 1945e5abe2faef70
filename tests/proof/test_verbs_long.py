"""The stateful test of the verbs, for as long as a night allows: `pytest tests/proof -m proof`."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.db.verbs import Verbs

TestVerbsLong = pytest.mark.proof(pytest.mark.timeout(0)(Verbs.TestCase))
TestVerbsLong.settings = settings(
    max_examples=int(os.environ.get("NETDESK_PROOF_EXAMPLES", "400")),
    stateful_step_count=150,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
