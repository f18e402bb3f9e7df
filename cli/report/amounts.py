"""Amounts in words: numbers, money, lengths of time, times of day, from the units of the ir."""

from __future__ import annotations

from datetime import date, timedelta

from ...compiler.ir import Duration
from ...compiler.ir.currencies import DECIMALS
from ...compiler.ir.predicates import Amount

MILLIONTHS = 1_000_000
_LENGTHS = ((3_600_000, "h"), (60_000, "m"), (1000, " s"))
_EPOCH = date(1970, 1, 1)


def number(millionths: int) -> str:
    """`3`, `12.5`."""
    return decimal(millionths, 6).rstrip("0").rstrip(".")


def decimal(value: int, places: int) -> str:
    """A whole number of smallest units as a decimal number."""
    digits = str(abs(value)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


def amount(of: Amount) -> str:
    """`500 EUR`, `49.90 EUR`, or a plain number."""
    if of.currency is None:
        return number(of.value)
    places = DECIMALS.get(of.currency, 2)
    text = decimal(of.value, places)
    whole, _, cents = text.partition(".")
    return f"{text if cents.strip('0') else whole} {of.currency}"


def duration(length: Duration) -> str:
    """`8 months`, `2 days`, `1h 30m`."""
    parts = [counted(length.months, "month"), counted(length.days, "day")]
    rest = length.milliseconds
    for size, unit in _LENGTHS:
        count, rest = divmod(rest, size)
        parts.append(f"{count}{unit}" if count else "")
    return " ".join(part for part in parts if part) or "0m"


def counted(count: int, what: str) -> str:
    """`1 day`, `2 days`, or nothing."""
    if not count:
        return ""
    return f"{count} {what}" + ("" if count == 1 else "s")


def clock(milliseconds: int) -> str:
    """`09:30`, from milliseconds after midnight."""
    minutes = milliseconds // 60_000
    return f"{minutes // 60:02}:{minutes % 60:02}"


def day(number: int) -> str:
    """`2026-12-24`, from days since 1970-01-01."""
    return (_EPOCH + timedelta(days=number)).isoformat()


def wall(milliseconds: int) -> str:
    """`2026-12-24 09:00`, from a local wall clock."""
    days, rest = divmod(milliseconds, 86_400_000)
    return f"{day(days)} {clock(rest)}"


def month_day(mmdd: int) -> str:
    """`12-24`, from a birthday."""
    return f"{mmdd // 100:02}-{mmdd % 100:02}"
