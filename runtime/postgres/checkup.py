"""What may be wrong with a PostgreSQL server, its settings, and whoever else uses it."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from ..lanes import SHARDS
from ..symptom import Symptom, fine, problem, unseen, warning
from .connecting import OLDEST
from .store import PostgresStore
from .worker import LEASE

SKEW = 2000  # milliseconds
LONG = 3600  # seconds that a transaction of somebody else may be open
MEGABYTE = 1 << 20
DEAD = 10_000  # rows that were deleted and are still there
SETTINGS = """
SELECT current_setting('server_version_num')::int / 10000, current_setting('fsync'),
    current_setting('full_page_writes'), current_setting('synchronous_commit'),
    current_setting('autovacuum'), current_setting('max_prepared_transactions')::int,
    current_setting('idle_session_timeout', true)
"""
COLLATION = """
SELECT d.datcollversion, pg_database_collation_actual_version(d.oid)
FROM pg_database AS d WHERE d.datname = current_database()
"""
COLLATIONS = """
SELECT DISTINCT c.collname, c.collversion, pg_collation_actual_version(c.oid)
FROM pg_attribute AS a
JOIN pg_class AS r ON r.oid = a.attrelid
JOIN pg_namespace AS s ON s.oid = r.relnamespace
JOIN pg_collation AS c ON c.oid = a.attcollation
WHERE s.nspname = %s AND c.collprovider <> 'd'
  AND c.collversion IS DISTINCT FROM pg_collation_actual_version(c.oid)
ORDER BY c.collname
"""
# Of sessions of others, a role sees when their transactions began only if it has the right to.
OPEN_LONGEST = """
SELECT COALESCE(MAX(extract(epoch FROM clock_timestamp() - a.xact_start)), 0)::bigint,
    COALESCE(MAX(age(a.backend_xmin)), 0)::bigint,
    COUNT(*) FILTER (WHERE a.usesysid IS NOT NULL AND a.datid IS NOT NULL
        AND NOT pg_has_role(a.usesysid, 'USAGE') AND NOT pg_has_role('pg_read_all_stats', 'USAGE'))
FROM pg_stat_activity AS a WHERE a.pid <> pg_backend_pid()
"""
ROOM = "SELECT pg_database_size(current_database())"
# A lease that ends later than any can was given when the clock was ahead.
LANES = """
SELECT COUNT(*) FILTER (WHERE l.worker IS NULL
        OR l.lease_until NOT BETWEEN {schema}.engine_now() AND {schema}.engine_now() + %(far)s),
    COALESCE(MAX(l.lease_until) - {schema}.engine_now(), 0),
    COALESCE(MAX(e.watermark) - MIN(e.watermark), 0), COUNT(e.shard),
    COALESCE({schema}.engine_now() - MIN(e.watermark) FILTER (WHERE l.worker IS NOT NULL
        AND l.lease_until BETWEEN {schema}.engine_now() AND {schema}.engine_now() + %(far)s), 0)
FROM {schema}.lane AS l LEFT JOIN {schema}.engine AS e ON e.shard = l.shard
"""
HELD_BACK = """
SELECT (SELECT COUNT(*) FROM pg_prepared_xacts),
    (SELECT COUNT(*) FROM pg_replication_slots WHERE NOT active)
"""
DEAD_ROWS = """
SELECT t.relname, t.n_dead_tup, t.n_live_tup
FROM pg_stat_user_tables AS t
WHERE t.schemaname = %s AND t.n_dead_tup > %s AND t.n_dead_tup > 3 * t.n_live_tup
ORDER BY t.n_dead_tup DESC LIMIT 1
"""
BACKEND = "SELECT pg_backend_pid()"
CLOCK = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint"


def looked_at(store: PostgresStore, host_now: int) -> Iterator[Symptom]:
    """What costs next to nothing to look at; `host_now` is this machine's clock, in ms UTC."""
    ((version, *switches, vacuum, prepared, idle),) = store.link.execute(SETTINGS)
    yield server(int(version))
    yield from durable(*map(str, switches))
    yield pooler(store)
    ((there,),) = store.link.execute(CLOCK)
    yield skew(int(there) - host_now)
    yield idleness(str(idle or "0"))
    yield vacuuming(str(vacuum))
    yield prepared_transactions(int(prepared))


