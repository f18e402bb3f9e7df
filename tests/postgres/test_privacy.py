"""Erasure, access and retention on PostgreSQL: the same, and no byte in its tables' files."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from jalon.cli.exporting import document
from jalon.runtime.deploy import deploy
from jalon.runtime.erasure import erase
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.retention import Retention, retain
from jalon.runtime.trace import trace

from ..integration.deliver.building import HOUR, NOW, program
from ..integration.privacy.planted import ANA, BEN, MARKS, NUMBERS, PHONES, everything, planted, sql
from .databases import Databases

HERS = (MARKS[ANA], PHONES[ANA], str(NUMBERS[ANA]))
DAY = 86_400_000


@pytest.fixture
def furnished(store: PostgresStore) -> PostgresStore:
    """Ana and Ben are everywhere."""
    planted(store)
    return store


def told(store: PostgresStore) -> str:
    """Every row of every table, as text."""
    return str(everything(store))


def test_no_column_tells_who_she_was_and_nothing_of_others_is_lost(
    furnished: PostgresStore,
) -> None:
    before = told(furnished)
    assert all(trace in before for trace in HERS)
    assert erase(furnished, [f"key-{MARKS[ANA]}"], NOW).people == 1
    after = told(furnished)
    assert [trace for trace in HERS if trace in after] == []
    assert after.count(MARKS[BEN]) == before.count(MARKS[BEN])
    assert erase(furnished, [f"key-{MARKS[ANA]}"], NOW).before == (f"key-{MARKS[ANA]}",)


def test_everything_is_exported(furnished: PostgresStore) -> None:
    found = trace(furnished, f"key-{MARKS[ANA]}")
    assert found is not None
    text = str(document(furnished, found, NOW))
    assert text.count(MARKS[ANA]) > 20
    assert MARKS[BEN] not in text


def test_what_is_old_goes(furnished: PostgresStore) -> None:
    sql(furnished, "UPDATE engine SET event_cursor = 1000, watermark = :now", now=NOW)
    gone = retain(furnished, Retention(DAY, DAY, DAY), NOW + 2 * DAY)
    assert (gone["runs"], gone["events"]) == (2, 4)
    assert sql(furnished, "SELECT enrollment_id FROM entry ORDER BY 1")[:2] == [(-12,), (-11,)]


SAMPLED = """
SELECT tablename, attname FROM pg_stats WHERE schemaname = 'jalon' AND
    concat(most_common_vals::text, histogram_bounds::text) LIKE :pattern
"""
CROWD = """
INSERT INTO contact (id, key, bucket, email, fold_email, first_name, phone, added_at, changed_at)
SELECT g, 'zyxw' || g, 0, 'zyxw' || g || '@x.example', 'zyxw' || g || '@x.example', 'zyxw' || g,
    '+3369' || g, 0, 0
FROM generate_series(100, 250) AS g
"""


def crowd(store: PostgresStore) -> list[str]:
    """The keys of many people with a tag, at whom the server has looked, to plan by."""
    deploy(store, program(), NOW - HOUR)
    sql(store, CROWD)
    sql(
        store,
        "INSERT INTO contact_tag (contact_id, tag, name, at) SELECT id, key, key, 1 FROM contact",
    )
    sql(store, "ANALYZE contact")
    sql(store, "ANALYZE contact_tag")
    return [f"zyxw{number}" for number in range(100, 251)]


def test_what_the_server_keeps_to_plan_by_is_made_anew(store: PostgresStore) -> None:
    """INV-21: `pg_stats` quotes values; those of a table that is empty, until it is rewritten."""
    keys = crowd(store)
    assert ("contact", "email") in sql(store, SAMPLED, pattern="%zyxw%")
    assert erase(store, keys, NOW).people == len(keys)
    store.purge()
    assert {table for table, _ in sql(store, SAMPLED, pattern="%zyxw%")} == {"contact_tag"}
    store.purge(rewrite=True)
    assert sql(store, SAMPLED, pattern="%zyxw%") == []


def table_files(databases: Databases, name: str) -> bytes:
    """The bytes of all tables of a database, as they lie on the disk."""
    databases.command("CHECKPOINT")
    with closing(PostgresStore.open(databases.at(name))) as store:
        [(number,)] = sql(store, "SELECT oid FROM pg_database WHERE datname = current_database()")
        [(folder,)] = sql(store, "SELECT setting FROM pg_settings WHERE name = 'data_directory'")
    files = Path(str(folder), "base", str(number)).iterdir()
    return b"".join(file.read_bytes() for file in files if re.fullmatch(r"\d+(\.\d+)?", file.name))


def test_tables_that_are_written_anew_hold_no_byte_of_hers(databases: Databases) -> None:
    """INV-21; what its log still holds is said in docs/operating.md."""
    name = databases.create()
    with closing(PostgresStore.open(databases.at(name))) as store:
        planted(store)
        assert MARKS[ANA].encode() in table_files(databases, name)
        sql(store, "ANALYZE contact")
        erase(store, [f"key-{MARKS[ANA]}"], NOW)
        store.purge(rewrite=True)
        found = table_files(databases, name)
    assert [trace for trace in HERS[:2] if trace.encode() in found] == []
    assert MARKS[BEN].encode() in found
