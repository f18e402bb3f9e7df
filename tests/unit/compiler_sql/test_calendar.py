"""Clocks and shifts in SQL against zoneinfo, on thousands of instants near every change."""

from __future__ import annotations

import random
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from sqlglot import exp

from jalon.compiler import ir
from jalon.compiler.ir.calendar import DAY
from jalon.compiler.ir.steps import WaitUntil
from jalon.compiler.ir.zones import from_wall, shift, spans, to_wall
from jalon.compiler.sql import calendar
from jalon.compiler.sql.builder import Builder
from jalon.compiler.sql.expressions import column, table
from jalon.compiler.sql.periods import Periods

from .audience import HOUR, MINUTE, ZONES, Audience

Made = Callable[[Builder, exp.Expr, exp.Expr], exp.Expr]
Answer = Callable[[int, ZoneInfo], int]
EACH = 600
QUARTER = 15 * MINUTE


def instants(zone: str) -> list[int]:
    """Some anywhere in 2005 … 2034, more within hours of a change of the clock."""
    drawn = random.Random(zone)
    found = [drawn.randrange(1_104_537_600_000, 2_051_222_400_000) for _ in range(EACH // 3)]
    changes = [at for at, _, _ in spans(ZoneInfo(zone), 2005, 2034)[1:]] or found
    steps = (1, 1000, QUARTER, HOUR, DAY)
    for _ in range(2 * EACH // 3):
        found.append(drawn.choice(changes) + drawn.randint(-9, 9) * drawn.choice(steps))
    return found


def tried(audience: Audience, make: Made) -> list[tuple[int, str, int]]:
    """(given, zone, made by SQL) for every instant."""
    audience.db.execute("CREATE TABLE x (at INTEGER, zone_id INTEGER)")
    rows = [(at, number) for number, zone in enumerate(ZONES) for at in instants(zone)]
    audience.db.executemany("INSERT INTO x VALUES (?, ?)", rows)
    builder = Builder(ir.Program(), Periods(), "sqlite")
    made = make(builder, column("x", "at"), column("x", "zone_id"))
    select = exp.select(made).from_(table("x", "x")).order_by("rowid")
    found = audience.run(builder.statement(select), builder.periods)
    return [(at, ZONES[zone], one) for (at, zone), one in zip(rows, found, strict=True)]


def differences(audience: Audience, make: Made, answer: Answer) -> list[tuple[int, str, int, int]]:
    """(given, zone, made by SQL, expected) where the two differ."""
    return [
        (at, zone, found, answer(at, ZoneInfo(zone)))
        for at, zone, found in tried(audience, make)
        if found != answer(at, ZoneInfo(zone))
    ]


DURATIONS = [
    ir.Duration(milliseconds=5_000),
    ir.Duration(days=1),
    ir.Duration(days=-30, milliseconds=-HOUR),
    ir.Duration(months=1),
    ir.Duration(months=-1),
    ir.Duration(months=13, days=-2, milliseconds=HOUR),
    ir.Duration(months=-12),
]


@pytest.mark.parametrize("duration", DURATIONS)
def test_a_shift_in_sql_is_that_of_zoneinfo(audience: Audience, duration: ir.Duration) -> None:
    def make(builder: Builder, at: exp.Expr, zone: exp.Expr) -> exp.Expr:
        return calendar.shift(builder, at, duration, zone)

    assert differences(audience, make, lambda at, zone: shift(at, duration, zone)) == []


def test_wall_clocks_and_instants_are_those_of_zoneinfo(audience: Audience) -> None:
    assert differences(audience, calendar.wall, to_wall) == []


def test_gaps_and_folds_are_those_of_zoneinfo(audience: Audience) -> None:
    assert differences(audience, calendar.instant, from_wall) == []


def until(
    start: int, end: int | None = None, weekdays: tuple[int, ...] = tuple(range(7))
) -> WaitUntil:
    return WaitUntil(number=1, key="w", next=2, start=start, end=end, weekdays=weekdays)


def is_open(step: WaitUntil, wall: int) -> bool:
    """In the window of one of the weekdays, which may end after midnight."""
    assert step.end is not None
    day, time = divmod(wall, DAY)
    if step.end > step.start:
        return step.start <= time < step.end and (day + 3) % 7 in step.weekdays
    begun = day if time >= step.start else day - 1
    return (begun + 3) % 7 in step.weekdays and (begun == day or time < step.end)


def first_open(step: WaitUntil, at: int, zone: ZoneInfo) -> int:
    """By looking at every quarter of an hour: clocks and windows only change on those."""
    if is_open(step, to_wall(at, zone)):
        return at
    quarter = at - at % QUARTER + QUARTER
    while not is_open(step, to_wall(quarter, zone)):
        quarter += QUARTER
    return quarter


WINDOWS = [
    until(9 * HOUR, 17 * HOUR, (0, 1, 2, 3, 4)),
    until(22 * HOUR, 2 * HOUR + QUARTER, (5,)),
    until(2 * HOUR + QUARTER, 2 * HOUR + 3 * QUARTER),  # inside most gaps and folds
    until(0, HOUR),
    until(1 * HOUR, 3 * HOUR, (6,)),
]


@pytest.mark.parametrize("step", WINDOWS)
def test_a_window_opens_at_its_first_instant(audience: Audience, step: WaitUntil) -> None:
    def make(builder: Builder, at: exp.Expr, zone: exp.Expr) -> exp.Expr:
        return calendar.next_window(builder, at, step, zone)

    found = tried(audience, make)[::7]
    assert [
        (at, zone, one) for at, zone, one in found if one != first_open(step, at, ZoneInfo(zone))
    ] == []


def first_time(step: WaitUntil, at: int, zone: ZoneInfo) -> int:
    wall = to_wall(at, zone)
    days = range(wall // DAY, wall // DAY + 9)
    clocks = [day * DAY + step.start for day in days if (day + 3) % 7 in step.weekdays]
    return max(at, from_wall(min(clock for clock in clocks if clock >= wall), zone))


@pytest.mark.parametrize("step", [until(9 * HOUR), until(2 * HOUR + QUARTER), until(0, None, (1,))])
def test_a_time_of_day_is_the_next_one(audience: Audience, step: WaitUntil) -> None:
    def make(builder: Builder, at: exp.Expr, zone: exp.Expr) -> exp.Expr:
        return calendar.next_window(builder, at, step, zone)

    assert differences(audience, make, lambda at, zone: first_time(step, at, zone)) == []


def test_a_date_that_is_past_is_now(audience: Audience) -> None:
    step = until(0).model_copy(update={"wall": 1_700_000_000_000})

    def make(builder: Builder, at: exp.Expr, zone: exp.Expr) -> exp.Expr:
        return calendar.next_window(builder, at, step, zone)

    def answer(at: int, zone: ZoneInfo) -> int:
        return max(at, from_wall(1_700_000_000_000, zone))

    assert differences(audience, make, answer) == []
