"""What a store says about itself, as plain rows: the side of the comparison that may be wrong."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from jalon.compiler.sql.statement import Statement
from jalon.runtime.outbox import outbox_key, tenant_of
from jalon.runtime.store import Row, Store

OUTBOX = Statement("""
SELECT o.enrollment_id, o.node_id, o.contact_id, o.channel, o.purpose, o.state, o.handed_at,
    o.not_before, (SELECT COUNT(*) FROM attempt AS a
        WHERE a.enrollment_id = o.enrollment_id AND a.node_id = o.node_id
          AND (a.outcome = 'unknown' OR a.detail = 'the worker did not come back'
            AND a.outcome = 'retry'))
FROM outbox AS o ORDER BY o.enrollment_id, o.node_id""")
LEFT = Statement("""
SELECT (SELECT COUNT(*) FROM waiting WHERE due <= CAST(:now AS BIGINT))
     + (SELECT COUNT(*) FROM outbox WHERE state IN ('queued', 'leased', 'handoff')
        AND (state <> 'queued' OR not_before <= CAST(:now AS BIGINT)))
     + (SELECT COUNT(*) FROM event AS e WHERE e.id > (SELECT MIN(h.event_cursor) FROM engine AS h)
        AND NOT EXISTS (SELECT 1 FROM engine AS g
        WHERE g.event_cursor >= e.id AND MOD(COALESCE(e.contact_id, 0), :shards) = g.shard))""")
LATER = Statement("""
SELECT MIN(later.at) FROM (SELECT due AS at FROM waiting UNION ALL
    SELECT CASE state WHEN 'queued' THEN not_before ELSE lease_until + 1 END FROM outbox
    WHERE state IN ('queued', 'leased', 'handoff')) AS later""")
DOUBT = Statement("SELECT COUNT(*) FROM outbox WHERE state = 'handoff'")
WAITED_FOR = Statement("""
SELECT COUNT(*) FROM outbox WHERE state = 'handoff' AND lease_until > CAST(:now AS BIGINT)""")
STEPS = Statement("SELECT COUNT(*) FROM step_log")
TOLD = Statement("SELECT dedupe FROM event WHERE dedupe IS NOT NULL")
CONTACTS = Statement("SELECT id, key FROM contact")
ENDED = Statement("""
SELECT r.id, e.dedupe, o.handed_at
FROM (SELECT id, version_id, contact_id, event_id, entered_at FROM enrollment
    UNION ALL
    SELECT id, version_id, contact_id, event_id, entered_at FROM enrollment_archive
    WHERE reason <> 'completed') AS r
JOIN journey_version AS v ON v.id = r.version_id
JOIN journey AS j ON j.id = v.journey_id AND j.name = 'welcome'
JOIN outbox AS o ON o.enrollment_id = r.id AND o.purpose = 'marketing' AND o.handed_at IS NOT NULL
JOIN event AS e ON e.contact_id = r.contact_id AND e.kind = 'custom' AND e.subject = 'left'
    AND (e.moment > r.entered_at OR (e.moment = r.entered_at AND e.id > r.event_id))""")
"""The hand-offs of runs that did not come to their end, and each event that ended them."""
PARAMETER = re.compile(r":(\w+)")


@dataclass(frozen=True, slots=True)
class Sent:
    """A row of the outbox, under the name that the sinks know it by."""

    key: str
    contact: int
    channel: str
    purpose: str
    state: str
    handed_at: int | None
    not_before: int
    doubts: int

    @property
    def marketing(self) -> bool:
        """At most once, or at least once?"""
        return self.purpose in ("marketing", "cart")

    @property
    def window(self) -> tuple[int | None, bool, str]:
        """What was handed off together with it."""
        return (self.handed_at, self.marketing, self.channel)


def rows(store: Store, statement: Statement, **values: object) -> list[Row]:
    """Runs a query of ours; its parameters are written as the database wants them."""
    if store.dialect == "postgres":
        statement = Statement(PARAMETER.sub(r"%(\1)s", statement.sql))
    return store.read(statement, **values)


def outbox(store: Store) -> list[Sent]:
    """Every row of the outbox."""
    tenant = tenant_of(store)
    found = []
    for run, step, contact, channel, purpose, state, handed, before, doubts in rows(store, OUTBOX):
        key = outbox_key(tenant, (run, step), channel)
        name = key if channel == "webhook" else key[:40]
        found.append(Sent(name, contact, channel, purpose, state, handed, before, int(doubts)))
    return found


def left_to_do(store: Store, now: int) -> int:
    """How much there is that a worker has to do at this instant."""
    shards = 1 if store.dialect == "sqlite" else 64
    ((count,),) = rows(store, LEFT, now=now, shards=shards)
    return int(count)


def waited_for(store: Store, now: int) -> int:
    """How much of it is in the hands of somebody who may be lost: only time will tell."""
    ((count,),) = rows(store, WAITED_FOR, now=now)
    return int(count)


def next_instant(store: Store) -> int | None:
    """When there will be something to do again, or None."""
    ((at,),) = rows(store, LATER)
    return None if at is None else int(at)


def number_of(store: Store, statement: Statement) -> int:
    """What a query counts."""
    ((count,),) = rows(store, statement)
    return int(count)


def states(found: list[Sent]) -> Counter[str]:
    """How many rows are in each state."""
    return Counter(one.state for one in found)
