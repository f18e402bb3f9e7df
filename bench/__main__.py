"""`make bench`: runs every benchmark, or those named on the command line."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("parse", "segments", "steps", "rendering", "workers")


def main() -> None:
    """Runs the benchmarks in turn; each prints its own table."""
    for name in sys.argv[1:] or NAMES:
        import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
