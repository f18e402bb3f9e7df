"""The bounds of a block are looked up, not read out: no tick costs the whole table."""

from __future__ import annotations

import pytest

from jalon.runtime.queries import named
from jalon.runtime.sqlite import SqliteStore

from .building import journey, opened, send

BOUNDS = ("contact", "looked", "touched", "watchers", "found", "candidate", "node")
TOPICS = {"contact": "derive", "looked": "derive", "found": "enter", "candidate": "enter"}


@pytest.fixture(scope="module")
def store() -> SqliteStore:
    return opened(journey(send(1)))


@pytest.mark.parametrize("name", BOUNDS)
def test_the_bounds_are_found_without_reading_the_table(store: SqliteStore, name: str) -> None:
    query = named(f"{TOPICS.get(name, 'tick')}.{name}-bounds")
    plan = store.connection.execute(f"EXPLAIN QUERY PLAN {query}", {"node": 1})
    steps = [str(row[-1]) for row in plan]
    assert any(step.startswith("SEARCH") for step in steps)
    assert not [step for step in steps if "SCAN" in step and "CONSTANT ROW" not in step]