def read_whole(store: PostgresStore) -> Iterator[Symptom]:
    """What asks how the server has been doing."""
    ((then, now),) = store.link.execute(COLLATION)
    yield collation(then, now)
    for name, then, now in store.link.execute(COLLATIONS, (store.schema,)).fetchall():
        yield collation(then, now, f"by `{name}`")
    ((seconds, transactions, hidden),) = store.link.execute(OPEN_LONGEST)
    yield oldest(int(seconds), int(transactions), int(hidden))
    ((left, slots),) = store.link.execute(HELD_BACK)
    yield holders(int(left), int(slots))
    dead = store.link.execute(DEAD_ROWS, (store.schema, DEAD)).fetchone()
    yield dead_rows(*dead) if dead else fine("dead rows", "deleted rows are cleared away in time")
    ((size,),) = store.link.execute(ROOM)
    yield room(int(size))


def lanes(store: PostgresStore) -> Iterator[Symptom]:
    """What asks how the workers have been doing: there must be a store."""
    schema = sql.Identifier(store.schema)
    found = store.link.execute(sql.SQL(LANES).format(schema=schema), {"far": 2 * LEASE})
    yield from crew(*map(int, found.fetchall()[0]))


def server(version: int) -> Symptom:
    """The version of the server."""
    if version >= OLDEST:
        return fine("server", f"PostgreSQL {version}")
    help = f"use PostgreSQL {OLDEST} or later"
    return problem("server", f"PostgreSQL {version} is mended by nobody any more", help)


def durable(fsync: str, full_page_writes: str, synchronous_commit: str) -> Iterator[Symptom]:
    """Whether a commit is on the disk before anybody is told."""
    for name, value in (("fsync", fsync), ("full_page_writes", full_page_writes)):
        if value == "on":
            yield fine(name, f"`{name}` is on")
        else:
            said = f"`{name}` is {value}: a power failure can damage the database"
            yield problem(name, said, f"set `{name} = on`")
    name = "synchronous_commit"
    if synchronous_commit == "off":
        said = f"`{name}` is off: a failure takes back commits that were told"
        yield problem(name, said, "`ALTER ROLE … SET synchronous_commit = on`")
    else:
        yield fine(name, f"`{name}` is {synchronous_commit}")


def pooler(store: PostgresStore) -> Symptom:
    """A pooler shows itself by the process it names: it is not the one that answers."""
    answering = {int(number) for _ in range(3) for (number,) in store.link.execute(BACKEND)}
    if answering == {store.link.info.backend_pid}:
        return fine("pooler", "the server is reached directly")
    how = "each transaction may have another session" if len(answering) > 1 else "one session"
    return fine("pooler", f"there is a pooler in between ({how}); Jalon keeps nothing in a session")


def skew(milliseconds: int) -> Symptom:
    """How far the two clocks are apart; that of the database alone decides."""
    said = f"the database's clock is {abs(milliseconds) / 1000:.1f} s "
    said += "ahead of this machine's" if milliseconds > 0 else "behind this machine's"
    if abs(milliseconds) <= SKEW:
        return fine("clocks", said)
    return warning("clocks", f"{said}: the database's alone decides", "set both by NTP")


def idleness(timeout: str) -> Symptom:
    """Whether the server ends sessions that rest."""
    if timeout == "0":
        return fine("idle sessions", "the server keeps sessions that rest")
    return fine("idle sessions", f"the server ends sessions after {timeout}; they are opened again")


def vacuuming(autovacuum: str) -> Symptom:
    """Whether deleted rows are cleared away."""
    if autovacuum == "on":
        return fine("autovacuum", "`autovacuum` is on")
    said = "`autovacuum` is off: what is deleted stays where it is"
    return warning("autovacuum", said, "set `autovacuum = on`")


def prepared_transactions(most: int) -> Symptom:
    """Jalon makes none; who does can leave one behind."""
    return fine("prepared transactions", f"`max_prepared_transactions` is {most}, none is needed")


