"""Several workers on one audience: who has which lane, and what a lane keeps apart."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from time import sleep

import pytest

from jalon.compiler import ir
from jalon.runtime import intake, status
from jalon.runtime.deploy import deploy
from jalon.runtime.engine.tick import catch_up, tick
from jalon.runtime.intake.rows import ContactRow
from jalon.runtime.lanes import SHARDS
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.worker import Worker
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Fenced, Store, StoreError

from ..conformance.scenario import HEAD, NOW, compiled

HOUR = 3_600_000
DAY = 24 * HOUR
LEASE = 60_000
PEOPLE = [f"c{number}" for number in range(300)]
JOURNEY = """email m:
  subject: "Hello"

journey plain:
  starting point: tag added "x"
  wait 1 hour
  send email m
  wait 1 day
  add tag "done"

journey few:
  starting point: tag added "x"
  wait 1 hour
  if among the first 100:
    send email m
  else:
    add tag "late"
"""
LOGGED = """
SELECT c.key, s.seq, s.edge, s.at FROM step_log AS s
JOIN enrollment_archive AS a ON a.id = s.enrollment_id JOIN contact AS c ON c.id = a.contact_id
JOIN journey AS j ON j.id = a.journey_id WHERE j.name = 'plain'
"""
TAKEN = """
UPDATE lane SET worker = 'heir', epoch = nextval('lane_epoch'), lease_until = engine_now() + 60000
"""
SENT = """
SELECT COUNT(*), COUNT(DISTINCT o.contact_id) FROM outbox AS o JOIN node AS n ON n.id = o.node_id
JOIN journey_version AS v ON v.id = n.version_id JOIN journey AS j ON j.id = v.journey_id
WHERE j.name = 'few'
"""


@pytest.fixture
def program(tmp_path: Path) -> ir.Program:
    """One journey in which everybody waits, and some are among the first."""
    found, problems = compiled(tmp_path, HEAD + JOURNEY)
    assert found is not None, problems
    return found


def furnish(store: Store, program: ir.Program) -> None:
    """Everybody has just got the tag."""
    deploy(store, program, NOW)
    rows = [
        ContactRow(key=name, email=f"{name}@x.example", email_status="subscribed", added_at=0)
        for name in PEOPLE
    ]
    intake.add_contacts(store, rows, NOW, "historic")
    intake.tag(store, PEOPLE, "x", NOW)


@contextmanager
def crew(database: str, size: int) -> Iterator[list[Worker]]:
    """Workers, each on a connection of its own, after all have their share."""
    stores = [PostgresStore.open(database) for _ in range(size)]
    workers = [Worker(store, f"w{number}", LEASE) for number, store in enumerate(stores)]
    for _ in range(2):
        for worker in workers:
            worker.balance()
    yield workers
    for store in stores:
        store.close()


def pass_through(worker: Worker, now: int) -> None:
    """Everything that is to be done in a worker's lanes at an instant."""
    for lane in worker.lanes():
        with worker.store.within(lane):
            catch_up(worker.store, now)


def ask(store: Store, text: str) -> list[tuple[object, ...]]:
    """The rows of a query about everybody, sorted."""
    if isinstance(store, SqliteStore):
        return sorted(store.connection.execute(text).fetchall())
    assert isinstance(store, PostgresStore)
    with store.begun(store.looking):
        return sorted(store.link.execute(text.encode()).fetchall())


