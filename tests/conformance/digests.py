"""What every example and every good file compiles to, as digests: run by itself, prints JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from jalon.compiler.pipeline import compile_project
from jalon.compiler.sql.journey.plan import plan_journey
from jalon.compiler.sql.periods import Periods
from jalon.compiler.sql.statement import Statement

ROOT = Path(__file__).parents[2]
PROJECTS = sorted(
    [
        *(one.parent for one in ROOT.glob("examples/*/jalon.toml")),
        *ROOT.glob("tests/language/good/*.journey"),
        *(one.parent for one in ROOT.glob("tests/language/good/*/jalon.toml")),
    ]
)


def digest(project: Path) -> str:
    """A digest of the program of a project, graphs and all, and of the statements made of it."""
    program, found = compile_project(project)
    assert program is not None, [f"{d.code} {d.message}" for d in found]
    periods = Periods()
    plans = [plan_journey(program, one, periods, "sqlite") for one in program.journeys]
    text = [program.to_json(), *statements(plans), repr(dict(periods.items()))]
    return hashlib.sha256("\n".join(text).encode()).hexdigest()


def statements(part: object) -> Iterator[str]:
    """Every statement inside plans, with its values, in order."""
    match part:
        case Statement():
            yield f"{part.sql} {dict(part.values)} {part.periods}"
        case list() | tuple():
            for one in part:
                yield from statements(one)
        case dict():
            yield from statements(list(part.values()))
        case _ if is_dataclass(part):
            yield from statements([getattr(part, one.name) for one in fields(part)])


def digests() -> dict[str, str]:
    """Project -> digest."""
    return {project.name: digest(project) for project in PROJECTS}


if __name__ == "__main__":
    print(json.dumps(digests()))
