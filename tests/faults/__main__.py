"""`make torture`: runs the experiments, or those named, and writes down what came out."""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from .running import all_done
from .torture import PAGE, Run, experiments, order, page, row

JOBS = min(4, os.cpu_count() or 1)


def main(words: Sequence[str]) -> int:
    """Runs what is asked for; 1 when something did not hold."""
    options = read(words)
    only = set(options.only.split(",")) if options.only else None
    chosen = [one for one in experiments() if only is None or one.fault in only]
    if options.list:
        print("\n".join(f"{one.fault:6} {one.what}" for one in chosen))
        return 0
    begun, found = time.monotonic(), []
    for one, figures in all_done(chosen, options):
        found.append((one, figures))
        print("  ".join(row(one, figures)), flush=True)
        if options.write:  # after each: a run that is broken off has not been for nothing
            rows = [row(*pair) for pair in sorted(found, key=lambda pair: order(pair[0]))]
            run = Run("python -m tests.faults " + " ".join(words), options.jobs)
            PAGE.write_text(page(rows, run, time.monotonic() - begun), "utf-8")
    return 1 if any(figures.failures for _, figures in found) else 0


def read(words: Sequence[str]) -> Namespace:
    """The options."""
    parser = ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", metavar="F1,F7", help="only these faults")
    parser.add_argument("--scale", type=float, default=1.0, help="times as many cases as usual")
    parser.add_argument("--full", action="store_true", help="even where that takes long")
    parser.add_argument("--cases", type=int, help="exactly so many, of each")
    parser.add_argument("--jobs", type=int, default=JOBS, help="how many at once")
    parser.add_argument("--seed", type=int, default=1, help="where the randomness comes from")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    parser.add_argument("--list", action="store_true", help="only tell what there is")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
