"""Conditions: logic, tests and windows, in the tree."""

import pytest

from jalon.dsl import nodes
from jalon.dsl.nodes import EmailAct, FigureKind, ItemKind, Op, Period, Property, Quantifier
from jalon.dsl.parser import parse_condition

from .reading import condition, underlined


def shape(found: nodes.Condition) -> object:
    """Logic as nested tuples, everything else as its tag."""
    match found:
        case nodes.And(parts):
            return ("and", *map(shape, parts))
        case nodes.Or(parts):
            return ("or", *map(shape, parts))
        case nodes.Not(part):
            return ("not", shape(part))
        case nodes.Tagged(tag):
            return tag.value
    raise AssertionError(found)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("tagged a and tagged b and tagged c", ("and", "a", "b", "c")),
        ("tagged a or tagged b and tagged c", ("or", "a", ("and", "b", "c"))),
        ("(tagged a or tagged b) and tagged c", ("and", ("or", "a", "b"), "c")),
        ("tagged a and (tagged b and tagged c)", ("and", "a", ("and", "b", "c"))),
        ("not tagged a and tagged b", ("and", ("not", "a"), "b")),
        ("not (tagged a and tagged b)", ("not", ("and", "a", "b"))),
        ("not (not tagged a)", ("not", ("not", "a"))),
        ("tagged or or tagged and", ("or", "or", "and")),
        ("((((tagged a))))", "a"),
    ],
)
def test_and_binds_closer_than_or_and_not_closest(text: str, tree: object) -> None:
    assert shape(condition(text)) == tree


def test_a_word_is_never_eaten_from_the_start_of_another() -> None:
    found = condition("in segment a or orders > 3")
    assert isinstance(found, nodes.Or)
    assert condition("in segment orders").segment.text == "orders"


def test_where_takes_all_that_follows() -> None:
    found = condition('vip or did event "x" where event.a = 1 or vip')
    assert isinstance(found.parts[1].where, nodes.Or)


def test_a_parenthesis_ends_a_where() -> None:
    assert isinstance(condition('(did event "x" where event.a = 1) or vip'), nodes.Or)


def test_clauses_come_in_any_order() -> None:
    one = condition("bought anything at least 2 times in the last 90 days in store shop")
    other = condition("bought anything in store shop in the last 90 days at least 2 times")
    assert one == other
    assert (one.count.op, one.store.text) == (Op.AT_LEAST, "shop")


@pytest.mark.parametrize(
    ("words", "op"),
    [
        (">", Op.GREATER),
        ("more than", Op.GREATER),
        (">=", Op.AT_LEAST),
        ("at least", Op.AT_LEAST),
        ("<", Op.LESS),
        ("less than", Op.LESS),
        ("<=", Op.AT_MOST),
        ("at most", Op.AT_MOST),
        ("=", Op.EQUAL),
        ("is", Op.EQUAL),
        ("!=", Op.NOT_EQUAL),
        ("is not", Op.NOT_EQUAL),
    ],
)
def test_comparisons_have_signs_and_words(words: str, op: Op) -> None:
    assert condition(f"orders {words} 3").test.op is op


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("in the last 90 days", nodes.InLast),
        ("in the next 90 days", nodes.InNext),
        ("since 2026-01-01", nodes.Since),
        ("since last email", nodes.SinceEmail),
        ("since email hello", nodes.SinceEmail),
        ("before 2026-01-01 09:00", nodes.Before),
        ("after today", nodes.After),
        ("on 2026-01-01", nodes.On),
        ("between 2026-01-01 and 2026-02-01", nodes.BetweenDays),
        ("more than 8 months ago", nodes.Ago),
        ("last month", nodes.InPeriod),
    ],
)
def test_every_window_is_a_node(words: str, window: type[nodes.Node]) -> None:
    assert isinstance(condition(f"last order {words}").window, window)


@pytest.mark.parametrize("period", list(Period))
def test_every_calendar_period_is_known(period: Period) -> None:
    assert condition(f"bought anything {period}").window.period is period


@pytest.mark.parametrize("found", list(Property))
def test_every_property_is_known(found: Property) -> None:
    assert condition(f"{found} is blank").property is found


@pytest.mark.parametrize("kind", list(FigureKind))
def test_every_figure_is_known(kind: FigureKind) -> None:
    assert condition(f"{kind} > 3").kind is kind


def test_purchases_negated_are_plain_negations() -> None:
    bought = nodes.Items(ItemKind.ANYTHING, span=condition("vip").span)
    for text in ("not bought anything", "has not purchased", "not has purchased"):
        assert condition(text).part.items == bought


def test_blank_and_filled_are_each_other() -> None:
    assert condition("field a is not blank") == condition("field a is filled")
    assert condition("field a is not filled") == condition("field a is blank")


def test_emails_not_opened_are_marked() -> None:
    found = condition("did not open email hello")
    assert (found.act, found.negated) == (EmailAct.OPENED, True)


def test_recent_emails_are_counted() -> None:
    found = condition("opened none of the last 5 emails")
    assert (found.quantifier, found.last) == (Quantifier.NONE, 5)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("bought anything in store a in store b", ("J132", "in store b")),
        ("bought anything today yesterday", ("J132", "yesterday")),
        ("bought anything 2 times", ("J101", "2 times")),
        ("last order in store shop", ("J134", "last order in store shop")),
        ("not not vip", ("J101", "not")),
    ],
)
def test_clauses_that_do_not_fit_are_mistakes(text: str, mistake: tuple[str, str]) -> None:
    assert underlined(f"segment s: {text}") == [mistake]


def test_a_condition_can_be_read_on_its_own() -> None:
    found, mistakes = parse_condition("vip and\n orders > 3")
    assert isinstance(found, nodes.And)
    assert mistakes == []


def test_a_bad_condition_on_its_own_says_why() -> None:
    found, mistakes = parse_condition("vip nad orders > 3")
    assert found is None
    assert [mistake.help for mistake in mistakes] == ["did you mean `and`?"]
