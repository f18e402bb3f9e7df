"""Values of declared fields: how each type reads them, stores them, and shows them in events."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from ...compiler.ir.program import Field, FieldType
from .rows import FieldInput
from .texts import folded, given

EPOCH = date(1970, 1, 1)
MILLION = 1_000_000
LARGEST = 2**63
FLAGS = {
    **dict.fromkeys(("yes", "true", "on", "1"), 1),
    **dict.fromkeys(("no", "false", "off", "0"), 0),
}
MONTH_DAY = re.compile(r"(?:\d{4}[-/]|--)?(\d{2})[-/](\d{2})")
LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Stored:
    """A value as the columns hold it: a text and its folded form, or a number; or nothing."""

    text: str | None = None
    folded: str | None = None
    number: int | None = None


Reader = Callable[[str], int | None]


def stored(field: Field, value: FieldInput) -> Stored | None:
    """The value as it is stored, `Stored()` for an empty one, None when the type cannot read it."""
    text = given(as_text(value))
    if text is None:
        return Stored()
    if field.type in NUMBERS:
        number = NUMBERS[field.type](text)
        return None if number is None else Stored(number=number)
    if field.type == "choice":
        text = {folded(choice): choice for choice in field.choices}.get(folded(text))
    return None if text is None else Stored(text, folded(text))


def as_text(value: FieldInput) -> str | None:
    """Any value as the text that its type reads."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def shown(kind: FieldType, text: str | None, number: int | None) -> str | None:
    """A stored value as events tell it: `10.5`, `2026-12-24`, `12-24`, `yes`, the text itself."""
    return text if number is None else SHOWN[kind](number)


def read_number(text: str) -> int | None:
    """A number in millionths; None when it is none, or needs more than six decimals."""
    try:
        scaled = Decimal(text) * MILLION
        whole = int(scaled)
    except (InvalidOperation, ValueError, OverflowError):
        return None
    return whole if whole == scaled and abs(whole) < LARGEST else None


def read_date(text: str) -> int | None:
    """A day since 1970-01-01; of a date with a time, the date as it is written."""
    try:
        return (date.fromisoformat(text[:10]) - EPOCH).days
    except ValueError:
        return None


def read_birthday(text: str) -> int | None:
    """MMDD of `12-24`, `12/24`, `--12-24` or `1990-12-24`. SEG-65"""
    found = MONTH_DAY.fullmatch(text)
    if found is None:
        return None
    month, day = int(found[1]), int(found[2])
    try:
        date(LEAP_YEAR, month, day)
    except ValueError:
        return None
    return 100 * month + day


def read_flag(text: str) -> int | None:
    """1 or 0."""
    return FLAGS.get(text.casefold())


def show_number(millionths: int) -> str:
    """The shortest decimal: `10`, `-0.5`."""
    sign = "-" if millionths < 0 else ""
    whole, rest = divmod(abs(millionths), MILLION)
    decimals = f"{rest:06d}".rstrip("0")
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def show_date(day: int) -> str:
    """`2026-12-24`."""
    return (EPOCH + timedelta(days=day)).isoformat()


def show_birthday(month_day: int) -> str:
    """`12-24`."""
    return f"{month_day // 100:02d}-{month_day % 100:02d}"


def show_flag(flag: int) -> str:
    """`yes` or `no`."""
    return "yes" if flag else "no"


NUMBERS: dict[FieldType, Reader] = {
    "number": read_number,
    "date": read_date,
    "birthday": read_birthday,
    "yes/no": read_flag,
}
SHOWN: dict[FieldType, Callable[[int], str]] = {
    "number": show_number,
    "date": show_date,
    "birthday": show_birthday,
    "yes/no": show_flag,
}
