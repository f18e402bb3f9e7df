"""Date starting points look nobody up who is not concerned."""

from __future__ import annotations

from jalon.compiler import ir
from jalon.compiler.ir import ContactDate, DateArrives
from jalon.runtime.deploy import deploy
from jalon.runtime.engine import tick
from jalon.runtime.loaded import versions
from jalon.runtime.sqlite import SqliteStore

from .building import DAY, HOUR, OPENING, journey, program

DATES = (
    ContactDate(kind="birthday", attribute="field.born"),
    ContactDate(kind="recurring", attribute="field.seen"),
    ContactDate(kind="signup", attribute="added_at", offset=7),
)
FIELDS = (ir.Field(name="born", type="birthday"), ir.Field(name="seen", type="date"))


def opened() -> SqliteStore:
    """A store with a journey for each kind of date."""
    store = SqliteStore.open()
    each = [journey(name=f"j{n}", starts=(DateArrives(date=d),)) for n, d in enumerate(DATES)]
    deploy(store, program(*each, fields=FIELDS), OPENING)
    return store


def test_contacts_are_found_by_zone_and_date_through_an_index() -> None:
    store = opened()
    for version in versions(store):
        plan = explained(store, version.plan.starts[0].find.sql)
        assert any("SEARCH c USING INDEX contact_zone_id_" in line for line in plan), plan


def explained(store: SqliteStore, sql: str) -> list[str]:
    """How SQLite runs a statement."""
    values: dict[str, int] = {"once": 0, "p0": 0, "p1": 0, "low": 1, "high": 9}
    return [str(row[-1]) for row in store.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


def test_a_tick_between_two_mornings_opens_no_day() -> None:
    store = opened()
    tick(store, OPENING + 10 * HOUR)
    slots = "SELECT COUNT(*) FROM slot"
    store.connection.execute("DELETE FROM slot")
    tick(store, OPENING + DAY)
    assert store.connection.execute(slots).fetchone() == (0,)


def test_deploying_again_changes_no_index() -> None:
    store = opened()
    names = "SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'contact_zone_id_%'"
    before = store.connection.execute(names).fetchone()
    deploy(store, program(fields=FIELDS), OPENING + HOUR)
    deploy(store, program(fields=FIELDS), OPENING + HOUR)
    assert store.connection.execute(names).fetchone() == before == (3,)
