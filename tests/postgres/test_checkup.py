"""`jalon doctor` and `jalon prove` on a server: what is wrong with it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from jalon.runtime.clock import SystemClock
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.checkup import (
    DEAD,
    collation,
    crew,
    dead_rows,
    durable,
    holders,
    lanes,
    looked_at,
    oldest,
    read_whole,
    skew,
    vacuuming,
)
from jalon.runtime.postgres.indexes import faults
from jalon.runtime.prove import prove, violations
from jalon.runtime.store import StoreError
from jalon.runtime.symptom import Symptom

from .pooler import pooled

LEASED = """
INSERT INTO outbox (enrollment_id, node_id, contact_id, channel, message, purpose, state, queued_at,
    not_before, attempt, epoch, lease_until)
VALUES (%(run)s, 2, %(shard)s, 'email', 'hello', 'marketing', 'leased', %(at)s,
    %(at)s, 1, 1, %(at)s)
"""
READY = "UPDATE pg_index SET indisready = {ready} WHERE indexrelid = 'jalon.zone_pkey'::regclass"


def seen(store: PostgresStore) -> dict[str, Symptom]:
    """What was looked at, by name."""
    cheap = looked_at(store, SystemClock().now())
    return {one.what: one for one in (*cheap, *read_whole(store), *lanes(store))}


def amcheck(store: PostgresStore) -> None:
    """Installs the extension."""
    try:
        store.link.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
    except psycopg.Error as why:
        pytest.skip(f"no amcheck: {why}")


@pytest.fixture
def visitor(store: PostgresStore, database: str) -> Iterator[PostgresStore]:
    """The same store, opened by a role that may read its tables and nothing else."""
    store.link.execute("CREATE ROLE visitor")
    store.link.execute("GRANT USAGE ON SCHEMA jalon, jalon_lane TO visitor")
    store.link.execute("GRANT SELECT ON ALL TABLES IN SCHEMA jalon, jalon_lane TO visitor")
    with closing(PostgresStore.open(database)) as found:
        found.link.execute("SET ROLE visitor")
        yield found
    store.link.execute("DROP OWNED BY visitor")
    store.link.execute("DROP ROLE visitor")


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
    assert [oldest(age, 0, 1).level for age in (10, 4000)] == ["unseen", "warning"]
    crews = ((0, 60_000, 0, 64, 60_000), (1, 120_001, 1, 64, 0))
    found = [[one.level for one in crew(*of)] for of in crews]
    assert found == [["ok"] * 3, ["warning", "warning", "ok"]]
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


def test_what_a_role_may_not_see_is_not_called_well(
    store: PostgresStore, visitor: PostgresStore
) -> None:
    store.link.execute("SELECT 1")
    assert seen(store)["oldest xmin"].level == "ok"
    found = seen(visitor)["oldest xmin"]
    assert found.level == "unseen"
    assert "sessions of others may not be looked at" in found.sentence
    assert "GRANT pg_monitor TO" in str(found.advice)
    assert "the room left on its disk is not told" in seen(visitor)["disk"].sentence


def test_a_lane_without_a_worker_and_a_lease_of_the_future_are_told(store: PostgresStore) -> None:
    assert {seen(store)[what].level for what in ("lanes", "leases", "ticks")} == {"ok"}
    store.link.execute("INSERT INTO jalon.engine SELECT n, 0, 0 FROM generate_series(0, 63) AS n")
    soon = "worker = 'w', lease_until = jalon.engine_now() + 50000"
    store.link.execute(f"UPDATE jalon.lane SET {soon}".encode())
    assert seen(store)["lanes"].level == "ok"
    store.link.execute("UPDATE jalon.lane SET lease_until = 0 WHERE shard < 3")
    store.link.execute("UPDATE jalon.lane SET lease_until = 9e12 WHERE shard = 9")
    store.link.execute("UPDATE jalon.engine SET watermark = 120001 WHERE shard = 5")
    found = seen(store)
    assert found["lanes"].sentence.startswith("4 of 64 lanes have no worker")
    assert [found[what].level for what in ("lanes", "leases", "ticks")] == ["warning"] * 3


def test_a_worker_that_lives_and_does_not_tick_is_told(store: PostgresStore) -> None:
    now = "jalon.engine_now()"
    ticked = f"INSERT INTO jalon.engine SELECT n, {now} - 65000, 0 FROM generate_series(0, 63) AS n"
    store.link.execute(ticked.encode())
    found = seen(store)
    assert "between two `jalon run --once` that is as it should be" in str(found["lanes"].advice)
    assert found["ticks"].level == "ok"
    store.link.execute(f"UPDATE jalon.lane SET worker = 'w', lease_until = {now} + 50000".encode())
    assert re.search(
        "a worker that lives had its last tick 6[5-9] s ago", seen(store)["ticks"].sentence
    )


def test_columns_in_an_order_that_has_changed_are_told(store: PostgresStore) -> None:
    store.link.execute("CREATE COLLATION jalon.odd (LOCALE = 'C')")
    store.link.execute("ALTER TABLE jalon.zone ADD COLUMN odd text COLLATE jalon.odd")
    assert seen(store)["collation"].level == "ok"
    store.link.execute("UPDATE pg_collation SET collversion = '1' WHERE collname = 'odd'")
    assert "sorted by `odd`" in seen(store)["collation"].sentence
    assert [one.check for one in violations(store, 0, ["INV-25"])] == ["prove_file.damaged"]


def test_INV_25_what_nobody_may_look_at_is_said_and_is_no_damage(
    store: PostgresStore, visitor: PostgresStore
) -> None:
    [finding] = prove(store, 0, ["INV-25"])
    [gap] = finding.unseen
    assert ("the extension `amcheck` is not there" in gap.why, finding.violations) == (True, ())
    amcheck(store)
    [finding] = prove(visitor, 0, ["INV-25"])
    [gap] = finding.unseen
    assert ("permission denied" in gap.why, finding.violations) == (True, ())
    assert "bt_index_check(regclass, boolean) TO" in gap.help
    assert next(prove(store, 0, ["INV-25"])).unseen == ()


def test_who_only_reads_does_not_bring_an_older_schema_up(
    store: PostgresStore, database: str
) -> None:
    store.link.execute("DELETE FROM jalon.jalon_schema WHERE number > 17")
    with pytest.raises(StoreError, match=r"is of an older Jalon \(schema 17, this one has"):
        PostgresStore.open(database, upgrade=False)
    assert store.link.execute("SELECT MAX(number) FROM jalon.jalon_schema").fetchone() == (17,)
    store.link.execute("DROP TABLE jalon.jalon_schema")
    with pytest.raises(StoreError, match="there is no store"):
        PostgresStore.open(database, upgrade=False)


def test_INV_25_a_row_that_speaks_of_nobody_is_found(store: PostgresStore) -> None:
    with store.transaction():
        store.link.execute("SET LOCAL session_replication_role = replica")
        store.link.execute("INSERT INTO jalon.contact_tag VALUES ('t', 99999, 't', 1)")
    [found] = violations(store, 0, ["INV-25"])
    assert found.values == {"table": "contact_tag", "of": "contact", "rows": 1, "first": "99999"}


def test_INV_11_a_lane_that_stands_still_hides_nothing_in_the_others(store: PostgresStore) -> None:
    day = 86_400_000
    link, now = store.link, 30 * day
    link.execute("SET search_path = jalon, pg_temp")
    link.execute("INSERT INTO engine SELECT n, %s, 9 FROM generate_series(0, 63) AS n", (now,))
    link.execute("UPDATE engine SET watermark = 1 WHERE shard = 5")
    for shard in (5, 6):
        link.execute("INSERT INTO waiting VALUES (%s, %s, 2)", (now - day, 64 + shard))
        link.execute(LEASED, {"run": 64 + shard, "shard": shard, "at": now - day})
    found = {(one.check, *one.values.values()) for one in violations(store, now, ["INV-11"])}
    assert found == {
        ("prove_messages.abandoned", 70, 2, "leased", now - day, now),
        ("prove_places.overdue", 70, 2, now - day, now),
        ("prove_places.lane-behind", 5, 1, now),
    }
    link.execute("UPDATE lane SET worker = 'w', lease_until = %s", (now + 1,))
    checks = [one.check for one in violations(store, now, ["INV-11"])]
    assert "prove_places.lane-behind" not in checks  # it is being caught up with


def test_INV_25_an_index_that_lacks_a_row_is_found(store: PostgresStore) -> None:
    amcheck(store)
    assert faults(store) == []
    store.link.execute(READY.format(ready="false").encode())
    store.link.execute("INSERT INTO jalon.zone (id, name) VALUES (3, 'UTC')")
    store.link.execute(READY.format(ready="true").encode())
    assert [name for name, _ in faults(store)] == ["zone_pkey"]
