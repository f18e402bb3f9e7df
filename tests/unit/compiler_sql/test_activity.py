"""What the contact did: events counted, and messages opened or not."""

from __future__ import annotations

import pytest

from jalon.compiler import ir
from jalon.compiler.ir import predicates as p
from jalon.compiler.ir.calendar import DAY

from .audience import NOW, Audience, last_days, since_email


def did(**more: object) -> p.DidEvent:
    return p.DidEvent.model_validate({"kinds": ("custom",)} | more)


def shown(name: str, **more: object) -> p.PropertyTest:
    return p.PropertyTest.model_validate({"name": name} | more)


COUNTS: list[tuple[p.DidEvent, list[int]]] = [
    (did(), [1, 2]),
    (did(times=2), [1]),
    (did(compare="=", times=0), [3]),
    (did(compare="<", times=1), [3]),
    (did(compare="<", times=2), [2, 3]),
    (did(compare="<=", times=1), [2, 3]),
    (did(compare="!=", times=1), [1, 3]),
    (did(compare="=", times=2), [1]),
    (did(compare=">=", times=0), [1, 2, 3]),
    (did(compare="<", times=0), []),
    (did(subjects=("booked",)), [1]),
    (did(subjects=("booked", "came")), [1, 2]),
    (did(store="other"), [2]),
    (did(period=last_days(30), times=2), []),
    (did(kinds=("custom", "searched"), times=2), [1, 2]),
    (did(where=p.FlagTest(attribute="vip")), [2]),
    (did(where=p.Not(part=p.FlagTest(attribute="vip"))), [1]),
]


@pytest.mark.parametrize(("predicate", "expected"), COUNTS)
def test_events_are_counted(audience: Audience, predicate: p.DidEvent, expected: list[int]) -> None:
    for vip in (0, 1, 0):
        audience.contact(vip=vip)
    audience.event(1, "custom", subject="booked")
    audience.event(1, "custom", subject="came", at=NOW - 40 * DAY, origin="historic")
    audience.event(2, "custom", subject="came", store_id=2)
    audience.event(2, "searched")
    audience.event(None, "custom")
    assert audience.members(predicate) == expected


PROPERTIES: list[tuple[p.PropertyTest, list[int]]] = [
    (shown("seats", number=True, compare=">", value=2_000_000), [1]),
    (shown("seats", number=True, compare="<=", value=2_000_000), [2]),
    (shown("seats", number=True, compare="!=", value=0), [1, 2]),
    (shown("seats", number=True, compare="=", value=1_100_000), [2]),
    (shown("seats", texts=("3",)), [3]),
    (shown("room", texts=("a.b[0]",)), [1]),
    (shown("room", operator="contains", texts=(".b", "?")), [1]),
    (shown("room", operator="is_not", texts=("x",)), [1]),
    (shown('$.room"', texts=("odd",)), [2]),
    (shown("missing", operator="is_not", texts=("x",)), []),
    (shown("flag", number=True, compare="=", value=1_000_000), []),
]
PAYLOADS = (
    '{"seats": 3, "room": "a.b[0]"}',
    '{"seats": 1.1, "$.room\\"": "odd", "room": null, "flag": true}',
    '{"seats": "3", "room": 7}',
)


@pytest.mark.parametrize(("predicate", "expected"), PROPERTIES)
def test_properties_of_the_event_at_hand(
    audience: Audience, predicate: p.PropertyTest, expected: list[int]
) -> None:
    for properties in PAYLOADS:
        audience.event(audience.contact(), "custom", properties=properties, folded=properties)
    audience.event(audience.contact(), "custom")
    assert audience.members(did(where=predicate)) == expected


def message(what: str, name: str | None = "M", **more: object) -> p.MessageActivity:
    return p.MessageActivity.model_validate({"did": what, "message": name} | more)


MESSAGES: list[tuple[p.MessageActivity, list[int]]] = [
    (message("sent"), [1, 2, 3]),
    (message("opened"), [1, 3]),
    (message("clicked"), [1]),
    (message("not_opened"), [2]),
    (message("not_clicked"), [2, 3]),
    (message("sent", period=last_days(30)), [1, 2]),
    (message("not_opened", period=last_days(30)), [2]),
    (message("opened", period=last_days(30)), [1]),
    (message("clicked", link="HTTPS://x.org/a"), [1]),
    (message("clicked", link="https://x.org/b"), []),
    (message("sent", None), [1, 2, 3, 4]),
    (message("not_opened", None), [2]),
    (message("not_opened", None, period=last_days(30)), [2, 3]),
    (message("sent", latest=1), [1, 2]),
    (message("opened", latest=1), [1]),
    (message("opened", None, latest=2), [1, 3, 4]),
    (message("not_opened", None, latest=1), [2, 3]),
    (message("not_opened", latest=1), [2]),
]


SENT = [(1, "m", 2), (2, "m", 2), (3, "m", 40), (3, "n", 1), (4, "n", 40)]
OPENED = [(1, "m", 1), (3, "m", 35), (4, "n", 35)]


@pytest.mark.parametrize(("predicate", "expected"), MESSAGES)
def test_what_became_of_messages(
    audience: Audience, predicate: p.MessageActivity, expected: list[int]
) -> None:
    for _ in range(5):
        audience.contact()
    for kind, events in [("email_sent", SENT), ("email_opened", OPENED)]:
        for contact, subject, days in events:
            audience.event(contact, kind, subject=subject, at=NOW - days * DAY)
    audience.event(1, "email_clicked", subject="m", folded='{"link": "https://x.org/a"}')
    assert audience.members(predicate) == expected


def test_the_latest_of_two_sent_at_once_is_the_one_with_the_higher_number(
    audience: Audience,
) -> None:
    audience.contact()
    for subject in ("m", "n"):
        audience.event(1, "email_sent", subject=subject)
    assert audience.members(message("sent", "m", latest=1)) == []
    assert audience.members(message("sent", "n", latest=1)) == [1]


SINCE: list[tuple[ir.Predicate, list[int]]] = [
    (did(period=since_email()), [1]),
    (did(period=since_email("M")), [1]),
    (did(period=since_email("other")), []),
    (did(period=since_email(), compare="=", times=0), [2]),  # 3 was sent nothing: false
    (did(period=since_email(months=1)), []),
    (p.Orders(figure="count", compare="=", amount=p.Amount(value=0), period=since_email()), [1, 2]),
]


@pytest.mark.parametrize(("predicate", "expected"), SINCE)
def test_since_an_email(audience: Audience, predicate: ir.Predicate, expected: list[int]) -> None:
    for _ in range(3):
        audience.contact()
    for contact, days in [(1, 9), (1, 5), (2, 2)]:
        audience.event(contact, "email_sent", subject="m", at=NOW - days * DAY)
    for contact in (1, 2, 3):
        audience.event(contact, "custom", at=NOW - 4 * DAY)
    assert audience.members(predicate) == expected
