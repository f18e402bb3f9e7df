"""Compiled segments against SQL written by hand for the same rows: a million contacts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from jalon.compiler import ir
from jalon.compiler.ir import predicates as p
from jalon.compiler.sql import segments
from jalon.compiler.sql.periods import Periods
from jalon.compiler.sql.statement import Statement
from jalon.runtime.moment import Moment
from jalon.runtime.sqlite import SqliteStore

from .measure import in_turn, table
from .shop import CONTACTS, LINES, NOW, SIZES, filled

HOUR = 3_600_000


@dataclass(frozen=True)
class Case:
    """A condition, and the condition on `contact c` that an expert would write for it."""

    name: str
    predicate: ir.Predicate
    by_hand: str


def last(days: int) -> ir.Period:
    return ir.Period(lower=ir.Edge(shift=ir.Duration(days=-days)), upper=ir.Edge())


def figure(name: p.OrderFigure, value: int, period: ir.Period | None = None) -> p.Orders:
    return p.Orders(figure=name, compare=">", amount=p.Amount(value=value), period=period)


def product(*names: str) -> ir.ProductMatch:
    return ir.ProductMatch(by="product", values=names)


def both(*parts: ir.Predicate) -> p.All:
    return p.All(parts=parts)


COUNTED = "SELECT o.contact_id FROM orders o WHERE o.counted = 1 "
LINES_OF = (
    "SELECT o.contact_id FROM order_line l JOIN orders o ON o.id = l.order_id AND counted = 1"
)
IN_30 = "AND o.placed_at BETWEEN :now - 30 * :day AND :now"
SPENT = "(SELECT SUM(total) FROM orders WHERE contact_id = c.id AND counted = 1) > 20000"
FOUR = both(
    figure("count", 1_000_000),
    figure("total", 20_000),
    figure("average", 5_000),
    figure("items_per_order", 2_000_000),
)
FRENCH = p.TextTest(attribute="country", operator="is", values=("fr",))

CASES = (
    Case(
        "four order figures",
        FOUR,
        "c.id IN (" + COUNTED + "GROUP BY 1 HAVING COUNT(*) > 1 AND SUM(total) > 20000"
        " AND SUM(total) > 5000 * COUNT(*) AND SUM(units) > 2 * COUNT(*))",
    ),
    Case(
        "spent in 30 days",
        figure("total", 10_000, last(30)),
        "c.id IN (" + COUNTED + IN_30 + " GROUP BY 1 HAVING SUM(total) > 10000)",
    ),
    Case(
        "last order 60 days ago",
        p.OrderDate(which="last", period=ir.Period(upper=last(60).lower)),
        "c.id IN (" + COUNTED + "GROUP BY 1 HAVING MAX(placed_at) <= :now - 60 * :day)",
    ),
    Case(
        "bought P in 30 days",
        p.Bought(products=product("p77"), period=last(30)),
        "c.id IN (" + LINES_OF + " WHERE l.product_id = 77 " + IN_30 + ")",
    ),
    Case(
        "did not buy P in 30 days",
        p.Not(part=p.Bought(products=product("p77"), period=last(30))),
        "c.id NOT IN (" + LINES_OF + " WHERE l.product_id = 77 " + IN_30 + ")",
    ),
    Case(
        "bought nothing",
        p.Not(part=p.Bought()),
        "NOT EXISTS (SELECT 1 FROM orders o WHERE o.contact_id = c.id AND o.counted = 1)",
    ),
    Case(
        "bought V twice",
        p.Bought(products=ir.ProductMatch(by="vendor", values=("v7",)), times=2),
        "c.id IN (" + LINES_OF + " WHERE l.product_id % 50 = 7"
        " GROUP BY 1 HAVING COUNT(DISTINCT o.id) > 1)",
    ),
    Case(
        "did not open M",
        p.MessageActivity(did="not_opened", message="m7", period=last(60)),
        "c.id IN (SELECT contact_id FROM event WHERE kind = 'email_sent' AND subject = 'm7'"
        " AND at BETWEEN :now - 60 * :day AND :now) AND NOT EXISTS (SELECT 1 FROM event e"
        " WHERE e.kind = 'email_opened' AND e.contact_id = c.id AND subject = 'm7')",
    ),
    Case(
        "not tagged",
        p.Not(part=p.Tagged(tags=("t5",))),
        "c.id NOT IN (SELECT contact_id FROM contact_tag WHERE tag = 't5')",
    ),
    Case(
        "French, spent 200",
        both(FRENCH, figure("total", 20_000)),
        "fold_country = 'fr' AND " + SPENT,
    ),
    Case(
        "French, bought P, spent 200",
        both(FRENCH, p.Bought(products=product("p77")), figure("total", 20_000)),
        "fold_country = 'fr' AND c.id IN (" + LINES_OF + " WHERE l.product_id = 77) AND " + SPENT,
    ),
    Case(
        "birthday in 7 days",
        p.BirthdayTest(attribute="field.birthday", last=7),
        "field_birthday BETWEEN 606 AND 613",
    ),
    Case(
        "local time 9 to 18",
        p.LocalTime(start=9 * HOUR, end=18 * HOUR),
        "zone_id IN (SELECT id FROM zone WHERE name IN ('Europe/Paris'))",
    ),
)


def program(case: Case) -> ir.Program:
    return ir.Program(segments=(ir.Segment(name="s", predicate=case.predicate),))


def found(store: SqliteStore, periods: Periods, statement: Statement) -> list[int]:
    """The rows of a compiled statement; periods are filled in each time, as in a tick."""
    with store.transaction():
        return [int(row[0]) for row in Moment(store, periods, NOW).read(statement)]


def compared(store: SqliteStore, case: Case) -> tuple[str, ...]:
    """Milliseconds for both, the ratio, and for the members among a thousand contacts."""
    periods = Periods()
    count = segments.count(program(case), periods, "s", "sqlite")
    few = segments.members_among(program(case), periods, "s", "sqlite", "few")
    by_hand = "SELECT COUNT(*) FROM contact c WHERE archived = 0 AND " + case.by_hand

    def ours() -> list[int]:
        return found(store, periods, count)

    def theirs() -> list[int]:
        return [row[0] for row in store.connection.execute(by_hand, SIZES)]

    assert ours() == theirs(), case.name
    mine, other, ratio = in_turn(ours, theirs)
    alone, _, _ = in_turn(lambda: found(store, periods, few), lambda: None)
    times = [f"{1000 * one:,.1f}" for one in (mine, other)]
    return (case.name, *times, f"{ratio:.2f}", f"{1000 * alone:,.1f}", f"{ours()[0]:,}")


def main() -> None:
    """Prints the times of each segment, ours and by hand, and the ratio."""
    heads = ("segment", "ours ms", "by hand ms", "ours ÷ by hand", "among 1,000 ms", "members")
    rows: list[tuple[str, ...]] = [heads]
    with TemporaryDirectory() as folder:
        store = filled(Path(folder) / "shop.db")
        rows += [compared(store, case) for case in CASES]
        store.close()
    table(f"segments of {CONTACTS:,} contacts with {LINES:,} order lines, SQLite on a file", rows)
