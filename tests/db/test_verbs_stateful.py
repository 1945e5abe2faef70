"""Random verbs leave a book that can be undone to its beginning and redone to its end."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.db.verbs import Verbs

TestVerbs = Verbs.TestCase
TestVerbs.settings = settings(
    max_examples=20,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
