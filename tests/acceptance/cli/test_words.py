"""Programs read aloud: conditions, periods, amounts, steps and starting points in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import TypeAdapter

from jalon.cli.report import amounts, reasons
from jalon.cli.report.conditions import condition
from jalon.cli.report.happenings import happened
from jalon.cli.report.periods import period
from jalon.cli.report.steps import edges, start, step, way
from jalon.compiler.ir import Duration, Edge, EventPattern, Period, Predicate, Step
from jalon.compiler.ir import StartingPoint as Start
from jalon.compiler.ir import kinds as k
from jalon.compiler.ir.predicates import Amount

DAY, HOUR = 86_400_000, 3_600_000
VIP = {"kind": "tagged", "tags": ["vip"]}
FRENCH = {"kind": "text", "attribute": "country", "operator": "is", "values": ["fr"]}
AGES = {"lower": {"shift": {"days": -90}}, "upper": {}}
FIFTY = {"value": 5000, "currency": "EUR"}
BOOTS = {"by": "category", "values": ["boots"]}
CONDITIONS: list[tuple[Mapping[str, Any], str]] = [
    ({"kind": "all", "parts": []}, "always"),
    ({"kind": "any", "parts": []}, "never"),
    ({"kind": "all", "parts": [VIP]}, 'tagged "vip"'),
    ({"kind": "all", "parts": [VIP, FRENCH]}, 'tagged "vip" and country is "fr"'),
    (
        {"kind": "not", "part": {"kind": "any", "parts": [VIP, FRENCH]}},
        'not (tagged "vip" or country is "fr")',
    ),
    (
        {"kind": "orders", "figure": "count", "compare": ">=", "amount": {"value": 3_000_000}},
        "orders >= 3",
    ),
    (
        {
            "kind": "orders",
            "figure": "total",
            "compare": ">=",
            "amount": FIFTY,
            "upto": {"value": 9950, "currency": "EUR"},
            "store": "shop",
            "period": AGES,
        },
        "total spent between 50 EUR and 99.50 EUR in the last 90 days in store shop",
    ),
    (
        {"kind": "order_date", "which": "last", "period": {"upper": {"anchor": "wall"}}},
        "last order before 1970-01-01",
    ),
    ({"kind": "bought"}, "bought anything"),
    (
        {"kind": "bought", "products": {**BOOTS, "test": "starts"}, "times": 2, "store": "shop"},
        'bought category starting with "boots" at least 2 times in store shop',
    ),
    (
        {"kind": "bought", "products": {"by": "product", "values": ["a", "b"], "every": True}},
        'bought all of product "a", "b"',
    ),
    (
        {"kind": "abandoned_cart", "rests": [{"after": {}}], "amount": FIFTY, "period": AGES},
        "abandoned a cart worth > 50 EUR in the last 90 days",
    ),
    (
        {
            "kind": "abandoned_cart",
            "rests": [{"store": "shop", "after": {}}, {"store": "outlet", "after": {}}],
            "amount": FIFTY,
            "upto": FIFTY,
            "times": 2,
        },
        "abandoned a cart worth between 50 EUR and 50 EUR >= 2 times in store shop or store outlet",
    ),
    ({"kind": "in_group", "groups": ["i.running"]}, "in group i.running"),
    ({"kind": "in_group", "groups": ["i.a", "i.b"], "every": True}, "in all groups i.a, i.b"),
    (
        {"kind": "number", "attribute": "rating", "compare": ">=", "value": 4_500_000},
        "rating >= 4.5",
    ),
    (
        {"kind": "number", "attribute": "field.x", "compare": ">=", "value": 0, "upto": 2_000_000},
        "field x between 0 and 2",
    ),
    ({"kind": "flag", "attribute": "vip"}, "vip"),
    ({"kind": "instant", "attribute": "added_at", "period": AGES}, "added in the last 90 days"),
    ({"kind": "birthday", "attribute": "field.b"}, "field b is today"),
    ({"kind": "birthday", "attribute": "field.b", "last": 7}, "field b in 0 to 7 days"),
    ({"kind": "birthday", "attribute": "field.b", "month_day": 229}, "field b is 02-29"),
    ({"kind": "blank", "attribute": "first_name"}, "first name is blank"),
    (
        {"kind": "near", "latitude": 45_900_000, "longitude": -6_120_000, "distance": 20_000_000},
        "within 20 km of 45.9, -6.12",
    ),
    ({"kind": "property_blank", "name": "seats"}, "event.seats is blank"),
    ({"kind": "in_segment", "segment": "loyal"}, "in segment loyal"),
    (
        {"kind": "did_event", "kinds": ["custom"], "subjects": ["booked"], "times": 2},
        'event "booked" >= 2 times',
    ),
    (
        {
            "kind": "did_event",
            "kinds": [k.PAGE_VIEWED],
            "where": {"kind": "property", "name": "seats", "number": True, "value": 2_000_000},
        },
        "viewed page where event.seats = 2",
    ),
    (
        {"kind": "message_activity", "did": "opened", "message": "hello", "period": AGES},
        "opened email hello in the last 90 days",
    ),
    (
        {"kind": "message_activity", "did": "opened", "latest": 5, "every": True},
        "opened all of the last 5 emails",
    ),
    (
        {"kind": "did_event", "kinds": [k.PRODUCT_VIEWED], "products": BOOTS, "store": "shop"},
        'viewed product (category "boots") in store shop',
    ),
    (
        {"kind": "message_activity", "did": "not_clicked", "latest": 5},
        "did not click any of the last 5 emails",
    ),
    ({"kind": "journey_activity", "did": "in", "journey": "welcome"}, "in journey welcome"),
    (
        {"kind": "local_time", "start": 9 * HOUR, "end": 18 * HOUR},
        "local time between 09:00 and 18:00",
    ),
    (
        {"kind": "property", "name": "city", "operator": "contains", "texts": ["x"]},
        'event.city contains "x"',
    ),
]
STEPS: list[tuple[Mapping[str, Any], str]] = [
    ({"kind": "wait", "duration": {"days": 2}, "next": 2}, "wait 2 days"),
    ({"kind": "wait_until", "start": 9 * HOUR, "next": 2}, "wait until 09:00"),
    (
        {"kind": "wait_until", "weekdays": [1, 3], "start": 9 * HOUR, "next": 2},
        "wait until tuesday, thursday 09:00",
    ),
    (
        {"kind": "wait_until", "weekdays": [0, 1, 2, 3, 4], "end": 17 * HOUR, "next": 2},
        "wait until monday to friday between 00:00 and 17:00",
    ),
    ({"kind": "wait_until", "wall": DAY, "next": 2}, "wait until 1970-01-02 00:00"),
    (
        {"kind": "wait_condition", "predicate": VIP, "limit": {"days": 7}, "next": 2},
        'wait for tagged "vip" up to 7 days',
    ),
    (
        {"kind": "wait_event", "pattern": {"kinds": [k.ORDERED], "products": BOOTS}, "next": 2},
        'wait for buys category "boots"',
    ),
    (
        {"kind": "branch", "arms": [{"predicate": VIP, "next": 2}], "otherwise": 3},
        'if tagged "vip"',
    ),
    ({"kind": "split", "salt": 1, "arms": []}, "split"),
    (
        {"kind": "send", "channel": "email", "message": "m", "subject": "Hi", "next": 2},
        'send email m with subject "Hi"',
    ),
    ({"kind": "tag", "tag": "vip", "name": "VIP", "add": False, "next": 2}, 'remove tag "VIP"'),
    ({"kind": "group", "group": "i.a", "join": False, "next": 2}, "leave group i.a"),
    (
        {
            "kind": "wait_event",
            "pattern": {"kinds": [k.FIELD_CHANGED], "subjects": ["f"], "to": "today"},
            "next": 2,
        },
        "wait for field f changes to today",
    ),
    (
        {"kind": "set_field", "field": "f", "to": "event", "value": "seats", "next": 2},
        "set field f to event.seats",
    ),
    (
        {"kind": "set_field", "field": "f", "to": "plus", "value": 1_000_000, "next": 2},
        "set field f to + 1",
    ),
    ({"kind": "set_field", "field": "f", "to": "today", "next": 2}, "set field f to today"),
    (
        {"kind": "set_field", "field": "f", "to": "value", "value": "x", "next": 2},
        'set field f to "x"',
    ),
    ({"kind": "unsubscribe", "channel": "sms", "next": 2}, "unsubscribe from sms"),
    ({"kind": "unsubscribe", "next": 2}, "unsubscribe"),
    ({"kind": "archive", "next": 2}, "archive"),
    ({"kind": "end", "reason": "stopped"}, "stop"),
]
STARTS: list[tuple[Mapping[str, Any], str]] = [
    (
        {"type": "event", "kinds": [k.FIELD_CHANGED], "subjects": ["plan"], "value": "gold"},
        'field plan changes to "gold"',
    ),
    (
        {"type": "event", "kinds": [k.ORDERED], "store": "shop", "where": VIP},
        'buys in store shop where tagged "vip"',
    ),
    (
        {"type": "cart_abandoned", "after": {"milliseconds": HOUR}, "excluding": BOOTS},
        'abandons cart without category "boots" after 1h',
    ),
    ({"type": "lapsed", "after": {"days": 30}}, "goes 30 days without buying"),
    (
        {"type": "date", "date": {"kind": "birthday", "attribute": "field.dob", "offset": -3}},
        "3 days before birthday dob",
    ),
    (
        {"type": "date", "date": {"kind": "signup", "attribute": "added_at", "at": 10 * HOUR}},
        "on signup date at 10:00",
    ),
    (
        {
            "type": "email_silence",
            "message": "hello",
            "answer": "email_opened",
            "within": {"days": 3},
        },
        "does not open email hello within 3 days",
    ),
]


def read(kind: Any, value: Mapping[str, Any]) -> Any:
    return TypeAdapter(kind).validate_python(value)


def one_step(value: Mapping[str, Any]) -> Any:
    return read(Step, {"number": 1, "key": "k", **value})


@pytest.mark.parametrize(("value", "words"), CONDITIONS)
def test_a_condition_is_read_aloud(value: Mapping[str, Any], words: str) -> None:
    assert condition(read(Predicate, value)) == words


@pytest.mark.parametrize(("value", "words"), STEPS)
def test_a_step_is_read_aloud(value: Mapping[str, Any], words: str) -> None:
    assert step(one_step(value)) == words


@pytest.mark.parametrize(("value", "words"), STARTS)
def test_a_starting_point_is_read_aloud(value: Mapping[str, Any], words: str) -> None:
    assert start(read(Start, value)) == words


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (None, ""),
        (Period(), ""),
        (Period(lower=Edge(anchor="month")), " this month"),
        (Period(lower=Edge(anchor="wall", wall=DAY)), " since 1970-01-02"),
        (Period(lower=Edge(anchor="email")), " since last email"),
        (Period(lower=Edge(anchor="email", message="m"), upper=Edge()), " since email m"),
        (Period(upper=Edge(shift=Duration(months=-8))), " before 8 months ago"),
        (Period(lower=Edge(), upper=Edge(shift=Duration(days=7))), " in the next 7 days"),
        (
            Period(lower=Edge(anchor="day", shift=Duration(days=-1)), upper=Edge(anchor="day")),
            " between 1 day before the start of today and the start of today",
        ),
    ],
)
def test_a_period_is_read_aloud(of: Period | None, words: str) -> None:
    assert period(of) == words


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (Duration(), "0m"),
        (Duration(months=1), "1 month"),
        (Duration(days=2, milliseconds=HOUR + 1_830_000), "2 days 1h 30m 30 s"),
    ],
)
def test_a_length_of_time_is_read_aloud(of: Duration, words: str) -> None:
    assert amounts.duration(of) == words


def test_money_has_the_decimals_of_its_currency() -> None:
    assert amounts.amount(Amount(value=500, currency="JPY")) == "500 JPY"
    assert amounts.amount(Amount(value=1250, currency="KWD")) == "1.250 KWD"
    assert amounts.amount(Amount(value=-5, currency="EUR")) == "-0.05 EUR"


def test_the_ways_on_from_a_step_have_words() -> None:
    arms = [{"predicate": VIP, "next": 2}, {"predicate": FRENCH, "next": 3}]
    branch = one_step({"kind": "branch", "arms": arms, "otherwise": 4})
    assert edges(branch) == [(2, 'tagged "vip"'), (3, 'country is "fr"'), (4, "else")]
    assert [way(branch, code) for code in ("yes:1", "else")] == ['country is "fr"', "else"]
    shares = [{"name": "a", "share": 1250, "next": 2}, {"name": "b", "share": 8750, "next": 3}]
    split = one_step({"kind": "split", "salt": 1, "arms": shares})
    assert edges(split) == [(2, "12.5% a"), (3, "87.5% b")]
    assert way(split, "arm:a") == "into a"
    wait = {"kind": "wait_condition", "predicate": VIP, "next": 2, "timeout": 3}
    assert edges(one_step(wait)) == [(2, "it happens"), (3, "too late")]
    assert edges(one_step({"kind": "end"})) == []


def test_every_kind_of_event_has_words() -> None:
    assert all("_" not in happened(kind) for kind in k.ALL)
    assert happened(k.TAG_ADDED, ["vip"]) == 'tag added "vip"'
    assert happened(k.EMAIL_OPENED, ["hello"]) == "opened email hello"
    assert happened(k.FIELD_CHANGED) == "field changed"


def test_a_reason_without_words_is_read_as_it_is_written() -> None:
    assert reasons.words(reasons.ENDINGS, "holiday_closed") == "holiday closed"


def test_a_pattern_may_listen_for_several_kinds() -> None:
    pattern = EventPattern(kinds=(k.SIGNED_UP_EMAIL, k.SIGNED_UP_SMS))
    assert start(pattern) == "signs up for email or signs up for sms"
