"""Conditions, one catalogue rule after the other."""

from __future__ import annotations

import pytest

from jalon.compiler.ir import Duration, Edge, Period, ProductMatch
from jalon.compiler.ir import predicates as p

from .building import DAY, NOON, boots, bought, happened, is_true, someone
from .world import Order, World

EUR = "EUR"


def spent(figure: str, compare: str, value: int, **more: object) -> p.Orders:
    amount = {"value": value, "currency": None if figure.startswith(("count", "item")) else EUR}
    return p.Orders.model_validate({"figure": figure, "compare": compare, "amount": amount, **more})


def shopper(*orders: Order) -> World:
    return World(contacts=[someone()], products=[boots()], orders=list(orders))


def told(predicate: p.Predicate, world: World) -> bool:
    return is_true(predicate, world.contacts[0], world)


@pytest.mark.parametrize("figure", ["total", "average", "single", "items", "items_per_order"])
@pytest.mark.parametrize("compare", ["=", "!=", "<", "<=", ">", ">="])
def test_seg_21_figures_without_orders_are_absent(figure: str, compare: str) -> None:
    assert not told(spent(figure, compare, 50), shopper())


def test_seg_21_the_number_of_orders_is_never_absent() -> None:
    assert told(spent("count", "<", 1_000_000), shopper())


def test_seg_13_averages_are_exact() -> None:
    world = shopper(*bought((1, 10), (2, 10), (3, 11)))
    assert told(spent("average", ">", 10), world)
    assert told(spent("average", "<", 11), world)
    assert not told(spent("average", "=", 10), world)


def test_seg_14_one_order_is_enough() -> None:
    assert told(spent("single", ">", 100), shopper(*bought((1, 40), (2, 120))))
    assert not told(spent("single", ">", 100), shopper(*bought((1, 60), (2, 70))))


def test_seg_82_currencies_never_mix() -> None:
    world = shopper(*bought((1, 100)), *bought((2, 50), currency="USD"))
    assert not told(spent("total", ">", 120), world)
    assert told(spent("total", "=", 100), world)


def test_seg_22_not_bought_includes_who_never_bought() -> None:
    acme = p.Bought(products=ProductMatch(by="vendor", values=("acme",)))
    assert told(p.Not(part=acme), shopper())
    assert not told(p.Not(part=acme), shopper(*bought((1, 10))))


def test_seg_24_uncounted_orders_are_not_there() -> None:
    (order,) = bought((1, 10))
    order.counted = False
    assert not told(p.Bought(), shopper(order))


def test_seg_10_the_last_order_is_found_before_the_period() -> None:
    old = Period(upper=Edge(shift=Duration(days=-30)), upper_strict=True)
    orders = bought((NOON - 60 * DAY, 10), (NOON - DAY, 10))
    assert not told(p.OrderDate(which="last", period=old), shopper(*orders))
    assert told(p.OrderDate(which="some", period=old), shopper(*orders))


def test_seg_06_every_product_may_be_in_orders_of_its_own() -> None:
    both = ProductMatch(by="category", values=("boots", "outdoor"), every=True)
    assert told(p.Bought(products=both), shopper(*bought((1, 10))))
    none = ProductMatch(by="category", values=("boots", "tents"), every=True)
    assert not told(p.Bought(products=none), shopper(*bought((1, 10))))


@pytest.mark.parametrize("operator", ["is", "is_not", "contains", "not_contains", "starts", "ends"])
def test_an_absent_text_passes_no_test(operator: str) -> None:
    test = {"attribute": "country", "operator": operator, "values": ("fr",)}
    assert not is_true(p.TextTest.model_validate(test), someone())
    assert not is_true(p.TextTest.model_validate(test), someone(country=""))


def test_seg_23_texts_are_compared_without_case_and_outer_spaces() -> None:
    test = p.TextTest(attribute="field.plan", operator="is", values=("gold",))
    assert is_true(test, someone(field_plan="  GoLD "))


def test_none_of_several_texts() -> None:
    test = p.TextTest(attribute="country", operator="is_not", values=("fr", "de"))
    assert not is_true(test, someone(country="DE"))
    assert is_true(test, someone(country="it"))


def test_ratings_are_compared_in_millionths() -> None:
    test = p.NumberTest(attribute="rating", compare=">=", value=4_000_000)
    assert [is_true(test, someone(rating=rating)) for rating in (None, 3, 4)] == [
        False,
        False,
        True,
    ]


def test_sp_40_a_leap_day_is_celebrated_on_28_february_of_common_years() -> None:
    birthday = p.BirthdayTest(attribute="field.dob", first=0, last=0)
    born = someone(field_dob=229)
    days = {
        "2026-02-28": 1_772_280_000_000,
        "2028-02-28": 1_835_352_000_000,
        "2028-02-29": 1_835_438_400_000,
    }
    assert [is_true(birthday, born, now=now) for now in days.values()] == [True, False, True]


def test_amb_06_did_not_open_needs_a_send() -> None:
    unopened = p.MessageActivity(did="not_opened", message="M")
    world = World(contacts=[someone()])
    assert not told(unopened, world)
    happened(world, "email_sent", 1, "m")
    assert told(unopened, world)
    happened(world, "email_opened", 2, "m")
    assert not told(unopened, world)


def test_the_latest_messages_are_counted_before_all_else() -> None:
    world = World(contacts=[someone()])
    for instant, message in enumerate(["a", "b", "c"]):
        happened(world, "email_sent", instant, message)
    happened(world, "email_opened", 9, "a")
    assert told(p.MessageActivity(did="opened", latest=3), world)
    assert not told(p.MessageActivity(did="opened", latest=2), world)
    assert told(p.MessageActivity(did="not_opened", latest=2), world)


def test_archived_contacts_are_in_no_segment() -> None:
    world = shopper(*bought((1, 10)))
    assert told(p.InSegment(segment="boots"), world)
    world.contacts[0].archived = True
    assert told(p.Not(part=p.InSegment(segment="boots")), world)


def test_event_properties_of_another_type_are_absent() -> None:
    seats = p.PropertyTest(name="seats", number=True, compare=">", value=2_000_000)
    booked = p.DidEvent(kinds=("custom",), subjects=("booked",), where=seats)
    world = World(contacts=[someone()])
    for seats_told in ("3", True, 2, 2.5):
        happened(world, "custom", 1, "booked").properties = {"seats": seats_told}
    assert told(booked.model_copy(update={"times": 1, "compare": "="}), world)


def test_a_window_of_the_day_may_cross_midnight() -> None:
    night = p.LocalTime(start=22 * 3_600_000, end=6 * 3_600_000)
    hours = [
        hour for hour in range(24) if is_true(night, someone(), now=NOON + (hour - 12) * 3_600_000)
    ]
    assert hours == [0, 1, 2, 3, 4, 5, 22, 23]
