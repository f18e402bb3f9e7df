"""Runs experiments, some at once, each to its end whatever becomes of it."""

from __future__ import annotations

import time
import traceback
from argparse import Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from .figures import Figures
from .torture import Experiment, experiments

Done = tuple[Experiment, Figures]


def all_done(chosen: Sequence[Experiment], options: Namespace) -> Iterator[Done]:
    """Every experiment with what came out, in the order in which they end: some run at once."""
    if options.jobs == 1 or len(chosen) == 1:
        yield from ((one, done(one, options)) for one in chosen)
        return
    with ProcessPoolExecutor(options.jobs, get_context("spawn"), max_tasks_per_child=1) as pool:
        asked = {pool.submit(named, one.module.__name__, options): one for one in chosen}
        for future in as_completed(asked):
            yield asked[future], future.result()


def named(module: str, options: Namespace) -> Figures:
    """What came out of the experiment in a module, in a process of its own."""
    return done(next(one for one in experiments() if one.module.__name__ == module), options)


def done(experiment: Experiment, options: Namespace) -> Figures:
    """What came out; an experiment that does not come to its end has failed."""
    begun = time.monotonic()
    try:
        return experiment.run(cases(experiment, options), options.seed)
    except Exception:
        traceback.print_exc()
        return Figures(experiment.fault, 0, 1, {}, time.monotonic() - begun)


def cases(experiment: Experiment, options: Namespace) -> int:
    """How many."""
    if options.cases:
        return int(options.cases)
    whole: int = experiment.asked if options.full else experiment.usual
    return max(1, round(whole * float(options.scale)))