def test_workers_share_the_lanes(database: str) -> None:
    with crew(database, 4) as workers:
        shares = [worker.shards for worker in workers]
        assert sorted(shard for share in shares for shard in share) == list(range(SHARDS))
        assert {len(share) for share in shares} == {SHARDS // 4}
        workers[0].leave()
        for worker in workers[1:] * 2:
            worker.balance()
        assert sum(len(worker.shards) for worker in workers[1:]) == SHARDS


def test_who_has_which_lanes_is_told(database: str, program: ir.Program) -> None:
    with crew(database, 2) as workers:
        furnish(workers[0].store, program)
        found = [(one.name, one.lanes) for one in status.crew(workers[0].store)]
        assert found == [("w0", 32), ("w1", 32)]
        workers[1].leave()
        found = [(one.name, one.lanes) for one in status.crew(workers[0].store)]
        assert found == [("-", 32), ("w0", 32)]


def test_what_two_workers_do_at_once_is_what_one_does(database: str, program: ir.Program) -> None:
    with closing(SqliteStore.open()) as alone, crew(database, 2) as workers:
        furnish(alone, program)
        furnish(workers[0].store, program)
        with ThreadPoolExecutor(2) as threads:
            for hours in (0, 1, 2, 30):
                now = NOW + hours * HOUR
                catch_up(alone, now)
                list(threads.map(pass_through, workers, [now, now]))
        expected, found = ask(alone, LOGGED), ask(workers[0].store, LOGGED)
        assert len(found) == 5 * len(PEOPLE)
        assert found == expected
        assert ask(workers[0].store, SENT) == [(100, 100)]


def test_a_lane_sees_its_own_contacts_alone(database: str, program: ir.Program) -> None:
    with crew(database, 2) as (one, other):
        furnish(one.store, program)
        (lane,) = one.lanes()
        with one.store.within(lane):
            tick(one.store, NOW)
        assert one.store.read("status.audience")[0][0] == len(PEOPLE)
        found = ask(one.store, "SELECT DISTINCT contact_id % 64 FROM enrollment")
        assert {shard for (shard,) in found} == set(one.shards)
        assert not set(one.shards) & set(other.shards)


def test_who_lost_a_lane_writes_nothing(database: str, program: ir.Program) -> None:
    with crew(database, 1) as (late,):
        furnish(late.store, program)
        (lane,) = late.lanes()
        take_over(late)
        with pytest.raises(Fenced), late.store.within(lane):
            tick(late.store, NOW)
        assert ask(late.store, "SELECT COUNT(*) FROM enrollment") == [(0,)]
        assert late.shards == lane.shards
        late.balance()
        assert late.shards == ()


def test_lanes_and_names_of_when_the_clock_was_ahead_hold_nobody_up(database: str) -> None:
    with crew(database, 1) as (ghost,), crew(database, 1) as (heir,):
        ghost.leave()
        heir.leave()
        heir.name = "heir"
        ghost.store.link.execute("SELECT set_config('jalon.now', %s, false)", (str(NOW + DAY),))
        heir.store.link.execute("SELECT set_config('jalon.now', %s, false)", (str(NOW),))
        ghost.balance()
        assert len(ghost.shards) == SHARDS
        heir.balance()
        assert len(heir.shards) == SHARDS
        assert [name for name, *_ in ask(heir.store, "SELECT name FROM worker")] == ["heir"]
        ends = ask(heir.store, "SELECT DISTINCT lease_until FROM lane")
        assert ends == [(NOW + LEASE,)]


def take_over(worker: Worker) -> None:
    """Another one has all its lanes by now."""
    with closing(PostgresStore.open(worker.store.address)) as store, store.transaction():
        store.link.execute(TAKEN)


def test_a_transaction_of_somebody_frozen_is_ended_and_its_lanes_go_on(
    database: str, program: ir.Program
) -> None:
    with crew(database, 1) as (frozen,), closing(PostgresStore.open(database)) as store:
        furnish(frozen.store, program)
        frozen.lease = 200
        frozen.balance()
        (lane,) = frozen.lanes()
        with frozen.store.within(lane), pytest.raises(StoreError):
            fall_asleep(frozen, Worker(store, "heir", 400))


def fall_asleep(frozen: Worker, heir: Worker) -> None:
    """A worker sleeps past its lease in the midst of a transaction, and goes on."""
    with frozen.store.transaction():
        frozen.store.write("tick.put-period", id=1, zone=0, lo=0, hi=0)
        sleep(0.6)
        heir.balance()
        assert len(heir.shards) == SHARDS
        frozen.store.write("tick.clear-period")


def test_an_opt_out_waits_for_the_lane_of_its_contact_alone(
    database: str, program: ir.Program
) -> None:
    evidence = intake.Evidence("a test")
    with crew(database, 2) as (one, other), closing(PostgresStore.open(database)) as clerk:
        furnish(clerk, program)
        (lane,) = one.lanes()
        with clerk.begun(clerk.looking):
            clerk.link.execute("SELECT set_config('lock_timeout', '200', false)")
        mine, theirs = (first_of(clerk, worker) for worker in (one, other))
        with one.store.within(lane), one.store.transaction():
            done = intake.set_email_status(clerk, [theirs, "nobody"], "unsubscribed", NOW, evidence)
            assert (done.changed, done.refused) == (1, 1)
            with pytest.raises(StoreError):
                intake.set_email_status(clerk, [mine], "unsubscribed", NOW, evidence)
        assert intake.set_email_status(clerk, [mine], "unsubscribed", NOW, evidence).changed == 1


def first_of(store: Store, worker: Worker) -> str:
    """The key of a contact in a worker's share."""
    found = ask(store, "SELECT id, key FROM contact")
    return next(str(key) for id, key in found if int(str(id)) % SHARDS in worker.shards)
