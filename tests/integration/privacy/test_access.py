"""`jalon export` tells everything that is held of a person: whatever erasure would take."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path

import pytest

from jalon.cli.__main__ import main
from jalon.cli.exporting import document
from jalon.runtime.consent import seal_contacts
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Store, StoreError
from jalon.runtime.trace import trace

from ..deliver.building import NOW
from .planted import ANA, BEN, MARKS, PHONES, everything, planted, sql

NOT_TOLD = {"fold_", "folded_", "place_"}
"""Columns that hold what stands beside them once more, for comparisons."""


@pytest.fixture
def store() -> Store:
    return planted(SqliteStore.open())


def marked(told: object, mark: str) -> int:
    """In how many values a mark stands."""
    if isinstance(told, dict):
        return sum(marked(value, mark) for value in told.values())
    if isinstance(told, list):
        return sum(marked(value, mark) for value in told)
    return mark in str(told)


def test_whatever_a_column_holds_of_her_is_told(store: Store) -> None:
    """Every text that has her mark, in whatever table; a new one must be told too."""
    found = trace(store, f"key-{MARKS[ANA]}")
    assert found is not None
    text = json.dumps(document(store, found, NOW), ensure_ascii=False)
    for table, rows in everything(store).items():
        for row in rows:
            for name, value in row.items():
                twice = any(name.strip('"').startswith(one) for one in NOT_TOLD)
                if isinstance(value, str) and MARKS[ANA] in value and not twice:
                    told = value if table != "event" else MARKS[ANA]
                    assert json.dumps(told)[1:-1] in text, (table, name)
    assert PHONES[ANA] in text


def test_she_is_found_by_her_number_however_it_is_written(store: Store) -> None:
    seal_contacts(store)
    found = trace(store, f"00 {PHONES[ANA][1:4]} {PHONES[ANA][4:]}")
    assert found is not None
    assert found.person.id == ANA


def test_a_number_that_two_have_names_nobody(store: Store) -> None:
    sql(store, "UPDATE contact SET phone = '0033 6 98', phone_hmac = NULL WHERE id = 1")
    sql(store, "UPDATE contact SET phone = '+33698', phone_hmac = NULL WHERE id = 2")
    seal_contacts(store)
    both = f"`+33698`: `key-{MARKS[BEN]}`, `key-{MARKS[ANA]}`"
    with pytest.raises(StoreError, match=re.escape(both)):
        trace(store, "+33698")


def test_nothing_of_anybody_else_is(store: Store) -> None:
    found = trace(store, f"key-{MARKS[ANA]}")
    assert found is not None
    told = document(store, found, NOW)
    assert marked(told, MARKS[ANA]) > 20
    assert marked(told, MARKS[BEN]) == marked(told, PHONES[BEN]) == 0


def test_instants_and_fields_can_be_read(store: Store) -> None:
    found = trace(store, f"key-{MARKS[ANA]}")
    assert found is not None
    told = document(store, found, NOW)
    assert told["exported_at"] == "2026-03-01T12:00:00Z"
    assert told["fields"] == {"nick": MARKS[ANA], "size": 987.654321}
    assert told["consents"][0]["proof"] == MARKS[ANA]  # type: ignore[index]


@pytest.mark.parametrize("form", ["json", "text"])
def test_the_command_writes_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    path, out = tmp_path / "shop.db", tmp_path / "ana"
    with closing(SqliteStore.open(path)) as store:
        planted(store)
    words = ["export", f"key-{MARKS[ANA]}", "--db", str(path), "--format", form]
    assert main([*words, "--out", str(out)]) == 0
    assert main(words) == 0
    printed = capsys.readouterr().out.partition("\n")[2]
    lines = [line for line in printed.splitlines() if "exported" not in line.casefold()]
    assert set(lines) - {""} <= set(out.read_text("utf-8").splitlines()) | {"  "} or form == "text"
    assert "is at `" in printed or "welcome" in printed or "j: entered" in printed
