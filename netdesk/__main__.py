"""The entry point: the window for a person, the command line for scripts."""

from __future__ import annotations

import sys

from netdesk import cli


def main() -> int:
    """Run netdesk with the arguments of the process; returns its exit code."""
    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
