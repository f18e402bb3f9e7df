"""How SQLite goes about it: the shapes that were measured to win (spec/measurements.md)."""

from __future__ import annotations

import pytest
from sqlglot import exp

from jalon.compiler import ir
from jalon.compiler.ir import predicates as p
from jalon.compiler.sql import segments
from jalon.compiler.sql.builder import Builder
from jalon.compiler.sql.events import matches
from jalon.compiler.sql.expressions import column, table
from jalon.compiler.sql.periods import Periods

from .audience import Audience, last_days, of_segment
from .leaves import every_leaf

LEAVES = list(every_leaf())
NAMES = [f"{place}-{leaf.kind}" for place, leaf in enumerate(LEAVES)]

BOOT = ir.ProductMatch(by="product", values=("boot",))
SPENT = p.Orders(figure="total", compare=">", amount=p.Amount(value=100))
MANY = p.Orders(figure="count", compare=">", amount=p.Amount(value=1_000_000))


def plan(audience: Audience, predicate: ir.Predicate, scope: str | None = None) -> list[str]:
    program, periods = of_segment(predicate), Periods()
    statement = segments.count(program, periods, "s", "sqlite")
    if scope is not None:
        statement = segments.members_among(program, periods, "s", "sqlite", scope)
    bounds = {f"{end}_{number}": 0 for number in statement.periods for end in ("lo", "hi")}
    values = {**statement.values, **bounds, "now": 0}
    return [row[3] for row in audience.db.execute(f"EXPLAIN QUERY PLAN {statement.sql}", values)]


def test_buyers_of_a_product_are_found_from_the_product(audience: Audience) -> None:
    found = plan(audience, p.Bought(products=BOOT, period=last_days(30)))
    assert any("order_line_product" in step for step in found)
    assert not any(step.startswith("SCAN") for step in found)


@pytest.mark.parametrize(
    "predicate", [p.Bought(products=BOOT), p.Not(part=p.Bought(products=BOOT))]
)
def test_a_few_contacts_are_looked_up_one_by_one(
    audience: Audience, predicate: ir.Predicate
) -> None:
    found = plan(audience, predicate, "few")
    assert any("orders_contact" in step for step in found)
    assert not any("order_line_product" in step for step in found)
    assert [step for step in found if step.startswith("SCAN")] == ["SCAN s"]


def test_figures_are_added_up_in_one_pass(audience: Audience) -> None:
    average = p.Orders(figure="average", compare=">", amount=p.Amount(value=9))
    found = plan(audience, p.All(parts=(SPENT, MANY, average)))
    assert len([step for step in found if "MATERIALIZE" in step]) == 1
    assert not any("LEFT-JOIN" in step for step in found)


def test_figures_are_added_up_for_those_who_can_still_pass(audience: Audience) -> None:
    one = p.TextTest(attribute="email", operator="is", values=("a@x",))
    found = plan(audience, p.All(parts=(one, p.Bought(products=BOOT), SPENT)))
    assert any("orders_contact" in step for step in found)
    assert not any(step in ("SCAN o", "SCAN c") for step in found)


def test_a_text_is_found_by_its_index(audience: Audience) -> None:
    one = p.TextTest(attribute="email", operator="is", values=("a@x",))
    assert plan(audience, one) == ["SEARCH c USING INDEX sqlite_autoindex_contact_2 (fold_email=?)"]


def test_orders_of_a_short_period_are_found_by_date(audience: Audience) -> None:
    found = plan(audience, p.Bought(period=last_days(30)))
    assert any("orders_placed" in step for step in found)


def test_buyers_of_nothing_are_looked_up(audience: Audience) -> None:
    found = plan(audience, p.Not(part=p.Bought()))
    assert any("orders_contact" in step for step in found)


OF_CONTACTS = frozenset({"e", "o", "k", "t", "g", "j", "latest", "ls", "sd"})


@pytest.mark.parametrize("negated", [False, True])
@pytest.mark.parametrize("leaf", LEAVES, ids=NAMES)
def test_what_a_few_contacts_have_is_found_by_contact(
    audience: Audience, leaf: ir.Predicate, negated: bool
) -> None:
    found = plan(audience, p.Not(part=leaf) if negated else leaf, "few")
    steps = [step.split() for step in found if step.startswith(("SEARCH", "SCAN"))]
    roundabout = [
        " ".join(words)
        for words in steps
        if words[1] in OF_CONTACTS
        and "VIRTUAL" not in words
        and not any("contact_id=?" in word for word in words)
    ]
    assert roundabout == []


@pytest.mark.parametrize("kind", ["email_sent", "ordered", "tag_added", "product_viewed"])
def test_new_events_are_found_by_number(audience: Audience, kind: str) -> None:
    builder = Builder(ir.Program(), Periods(), "sqlite", "few")
    pattern = ir.EventPattern(kinds=(kind,), subjects=("x",), products=BOOT, store="shop")
    events = exp.select(column("e", "id")).from_(table("event", "e"))
    number = column("e", "id")
    few = [number > builder.runtime("after"), number <= builder.runtime("upto")]
    statement = builder.statement(events.where(*few, matches(builder, pattern, new=True)))
    values = {**statement.values, "after": 1, "upto": 2}
    explained = audience.db.execute(f"EXPLAIN QUERY PLAN {statement.sql}", values)
    assert explained.fetchone()[3] == "SEARCH e USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"
