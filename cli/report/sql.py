"""SQL for reading: laid out on lines, with the values and periods it was made with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import sqlglot
from sqlglot.errors import SqlglotError

from ...compiler.sql.journey.plan import JourneyPlan
from ...compiler.sql.periods import Periods
from ...compiler.sql.statement import Statement
from .periods import period
from .steps import start, step


def statement_text(of: Statement, dialect: str, periods: Periods) -> str:
    """One statement, laid out, with a comment for each of its values and periods."""
    lines = [f"-- {name} = {value!r}" for name, value in of.values.items()]
    known = periods.items()
    lines += [f"-- period {n}:{period(known[n][0])}" for n in of.periods]
    return "\n".join([*lines, f"{laid_out(of.sql, dialect)};"])


def laid_out(sql: str, dialect: str) -> str:
    """The statement on several lines; as it is when it cannot be read back."""
    try:
        return sqlglot.transpile(sql, read=dialect, write=dialect, pretty=True)[0]
    except SqlglotError:
        return sql


def journey_text(plan: JourneyPlan, dialect: str, periods: Periods) -> str:
    """Every statement of a journey, in the order in which a tick can run them."""
    return "\n\n".join(
        f"-- {title}\n{statement_text(statement, dialect, periods)}"
        for title, statement in statements(plan)
    )


def statements(plan: JourneyPlan) -> Iterator[tuple[str, Statement]]:
    """Each statement with what it is for."""
    for number, exit_ in enumerate(plan.exits, start=1):
        yield from inside(exit_, f"exit {number}")
    if plan.goal is not None:
        yield from inside(plan.goal, "goal")
    for start_plan, of in zip(plan.starts, plan.journey.doors, strict=True):
        yield from inside(start_plan, f"starting point `{start(of)}`")
    for title, table in (("wait", plan.waits), ("move on from", plan.blocks), ("", plan.fields)):
        for number, part in table_items(table):
            name = f"{title} step {number} `{step(plan.journey.steps[number])}`".strip()
            yield from inside(part, name)


def table_items(table: Mapping[int, object]) -> list[tuple[int, object]]:
    """The parts of a plan by step, in topological order."""
    return sorted(table.items(), key=lambda item: item[0])


def inside(part: object, title: str) -> Iterator[tuple[str, Statement]]:
    """The statements among the fields of a part of a plan."""
    if isinstance(part, Statement):
        yield title, part
    elif isinstance(part, tuple):
        for one in part:
            yield from inside(one, title)
    elif is_dataclass(part):
        for field in fields(part):
            name = "" if field.name in {"statements", "statement"} else f": {field.name}"
            yield from inside(getattr(part, field.name), f"{title}{name}")
