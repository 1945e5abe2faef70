"""Made `schema-3.netdesk` when schema 3 was the present one: `python -m tests.db.books.make_schema_3 FILE`.

It holds what the book of schema 2 holds. The stored book stays as it is for ever.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.db.books.make_schema_2 import make

if __name__ == "__main__":
    make(Path(sys.argv[1]))
