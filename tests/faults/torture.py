"""The torture: every experiment there is, one after the other, and the page of what came out."""

from __future__ import annotations

import os
import pkgutil
import platform
import re
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

import jalon
from tests import faults
from tests.postgres.server import NoServer, programs

from .figures import Figures

PAGE = Path(__file__).resolve().parents[2] / "docs" / "faults.md"
HEADS = ("fault", "what is done", "cases", "asked for", "failures", "seconds", "counted")
INTRODUCTION = """# Faults

What was done to Jalon on purpose, how often, and what did not hold. Everything here was measured in
one run of `{command}`, {jobs} at a time; nothing is carried over from another.
`make torture` writes this page again.

- {date}, Jalon {version}, commit `{commit}`
- {machine}

*asked for* is the number that the plan wants for each change; where *cases* is less, this run did
not do as many. *failures* counts what must not be: an acknowledged event that is lost, a marketing
message that arrived twice, a state that does not tell the truth, an invariant of `jalon prove` that
does not hold, a run that ended otherwise than the plain model says.

"""


@dataclass(frozen=True, slots=True)
class Experiment:
    """One experiment: which fault, what it does, and how many cases are asked for, or usual."""

    fault: str
    what: str
    asked: int
    usual: int
    module: ModuleType

    def run(self, cases: int, seed: int) -> Figures:
        """Does it."""
        found: Figures = self.module.experiment(cases, seed)
        return found


@dataclass(frozen=True, slots=True)
class Run:
    """How it was run: the command, and how many experiments at once."""

    command: str
    jobs: int


def experiments() -> Iterator[Experiment]:
    """Every module below this folder that has one, by the number of its fault."""
    found = []
    for one in pkgutil.walk_packages(faults.__path__, f"{faults.__name__}."):
        if one.name.rpartition(".")[2] in ("__main__", "torture") or ".test_" in one.name:
            continue
        module = import_module(one.name)
        if hasattr(module, "experiment") and hasattr(module, "FAULT"):
            found.append(described(module))
    yield from sorted(found, key=order)


def order(experiment: Experiment) -> tuple[int, str]:
    """Where an experiment stands: by the number of its fault."""
    return (number(experiment.fault), experiment.module.__name__)


def described(module: ModuleType) -> Experiment:
    """A module's experiment, in the words of its first line."""
    first = (module.__doc__ or "").partition("\n")[0].removesuffix(".")
    asked = int(getattr(module, "CASES", 100))
    usual = int(getattr(module, "USUAL", asked))
    return Experiment(module.FAULT, re.sub(r"^F\d+: ", "", first), asked, usual, module)


def number(fault: str) -> int:
    """The number of a fault, to sort by."""
    found = re.search(r"\d+", fault)
    return int(found[0]) if found else 0


def row(experiment: Experiment, figures: Figures) -> tuple[str, ...]:
    """A line of the table."""
    counted = "; ".join(f"{name}: {shown(value)}" for name, value in figures.details.items())
    numbers = (figures.cases, experiment.asked, figures.failures, round(figures.seconds))
    return (experiment.fault, experiment.what, *(f"{n:,}" for n in numbers), counted)


def shown(value: int | float) -> str:
    """A number for people."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def page(rows: Sequence[tuple[str, ...]], run: Run, seconds: float) -> str:
    """The whole page, after so many seconds."""
    head = INTRODUCTION.format(
        command=run.command,
        jobs=run.jobs,
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        version=jalon.__version__,
        commit=commit(),
        machine=machine(),
    )
    lines = [HEADS, tuple("---" for _ in HEADS), *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{head}{table}\n\n{len(rows)} experiments in {seconds:,.0f} seconds.\n"


def commit() -> str:
    """What was tested; the page itself does not count as a change."""
    found = git("describe", "--always") or "unknown"
    changed = git("status", "--porcelain", "--", ".", f":!docs/{PAGE.name}")
    return f"{found}, with changes" if changed else found


def git(*words: str) -> str:
    """What git says of this tree; nothing where there is none."""
    told = subprocess.run(
        ["git", *words], cwd=PAGE.parents[1], capture_output=True, text=True, check=False
    )
    return told.stdout.strip()


def machine() -> str:
    """Where it was tested."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return ", ".join(
        (
            f"{os.cpu_count()} cores, {memory:.0f} GiB",
            f"Python {platform.python_version()}",
            f"SQLite {sqlite3.sqlite_version}",
            server(),
        )
    )


def server() -> str:
    """The version of PostgreSQL, if there is one."""
    try:
        words = [str(programs() / "postgres"), "--version"]
    except NoServer:
        return "no PostgreSQL"
    told = subprocess.run(words, capture_output=True, text=True, check=True)
    return f"PostgreSQL {told.stdout.partition(')')[2].split()[0]}"