def collation(then: str | None, now: str | None, of: str = "") -> Symptom:
    """Whether texts are sorted as when the indexes were made; Jalon's own go by bytes.

    `of` is the order of columns that have one of their own, else it is that of the database.
    """
    if then == now:
        return fine("collation", f"texts are sorted as ever ({now or 'by bytes'})")
    if of:
        said = f"columns that are sorted {of} were indexed with version {then}, now it is {now}"
        help = "`REINDEX DATABASE`, then `ALTER COLLATION … REFRESH VERSION`"
        return warning("collation", said, help)
    said = f"the server sorts texts by version {now}, its database was made with {then}"
    help = "`REINDEX DATABASE`, then `ALTER DATABASE … REFRESH COLLATION VERSION`"
    return warning("collation", f"{said}; Jalon's own columns go by bytes", help)


def oldest(seconds: int, transactions: int, hidden: int = 0) -> Symptom:
    """A transaction that stays open keeps everything that was deleted since.

    `hidden` are the sessions of others of which nothing can be seen.
    """
    if seconds < LONG and hidden:
        said = f"{hidden:,} sessions of others may not be looked at: how old their transactions are"
        help = "let a superuser say `GRANT pg_monitor TO …` to the role that looks"
        return unseen("oldest xmin", f"{said}, nobody can tell", help)
    if seconds < LONG:
        said = f"the oldest transaction is {seconds:,} s old, and sees {transactions:,} back"
        return fine("oldest xmin", said)
    said = f"a transaction has been open for {seconds:,} s: nothing deleted since is cleared away"
    return warning("oldest xmin", said, "`pg_stat_activity` tells whose it is; end it")


def room(size: int) -> Symptom:
    """No statement tells how much room the disk of a server has left."""
    said = f"the database has {size / MEGABYTE:,.0f} MB; the room left on its disk is not told"
    return unseen("disk", said, "watch it where the server runs: a full disk stops everything")


def crew(idle: int, ahead: int, behind: int, placed: int, late: int) -> Iterator[Symptom]:
    """Lanes that no living worker has, leases that lie in the future, lanes that stand still.

    `late`: so long ago was the last tick of a lane that has a living worker.
    """
    if idle == SHARDS and placed:
        said = "no `jalon run` is at work: nothing of anybody goes on"
        help = "between two `jalon run --once` that is as it should be; else start `jalon run`"
        yield warning("lanes", said, help)
    elif idle and placed:
        said = f"{idle} of {SHARDS} lanes have no worker: nothing of their people goes on"
        help = "`jalon run` takes them over; `jalon status` shows the workers"
        yield warning("lanes", said, help)
    else:
        yield fine("lanes", f"all {SHARDS} lanes have a worker" if placed else "no lane has begun")
    if ahead > 2 * LEASE:
        said = f"a lease ends {ahead / 1000:,.0f} s from now: the database's clock was ahead"
        yield warning("leases", said, "a worker takes such lanes over; set the clock by NTP")
    else:
        yield fine("leases", "no lease ends later than any can")
    if late > LEASE:
        said = f"a lane with a worker that lives had its last tick {late / 1000:,.0f} s ago"
        help = "a catch-up ends by itself; what else keeps a `jalon run` from its work, it says"
        yield warning("ticks", said, help)
    elif behind > 2 * LEASE:
        said = f"the last ticks of the lanes are {behind / 1000:,.0f} s apart"
        yield warning("ticks", said, "a catch-up ends by itself; a lane that no worker has stays")
    else:
        yield fine("ticks", "the lanes had their last ticks together")


def holders(prepared: int, slots: int) -> Symptom:
    """What else may keep deleted rows: nobody is there to end it."""
    if not prepared and not slots:
        return fine("holders", "no prepared transaction and no idle slot holds anything back")
    said = f"{prepared:,} prepared transactions and {slots:,} idle replication slots hold rows back"
    return warning("holders", said, "end those that nobody needs")


def dead_rows(table: str, dead: int, live: int) -> Symptom:
    """More is dead than three times what lives."""
    said = f"`{table}` has {dead:,} deleted rows beside {live:,} others"
    return warning("dead rows", said, "`VACUUM` it; does an old transaction hold them?")
