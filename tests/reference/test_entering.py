"""Who enters, who does not, and how often."""

from __future__ import annotations

import pytest

from jalon.compiler.ir import CartAbandoned, Duration, EventPattern, Lapsed, Program, ReEntry
from jalon.compiler.ir import predicates as p

from .building import DAY, HOUR, NOON, bought, happened, journey, running, someone, tagged
from .tick import tick
from .world import Cart, Line, World

NEVER, ALWAYS = ReEntry(), ReEntry(mode="always")
AFTER_A_DAY = ReEntry(mode="after", after=Duration(days=1))


def entered(world: World) -> list[int]:
    """Hours after noon at which runs began."""
    return [(run.entered_at - NOON) // HOUR for run in world.runs]


def refused(world: World) -> list[str]:
    return [refusal.reason for refusal in world.refusals]


def go(world: World, program: Program, *hours: int) -> None:
    """The tag is added at these hours, and a tick follows each."""
    for hour in hours:
        happened(world, "tag_added", NOON + hour * HOUR, "go")
        tick(world, program, NOON + hour * HOUR)


@pytest.mark.parametrize(
    ("re_entry", "expected", "reasons"),
    [
        (NEVER, [1], ["re_entry", "re_entry"]),
        (ALWAYS, [1, 20, 25], []),
        (AFTER_A_DAY, [1, 25], ["re_entry"]),
    ],
)
def test_sp_08_re_entry(re_entry: ReEntry, expected: list[int], reasons: list[str]) -> None:
    world, program = running(journey(re_entry=re_entry))
    go(world, program, 1, 20, 25)
    assert entered(world) == expected
    assert refused(world) == reasons


def test_sp_02_events_before_the_activation_do_not_count() -> None:
    world, program = running(journey())
    world.activated_at["j"] = NOON + 2 * HOUR
    go(world, program, 1)
    assert entered(world) == []


@pytest.mark.parametrize(("origin", "expected"), [("live", 1), ("imported", 1), ("historic", 0)])
def test_sp_14_history_never_lets_in(origin: str, expected: int) -> None:
    world, program = running(journey())
    happened(world, "tag_added", NOON + 1, "go").origin = origin
    tick(world, program, NOON + HOUR)
    assert len(world.runs) == expected


def test_sp_11_the_filter_is_told() -> None:
    french = p.TextTest(attribute="country", operator="is", values=("fr",))
    world, program = running(journey(only_if=french), contact=someone(country="DE"))
    go(world, program, 1)
    assert refused(world) == ["filter"]


def test_sp_42_buyers_must_be_subscribed() -> None:
    buys = EventPattern(kinds=("ordered",), subscribed_only=True)
    world, program = running(journey(starts=(buys,)), contact=someone(email_status="pending"))
    happened(world, "ordered", NOON + 1)
    tick(world, program, NOON + HOUR)
    assert refused(world) == ["not_subscribed"]


def test_step_52_a_journey_does_not_start_itself() -> None:
    world, program = running(journey())
    happened(world, "tag_added", NOON + 1, "go").cause = "j"
    tick(world, program, NOON + HOUR)
    assert entered(world) == []


def test_a_second_candidate_of_the_same_tick_is_refused() -> None:
    world, program = running(journey(re_entry=ALWAYS))
    happened(world, "tag_added", NOON + 2 * HOUR, "go")
    happened(world, "tag_added", NOON + HOUR, "go")
    tick(world, program, NOON + 3 * HOUR)
    assert entered(world) == [1]
    assert refused(world) == ["already_in"]


def a_cart(world: World, touched_at: int) -> Cart:
    cart = Cart(1, "shop", 1, touched_at, touched_at, [Line(1)], "https://shop.test/cart")
    world.carts = [cart]
    return cart


ABANDONED = CartAbandoned(after=Duration(milliseconds=HOUR))


def test_sp_58_a_cart_is_abandoned_when_it_was_idle_long_enough() -> None:
    world, program = running(journey(starts=(ABANDONED,)))
    a_cart(world, NOON + HOUR)
    tick(world, program, NOON + 2 * HOUR - 1)
    assert entered(world) == []
    tick(world, program, NOON + 9 * HOUR)
    assert entered(world) == [2]


def test_sp_09_a_cart_lets_in_once_and_another_cart_again() -> None:
    world, program = running(journey(starts=(ABANDONED,)))
    cart = a_cart(world, NOON)
    tick(world, program, NOON + HOUR)
    cart.touched_at = NOON + 2 * HOUR
    tick(world, program, NOON + 3 * HOUR)
    assert (entered(world), refused(world)) == ([1], ["re_entry"])
    cart.id, cart.touched_at = 2, NOON + 4 * HOUR
    tick(world, program, NOON + 5 * HOUR)
    assert entered(world) == [1, 5]


@pytest.mark.parametrize("change", [{"status": "ordered"}, {"historic": True}, {"lines": []}])
def test_sp_55_some_carts_are_not_abandoned(change: dict[str, object]) -> None:
    world, program = running(journey(starts=(ABANDONED,)))
    vars(a_cart(world, NOON)).update(change)
    tick(world, program, NOON + HOUR)
    assert (entered(world), refused(world)) == ([], [])


def test_a_cart_without_a_page_to_go_back_to_is_refused() -> None:
    world, program = running(journey(starts=(ABANDONED,)))
    a_cart(world, NOON).checkout_url = None
    tick(world, program, NOON + HOUR)
    assert refused(world) == ["no_checkout_url"]


def test_sp_45_a_new_purchase_restarts_the_clock() -> None:
    world, program = running(journey(starts=(Lapsed(after=Duration(days=30)),)))
    world.orders = bought((NOON - DAY, 10), (NOON + DAY, 10), (NOON + 20 * DAY, 10))
    tick(world, program, NOON + 31 * DAY)
    assert entered(world) == []
    tick(world, program, NOON + 60 * DAY)
    assert entered(world) == [50 * 24]


def test_starting_points_are_alternatives() -> None:
    world, program = running(journey(starts=(tagged("go"), tagged("other"))))
    happened(world, "tag_added", NOON + HOUR, "other")
    happened(world, "tag_added", NOON + HOUR, "go")
    tick(world, program, NOON + HOUR)
    assert (len(world.runs), refused(world)) == (1, ["re_entry"])
