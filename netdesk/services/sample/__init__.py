"""The sample network: made-up people and their requests, the same for the same date and size."""

from __future__ import annotations

from netdesk.services.sample.book import create_sample
from netdesk.services.sample.network import write_sample

__all__ = ["create_sample", "write_sample"]
