"""No clock is read outside its place."""

import pytest

from .clocks import clock_readings, sql_clock_readings
from .sources import ROOMS, ROOT, Module, rooms

READINGS = [
    "import time\nx = time.time()",
    "import time as t\nx = t.monotonic()",
    "from time import time\nx = time()",
    "from time import perf_counter as stopwatch\nx = stopwatch()",
    "import datetime\nx = datetime.datetime.now(datetime.UTC)",
    "import datetime as dt\nx = dt.date.today()",
    "from datetime import datetime\nx = datetime.utcnow()",
    "from datetime import UTC, datetime as d\nx = d.now(UTC)",
    "from datetime import date\nread = date.today",
    "import email.utils\nx = email.utils.formatdate()",
    "import time\nx = time.clock_gettime(time.CLOCK_BOOTTIME)",
]
NO_READINGS = [
    "import time\ntime.sleep(1)",
    "from datetime import datetime\nx = datetime.fromisoformat('2024-01-01')",
    "from .clock import now\nx = now()",
    "def f(clock: object) -> object:\n    return clock.now()",
]


@pytest.mark.parametrize("text", READINGS)
def test_a_reading_of_the_clock_is_found(text: str) -> None:
    assert len(clock_readings(Module.planted("runtime/tick.py", text))) == 1


@pytest.mark.parametrize("text", NO_READINGS)
def test_what_reads_no_clock_is_allowed(text: str) -> None:
    assert clock_readings(Module.planted("runtime/tick.py", text)) == []


def test_the_clock_reads_the_clock() -> None:
    assert clock_readings(Module.planted("runtime/clock.py", READINGS[0])) == []


def test_the_command_line_has_a_stopwatch_but_no_wall_clock() -> None:
    assert clock_readings(Module.planted("cli/bar.py", "import time\nx = time.monotonic()")) == []
    assert len(clock_readings(Module.planted("cli/bar.py", READINGS[0]))) == 1


def test_this_tree_reads_the_clock_in_one_place() -> None:
    assert [found for module in rooms() for found in clock_readings(module)] == []


@pytest.mark.parametrize(
    "line", ["at TEXT DEFAULT CURRENT_TIMESTAMP", "datetime('now')", "select now()", "unixepoch()"]
)
def test_a_reading_of_the_database_clock_is_found(line: str) -> None:
    assert len(sql_clock_readings("runtime/x.sql", f"-- why\n{line} -- why")) == 1


@pytest.mark.parametrize("line", ["-- never now()", "unixepoch(at)", "known_at"])
def test_other_statements_are_allowed(line: str) -> None:
    assert sql_clock_readings("runtime/x.sql", line) == []


def test_no_statement_of_this_tree_reads_the_clock() -> None:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.sql")]
    assert [one for path in files for one in sql_clock_readings(str(path), path.read_text())] == []
