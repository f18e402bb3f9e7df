"""Where the time is read: in the clock of the runtime, and nowhere else in the rooms."""

import ast
import re
from collections.abc import Iterator

from .sources import Module

CLOCK = "runtime/clock.py"
# It defines `engine_now()`, by which leases are counted: what all machines of a crew agree on.
DATABASE_CLOCK = "runtime/postgres/migrations/0013_lanes.sql"
WALL_CLOCK = frozenset(
    {
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.today",
        "datetime.datetime.utcnow",
        "email.utils.formatdate",
        "email.utils.localtime",
        "time.clock_gettime",
        "time.clock_gettime_ns",
        "time.ctime",
        "time.gmtime",
        "time.localtime",
        "time.time",
        "time.time_ns",
    }
)
STOPWATCH = frozenset(
    {
        "time.monotonic",
        "time.monotonic_ns",
        "time.perf_counter",
        "time.perf_counter_ns",
        "time.process_time",
    }
)
SQL_CLOCK = re.compile(
    r"\b(current_(timestamp|date|time)|(now|unixepoch|clock_timestamp)\(\))|'now'", re.IGNORECASE
)


def imported(tree: ast.Module) -> dict[str, str]:
    """Local name -> what it stands for: `from datetime import datetime as dt`."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                names[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def full_name(node: ast.expr, names: dict[str, str]) -> str:
    """The dotted name an expression stands for, or an empty text."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute) and (owner := full_name(node.value, names)):
        return f"{owner}.{node.attr}"
    return ""


def mentions(module: Module) -> Iterator[tuple[ast.expr, str]]:
    """Every expression of a module that names something imported."""
    names = imported(module.tree)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute) and (name := full_name(node, names)):
            yield node, name


def clock_readings(module: Module) -> list[str]:
    """Every reading of a clock outside its place; the command line may use a stopwatch."""
    if str(module.path) == CLOCK:
        return []
    forbidden = WALL_CLOCK if module.room == "cli" else WALL_CLOCK | STOPWATCH
    return [
        f"{module.at(node)} reads `{name}`: ask the clock of {CLOCK}"
        for node, name in mentions(module)
        if name in forbidden
    ]


def sql_clock_readings(path: str, text: str) -> list[str]:
    """Every reading of the database's own clock in a file of statements, comments aside."""
    if path.endswith(DATABASE_CLOCK):
        return []
    return [
        f"{path}:{number} reads the database's clock: bind the instant"
        for number, line in enumerate(text.splitlines(), 1)
        if SQL_CLOCK.search(line.partition("--")[0])
    ]
