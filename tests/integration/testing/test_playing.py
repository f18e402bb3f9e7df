"""What tests tell happens as a shop, a website or time itself would make it happen."""

import pytest

from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.testing import Theatre

from .playing import failures, outcome, suite


@pytest.mark.parametrize(
    ("given", "told", "expected"),
    [
        ("", 'tag added "vip"', 'is tagged "vip"'),
        ("", "joins group interests.running", "is in group interests.running"),
        (": in group g.a", "leaves group g.a", "in no group of g"),
        ("", 'field plan changes to "gold"', "is in segment gold"),
        (': field plan is "gold"', "field plan changes to empty", "field plan is blank"),
        ("", "field renewal changes to today", "field renewal is today"),
        (": not subscribed", "signs up for email", "subscribed"),
        ("", "unsubscribes", "not subscribed"),
        ("", "bounces", "email status is cleaned"),
        ("", 'buys product "A" for 120 EUR', "total spent = 120 EUR"),
        ("", 'buys category "Boots"', 'bought category "Boots"'),
        ("", 'buys vendor "Acme"', 'bought vendor "Acme"'),
        ("", 'buys products "A", "B"', 'bought all of products "A", "B"'),
        ("", "buys any product", "orders = 1"),
        ("", 'views page "/pricing"', 'viewed page "/pricing" and visited website today'),
        ("", 'views product "A"', 'viewed product "A"'),
        ("", 'searches for "boots"', 'searched for "boots"'),
        ("", 'adds product "A" to cart', 'added product "A" to cart and not abandoned a cart'),
        ("", "starts checkout", "started checkout exactly 1 time"),
        ("", 'event "booked" with seats = 3', "received email hello"),
        ("", 'event "booked" with seats = 2', "received nothing"),
        ("", "added manually", "received email later"),
        ("", "added manually to journey by_hand", "received email later"),
    ],
)  # fmt: skip
def test_a_deed_has_its_consequences(given: str, told: str, expected: str) -> None:
    assert failures(f"given ana{given}", f"ana {told}", f"expect ana {expected}") == []


@pytest.mark.parametrize(
    ("trait", "condition"),
    [
        ("field size = 42", "field size > 41"),
        ("field renewal is 2026-06-10", "field renewal is 2026-06-10"),
        ('first name is "Anna"', 'first name is "anna"'),
        ('country is "FR"', 'country is "FR"'),
        ("rating is 4", "rating >= 4"),
        ('postal code is "74000"', 'postal code starts with "74"'),
        ("email engagement is often", "email engagement is often"),
        ("within 1 km of 45.90, -6.12", "within 1 km of 45.905, -6.12"),
        ("vip", "vip"),
        ("added on 2025-12-24", "added on 2025-12-24"),
        ("email status is pending", "email status is pending"),
        ("subscribed to sms", "subscribed to sms"),
        ('tagged "a", tagged "b"', 'tagged "a" and tagged "b"'),
        ("not subscribed", "not subscribed"),
    ],
)
def test_what_is_given_is_so(trait: str, condition: str) -> None:
    assert failures(f"given ana: {trait}", f"expect ana {condition}") == []


def test_contacts_are_believable() -> None:
    address = 'expect ana email is "ana@test.example" and first name is "Ana" and subscribed'
    assert failures("given ana", address) == []


def test_a_cart_rests_until_it_is_abandoned() -> None:
    assert (
        failures(
            "given ana: subscribed to sms",
            "at 2026-03-02 09:00",
            'ana adds product "A" to cart',
            "after 59m",
            "expect ana received nothing",
            "after 1m",
            "expect ana received email rescue at 10:00",
            "after 1 day",
            "expect ana received sms nudge at 2026-03-03 10:00",
        )
        == []
    )


def test_quiet_hours_hold_messages_back() -> None:
    assert (
        failures(
            "given ana: time zone America/New_York",
            "at 2026-03-03 05:00",
            'ana event "booked" with seats = 3',
            "expect ana received nothing",
            "after 1 day",
            "expect ana received email hello at 2026-03-03 14:00",
        )
        == []
    )


def test_days_of_contacts_come_when_clocks_change() -> None:
    assert (
        failures(
            "given ana: field renewal is 2026-04-01",
            "given ben: field renewal is 2026-11-01, time zone America/New_York",
            "at 2026-01-01 09:00",
            "after 1 year",
            "expect ana received email later at 2026-03-29 10:00",
            "expect ben received email later at 2026-10-29 15:00",
        )
        == []
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ana opens email hello", "it has not been sent to ana"),
        ("ana order shipped", "has not bought anything yet"),
    ],
)
def test_what_cannot_have_happened_fails_the_test(line: str, why: str) -> None:
    (found,) = failures("given ana", line, "expect ana received nothing")
    assert why in found


def test_an_opened_email_was_sent_before() -> None:
    lines = ("given ana", "ana signs up for email", "ana opens email hello")
    assert failures(*lines, "expect ana opened email hello") == []


def test_a_failure_brings_the_story_of_its_contact() -> None:
    found = outcome("given ana", "ana signs up for email", "expect ana received nothing")
    (failure,) = found.failures
    assert [run.journey for run in failure.traces[0].runs] == ["welcome"]
    assert found.entered == {"welcome"}
    assert ("welcome", 0, "start") in found.edges


def test_each_case_is_a_test_of_its_own() -> None:
    text = """\
test "t":
  cases: plan, who
    "gold", ana
    "none", ben
  given ana: field plan is <plan>
  given ben
  expect segment gold is <who>
"""
    found = suite(text)
    theatre = Theatre(found, SqliteStore.open)
    told = [(test.case, theatre.play(test).passed) for test in found.tests]
    assert told == [('plan "gold", who ana', True), ('plan "none", who ben', False)]


def test_tests_are_not_part_of_the_program() -> None:
    alone, tested = suite(""), suite('test "t":\n  given ana\n  expect ana received nothing\n')
    assert alone.program == tested.program
