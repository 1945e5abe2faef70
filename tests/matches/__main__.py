"""Says how well the judgement finds who can help on two labelled networks: `python -m tests.matches`.

With `--write` the figures are kept in the README beside the networks, too.
"""

from __future__ import annotations

import sys
from pathlib import Path

from netdesk.language import encoder
from tests.matches import load
from tests.matches.figures import judge, report

_README = Path(__file__).parent / "README.md"
_HEADING = "## What `python -m tests.matches` printed\n"


def main() -> None:
    """Judge both networks, then show who was judged most wrongly."""
    model = encoder.load()
    text = "\n\n".join(
        f"### {half.replace('_', ' ').capitalize()}\n\n" + "\n".join(report(network, judge(network, model)))
        for half in ("tuning", "held_out")
        for network in [load(half)]
    )
    print(text)
    if "--write" in sys.argv[1:]:
        before, _, _ = _README.read_text(encoding="utf-8").partition(_HEADING)
        _README.write_text(f"{before}{_HEADING}\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
