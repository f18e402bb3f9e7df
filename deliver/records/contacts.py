"""A contact as templates see it: `contact.first_name`, and every declared field by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...compiler import ir
from ..templates import Plain
from .clocks import Clock, day_text

TEXTS = ("email", "first_name", "last_name", "phone", "language", "country", "source")
MILLIONTH = 1_000_000


def contact_record(
    row: Mapping[str, object], fields: tuple[ir.Field, ...], clock: Clock
) -> dict[str, Plain]:
    """The record of a row of `contact`; what nobody told is None. Built-in names win."""
    declared = {field.name: field_value(field, row.get(f"field_{field.name}")) for field in fields}
    told = {name: plain_text(row.get(name)) for name in TEXTS}
    names = (told["first_name"], told["last_name"])
    return {
        **declared,
        **told,
        "name": " ".join(name for name in names if name) or None,
        "rating": number(row.get("rating")),
        "vip": bool(row.get("vip")),
        "added_at": clock.text(row.get("added_at")),
    }


def field_value(field: ir.Field, value: object) -> Plain:
    """The value of a declared field: texts, numbers, `2026-12-24`, `12-24`, yes or no."""
    if value is None:
        return None
    read = READERS.get(field.type)
    return read(value) if read and isinstance(value, int) else str(value)


def plain_text(value: object) -> str | None:
    """A text, or nothing."""
    return value if isinstance(value, str) else None


def number(value: object) -> int | None:
    """A whole number, or nothing."""
    return value if isinstance(value, int) else None


def in_units(millionths: int) -> Plain:
    """A number that is stored in millionths: whole when it is."""
    whole, rest = divmod(millionths, MILLIONTH)
    return millionths / MILLIONTH if rest else whole


def birthday(month_day: int) -> Plain:
    """MMDD as `12-24`."""
    return f"{month_day // 100:02}-{month_day % 100:02}"


READERS: Mapping[str, Callable[[int], Plain]] = {
    "number": in_units,
    "date": day_text,
    "birthday": birthday,
    "yes/no": bool,
}
