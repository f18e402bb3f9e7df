"""`jalon doctor` and `jalon prove` on a server: what is wrong with it is told."""

from __future__ import annotations

from contextlib import closing

import pytest

from jalon.runtime.clock import SystemClock
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.checkup import (
    DEAD,
    collation,
    dead_rows,
    durable,
    holders,
    looked_at,
    oldest,
    read_whole,
    skew,
    vacuuming,
)
from jalon.runtime.postgres.indexes import faults
from jalon.runtime.symptom import Symptom

from .pooler import pooled

READY = "UPDATE pg_index SET indisready = {ready} WHERE indexrelid = 'jalon.zone_pkey'::regclass"


def seen(store: PostgresStore) -> dict[str, Symptom]:
    """What was looked at, by name."""
    cheap = looked_at(store, SystemClock().now())
    return {one.what: one for one in (*cheap, *read_whole(store))}


def test_a_server_that_does_not_wait_for_its_disk_breaks_the_contract(store: PostgresStore) -> None:
    found = seen(store)
    problems = {what for what, one in found.items() if one.level == "problem"}
    assert problems == {"fsync", "full_page_writes", "synchronous_commit"}
    assert found["pooler"].sentence == "the server is reached directly"
    assert {one.level for one in durable("on", "on", "on")} == {"ok"}


def test_a_pooler_in_between_is_noticed(database: str) -> None:
    with pooled(database) as (address, _), closing(PostgresStore.open(address)) as store:
        found = seen(store)["pooler"]
    assert found.level == "ok"
    assert "each transaction may have another session" in found.sentence


def test_what_a_server_may_suffer_from_is_told() -> None:
    assert [skew(by).level for by in (0, -1900, 2100, -9000)] == ["ok", "ok", "warning", "warning"]
    assert [oldest(age, 0).level for age in (10, 4000)] == ["ok", "warning"]
    assert [holders(*held).level for held in ((0, 0), (1, 0), (0, 1))] == ["ok", *["warning"] * 2]
    assert [collation("1", now).level for now in ("1", "2")] == ["ok", "warning"]
    assert [vacuuming(how).level for how in ("on", "off")] == ["ok", "warning"]
    assert dead_rows("enrollment", DEAD, 1).level == "warning"


def test_a_transaction_that_stays_open_is_seen(store: PostgresStore, database: str) -> None:
    other = PostgresStore.open(database)
    other.link.execute("BEGIN")
    other.link.execute("SELECT 1")
    assert "0 s old" in seen(store)["oldest xmin"].sentence
    other.close()


def test_INV_25_an_index_that_lacks_a_row_is_found(store: PostgresStore) -> None:
    try:
        store.link.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
    except Exception as why:
        pytest.skip(f"no amcheck: {why}")
    assert faults(store) == []
    store.link.execute(READY.format(ready="false").encode())
    store.link.execute("INSERT INTO jalon.zone (id, name) VALUES (3, 'UTC')")
    store.link.execute(READY.format(ready="true").encode())
    assert [name for name, _ in faults(store)] == ["zone_pkey"]
