"""A small audience in SQLite, and the conditions that are tried on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jalon.compiler import ir
from jalon.compiler.ir import predicates as p
from jalon.compiler.ir.calendar import DAY
from jalon.compiler.ir.zones import bounds, months, spans
from jalon.compiler.sql import segments
from jalon.compiler.sql.periods import Periods
from jalon.compiler.sql.statement import Statement

MIGRATIONS = Path(__file__).parents[3] / "runtime" / "sqlite" / "migrations"
ZONES = (
    "Europe/Paris",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Pacific/Apia",
    "Pacific/Honolulu",
)
HOUR, MINUTE = 3_600_000, 60_000
NOW = 1_750_000_000_000  # 2025-06-15 15:06:40 UTC, a Sunday; 17:06:40 in Paris
TODAY = NOW // DAY
PERIOD = (
    "CREATE TABLE period (id INTEGER, zone_id INTEGER, lo INTEGER, hi INTEGER, "
    "PRIMARY KEY (id, zone_id)) WITHOUT ROWID"
)
FIELDS = ("plan", "size", "renewal", "born", "agreed")


@cache
def template() -> sqlite3.Connection:
    """An audience without contacts, made once."""
    db = sqlite3.connect(":memory:")
    for path in sorted(MIGRATIONS.glob("*.sql")):
        db.executescript(path.read_text("utf-8"))
    db.execute(PERIOD)
    db.execute("CREATE TABLE few (contact_id INTEGER)")
    for name in FIELDS:
        db.execute(f"ALTER TABLE contact ADD COLUMN field_{name}")
        db.execute(f"ALTER TABLE contact ADD COLUMN folded_{name}")
    fill_calendar(db)
    db.commit()
    return db


def fill_calendar(db: sqlite3.Connection) -> None:
    db.executemany("INSERT INTO month VALUES (?, ?, ?)", months(1990, 2060))
    db.executemany("INSERT INTO zone (id, name) VALUES (?, ?)", enumerate(ZONES))
    for number, name in enumerate(ZONES):
        rows = [(number, *span) for span in spans(ZoneInfo(name), 2000, 2040)]
        db.executemany("INSERT INTO zone_span VALUES (?, ?, ?, ?)", rows)


class Audience:
    """An audience of one test. Rows are given by column; what is left out has a default."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:")
        template().backup(self.db)
        self.insert("store", name="shop", currency="EUR")
        self.insert("store", name="other", currency="USD")

    def insert(self, table: str, **values: object) -> int:
        columns, marks = ", ".join(values), ", ".join("?" * len(values))
        text = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        return int(self.db.execute(text, tuple(values.values())).lastrowid or 0)

    def contact(self, zone: str = ZONES[0], **values: object) -> int:
        number = self.db.execute("SELECT COUNT(*) + 1 FROM contact").fetchone()[0]
        given = {"key": f"k{number}", "bucket": number, "zone_id": ZONES.index(zone)}
        return self.insert("contact", **given | {"added_at": 0, "changed_at": 0} | values)

    def product(self, key: str, *categories: str, **values: object) -> int:
        product = self.insert("product", **{"store_id": 1, "key": key, "fold_key": key} | values)
        for category in categories:
            self.insert(
                "product_category", fold_category=category, product_id=product, category=category
            )
        return product

    def order(self, contact: int | None, *products: int | None, **values: object) -> int:
        number = self.db.execute("SELECT COUNT(*) FROM orders").fetchone()[0]
        given = {"store_id": 1, "key": str(number), "placed_at": NOW, "currency": "EUR", "total": 0}
        order = self.insert("orders", contact_id=contact, **given | values)
        for line, product in enumerate(products):
            self.insert("order_line", order_id=order, line_no=line, product_id=product, quantity=1)
        return order

    def event(self, contact: int | None, kind: str, **values: object) -> int:
        given = {"at": NOW, "moment": NOW, "received_at": NOW}
        return self.insert("event", contact_id=contact, kind=kind, **given | values)

    def run(self, statement: Statement, periods: Periods, now: int = NOW) -> list[int]:
        """The first column of a statement, its periods filled in as of `now`."""
        values: dict[str, object] = {**statement.values, "now": now, "limit": 10}
        self.db.execute("DELETE FROM period")
        for number in statement.periods:
            period, measure = periods.items()[number]
            found = [bounds(period, measure, now, ZoneInfo(zone)) for zone in ZONES]
            rows = [(number, zone, *ends) for zone, ends in enumerate(found)]
            self.db.executemany("INSERT INTO period VALUES (?, ?, ?, ?)", rows)
            values[f"lo_{number}"] = min(lo for lo, _ in found)
            values[f"hi_{number}"] = max(hi for _, hi in found)
        return [row[0] for row in self.db.execute(statement.sql, values)]

    def members(self, predicate: ir.Predicate, now: int = NOW) -> list[int]:
        """Who satisfies it, whichever shape the SQL takes: plain, negated, among a few."""
        everybody = [row[0] for row in self.db.execute("SELECT id FROM contact ORDER BY id")]
        found = self.select(predicate, now)
        opposite = self.select(p.Not(part=predicate), now)
        assert sorted(found + opposite) == everybody, "neither true nor false of somebody"
        self.scope(everybody)
        assert self.select(predicate, now, "few") == found
        assert self.select(p.Not(part=predicate), now, "few") == opposite
        return found

    def select(
        self, predicate: ir.Predicate, now: int = NOW, scope: str | None = None
    ) -> list[int]:
        program, periods = of_segment(predicate), Periods()
        if scope is None:
            return self.run(segments.members(program, periods, "s", "sqlite"), periods, now)
        found = segments.members_among(program, periods, "s", "sqlite", scope)
        return self.run(found, periods, now)

    def scope(self, contacts: Iterable[int]) -> None:
        self.db.execute("DELETE FROM few")
        self.db.executemany("INSERT INTO few VALUES (?)", [(one,) for one in contacts])


def of_segment(*predicates: ir.Predicate) -> ir.Program:
    """A program with the segments `s`, `s1`, `s2`, …"""
    names = ["s", *(f"s{number}" for number in range(1, len(predicates)))]
    made = [ir.Segment(name=n, predicate=one) for n, one in zip(names, predicates, strict=True)]
    return ir.Program(segments=tuple(made))


def last_days(days: int) -> ir.Period:
    """From so many days ago, at this time of day, until now."""
    return ir.Period(lower=ir.Edge(shift=ir.Duration(days=-days)), upper=ir.Edge())


def since_email(message: str | None = None, **shift: int) -> ir.Period:
    """Since an e-mail was last sent, or so long after."""
    edge = ir.Edge(anchor="email", message=message, shift=ir.Duration(**shift))
    return ir.Period(lower=edge)
