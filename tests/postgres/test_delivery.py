"""The outbox on PostgreSQL: the state machine is the database's own, in a lane too."""

from __future__ import annotations

from itertools import product

import pytest

from jalon.compiler.sql.statement import Statement
from jalon.runtime import outbox
from jalon.runtime.lanes import Lane
from jalon.runtime.outbox import LEGAL, STATES, Appetite, Destinations, Filter, Patience, Verdict
from jalon.runtime.outbox.allowance import Rate
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.worker import Worker
from jalon.runtime.store import DataError, Row

NOW, HOUR = 1_772_366_400_000, 3_600_000
BY_HAND = ("refused", "expired", "dead")
NEW = Statement(
    "INSERT INTO outbox (enrollment_id, node_id, contact_id, channel, message, purpose, state,"
    " queued_at, not_before) VALUES (%(id)s, 1, %(id)s, 'email', 'hello', 'marketing', %(state)s,"
    " %(now)s, %(now)s)"
)
MOVE = Statement("UPDATE outbox SET state = %(state)s WHERE enrollment_id = %(id)s")


def rows(store: PostgresStore, text: str) -> list[Row]:
    return store.read(Statement(text))


def queue(store: PostgresStore, id: int, state: str = "queued") -> None:
    store.write(NEW, id=id, state=state, now=NOW)


def moves(store: PostgresStore, id: int, state: str) -> bool:
    """Whether the database lets the row into that state."""
    try:
        with store.savepoint():
            store.write(MOVE, id=id, state=state)
    except DataError:
        return False
    return True


def test_INV_12_the_database_refuses_what_is_not_in_the_table(store: PostgresStore) -> None:
    found = {}
    with store.transaction():
        for id, (origin, state) in enumerate(product(STATES, STATES)):
            queue(store, id, origin)
            found[origin, state] = moves(store, id, state)
    assert found == {
        (a, b): a == b or (b in LEGAL.get(a, ()) and b != "leased" and a not in BY_HAND)
        for a, b in product(STATES, STATES)
    }


def test_it_is_known_what_will_be_stopped_that_is_sent_once_more(store: PostgresStore) -> None:
    with store.transaction():
        queue(store, 1, "refused")
    found = outbox.posts(store, Filter(state="refused"), 9)
    assert outbox.retry(store, found, Verdict("ana", None, NOW)) == 1
    assert outbox.foreseen(store, found, NOW) == {"erased": 1}
    assert store.read("post.deployed", run=1, step=1) == []


@pytest.fixture
def lane(store: PostgresStore) -> Lane:
    """A half of the audience, which is ours."""
    worker = Worker(store, "me")
    worker.lanes()
    return Lane(tuple(range(32)), worker.name, worker.epoch, worker.lease)


def test_the_trail_is_kept_in_a_lane(store: PostgresStore, lane: Lane) -> None:
    for id in (1, 2, 40):
        queue(store, id)
    with store.within(lane):
        claimed = outbox.claim(store, NOW, 10, Patience())
        with store.transaction():
            assert moves(store, 1, "suppressed")
            assert moves(store, 2, "queued")
            assert moves(store, 2, "expired")
    assert [row.enrollment_id for row in claimed] == [1, 2]
    assert rows(store, "SELECT enrollment_id, outcome, state FROM attempt") == [
        (1, "suppressed", "suppressed")
    ]
    assert rows(store, "SELECT enrollment_id, origin, state FROM outbox_move") == [
        (2, "queued", "expired")
    ]


def test_a_poisoned_message_is_set_aside_and_sent_again_by_hand(store: PostgresStore) -> None:
    queue(store, 1)
    for turn in range(1, 4):
        assert len(outbox.claim(store, NOW + turn * HOUR, 10, Patience())) == 1
        outbox.recover(store, NOW + turn * HOUR + HOUR // 2, Patience())
    [dead] = outbox.posts(store, Filter(state="dead"), 10)
    assert (dead.reason, outbox.counted(store, Filter())) == ("crashed", {"dead": 1})
    assert outbox.retry(store, [dead], Verdict("ana", "mended", NOW + 9 * HOUR)) == 1
    assert [line.what for line in outbox.story(store, (1, 1))] == ["crashed"] * 3 + ["decided"]
    assert len(outbox.claim(store, NOW + 9 * HOUR, 10, Patience())) == 1


def test_a_destination_is_left_alone_and_a_rate_is_kept(store: PostgresStore) -> None:
    known = Destinations()
    for _ in range(20):
        known.note("mail.example:587", "451 not now")
    with store.transaction():
        known.save(store, NOW)
    assert known.closed_for("mail.example:587", NOW) == 60_000
    assert [known.probe(store, "mail.example:587", NOW + 60_000) for _ in range(2)] == [True, False]
    for id in range(20):
        queue(store, id)
    wish, rate = Appetite(500, ("email",)), Rate(100, 60_000)
    taken = [
        len(outbox.claim_at_rate(store, NOW + second * 1000, wish, rate, Patience()))
        for second in (0, 0, 2)
    ]
    assert taken == [5, 0, 3]
