"""The contract of a store, kept by each."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from jalon.cli.stores import share_of
from jalon.compiler.sql.statement import Statement
from jalon.runtime import intake
from jalon.runtime.clock import VirtualClock
from jalon.runtime.deploy import deploy
from jalon.runtime.intake.rows import ContactRow
from jalon.runtime.loop import Pace, run
from jalon.runtime.status import status
from jalon.runtime.store import DataError, Row, Store

from ...conformance.scenario import HEAD, NOW, compiled
from .conftest import Open

HOUR = 3_600_000
JOURNEY = """
journey plain:
  starting point: tag added "x"
  wait 1 hour
  if tagged "stays":
    wait 1 day
  add tag "done"
"""

STAGED = Statement("SELECT old_number, old_text, new_text FROM told ORDER BY old_number")
STRANGE = ("tab\t", "line\n", "back\\slash", "\\N", "", "é ✓ 🙂", "'; --", '"', "a,b")


def shops(store: Store) -> list[str]:
    return sorted(str(row[0]) for row in store.read("intake.stores"))


def add(store: Store, name: str) -> None:
    store.write("intake.add-store", name=name, currency="EUR", counted="paid")


def a_shop_and_a_fault(store: Store) -> None:
    with store.transaction():
        add(store, "shop")
        raise ValueError("no")


def two_in_one_and_a_fault(store: Store) -> None:
    with store.transaction():
        with store.transaction():
            add(store, "outlet")
        a_shop_and_a_fault(store)


def outlet_and_a_fault(store: Store) -> None:
    with store.savepoint():
        add(store, "outlet")
        store.write("deploy.zone-put", id=1, name=None)


def told(number: int, key: str = "k", proof: object = None) -> dict[str, object]:
    others = dict.fromkeys(("new_number", "properties", "folded"))
    return {"old_number": number, "old_text": key, "new_text": proof, **others}


def staged(store: Store, rows: Iterable[dict[str, object]]) -> list[Row]:
    """What comes out of the work table into which many rows were put at once."""
    with store.transaction():
        store.write("effects.clear-told")
        store.many("effects.tell", rows)
        return store.read(STAGED)


def test_what_is_committed_is_there_for_others(store: Store, opening: Open) -> None:
    with store.transaction():
        add(store, "shop")
    with closing(opening()) as other:
        assert shops(other) == ["shop"]


def test_what_is_not_committed_is_there_for_nobody_else(store: Store, opening: Open) -> None:
    with closing(opening()) as other, store.transaction():
        add(store, "shop")
        assert (shops(store), shops(other)) == (["shop"], [])


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(ValueError, match="no"):
        a_shop_and_a_fault(store)
    assert shops(store) == []


def test_a_transaction_inside_another_belongs_to_it(store: Store) -> None:
    with pytest.raises(ValueError, match="no"):
        two_in_one_and_a_fault(store)
    assert shops(store) == []


def test_a_savepoint_undoes_its_own_work_alone(store: Store) -> None:
    with store.transaction():
        add(store, "shop")
        with pytest.raises(DataError):
            outlet_and_a_fault(store)
        add(store, "market")
    assert shops(store) == ["market", "shop"]


def test_a_store_goes_on_after_a_fault_outside_any_transaction(store: Store) -> None:
    with pytest.raises(DataError):
        store.write("deploy.zone-put", id=1, name=None)
    add(store, "shop")
    assert shops(store) == ["shop"]


def test_how_many_rows_were_changed_is_told(store: Store) -> None:
    add(store, "shop")
    assert store.write("deploy.zone-put", id=1, name="UTC") == 1
    assert store.write("deploy.span-clear", zone=9) == 0


def test_a_column_is_added_once(store: Store) -> None:
    for _ in range(2):
        store.add_columns("contact", {"field_plan": "text", "field_size": "integer"})
        store.add_index("contact", ("zone_id", "field_size"))
    assert store.read("outbox.contact-columns")[-2:] == [("field_plan",), ("field_size",)]


def test_many_rows_come_as_they_were_given(store: Store) -> None:
    rows = [(n, text, None if n % 2 else text) for n, text in enumerate(STRANGE)]
    assert staged(store, (told(*row) for row in rows)) == rows
    assert staged(store, []) == []


@pytest.mark.parametrize("bad", ["\ud800", 2**63], ids=["half a character", "too great"])
def test_a_value_that_no_column_holds_is_a_fault_of_the_data(store: Store, bad: object) -> None:
    number, text = (bad, "k") if isinstance(bad, int) else (2, bad)
    with store.transaction():
        add(store, "shop")
        with pytest.raises(DataError), store.savepoint():
            staged(store, [told(1), told(number, str(text))])
        assert staged(store, [told(3)]) == [(3, "k", None)]
    assert shops(store) == ["shop"]


def test_who_glances_waits_for_nobody(store: Store, opening: Open) -> None:
    with closing(opening()) as other, store.transaction():
        add(store, "shop")
        with other.glance():
            assert shops(other) == []
            other.write("tick.clear-touched")


def test_a_journey_runs(store: Store, tmp_path: Path) -> None:
    """F6: also behind a pooler, by a worker with leases."""
    program, _ = compiled(tmp_path, HEAD + JOURNEY)
    assert program
    deploy(store, program, NOW)
    keys = [f"c{number}" for number in range(70)]
    intake.add_contacts(store, [ContactRow(key=key) for key in keys], NOW, "historic")
    intake.tag(store, keys, "x", NOW)
    with share_of(store) as share:
        pace = Pace(NOW + 3 * HOUR, HOUR)
        assert list(run(store, VirtualClock(NOW), lambda now: None, pace, share))
    (found,) = status(store).journeys
    assert (found.entered, found.waiting, found.finished) == (70, 0, 70)
