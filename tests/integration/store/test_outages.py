"""PostgreSQL goes away, or undoes something: nothing is lost or done twice, and work goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from jalon.compiler.sql.statement import Statement
from jalon.runtime.clock import VirtualClock
from jalon.runtime.outage import A_MINUTE, Outage, once_up, steadily
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.errors import refused
from jalon.runtime.store import Interrupted, NotUp

from ...postgres.databases import Databases
from ...postgres.pooler import Pooler, pooled
from .test_contract import add, shops

END = Statement("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.fixture
def lent(databases: Databases) -> Iterator[PostgresStore]:
    """An empty store."""
    found = databases.borrow()
    yield found
    databases.give_back(found)


@pytest.fixture
def mishaps(lent: PostgresStore) -> Iterator[tuple[PostgresStore, Pooler]]:
    """The same store, over a connection that can have an accident."""
    with pooled(lent.address) as (address, pooler), closing(PostgresStore.open(address)) as store:
        yield store, pooler


def undone(store: PostgresStore, by: Statement) -> None:
    """A transaction that comes to grief in its midst."""
    with store.transaction():
        add(store, "outlet")
        store.write(by)


def test_a_session_that_was_ended_is_replaced(lent: PostgresStore) -> None:
    with pytest.raises(Interrupted):
        lent.read(END)
    add(lent, "shop")
    assert shops(lent) == ["shop"]


def test_a_database_that_lets_nobody_in_is_waited_for(
    lent: PostgresStore, databases: Databases
) -> None:
    name = lent.link.info.dbname
    databases.command(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    for _ in range(2):
        with pytest.raises(Interrupted):
            lent.read(END)
    databases.command(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert shops(lent) == []


def test_of_a_transaction_that_is_interrupted_nothing_is_there(lent: PostgresStore) -> None:
    with pytest.raises(Interrupted):
        undone(lent, END)
    assert shops(lent) == []


def test_a_commit_whose_reply_is_lost_counts_once(
    mishaps: tuple[PostgresStore, Pooler],
) -> None:
    """F4: the new connection is asked what became of the transaction."""
    store, pooler = mishaps
    pooler.accident = "reply"
    add(store, "shop")
    assert (shops(store), pooler.accident) == (["shop"], "")


def test_a_commit_that_is_lost_itself_is_told(mishaps: tuple[PostgresStore, Pooler]) -> None:
    """F4: nothing is there, and it may be done again."""
    store, pooler = mishaps
    pooler.accident = "lost"
    with pytest.raises(Interrupted):
        add(store, "shop")
    assert shops(store) == []
    add(store, "shop")
    assert shops(store) == ["shop"]


@pytest.mark.parametrize("why", ["deadlock_detected", "serialization_failure", "disk_full"])
def test_what_the_database_undid_may_be_done_again(lent: PostgresStore, why: str) -> None:
    with pytest.raises(Interrupted):
        undone(lent, Statement(f"DO $$ BEGIN RAISE {why}; END $$"))
    assert shops(lent) == []


def test_work_goes_on_by_itself(lent: PostgresStore) -> None:
    turns = iter([END, Statement("SELECT 1"), END, Statement("SELECT 2")])
    said: list[str] = []

    def work() -> Iterator[object]:
        for turn in turns:
            yield lent.read(turn)

    outage = Outage(said.append, clock=VirtualClock())
    assert list(steadily(work, outage)) == [[(1,)], [(2,)]]
    assert [line.partition(":")[0] for line in said] == [
        "the database cannot be reached",
        "the database is back",
    ]


def patient(outage: Outage) -> None:
    """Tries forty times."""
    for _ in range(40):
        outage.wait(Interrupted("no"))


def test_one_line_a_minute_and_no_end_of_trying() -> None:
    clock, said = VirtualClock(), list[str]()
    outage = Outage(said.append, clock=clock)
    patient(outage)
    minutes = clock.instant / A_MINUTE
    assert minutes > 8
    assert minutes / 2 < len(said) <= minutes + 1


def test_whoever_has_an_end_gives_up() -> None:
    outage = Outage(lambda words: None, limit=A_MINUTE, clock=VirtualClock())
    with pytest.raises(Interrupted, match="no"):
        patient(outage)


def test_a_database_that_is_not_up_yet_is_waited_for() -> None:
    words = ["Connection refused", "FATAL:  the database system is starting up"]
    found = iter(
        [refused(psycopg.OperationalError(f"connection failed: failed: {w}")) for w in words]
    )
    said: list[str] = []

    def connect() -> str:
        if why := next(found, None):
            raise why
        return "here"

    assert once_up(connect, Outage(said.append, clock=VirtualClock())) == "here"
    assert said == [
        "the database cannot be reached: failed: Connection refused; trying again",
        "the database is back",
    ]
    found = iter([NotUp("no")])
    with pytest.raises(NotUp):
        once_up(connect, Outage(said.append, limit=0, clock=VirtualClock()))


@pytest.mark.parametrize(
    ("said", "help"),
    [
        ("fe_sendauth: no password supplied", "put it into `PGPASSWORD` or `~/.pgpass`"),
        ("server does not support SSL, but SSL was required", "set `ssl = on` there"),
    ],
)
def test_who_is_not_let_in_is_told_what_to_do(said: str, help: str) -> None:
    why = refused(
        psycopg.OperationalError(f"connection failed: connection to server failed: {said}")
    )
    assert not isinstance(why, NotUp)
    assert help in str(why.help)
