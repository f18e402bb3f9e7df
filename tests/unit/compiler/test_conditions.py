"""Conditions become predicates; the names carry the rules of the catalogue."""

import pytest

from jalon.compiler.ir import predicates as p
from jalon.compiler.ir.products import ProductMatch
from jalon.compiler.ir.text import fold

from .texts import HELLO, STORE, predicate, program

BOOTS = ProductMatch(by="category", values=("boots",))
MILLION = 1_000_000


def figure(figure_: p.OrderFigure, compare: p.Comparison, value: int) -> p.Orders:
    return p.Orders(figure=figure_, compare=compare, amount=p.Amount(value=value))


def money(figure_: p.OrderFigure, compare: p.Comparison, value: int) -> p.Orders:
    amount = p.Amount(value=value, currency="EUR")
    return p.Orders(figure=figure_, compare=compare, amount=amount)


PURCHASES: dict[str, p.Predicate] = {
    'bought category " Boots "': p.Bought(products=BOOTS),
    'not bought category "Boots"': p.Not(part=p.Bought(products=BOOTS)),
    "bought anything in store shop": p.Bought(store="shop"),
    "has not purchased": p.Not(part=p.Bought()),
    "orders >= 3": figure("count", ">=", 3 * MILLION),
    "orders more than 3": figure("count", ">", 3 * MILLION),
    "orders is not 3": figure("count", "!=", 3 * MILLION),
    "items bought < 10": figure("items", "<", 10 * MILLION),
    "items per order > 2.5": figure("items_per_order", ">", 2_500_000),
    "average order > 50.05 EUR": money("average", ">", 5_005),
    "single order > 200": money("single", ">", 20_000),
    "total spent at most 500": money("total", "<=", 50_000),
}


@pytest.mark.parametrize(("condition", "meant"), PURCHASES.items(), ids=PURCHASES.keys())
def test_SEG_01_to_SEG_22_purchases(condition: str, meant: p.Predicate) -> None:
    assert predicate(condition) == meant


def test_SEG_06_several_products_are_any_of_them_or_all() -> None:
    either, every = (
        predicate('bought product "A", "B"'),
        predicate('bought all of products "A", "B"'),
    )
    match = ProductMatch(by="product", values=("a", "b"))
    assert either == p.Bought(products=match)
    assert every == p.Bought(products=match.model_copy(update={"every": True}))


def test_SEG_13_money_has_the_decimals_of_its_currency() -> None:
    yen = "store shop:\n  currency: JPY\n"
    found = predicate("total spent > 500", yen)
    assert found == p.Orders(
        figure="total", compare=">", amount=p.Amount(value=500, currency="JPY")
    )


def bought(times: int) -> p.Predicate:
    return p.Bought(times=times)


TIMES: dict[str, p.Predicate] = {
    "at least 2 times": bought(2),
    "more than 2 times": bought(3),
    "less than 2 times": p.Not(part=bought(2)),
    "at most 2 times": p.Not(part=bought(3)),
    "exactly 2 times": p.All(parts=(bought(2), p.Not(part=bought(3)))),
    "exactly 0 times": p.All(parts=(p.All(parts=()), p.Not(part=bought(1)))),
}


@pytest.mark.parametrize(("times", "meant"), TIMES.items(), ids=TIMES.keys())
def test_SEG_01_counts_are_made_of_at_least(times: str, meant: p.Predicate) -> None:
    assert predicate(f"bought anything {times}") == meant


def tagged(name: str) -> p.Predicate:
    return p.Tagged(tags=(name,))


COMBINED: dict[str, p.Predicate] = {
    'tagged "A" and tagged "b"': p.All(parts=(tagged("a"), tagged("b"))),
    'tagged "a" or tagged "b" and tagged "c"': p.Any(
        parts=(tagged("a"), p.All(parts=(tagged("b"), tagged("c"))))
    ),
    'not (tagged "a" or tagged "b")': p.Not(part=p.Any(parts=(tagged("a"), tagged("b")))),
}


@pytest.mark.parametrize(("condition", "meant"), COMBINED.items(), ids=COMBINED.keys())
def test_SEG_40_to_SEG_43_conditions_combine(condition: str, meant: p.Predicate) -> None:
    assert predicate(condition) == meant


