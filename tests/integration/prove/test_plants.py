"""Every check of `jalon prove` can fail, and none does on a store that has only lived."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.runtime.prove import INVARIANTS, prove, violations

from ...conformance.scenario import Scenario
from .lived import END, FREQUENT, TEXT, live, lived
from .plants import PLANTS

OF_SERVERS = {"prove.broken-index"}
CHECKS = {check.name: one.id for one in INVARIANTS for check in one.checks}
KEYS = {
    "event": "event",
    "contact": "contact",
    "address": "contact",
    "order": "orders",
    "cart": "cart",
    "product": "product",
    "entry": "entry",
    "run of an entry": "entry",
    "run": "enrollment",
    "line": "step_log",
    "message": "outbox",
    "attempt": "attempt",
    "program": "program",
}


def test_every_check_has_a_plant() -> None:
    assert CHECKS.keys() - OF_SERVERS == PLANTS.keys()


def test_nothing_is_found_where_nothing_was_planted(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, TEXT, FREQUENT)
    live(scenario)
    assert violations(scenario.store, END) == []
    rows = {one.invariant.id: one.rows for one in prove(scenario.store, END)}
    assert all(rows[one.id] > 0 for one in INVARIANTS if one.over)


@pytest.mark.parametrize("check", PLANTS)
def test_what_is_planted_is_found(check: str) -> None:
    store = lived()
    for statement in PLANTS[check]:
        store.connection.execute(statement)
    found = violations(store, END, [CHECKS[check]])
    assert check in {one.check for one in found}
    assert all(one.meaning and one.values for one in found)


@pytest.mark.parametrize("what", KEYS)
def test_INV_6_a_key_that_is_there_twice_is_found_whatever_its_index_says(what: str) -> None:
    store, table = lived(), KEYS[what]
    store.connection.execute("PRAGMA legacy_alter_table = ON")
    store.connection.execute(f'ALTER TABLE "{table}" RENAME TO trusted')
    store.connection.execute(f'CREATE TABLE "{table}" AS SELECT * FROM trusted')
    store.connection.execute(f'INSERT INTO "{table}" SELECT * FROM trusted')
    found = violations(store, END, ["INV-6"])
    assert what in {one.values["what"] for one in found}
