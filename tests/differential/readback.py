"""The store read back as rows, by plain SQL of its own."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from jalon.compiler.ir import Field

from .asking import Asked
from .snapshot import Row, Snapshot, rows
from .vocabulary import FIELDS

RUN = "SELECT j.name, r.contact_id, r.entered_at"
BOTH = """(
    SELECT id, journey_id, contact_id, entered_at FROM enrollment
    UNION ALL SELECT id, journey_id, contact_id, entered_at FROM enrollment_archive
) AS r JOIN journey AS j ON j.id = r.journey_id"""

QUERIES = {
    "orders": "SELECT id, counted = 1, historic = 1 FROM orders",
    "carts": "SELECT id, status, touched_at, historic = 1 FROM cart",
    "refusals": """SELECT j.name, r.contact_id, r.reason, r.at
        FROM refusal AS r JOIN journey AS j ON j.id = r.journey_id""",
    "entries": """SELECT j.name, e.contact_id
        FROM entry AS e JOIN journey AS j ON j.id = e.journey_id""",
    "positions": f"""{RUN}, n.number, r.arrived_at, r.due FROM enrollment AS r
        JOIN journey AS j ON j.id = r.journey_id JOIN node AS n ON n.id = r.node_id""",
    "finished": f"""{RUN}, n.number, r.reason, r.ended_at FROM enrollment_archive AS r
        JOIN journey AS j ON j.id = r.journey_id JOIN node AS n ON n.id = r.node_id""",
    "log": f"""{RUN}, l.seq, a.number, b.number, l.edge, l.at FROM {BOTH}
        JOIN step_log AS l ON l.enrollment_id = r.id
        JOIN node AS a ON a.id = l.from_node JOIN node AS b ON b.id = l.to_node""",
    "outbox": f"""{RUN}, n.number, o.channel, o.message, o.state, o.reason, o.queued_at FROM {BOTH}
        JOIN outbox AS o ON o.enrollment_id = r.id JOIN node AS n ON n.id = o.node_id""",
    "points": "SELECT score, contact_id, points FROM score_points",
    "holdings": "SELECT contact_id, discount, own = 1, issued_at FROM holding",
    "goals": f"{RUN}, g.at FROM {BOTH} JOIN goal AS g ON g.enrollment_id = r.id",
    "quarantine": "SELECT stage, reason FROM quarantine",
    "waiting": """SELECT w.due, w.enrollment_id, w.node_id FROM waiting AS w
        EXCEPT SELECT due, id, node_id FROM enrollment WHERE due IS NOT NULL""",
    "unheard": """SELECT due, id, node_id FROM enrollment WHERE due IS NOT NULL
            AND id NOT IN (SELECT enrollment_id FROM held_run)
        EXCEPT SELECT due, enrollment_id, node_id FROM waiting""",
}
EVENTS = """SELECT e.contact_id, e.kind, e.subject, s.name, e.at, e.moment, e.origin, j.name,
    e.properties
FROM event AS e
LEFT JOIN store AS s ON s.id = e.store_id
LEFT JOIN journey AS j ON j.id = e.cause"""
TEXTS = ("email", "first_name", "country", "postal_code")
OTHERS = (
    *("phone", "email_status", "sms_status", "rating", "vip", "added_at", "changed_at"),
    *("latitude", "longitude", "predicted_age", "lifetime_value", "email_engagement"),
)


def snapshot(connection: Asked, fields: Sequence[Field] = FIELDS) -> Snapshot:
    """Everything that is compared; the last three parts are empty in a sound store."""
    found = {name: rows(connection.execute(query)) for name, query in QUERIES.items()}
    found["events"] = rows(event_row(row) for row in connection.execute(EVENTS))
    found["contacts"] = rows(contact_rows(connection, fields))
    return found


def event_row(row: Row) -> Row:
    """Properties as text, without those that say nothing."""
    *others, properties = row
    told = json.loads(str(properties)) if properties else {}
    return (*others, json.dumps({n: v for n, v in told.items() if v is not None}, sort_keys=True))


def contact_rows(connection: Asked, fields: Sequence[Field]) -> Iterator[Row]:
    """Contacts, their texts as they are compared."""
    tags = members(connection, "SELECT contact_id, tag FROM contact_tag")
    groups = members(connection, "SELECT contact_id, grp FROM contact_group")
    cursor = connection.execute("SELECT * FROM contact")
    names = [column[0] for column in cursor.description]
    for row in cursor:
        stored = dict(zip(names, row, strict=True))
        number = stored["id"]
        yield (number, bool(stored["archived"]), tags[number], groups[number], kept(stored, fields))


def kept(stored: dict[str, Any], fields: Sequence[Field]) -> Row:
    """What is known of a contact."""
    values = {name: stored[f"fold_{name}"] for name in TEXTS} | {n: stored[n] for n in OTHERS}
    for field in fields:
        folded = f"folded_{field.name}"
        values[f"field.{field.name}"] = stored.get(folded, stored[f"field_{field.name}"])
    return tuple(sorted((name, value) for name, value in values.items() if value is not None))


def members(connection: Asked, query: str) -> dict[int, tuple[str, ...]]:
    """Tags or groups by contact."""
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for number, name in sorted(connection.execute(query)):
        found[number] += (name,)
    return found
