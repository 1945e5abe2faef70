"""Made `schema-2.netdesk` when schema 2 was the present one: `python -m tests.db.books.make_schema_2 FILE`.

It holds what the book of schema 1 holds, and the index of it. The stored book stays as it is for ever.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from netdesk.bootstrap import open_services
from tests.db.books.make_schema_1 import CLOCK
from tests.db.books.make_schema_1 import make as make_records


def make(path: Path) -> None:
    """Write the book with small pages."""
    make_records(path)
    services = open_services(path, CLOCK)
    assert services.indexing.bring_current()
    services.book.close(keep_backup=False)
    with closing(sqlite3.connect(path)) as small:
        small.execute("PRAGMA journal_mode = DELETE")
        small.execute("VACUUM")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
