"""Statements as text: two dialects, no value inside, the same every time, never too deep."""

from __future__ import annotations

import pytest
from sqlglot import exp, parse_one

from jalon.compiler import ir
from jalon.compiler.ir import predicates as p
from jalon.compiler.sql import segments
from jalon.compiler.sql.builder import Builder
from jalon.compiler.sql.expressions import column, table
from jalon.compiler.sql.periods import Periods
from jalon.compiler.sql.statement import Statement

from .audience import Audience, last_days, of_segment
from .leaves import every_leaf

LEAVES = list(every_leaf())
NAMES = [f"{place}-{leaf.kind}" for place, leaf in enumerate(LEAVES)]
HOSTILE = [
    "'; DROP TABLE contact; --",
    '" OR 1=1 --',
    ":p0 %(p0)s %s ? $1",
    "%_\\",
    "x\u0000y",
    "'''\"\"\"```",
    "/* */ -- \n",
    "🎈 ﷽ é",
]


def made(leaf: ir.Predicate, dialect: str = "sqlite") -> Statement:
    return segments.count(of_segment(leaf), Periods(), "s", dialect)


@pytest.mark.parametrize("leaf", LEAVES, ids=NAMES)
def test_a_condition_runs_where_nobody_is(audience: Audience, leaf: ir.Predicate) -> None:
    assert audience.members(leaf) == []


@pytest.mark.parametrize("leaf", LEAVES, ids=NAMES)
def test_a_condition_of_a_contact_without_anything_is_false(
    audience: Audience, leaf: ir.Predicate
) -> None:
    audience.contact("Pacific/Honolulu", added_at=1, changed_at=1)
    never_less = getattr(leaf, "compare", ">=") != "<"  # nothing done is less than 9 times
    if never_less and not isinstance(leaf, p.Blank | p.LocalTime):
        assert audience.members(leaf) == []


@pytest.mark.parametrize("leaf", LEAVES, ids=NAMES)
def test_a_condition_is_the_same_text_every_time(leaf: ir.Predicate) -> None:
    for dialect in ("sqlite", "postgres"):
        assert made(leaf, dialect) == made(leaf, dialect)


@pytest.mark.parametrize("leaf", LEAVES, ids=NAMES)
def test_a_condition_is_postgresql_too(leaf: ir.Predicate) -> None:
    statement = made(leaf, "postgres")
    tree = parse_one(statement.sql, dialect="postgres")
    assert isinstance(tree, exp.Select)
    found = {str(one.name) for one in tree.find_all(exp.Placeholder)}
    assert set(statement.values) <= found
    assert statement.sql.count("%") == statement.sql.count("%(")


@pytest.mark.parametrize("word", HOSTILE)
def test_no_text_of_the_user_is_ever_in_the_statement(audience: Audience, word: str) -> None:
    audience.contact()
    usual, given = every_leaf("x" * len(word)), every_leaf(word)
    for plain, leaf in zip(usual, given, strict=True):
        for dialect in ("sqlite", "postgres"):
            assert made(leaf, dialect).sql == made(plain, dialect).sql
        assert audience.select(leaf) == audience.select(plain)


def test_no_number_of_the_user_is_ever_in_the_statement() -> None:
    for one, other in zip(every_leaf(number=123_456), every_leaf(number=654_321), strict=True):
        assert made(one).sql == made(other).sql


def test_a_field_of_any_name_is_a_quoted_column() -> None:
    name = 'a"b; --'
    leaf = p.Any(parts=(p.Blank(attribute=f"field.{name}"), p.FlagTest(attribute="vip")))
    for dialect in ("sqlite", "postgres"):
        found = parse_one(made(leaf, dialect).sql, dialect=dialect).find_all(exp.Column)
        assert f"field_{name}" in {one.name for one in found}


def test_thousands_of_conditions_are_not_too_deep(audience: Audience) -> None:
    for size in (3, 7, None):
        audience.contact(field_size=size)
    tests = tuple(
        p.NumberTest(attribute="field.size", compare="=", value=value) for value in range(3, 3000)
    )
    assert audience.select(p.Any(parts=tests)) == [1, 2]
    assert audience.select(p.All(parts=tuple(p.Not(part=one) for one in tests))) == [3]


def test_nested_conditions_of_one_kind_are_flattened() -> None:
    leaf: ir.Predicate = p.FlagTest(attribute="vip")
    for _ in range(50):
        leaf = p.All(parts=(p.Not(part=p.Not(part=leaf)), p.FlagTest(attribute="vip")))
    assert made(leaf).sql.count("(") < 20


def test_long_lists_are_one_test(audience: Audience) -> None:
    audience.contact(fold_country="fr")
    values = tuple(f"country {number}" for number in range(5000))
    test = p.TextTest(attribute="country", operator="is", values=(*values, "fr"))
    assert audience.members(test) == [1]


def test_segments_inside_segments(audience: Audience) -> None:
    for vip in (0, 1):
        audience.contact(vip=vip)
    inner, outer = p.FlagTest(attribute="vip"), p.Not(part=p.InSegment(segment="s1"))
    program, periods = of_segment(outer, inner), Periods()
    statement = segments.members(program, periods, "s", "sqlite")
    assert audience.run(statement, periods) == [1]


def test_counts_samples_and_members_among_a_few_agree(audience: Audience) -> None:
    for number in range(12):
        audience.contact(vip=number % 2, email=f"{number}@x")
    program, periods = of_segment(p.FlagTest(attribute="vip")), Periods()
    assert audience.run(segments.count(program, periods, "s", "sqlite"), periods) == [6]
    sample = segments.sample(program, periods, "s", "sqlite")
    assert audience.run(sample, periods) == [2, 4, 6, 8, 10, 12]
    audience.scope([2, 3, 4, 4])
    few = segments.members_among(program, periods, "s", "sqlite", "few")
    assert audience.run(few, periods) == [2, 4]


def test_a_builder_joins_what_each_select_needs() -> None:
    builder = Builder(ir.Program(), Periods(), "sqlite")
    people = exp.select(column("c", "id")).from_(table("contact", "c"))
    spent = p.Orders(figure="total", compare=">", amount=p.Amount(value=1))
    first = builder.join(people.copy().where(builder.condition(spent)))
    period = p.InstantTest(attribute="added_at", period=last_days(3))
    second = builder.join(people.copy().where(builder.condition(period)))
    assert [join.alias_or_name for join in first.args["joins"]] == ["figures"]
    assert [join.alias_or_name for join in second.args["joins"]] == ["period_1"]
