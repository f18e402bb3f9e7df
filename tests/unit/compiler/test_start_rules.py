"""The rules of the catalogue about starting points and settings (SP-…)."""

import pytest

from .texts import HELLO, STORE, cites, codes, told

EXCLUSIVE = [
    "abandons cart",
    'abandons cart with products "A"',
    "order confirmed",
    "order paid",
    "order shipped",
    "order refunded",
    "order cancelled",
]


def journey(*lines: str, before: str = STORE) -> str:
    return f"{before}journey it:\n" + "".join(f"  {line}\n" for line in lines)


def test_SP_01_every_journey_has_a_starting_point() -> None:
    assert cites("journey it:\n  wait 1h\n", "SP-01")


def test_SP_01_is_not_said_of_a_starting_point_that_is_misspelt() -> None:
    assert not cites('journey it:\n  starting pont: tag added "x"\n  wait 1h\n', "SP-01")


@pytest.mark.parametrize("event", EXCLUSIVE)
def test_SP_05_exclusive_starting_points_stand_alone(event: str) -> None:
    text = journey(f"starting point: {event}", 'starting point: tag added "x"', "wait 1h")
    found = [one for one in told(text) if one.rule == "SP-05"]
    assert [one.code for one in found] == ["J401"]
    assert found[0].message.startswith(f"`{event}` cannot be combined")


def test_SP_05_alone_an_exclusive_starting_point_is_fine() -> None:
    assert codes(journey("starting point: abandons cart", "send email")) == []


@pytest.mark.parametrize(
    "event",
    [
        "joins group interests.running",
        'field plan changes to "gold"',
        "opens email hello",
        "buys any product in store shopp",
    ],
)
def test_SP_13_a_starting_point_needs_what_it_speaks_of(event: str) -> None:
    assert cites(journey(f"starting point: {event}", "wait 1h"), "SP-13")


@pytest.mark.parametrize(
    "action",
    [
        'add tag "x"',
        'remove tag "x"',
        "join group interests.running",
        "leave group interests.running",
        'set field plan to "gold"',
        "unsubscribe",
        "archive",
    ],
)
def test_SP_57_cart_journeys_send_and_nothing_else(action: str) -> None:
    before = f"{STORE}field plan: text\ngroup interests: running\n"
    assert cites(journey("starting point: abandons cart", action, before=before), "SP-57")


def test_SP_57_cart_journeys_may_wait_branch_and_split() -> None:
    lines = [
        "starting point: abandons cart",
        "wait 1 day",
        "send email",
        "if vip: wait 1 day",
        "split:",
        "  50% a: wait 1 day",
        "  50% b: wait 2 days",
        "wait for buys any product up to 1 day",
        "send email",
        "stop",
    ]
    assert codes(journey(*lines)) == []


def test_SP_58_a_cart_rests_for_fifteen_minutes_at_least() -> None:
    for after, fails in (("14m", True), ("15m", False), ("30m", False), ("6h", False)):
        text = journey(f"starting point: abandons cart after {after}", "send email")
        assert cites(text, "SP-58") is fails
    assert cites("store shop:\n  cart abandoned after: 5m\n", "SP-58")


CARTS = "journey {0}:\n  starting point: abandons cart{1}\n  send email\n"
TWO = "store a:\n  currency: EUR\nstore b:\n  currency: EUR\n"


@pytest.mark.parametrize(
    ("one", "other", "fails"),
    [
        ("", "", True),
        (" in store a", " in store a", True),
        (" in store a", "", True),
        (" in store a", " in store b", False),
        (' with products "X"', ' without products "x"', False),
        (' with products "X", "Y"', ' without products "x"', True),
    ],
)
def test_SP_62_one_active_cart_journey_per_store(one: str, other: str, fails: bool) -> None:
    text = TWO + CARTS.format("first", one) + CARTS.format("second", other)
    assert cites(text, "SP-62") is fails


def test_SP_62_drafts_and_paused_journeys_do_not_count() -> None:
    draft = CARTS.format("second", "").replace("  send", "  status: draft\n  send")
    assert codes(TWO + CARTS.format("first", "") + draft) == []


@pytest.mark.parametrize(("name", "fails"), [("x", True), ("ab", False), ("a" * 31, True)])
def test_SP_82_event_names_have_two_to_thirty_characters(name: str, fails: bool) -> None:
    text = journey(f'starting point: event "{name}"', "wait 1h")
    assert cites(text, "SP-82") is fails
    assert cites(f'segment s: did event "{name}"', "SP-82") is fails


def test_a_condition_as_a_starting_point_names_the_event() -> None:
    (found,) = told(journey('starting point: tagged "vip"', "wait 1h"))
    assert found.code == "J301"
    assert found.fix is not None
    assert found.fix.replacement == 'tag added "vip"'


def test_an_event_as_a_filter_names_the_condition() -> None:
    lines = ("starting point: added manually", "only if: opens email hello", "send email hello")
    (found,) = told(journey(*lines, before=HELLO))
    assert found.code == "J302"
    assert found.help == "write `opened email hello`"


def test_one_mistake_about_stores_however_many_purchases() -> None:
    text = "field plan: text\n" + journey(
        "starting point: abandons cart", "send email", "if orders > 1: stop", before=""
    )
    assert codes(text) == ["J309"]
