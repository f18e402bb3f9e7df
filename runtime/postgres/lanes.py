"""Lanes on PostgreSQL: transactions that see and change the contacts of some shards alone.

A lane is a schema of views, one for each table in which work begins, with the rows of the shards
that the transaction names. They stand first in its search path, so that a statement means the same
in a lane as for everybody, and needs to know nothing of it.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from ..lanes import Lane
from ..store import Fenced, Row

OF_CONTACTS = ("event", "outbox", "retold", "segment_member", "holding")
OF_RUNS = ("waiting", "watching", "held_run")
PLACES = {
    "contact": "id",
    "engine": "shard",
    "enrollment": "contact_id",
    **dict.fromkeys(OF_CONTACTS, "contact_id"),
    **dict.fromkeys(OF_RUNS, "enrollment_id"),
}
"""The tables that a lane has a part of, and the number by which a row belongs to a shard."""

VIEW = """
CREATE OR REPLACE VIEW {lane}.{table} AS SELECT * FROM {schema}.{table}
WHERE {number} % 64 = ANY((SELECT string_to_array(current_setting('jalon.shards'), ','))::bigint[])
WITH LOCAL CHECK OPTION
"""
# The rows of a lane are locked in the order of their shards by everybody: nobody waits in a circle.
ENTER = """
WITH mine AS (
    SELECT shard FROM lane
    WHERE shard = ANY(%(shards)s) AND worker = %(worker)s AND epoch = %(epoch)s
    ORDER BY shard FOR UPDATE)
UPDATE lane SET lease_until = engine_now() + %(lease)s FROM mine WHERE lane.shard = mine.shard
RETURNING set_config('statement_timeout', %(limit)s, true)
"""
ENTER_ALL = """
SELECT COUNT(*), set_config('statement_timeout', %(limit)s, true)
FROM (SELECT shard FROM lane ORDER BY shard FOR UPDATE) AS held
"""
ENTER_SOME = """
SELECT COUNT(*), set_config('statement_timeout', %(limit)s, true)
FROM (SELECT shard FROM lane WHERE shard = ANY(%(shards)s) ORDER BY shard FOR UPDATE) AS held
"""
OF_KEYS = "SELECT DISTINCT id %% 64 FROM contact WHERE key = ANY(%(keys)s)"
PREPARE = """
SELECT set_config('search_path', %(path)s, true), set_config('jalon.shards', %(shards)s, true),
    set_config('jalon.epoch', %(epoch)s, true),
    set_config('idle_in_transaction_session_timeout', %(idle)s, true),
    set_config('statement_timeout', %(limit)s, true),
    set_config('random_page_cost', '1.1', true)
"""
"""What holds until the transaction ends. Ticks find ten thousand rows by their numbers, among many
millions: on a disk without arms that is cheaper than to read all of them."""

ALLOW = "SELECT set_config('statement_timeout', %(limit)s, true)"
LIMIT = 60_000  # a statement may take so long, in milliseconds
FOR_A_LANE = 0  # and whoever waits for others to finish: as long as those take
IDLE = 300_000  # a writer of everything may think so long between two statements, in milliseconds


def lane_schema(schema: str) -> str:
    """The name of the schema of views."""
    return f"{schema}_lane"


def drop_views(connection: psycopg.Connection[Row], schema: str) -> None:
    """Takes the views away, so that their tables may change."""
    lane = sql.Identifier(lane_schema(schema))
    connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(lane))


def make_views(connection: psycopg.Connection[Row], schema: str) -> None:
    """Makes the views anew; columns that are new come into them."""
    names = {"schema": sql.Identifier(schema), "lane": sql.Identifier(lane_schema(schema))}
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {lane}").format(**names))
    for table, number in PLACES.items():
        parts = {"table": sql.Identifier(table), "number": sql.Identifier(number)}
        connection.execute(sql.SQL(VIEW).format(**names, **parts))


def look(connection: psycopg.Connection[Row], schema: str, limit: int) -> None:
    """A transaction that only reads: it sees everybody and waits for nobody."""
    path = search_path(schema)
    values = {"path": path, "shards": "", "epoch": "", "idle": str(IDLE)}
    connection.execute(PREPARE, {**values, "limit": str(limit)})


def allow(connection: psycopg.Connection[Row], limit: int) -> None:
    """From now on each statement of the transaction may take so long; 0: as long as it takes."""
    connection.execute(ALLOW, {"limit": str(limit)})


def enter_all(connection: psycopg.Connection[Row], schema: str, limit: int) -> None:
    """A transaction of somebody who writes everywhere: no lane is at work meanwhile."""
    look(connection, schema, FOR_A_LANE)
    connection.execute(ENTER_ALL, {"limit": str(limit)})


def of_keys(connection: psycopg.Connection[Row], keys: list[str]) -> tuple[int, ...]:
    """The shards of the contacts of these keys."""
    found = connection.execute(OF_KEYS, {"keys": keys})
    return tuple(sorted(int(shard) for (shard,) in found))


def enter_some(
    connection: psycopg.Connection[Row], schema: str, shards: tuple[int, ...], limit: int
) -> None:
    """A transaction of somebody who is no worker, about contacts of some shards."""
    path = search_path(lane_schema(schema), schema)
    values = {"path": path, "shards": ",".join(map(str, shards)), "epoch": "", "idle": str(IDLE)}
    connection.execute(PREPARE, {**values, "limit": str(FOR_A_LANE)})
    connection.execute(ENTER_SOME, {"shards": list(shards), "limit": str(limit)})


def enter(connection: psycopg.Connection[Row], schema: str, lane: Lane, limit: int) -> None:
    """A transaction in a lane; renews its lease. Raises `Fenced` when it is somebody else's."""
    values = {
        "path": search_path(schema) if lane.whole else search_path(lane_schema(schema), schema),
        "shards": ",".join(map(str, lane.shards)),
        "epoch": str(lane.epoch),
        "idle": str(lane.lease),
        "limit": str(FOR_A_LANE),
    }
    connection.execute(PREPARE, values)
    right = {"worker": lane.worker, "epoch": lane.epoch, "lease": lane.lease, "limit": str(limit)}
    held = connection.execute(ENTER, {**right, "shards": list(lane.shards)}).rowcount
    if held != len(lane.shards):
        raise Fenced(f"{len(lane.shards) - held} shards of worker {lane.worker} are another's now")


def search_path(*schemas: str) -> str:
    """The schemas to look in, in order; what is temporary comes last."""
    quoted = ('"' + name.replace('"', '""') + '"' for name in schemas)
    return ", ".join((*quoted, "pg_temp"))
