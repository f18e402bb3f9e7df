"""`python -m tests.simulation --seeds 10000 --from 0`, and `… replay --seed 17`."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack

from .census import Census, failure, replay
from .database import File
from .simulation import TURNS, Opener, Simulation


def options() -> Namespace:
    """What is asked for."""
    parser = ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("run", "replay"), default="run")
    parser.add_argument("--seeds", type=int, default=500, help="how many")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="the one to replay")
    parser.add_argument("--turns", type=int, default=TURNS, help="how long each goes on")
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    return parser.parse_args()


def opener(store: str, stack: ExitStack) -> Opener:
    """What opens the database of each run."""
    if store == "sqlite":
        return File.of
    from .on_postgres import opener as on_postgres

    return on_postgres(stack)


def run(asked: Namespace, found: Opener) -> int:
    """Many seeds; tells each that fails, and how to see it again."""
    census, started = Census(alone=asked.store == "sqlite", turns=asked.turns), time.process_time()
    for seed in census.take(range(asked.first, asked.first + asked.seeds), found):
        print(f"seed {seed}: {census.failures[seed]}\n  {replay(seed, asked.store)}", flush=True)
    print(f"{census.told()}; {time.process_time() - started:.0f} CPU-seconds")
    lacking = census.missing() if asked.seeds >= 50 else []
    for what in lacking:
        print(f"too little happened: {what}")
    return 1 if census.failures or lacking else 0


def show(asked: Namespace, found: Opener) -> int:
    """One seed, and everything that was decided."""
    alone = asked.store == "sqlite"
    one = Simulation(asked.seed or 0, found, alone=alone, turns=asked.turns)
    words = failure(one)
    print("\n".join(one.fate.trace))
    print(words or "nothing is wrong")
    return 1 if words else 0


def main() -> int:
    """Returns 1 when something is wrong."""
    asked = options()
    with ExitStack() as stack:
        found = opener(asked.store, stack)
        if asked.what == "replay":
            return show(asked, found)
        return run(asked, found)


if __name__ == "__main__":
    sys.exit(main())
