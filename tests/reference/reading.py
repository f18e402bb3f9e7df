"""What a field becomes by the property of an event: read plainly, type by type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from jalon.compiler.ir import Field

from .clock import EPOCH
from .comparing import folded
from .world import Value

YES, NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


def as_field(field: Field, told: object) -> Value:
    """The value as the field keeps it; None when it tells nothing that the field can keep."""
    if isinstance(told, bool):
        told = "yes" if told else "no"
    if not isinstance(told, str | int | float) or not str(told).strip():
        return None
    text = str(told).strip()
    match field.type:
        case "number":
            return as_number(text)
        case "date" | "birthday":
            return as_day(text, field.type)
        case "yes/no":
            return 1 if text.lower() in YES else 0 if text.lower() in NO else None
        case "choice":
            return next((one for one in field.choices if folded(one) == folded(text)), None)
    return text


def as_number(text: str) -> int | None:
    """Millionths, when there are no finer ones."""
    try:
        number = Decimal(text) * 1_000_000
    except InvalidOperation:
        return None
    return int(number) if number.is_finite() and number == int(number) else None


def as_day(text: str, kind: str) -> int | None:
    """A day since 1970; of a birthday, its month and day, of whatever year."""
    wanted = f"2000-{text}" if kind == "birthday" and len(text) == len("12-24") else text[:10]
    try:
        day = date.fromisoformat(wanted.replace("/", "-"))
    except ValueError:
        return None
    if kind == "birthday":
        return day.month * 100 + day.day
    return day.toordinal() - EPOCH.toordinal()
