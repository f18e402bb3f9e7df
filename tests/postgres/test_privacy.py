"""Erasure, access and retention on PostgreSQL: the same, and no byte in its tables' files."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from jalon.cli.exporting import document
from jalon.runtime.erasure import erase
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.retention import Retention, retain
from jalon.runtime.trace import trace

from ..integration.deliver.building import NOW
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
        erase(store, [f"key-{MARKS[ANA]}"], NOW)
        store.purge(rewrite=True)
        found = table_files(databases, name)
    assert [trace for trace in HERS[:2] if trace.encode() in found] == []
    assert MARKS[BEN].encode() in found
