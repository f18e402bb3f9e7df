"""Erasure leaves nothing that tells who somebody was, and leaves everybody else alone. T26"""

from __future__ import annotations

import pytest

from jalon.runtime import erasure
from jalon.runtime.erasure import SET_OTHERWISE, erase
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Store

from ..deliver.building import NOW
from .planted import ANA, BEN, MARKS, NOBODY, NUMBERS, PHONES, everything, planted, sql, tables

ADDRESS = f"{MARKS[ANA]}@people.example"
SPACED = f"{PHONES[ANA][:3]} {PHONES[ANA][3:6]} {PHONES[ANA][6:]}"
HERS = (MARKS[ANA], PHONES[ANA], str(NUMBERS[ANA]))


@pytest.fixture
def store() -> Store:
    return planted(SqliteStore.open())


def found_of(store: Store, traces: tuple[str, ...]) -> dict[str, list[str]]:
    """The tables and columns in which something of somebody stands."""
    return {
        table: hit
        for table, rows in everything(store).items()
        if (hit := [c for row in rows for c, v in row.items() if any(t in str(v) for t in traces)])
    }


def test_every_table_knows_nobody_or_has_something_of_hers(store: Store) -> None:
    """A new table must be thought of: here, in `planted`, and in `erase.sql`."""
    known = {table for table, rows in everything(store).items() if rows}
    assert set(tables(store)) - NOBODY - known == set()


def test_no_column_of_any_table_tells_who_she_was(store: Store) -> None:
    """INV-21, on the rows."""
    assert found_of(store, HERS)
    assert erase(store, [ADDRESS], NOW).people == 1
    assert found_of(store, HERS) == {}


def test_her_number_stands_where_something_is_counted_alone(store: Store) -> None:
    """The log of runs and messages, of consent and of what was done by hand: docs/operating.md."""
    erase(store, [ADDRESS], NOW)
    there = {
        table
        for table, rows in everything(store).items()
        if any(row.get('"contact_id"') == ANA for row in rows)
    }
    runs = {"entry", "enrollment_archive", "outbox", "refusal", "admitted", "quarantine"}
    codes = {"holding", "redemption", "offer_refusal"}
    assert there == runs | codes | {"consent", "control", "event"}
    assert sql(store, "SELECT kind FROM event WHERE contact_id = 1") == [("email_sent",)]
    assert sql(store, "SELECT COUNT(*) FROM erasing") == [(0,)]


def test_of_the_contact_an_empty_row_stays(store: Store) -> None:
    erase(store, [ADDRESS], NOW)
    [row] = [row for row in everything(store)["contact"] if row['"id"'] == ANA]
    told = {name.strip('"'): value for name, value in row.items() if value is not None}
    assert told.keys() <= SET_OTHERWISE
    assert (told["key"], told["archived"], told["erased_at"]) == (" erased 1", 1, NOW)
    assert (told["email_status"], told["sms_status"]) == ("unsubscribed", "unsubscribed")


def test_everybody_else_keeps_everything(store: Store) -> None:
    others = (MARKS[BEN], PHONES[BEN], str(NUMBERS[BEN]))
    before = found_of(store, others)
    erase(store, [ADDRESS], NOW)
    assert found_of(store, others) == before


def test_what_was_not_sent_is_suppressed_and_runs_end(store: Store) -> None:
    """INV-19: first nothing can leave any more, then she is forgotten."""
    erase(store, [ADDRESS], NOW)
    rows = sql(store, "SELECT state, reason FROM outbox WHERE contact_id = 1 ORDER BY state")
    assert rows == [("accepted", None), ("suppressed", "erased")]
    ended = sql(store, "SELECT reason FROM enrollment_archive WHERE contact_id = 1 ORDER BY 1")
    assert ended == [("completed",), ("erased",)]
    for table in ("enrollment", "waiting", "watching", "held_run"):
        assert len(sql(store, f"SELECT 1 FROM {table}")) == 1


def test_it_is_done_whole_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasure, "STEPS", (*erasure.STEPS, "a-step-that-fails"))
    before = everything(store)
    with pytest.raises(KeyError):
        erase(store, [ADDRESS], NOW)
    assert everything(store) == before


def test_figures_stay(store: Store) -> None:
    """Orders, runs, lines and messages are counted as before."""
    before = {table: len(rows) for table, rows in everything(store).items()}
    erase(store, [ADDRESS], NOW)
    after = {table: len(rows) for table, rows in everything(store).items()}
    kept = ("contact", "orders", "order_line", "cart", "event", "entry", "outbox", "attempt")
    assert {one: after[one] for one in kept} == {one: before[one] for one in kept}
    assert after["step_log"] == before["step_log"] + 1
    assert sql(store, "SELECT SUM(total) FROM orders") == [(200,)]
    assert sql(store, "SELECT COUNT(*) FROM orders WHERE contact_id = 1") == [(0,)]


@pytest.mark.parametrize("word", [ADDRESS, ADDRESS.upper(), f"key-{MARKS[ANA]}", PHONES[ANA]])
def test_she_is_found_by_key_address_and_number_and_erased_once(store: Store, word: str) -> None:
    assert erase(store, [word, word], NOW).people == 1
    again = erase(store, [word], NOW + 1)
    assert (again.people, again.before, again.unknown) == (0, (word,), ())


def share_number(store: Store, phone: str) -> None:
    """Ben gets a number."""
    given = "UPDATE contact SET phone = :phone, phone_hmac = NULL WHERE id = 2"
    sql(store, given, phone=phone)


def test_all_who_have_a_number_are_erased_however_it_is_written(store: Store) -> None:
    share_number(store, SPACED)
    assert erase(store, [f"00{PHONES[ANA][1:]}"], NOW).people == 2
    assert sql(store, "SELECT phone FROM contact WHERE phone IS NOT NULL") == []
    assert erase(store, [PHONES[ANA]], NOW + 1).before == (PHONES[ANA],)


def test_a_number_that_somebody_has_was_not_erased_before(store: Store) -> None:
    erase(store, [ADDRESS], NOW)
    share_number(store, SPACED)
    found = erase(store, [PHONES[ANA]], NOW + 1)
    assert (found.people, found.before) == (1, ())


@pytest.mark.parametrize(
    ("phone", "word"), [("n/a", "nobody"), ("+4930123", "order-+4930123"), ("12345", "c12345")]
)
def test_a_word_that_is_no_number_erases_nobody_by_number(
    store: Store, phone: str, word: str
) -> None:
    share_number(store, phone)
    found = erase(store, [word], NOW)
    assert (found.people, found.unknown) == (0, (word,))


def test_who_is_not_there_is_told(store: Store) -> None:
    found = erase(store, ["nobody@people.example", ADDRESS], NOW)
    assert (found.people, found.unknown) == (1, ("nobody@people.example",))


def test_a_message_being_handed_over_is_waited_for(store: Store) -> None:
    """Until it is known whether it left; a worker who died is waited for as long as his lease."""
    for change in ("'leased', attempt = 1, epoch = 1", "'handoff', handed_at = queued_at"):
        sql(
            store,
            f"UPDATE outbox SET state = {change}, lease_until = :until WHERE enrollment_id = 1",
            until=NOW + 60_000,
        )
    found = erase(store, [ADDRESS, f"key-{MARKS[BEN]}"], NOW)
    assert (found.people, found.in_doubt) == (1, (ADDRESS,))
    assert "contact" in found_of(store, HERS)
    assert erase(store, [ADDRESS], NOW + 60_001).people == 1
    assert sql(store, "SELECT state FROM outbox WHERE enrollment_id = 1") == [("unknown",)]
