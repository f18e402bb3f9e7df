"""How long a statement may take, how much a transaction moves, and who can write nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest

from jalon.compiler import ir
from jalon.compiler.sql.named import blocks
from jalon.compiler.sql.periods import Periods
from jalon.compiler.sql.statement import Statement
from jalon.runtime import intake, segments
from jalon.runtime.deploy import deploy
from jalon.runtime.engine.tick import catch_up, tick
from jalon.runtime.engine.turn import isolate
from jalon.runtime.intake.rows import ContactRow
from jalon.runtime.lanes import SHARDS, Lane
from jalon.runtime.moment import Moment
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.migrate import migrate
from jalon.runtime.postgres.words import text_of
from jalon.runtime.postgres.worker import Worker
from jalon.runtime.status import status
from jalon.runtime.store import Interrupted, StoreError, TooSlow

from ..conformance.scenario import HEAD, NOW, compiled
from .pooler import pooled

LONG = Statement("SELECT pg_sleep(5)")
SETTINGS = Statement(
    "SELECT current_setting('statement_timeout'), current_setting('transaction_read_only')"
)
NUMBER = Statement("SELECT nextval('run_number')")
JOURNEY = 'journey plain:\n  starting point: tag added "x"\n  wait 1 hour\n  add tag "done"\n'
SEGMENT = 'segment french:\n  country is "FR"\n'
PEOPLE = 10
HOUR = 3_600_000
QUERIES = "jalon.runtime.queries"
DUE = {"now": 1, "offset": 9}
KIND = {"channel": "email", "purpose": "marketing", "size": 50}
CLAIM = {"now": 1, "lease": 1, "alone": 0, "least": 0, "most": 9, **KIND}


@pytest.fixture(params=["server", "pooler"])
def found(request: pytest.FixtureRequest, database: str) -> Iterator[PostgresStore]:
    """A store, reached directly and behind a pooler that keeps no session."""
    if request.param == "server":
        with closing(PostgresStore.open(database)) as store:
            yield store
        return
    with pooled(database) as (address, _), closing(PostgresStore.open(address)) as store:
        yield store


def lane_of(store: PostgresStore) -> Lane:
    """All shards, as one worker's."""
    worker = Worker(store)
    worker.balance()
    return worker.lane(range(SHARDS))


def add_shop(store: PostgresStore) -> None:
    store.write("intake.add-store", name="shop", currency="EUR", counted="paid")


def a_zone_and_a_long_statement(store: PostgresStore) -> None:
    with store.transaction():
        store.write("deploy.zone-put", id=1, name="UTC")
        store.read(LONG)


def test_T6_a_statement_of_whatever_transaction_has_an_end(found: PostgresStore) -> None:
    with found.within(lane_of(found)), found.transaction():
        assert found.read(SETTINGS) == [("1min", "off")]
    with found.concerning(["nobody"]), found.transaction():
        assert found.read(SETTINGS) == [("1min", "off")]
    with found.transaction():
        assert found.read(SETTINGS) == [("1min", "off")]
        with found.limited(5_000):
            assert found.read(SETTINGS) == [("5s", "off")]
        assert found.read(SETTINGS) == [("1min", "off")]
    with found.limited(0), found.glance():
        assert found.read(SETTINGS) == [("0", "off")]
    assert found.link.execute("SHOW statement_timeout").fetchone() == ("0",)


def test_T6_what_takes_longer_is_broken_off_and_told(found: PostgresStore) -> None:
    with found.limited(100), pytest.raises(TooSlow) as told:
        found.read(LONG)
    assert told.value.message == "the database broke a statement off that took longer than 0.1 s"
    assert "--explain" in str(told.value.help)
    with found.limited(100), pytest.raises(TooSlow):
        a_zone_and_a_long_statement(found)
    assert found.read("deploy.zone-name", id=1) == []


def test_who_waits_for_lanes_is_not_broken_off(database: str) -> None:
    """It is theirs to end; the statement that waits would be killed for what others do."""
    with closing(PostgresStore.open(database)) as one, closing(PostgresStore.open(database)) as two:
        two.link.execute("SET lock_timeout = '300ms'")
        with one.transaction(), two.limited(50), pytest.raises(Interrupted) as told:
            add_shop(two)
        assert not isinstance(told.value, TooSlow)
        assert "lock timeout" in told.value.message


