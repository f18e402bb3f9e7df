"""F16: what is nested as deeply as the language lets it is no bad row of everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.compiler.sql.statement import Statement
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import StoreError

from ...conformance.projects import HOUR, journey, steps
from ...conformance.scenario import Scenario


def negated(depth: int) -> str:
    """`not (not (… and …) or …)`."""
    text = 'tagged "x"'
    for number in range(depth):
        text = f'not ({text} {"and" if number % 2 else "or"} tagged "y{number}")'
    return text


def decided(depth: int) -> list[str]:
    """An `if` inside an `if` inside an `if`."""
    heads = [f'{"  " * number}if not tagged "y{number}":' for number in range(depth)]
    return [*heads, "  " * depth + "send email m"]


@pytest.mark.parametrize("lines", [decided(40), [f"if {negated(63)}:", "  send email m"]])
def test_everybody_goes_on(tmp_path: Path, lines: list[str]) -> None:
    text = journey('tag added "x"', steps=steps("wait 1h", *lines))
    scenario = Scenario.of(tmp_path, text)
    scenario.judged = False
    scenario.contact("A", "B")
    scenario.tag("x", "A", "B")
    scenario.tick()
    scenario.tick(plus=HOUR)
    assert scenario.inside() == ""
    assert scenario.store.read("status.quarantine") == []
    assert scenario.received() == ("AB" if len(lines) > 2 else "")


def test_a_statement_that_is_too_deep_is_nobodys_bad_row() -> None:
    text = f"SELECT 1 WHERE {'(' * 200}1{')' * 200}"
    with pytest.raises(StoreError, match="too much for SQLite"):
        SqliteStore.open().read(Statement(text))
