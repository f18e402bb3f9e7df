"""Windows become two edges, as docs/semantics.md says."""

from datetime import date

import pytest

from jalon.compiler.exact import wall
from jalon.compiler.ir.calendar import DAY, Duration, Edge, Period
from jalon.compiler.ir.predicates import Bought, DateTest, InstantTest

from .texts import HELLO, STORE, predicate

MARCH = wall(date(2026, 3, 1))
HOUR = 3_600_000
NOW = Edge()


def ago(**parts: int) -> Edge:
    return Edge(shift=Duration(**{name: -count for name, count in parts.items()}))


def day(shift: int = 0, wall: bool = False) -> Edge:
    if wall:
        return Edge(anchor="wall", wall=MARCH + shift * DAY)
    return Edge(anchor="day", shift=Duration(days=shift))


def moment(hours: int) -> Edge:
    return Edge(anchor="wall", wall=MARCH + hours * HOUR)


def between(lower: Edge, upper: Edge) -> Period:
    return Period(lower=lower, upper=upper, upper_strict=True)


def start_of(anchor: str, **shift: int) -> Edge:
    return Edge.model_validate({"anchor": anchor, "shift": shift})


WINDOWS = {
    "in the last 90 days": Period(lower=ago(days=90), upper=NOW),
    "in the last 36 hours": Period(lower=ago(milliseconds=36 * HOUR), upper=NOW),
    "in the last 2 years": Period(lower=ago(months=24), upper=NOW),
    "since 2026-03-01": Period(lower=day(wall=True)),
    "since 2026-03-01 09:00": Period(lower=moment(9)),
    "before 2026-03-01": Period(upper=day(wall=True), upper_strict=True),
    "between 2026-03-01 and 2026-03-02": between(day(wall=True), day(2, wall=True)),
    "between 2026-03-01 09:00 and 2026-03-01 12:00": Period(lower=moment(9), upper=moment(12)),
    "today": between(day(), day(1)),
    "yesterday": between(day(-1), day()),
    "this week": between(start_of("week"), start_of("week", days=7)),
    "last week": between(start_of("week", days=-7), start_of("week")),
    "this month": between(start_of("month"), start_of("month", months=1)),
    "last month": between(start_of("month", months=-1), start_of("month")),
    "this year": between(start_of("year"), start_of("year", months=12)),
    "last year": between(start_of("year", months=-12), start_of("year")),
    "since last email": Period(lower=Edge(anchor="email")),
    "since email hello": Period(lower=Edge(anchor="email", message="hello")),
}


@pytest.mark.parametrize(("window", "period"), WINDOWS.items(), ids=WINDOWS.keys())
def test_a_window_of_a_purchase(window: str, period: Period) -> None:
    assert predicate(f"bought anything {window}", STORE + HELLO) == Bought(period=period)


DATES = {
    "last order after 2026-03-01": Period(lower=day(1, wall=True)),
    "last order more than 8 months ago": Period(upper=ago(months=8), upper_strict=True),
    "last order at least 8 months ago": Period(upper=ago(months=8)),
    "last order less than 2 weeks ago": Period(lower=ago(days=14), upper=NOW, lower_strict=True),
    "last order at most 2 weeks ago": Period(lower=ago(days=14), upper=NOW),
    "last order exactly 8 days ago": between(day(-8), day(-7)),
    "some order on 2026-03-01": between(day(wall=True), day(1, wall=True)),
}


@pytest.mark.parametrize(("condition", "period"), DATES.items(), ids=DATES.keys())
def test_SEG_09_to_SEG_12_dates_of_orders(condition: str, period: Period) -> None:
    found = predicate(condition)
    assert getattr(found, "period", None) == period


DAYS = {
    "today": Period(lower=day(), upper=day()),
    "before 2026-03-01": Period(upper=day(-1, wall=True)),
    "is 2026-03-01": Period(lower=day(wall=True), upper=day(wall=True)),
    "after 2026-03-01": Period(lower=day(1, wall=True)),
    "> 2026-03-01": Period(lower=day(1, wall=True)),
    ">= 2026-03-01": Period(lower=day(wall=True)),
    "< 2026-03-01": Period(upper=day(-1, wall=True)),
    "<= 2026-03-01": Period(upper=day(wall=True)),
    "in the next 30 days": Period(lower=NOW, upper=Edge(shift=Duration(days=30))),
    "this month": Period(lower=start_of("month"), upper=start_of("month", months=1, days=-1)),
}


@pytest.mark.parametrize(("test", "period"), DAYS.items(), ids=DAYS.keys())
def test_SEG_66_a_date_field_has_whole_days_with_both_ends(test: str, period: Period) -> None:
    found = predicate(f"field renewal {test}", "field renewal: date\n")
    assert found == DateTest(attribute="field.renewal", period=period)


def test_SEG_67_added_is_an_instant() -> None:
    period = Period(lower=ago(days=30), upper=NOW)
    assert predicate("added in the last 30 days", "") == InstantTest(
        attribute="added_at", period=period
    )
