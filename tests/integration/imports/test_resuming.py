"""Imports that are broken off, started again, and done twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jalon.connect.files import Options, Report, import_file
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Store

from ...conformance.stores import asked
from .files import NOW, imported, refused, rows, shop, written

LINES = 95
CONTENT = "contact_id\n" + "".join("x,y\n" if n % 10 == 7 else f"c{n}\n" for n in range(LINES))
REFUSED = [2 + n for n in range(LINES) if n % 10 == 7]


class Stop(Exception):
    """The power goes."""


def started(store: Store, path: Path, until: int | None) -> Report:
    """Imports in batches of ten, up to a line at which something goes wrong."""

    def progress(done: int, lines: int) -> None:
        if until is not None and done > until:
            raise Stop

    return import_file(store, path, "contacts", Options(now=NOW, batch=10), progress)


def whole(tmp_path: Path) -> tuple[Report, list[tuple[object, ...]]]:
    """What the import does in one go."""
    store = shop()
    report = started(store, written(tmp_path, "whole.csv", CONTENT), None)
    return report, rows(store, "SELECT key FROM contact ORDER BY id")


@pytest.mark.parametrize(("until", "certain"), [(0, 10), (30, 30), (60, 60), (94, 95)])
def test_an_import_goes_on_where_it_was_broken_off(
    tmp_path: Path, until: int, certain: int
) -> None:
    expected, contacts = whole(tmp_path)
    store, path = shop(), written(tmp_path, "c.csv", CONTENT)
    with pytest.raises(Stop):
        started(store, path, until)
    report = started(store, path, None)
    assert report.counts == expected.counts
    assert report.resumed_at == certain
    assert rows(store, "SELECT key FROM contact ORDER BY id") == contacts
    assert [line for line, _, _ in refused(report)] == REFUSED


def test_refused_rows_of_a_batch_that_did_not_count_are_not_there_twice(tmp_path: Path) -> None:
    store, path = shop(), written(tmp_path, "c.csv", CONTENT)
    with pytest.raises(Stop):
        started(store, path, 30)
    with (tmp_path / "c.csv.refused.csv").open("a") as stream:
        stream.write("49,written but never comm")
    assert [line for line, _, _ in refused(started(store, path, None))] == REFUSED


def test_an_import_that_is_done_is_not_done_again(tmp_path: Path) -> None:
    store, path = shop(), written(tmp_path, "c.csv", CONTENT)
    first = started(store, path, None)
    asked(store).execute("UPDATE contact SET source = 'touched since'")
    again = started(store, path, -1)
    assert again.finished_before
    assert again.counts == first.counts
    assert rows(store, "SELECT DISTINCT source FROM contact") == [("touched since",)]


def test_the_same_content_is_the_same_import_whatever_it_is_called(tmp_path: Path) -> None:
    store = shop()
    imported(store, written(tmp_path, "a.csv", CONTENT))
    assert imported(store, written(tmp_path, "b.csv.gz", CONTENT)).finished_before


def test_with_another_setting_it_is_another_import_that_changes_nothing_twice(
    tmp_path: Path,
) -> None:
    store, path = shop(), written(tmp_path, "c.csv", CONTENT)
    first = imported(store, path)
    again = imported(store, path, historic=True)
    assert not again.finished_before
    assert again.counts.unchanged == first.counts.added


def test_a_file_whose_rows_are_all_taken_has_no_refused_file(tmp_path: Path) -> None:
    stale = tmp_path / "c.csv.refused.csv"
    stale.write_text("of an earlier import")
    report = imported(shop(), written(tmp_path, "c.csv", "contact_id\na\n"))
    assert report.refused_path is None
    assert not stale.exists()


KILLED = """
import os, signal, sys
from jalon.connect.files import Options, import_file
from jalon.runtime.sqlite import SqliteStore

def progress(done, lines):
    if done > 50:
        os.kill(os.getpid(), signal.SIGKILL)

import_file(SqliteStore.open(sys.argv[1]), sys.argv[2], None, Options(now=0, batch=10), progress)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs signals that kill")
def test_F28_an_import_survives_being_killed(tmp_path: Path) -> None:
    expected, contacts = whole(tmp_path)
    path, database = written(tmp_path, "c.csv", CONTENT), tmp_path / "audience.db"
    killed = subprocess.run([sys.executable, "-c", KILLED, database, path], check=False)
    assert killed.returncode == -signal.SIGKILL
    store = SqliteStore.open(database)
    report = started(store, path, None)
    assert (report.counts, report.resumed_at) == (expected.counts, 50)
    assert rows(store, "SELECT key FROM contact ORDER BY id") == contacts
    store.close()
