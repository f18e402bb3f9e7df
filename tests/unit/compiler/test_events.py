"""Events become patterns and starting points; settings become exits and goals."""

import pytest

from jalon.compiler.ir import predicates as p
from jalon.compiler.ir.calendar import Duration
from jalon.compiler.ir.events import CartAbandoned, EventPattern, Lapsed
from jalon.compiler.ir.journey import Exit, Goal, ReEntry
from jalon.compiler.ir.products import ProductMatch
from jalon.compiler.ir.steps import WaitEvent

from .texts import HELLO, STORE, journey, program, start

DECLARED = "field plan: text\nfield size: number\nfield birth: birthday\n"
GROUPS = "group interests: running\n"
HOUR = Duration(milliseconds=3_600_000)


def pattern(kind: str, *subjects: str) -> EventPattern:
    return EventPattern(kinds=(kind,), subjects=subjects)


EVENTS = {
    'tag added " VIP"': pattern("tag_added", "vip"),
    "signs up for email": pattern("signed_up_email"),
    "joins group interests.running": pattern("joined_group", "interests.running"),
    "leaves group interests.running": pattern("left_group", "interests.running"),
    "added manually": pattern("added_manually", "it"),
    'event "Booked"': pattern("custom", "booked"),
    "is sent email hello": pattern("email_sent", "hello"),
    "opens email hello": pattern("email_opened", "hello"),
    "clicks email hello": pattern("email_clicked", "hello"),
}


@pytest.mark.parametrize(("event", "meant"), EVENTS.items(), ids=EVENTS.keys())
def test_SP_20_to_SP_81_events(event: str, meant: EventPattern) -> None:
    assert start(event, HELLO + GROUPS) == meant


CHANGES = {
    'plan changes to " Gold"': ("plan", "gold"),
    "size changes to 12.50": ("size", "12.5"),
    "size changes to 100": ("size", "100"),
    "birth changes to 02-09": ("birth", "02-09"),
}


@pytest.mark.parametrize(("change", "meant"), CHANGES.items(), ids=CHANGES.keys())
def test_SP_28_a_field_changes_to_a_value(change: str, meant: tuple[str, str]) -> None:
    found = start(f"field {change}", DECLARED)
    name, value = meant
    assert found == EventPattern(kinds=("field_changed",), subjects=(name,), value=value)


def test_SP_21_including_imported() -> None:
    found = start("signs up for email including imported")
    assert found == EventPattern(kinds=("signed_up_email",), include_imported=True)


def test_SP_42_purchases_start_a_journey_for_subscribed_contacts_only() -> None:
    assert start("buys any product") == EventPattern(kinds=("ordered",), subscribed_only=True)


def test_SP_42_elsewhere_a_purchase_is_anybodys() -> None:
    found = journey("starting point: added manually\nwait for buys any product", STORE)
    wait = found.steps[1]
    assert isinstance(wait, WaitEvent)
    assert wait.pattern == pattern("ordered")


def test_SP_43_any_one_of_the_products() -> None:
    shoes = ProductMatch(by="product", values=("a", "b"))
    found = start('buys products "A", "B" in store shop')
    assert found == EventPattern(
        kinds=("ordered",), subscribed_only=True, store="shop", products=shoes
    )


def test_SP_44_time_since_the_last_purchase() -> None:
    assert start("goes 30 days without buying") == Lapsed(after=Duration(days=30))


def test_SP_55_a_cart_is_abandoned_after_an_hour_unless_said() -> None:
    assert start("abandons cart") == CartAbandoned(after=HOUR)
    assert start("abandons cart after 6h") == CartAbandoned(
        after=Duration(milliseconds=6 * 3_600_000)
    )


def test_SP_56_with_and_without_products() -> None:
    found = start('abandons cart with products "A" without products "B"')
    a, b = (ProductMatch(by="product", values=(name,)) for name in "ab")
    assert found == CartAbandoned(after=HOUR, including=a, excluding=b)


def test_SP_58_each_store_has_its_own_idle_time() -> None:
    stores = "store a:\n  currency: EUR\nstore b:\n  cart abandoned after: 2h\n"
    found = journey("starting point: abandons cart\nsend email", stores)
    assert found.starts == (
        CartAbandoned(store="a", after=HOUR),
        CartAbandoned(store="b", after=Duration(milliseconds=7_200_000)),
    )


def test_SP_59_who_buys_leaves_a_cart_journey() -> None:
    found = journey("starting point: abandons cart in store shop\nsend email", STORE)
    ordered = EventPattern(kinds=("ordered",), store="shop")
    assert found.exits == (Exit(event=ordered, reason="purchased"),)


def test_SP_59_an_exit_that_is_written_is_not_doubled() -> None:
    lines = "starting point: abandons cart\nexit when: buys any product\nsend email"
    assert journey(lines, STORE).exits == (Exit(event=pattern("ordered"), reason="purchased"),)


def test_SP_75_a_link_is_a_property() -> None:
    found = start('clicks link "/Sale" in email hello where tagged "vip"', HELLO)
    link = p.PropertyTest(name="link", texts=("/sale",))
    assert isinstance(found, EventPattern)
    assert found.where == p.All(parts=(link, p.Tagged(tags=("vip",))))


def test_SP_81_properties_of_an_event() -> None:
    found = start('event "booked" where event.city is "Annecy"')
    assert isinstance(found, EventPattern)
    assert found.where == p.PropertyTest(name="city", texts=("annecy",))


def test_SP_07_SP_08_re_entry() -> None:
    line = "starting point: added manually\n{}wait 1 day"
    assert journey(line.format("")).re_entry == ReEntry()
    assert journey(line.format("re-entry: always\n")).re_entry == ReEntry(mode="always")
    after = journey(line.format("re-entry: after 30 days\n")).re_entry
    assert after == ReEntry(mode="after", after=Duration(days=30))


def test_STEP_07_exits_and_goals() -> None:
    lines = """
        starting point: added manually
        exit when: tagged "done"
        goal: opens email hello within 2 days
        wait 1 day
    """
    found = journey(lines, HELLO)
    assert found.exits == (Exit(predicate=p.Tagged(tags=("done",))),)
    goal = Goal(event=pattern("email_opened", "hello"), within=Duration(days=2))
    assert found.goal == goal


def test_several_starting_points_are_alternatives_in_order() -> None:
    lines = 'starting point: tag added "a"\nstarting point: tag added "b"\nwait 1 day'
    assert journey(lines).starts == (pattern("tag_added", "a"), pattern("tag_added", "b"))


def test_STEP_04_status() -> None:
    text = "journey it:\n  starting point: added manually\n  status: paused\n  wait 1 day\n"
    assert program(text).journeys[0].status == "paused"