def test_SEG_42_blocks_nest() -> None:
    text = (
        'segment it:\n  any of:\n    tagged "a"\n    none of:\n      tagged "b"\n      tagged "c"\n'
    )
    (found,) = program(text).segments
    none = p.Not(part=p.Any(parts=(tagged("b"), tagged("c"))))
    assert found.predicate == p.Any(parts=(tagged("a"), none))


RENEWAL = "field renewal: date\nfield member: yes/no\nfield birth: birthday\n"
PRESENT = p.Not(part=p.Blank(attribute="field.member"))
FIELDS: dict[str, p.Predicate] = {
    "field member is yes": p.FlagTest(attribute="field.member"),
    "field member is no": p.All(parts=(PRESENT, p.Not(part=p.FlagTest(attribute="field.member")))),
    "field renewal is blank": p.Blank(attribute="field.renewal"),
    "field renewal is filled": p.Not(part=p.Blank(attribute="field.renewal")),
    "field birth is 02-29": p.BirthdayTest(attribute="field.birth", month_day=229),
    "field birth is not 12-24": p.BirthdayTest(
        attribute="field.birth", month_day=1224, negated=True
    ),
    "birthday is today": p.BirthdayTest(attribute="field.birth"),
    "birthday in the next 7 days": p.BirthdayTest(attribute="field.birth", last=7),
    "birthday in the last 2 weeks": p.BirthdayTest(attribute="field.birth", first=-14),
    'email ends with "@X.org"': p.TextTest(attribute="email", operator="ends", values=("@x.org",)),
    "subscribed": p.TextTest(attribute="email_status", operator="is", values=("subscribed",)),
    "rating >= 4": p.NumberTest(attribute="rating", compare=">=", value=4 * MILLION),
    "local time between 09:00 and 18:00": p.LocalTime(start=9 * 3_600_000, end=18 * 3_600_000),
}


@pytest.mark.parametrize(("condition", "meant"), FIELDS.items(), ids=FIELDS.keys())
def test_SEG_62_to_SEG_68_what_is_known_of_a_contact(condition: str, meant: p.Predicate) -> None:
    assert predicate(condition, RENEWAL) == meant


def test_SEG_61_groups() -> None:
    before = "group interests: running, hiking\n"
    both = ("interests.running", "interests.hiking")
    every = predicate("in all groups interests.running, interests.hiking", before)
    assert every == p.InGroup(groups=both, every=True)
    assert predicate("in no group of interests", before) == p.Not(part=p.InGroup(groups=both))


READ: dict[str, p.Predicate] = {
    "was sent email hello": p.MessageActivity(did="sent", message="hello"),
    "was not sent email hello": p.Not(part=p.MessageActivity(did="sent", message="hello")),
    "did not open email hello": p.MessageActivity(did="not_opened", message="hello"),
    "did not click email hello": p.MessageActivity(did="not_clicked", message="hello"),
    "opened any of the last 5 emails": p.MessageActivity(did="opened", latest=5),
}


@pytest.mark.parametrize(("condition", "meant"), READ.items(), ids=READ.keys())
def test_SEG_69_messages(condition: str, meant: p.Predicate) -> None:
    assert predicate(condition, HELLO) == meant


def test_SEG_69_silence_needs_a_send() -> None:
    sent, opened = (p.MessageActivity(did=did, latest=5) for did in ("sent", "opened"))
    assert predicate("opened none of the last 5 emails", "") == p.All(
        parts=(sent, p.Not(part=opened))
    )


def test_SEG_23_texts_are_folded() -> None:
    assert fold("  CRÈME brûlée ") == "crème brûlée"
    assert predicate('bought product "  CRÈME brûlée "') == p.Bought(
        products=ProductMatch(by="product", values=("crème brûlée",))
    )


def test_SEG_31_to_SEG_38_built_in_segments_come_only_when_used() -> None:
    used = program(f"{STORE}segment it: in segment repeat_customers").segments
    assert [(one.name, one.built_in) for one in used] == [("it", False), ("repeat_customers", True)]
    assert used[1].predicate == figure("count", ">", 1 * MILLION)
    assert program(f"{STORE}segment it: orders > 1").segments[0].predicate == used[1].predicate


def test_did_event_counts_and_reads_properties() -> None:
    found = predicate('did event "Booked" at least 2 times where event.seats > 2.5', "")
    seats = p.PropertyTest(name="seats", number=True, compare=">", value=2_500_000)
    assert found == p.DidEvent(kinds=("custom",), subjects=("booked",), times=2, where=seats)