def test_migrations_take_as_long_as_they_take(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a limit of ours nor one of the role ends them."""
    told: list[object] = []
    monkeypatch.setattr(
        "jalon.runtime.postgres.migrate.bring_up",
        lambda link, schema: told.append(link.execute("SHOW statement_timeout").fetchone()),
    )
    with closing(PostgresStore(database, "other")) as store:
        store.link.execute("SET statement_timeout = '1s'")
        migrate(store.link, "other", create=True)
    assert told == [("0",)]


def test_indexes_take_as_long_as_they_take(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = "SELECT set_config('jalon.seen', current_setting('statement_timeout'), true)"
    monkeypatch.setattr("jalon.runtime.postgres.store.add_index", lambda *_: note)
    with store.transaction():
        store.add_index("contact", ("zone_id",))
        seen = Statement("SELECT current_setting('jalon.seen')")
        assert (store.read(seen), store.read(SETTINGS)) == ([("0",)], [("1min", "off")])


def test_a_question_by_itself_can_write_nothing(found: PostgresStore) -> None:
    assert found.read(SETTINGS) == [("1min", "on")]
    with pytest.raises(StoreError, match="read-only transaction"):
        found.read(NUMBER)
    with found.transaction():
        assert found.read(NUMBER)


def test_who_glances_sees_one_state(database: str) -> None:
    with closing(PostgresStore.open(database)) as one, closing(PostgresStore.open(database)) as two:
        with two.glance():
            assert two.read("intake.stores") == []
            add_shop(one)
            assert two.read("intake.stores") == []
        assert [row[0] for row in two.read("intake.stores")] == ["shop"]


@pytest.fixture
def program(tmp_path: Path) -> ir.Program:
    """A journey in which everybody waits, and a segment."""
    found, problems = compiled(tmp_path, HEAD + JOURNEY + SEGMENT)
    assert found is not None, problems
    return found


def test_a_transaction_moves_no_more_than_it_may(
    store: PostgresStore, program: ir.Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reliability 1.3: ten thousand rows; the rest is moved at the same instant, in order."""
    assert store.batch_size == 10_000
    deploy(store, program, NOW)
    names = [f"c{number}" for number in range(PEOPLE)]
    intake.add_contacts(store, [ContactRow(key=name) for name in names], NOW, "historic")
    intake.tag(store, names, "x", NOW)
    assert tick(store, NOW).entered == PEOPLE
    monkeypatch.setattr(store, "batch_size", 4)
    reports = catch_up(store, NOW + HOUR)
    assert [(one.moved, one.more) for one in reports] == [(4, True), (4, True), (2, False)]
    (one,) = status(store).journeys
    assert one.finished == PEOPLE


def test_what_takes_too_long_for_many_is_done_in_halves(store: PostgresStore) -> None:
    """After a year of sign-ups the first tick must come to an end, too."""
    done: list[tuple[int, int]] = []

    def attempt(low: int, high: int) -> None:
        store.write("deploy.zone-put", id=low, name=f"{high}")
        store.read(Statement("SELECT pg_sleep(%(seconds)s)"), seconds=(high - low) / 100_000)
        done.append((low, high))

    def endless(low: int, high: int) -> None:
        attempt(low, high + 100_000)

    with store.transaction(), store.limited(300):
        moment = Moment(store, Periods(), NOW)
        isolate(moment, attempt, (1, 40_000), lambda *_: None)
        assert done == [(1, 20_000), (20_001, 40_000)]
        assert store.read("deploy.zones")[-2:] == [(1, "20000"), (20_001, "40000")]
        with pytest.raises(TooSlow):
            isolate(moment, endless, (1, 9_000), lambda *_: None)


def test_T6_a_segment_that_takes_too_long_is_told_by_name(
    store: PostgresStore, program: ir.Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy(store, program, NOW)
    assert segments.PREVIEW == 5_000
    assert segments.count(store, program, "french", NOW) == 0
    monkeypatch.setattr(segments, "PREVIEW", 100)
    monkeypatch.setattr("jalon.compiler.sql.segments.count", lambda *_: LONG)
    with pytest.raises(TooSlow, match="to find who is in `french`") as told:
        segments.count(store, program, "french", NOW)
    assert "jalon preview french --explain" in str(told.value.help)


def test_what_is_first_comes_out_of_an_index_that_is_ordered_so(store: PostgresStore) -> None:
    """NULLS FIRST, or one more column, and a long queue would be sorted for its first rows."""
    for file in resources.files("jalon.runtime.queries").iterdir():
        if file.name.endswith(".sql"):
            topic = file.name.removesuffix(".sql")
            assert not [
                name for name in blocks(QUERIES, topic) if "NULLS" in text_of(f"{topic}.{name}")
            ]
    store.link.execute("SET enable_sort = off")
    for text, values in ((text_of("tick.due-end"), DUE), (text_of("outbox.claim"), CLAIM)):
        with store.glance():
            lines = store.link.execute(b"EXPLAIN " + text.encode(), values).fetchall()
        assert not [line for (line,) in lines if "Sort" in line]
