"""`make torture`: runs the experiments, or those named, and writes down what came out."""

from __future__ import annotations

import sys
import time
import traceback
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from .figures import Figures
from .torture import PAGE, Experiment, experiments, page, row


def main(words: Sequence[str]) -> int:
    """Runs what is asked for; 1 when something did not hold."""
    options = read(words)
    only = set(options.only.split(",")) if options.only else None
    chosen = [one for one in experiments() if only is None or one.fault in only]
    if options.list:
        print("\n".join(f"{one.fault:4} {one.what}" for one in chosen))
        return 0
    rows, failures = [], 0
    for one in chosen:
        figures = done(one, options)
        failures += figures.failures
        rows.append(row(one, figures))
        print("  ".join(rows[-1]), flush=True)
        if options.write:  # after each: a run that is broken off has not been for nothing
            PAGE.write_text(page(rows, "python -m tests.faults " + " ".join(words)), "utf-8")
    return 1 if failures else 0


def done(experiment: Experiment, options: Namespace) -> Figures:
    """What came out; an experiment that does not come to its end has failed."""
    begun = time.monotonic()
    try:
        return experiment.run(cases(experiment, options), options.seed)
    except Exception:
        traceback.print_exc()
        return Figures(experiment.fault, 0, 1, {}, time.monotonic() - begun)


def read(words: Sequence[str]) -> Namespace:
    """The options."""
    parser = ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", metavar="F1,F7", help="only these faults")
    parser.add_argument("--scale", type=float, default=1.0, help="times as many cases as usual")
    parser.add_argument("--full", action="store_true", help="as many cases as the plan asks for")
    parser.add_argument("--cases", type=int, help="exactly so many, of each")
    parser.add_argument("--seed", type=int, default=1, help="where the randomness comes from")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    parser.add_argument("--list", action="store_true", help="only tell what there is")
    return parser.parse_args(words)


def cases(experiment: Experiment, options: Namespace) -> int:
    """How many."""
    if options.cases:
        return int(options.cases)
    whole: int = experiment.asked if options.full else experiment.usual
    return max(1, round(whole * float(options.scale)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
