"""Codes of discounts as templates see them: `discount.code`, and what it is worth."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from ...compiler.ir.offers import Discount
from ...compiler.ir.steps import GiveDiscount
from ...runtime.outbox import Place
from ...runtime.store import Row, Store
from ..templates.languages import minor_digits
from .clocks import Clock
from .commerce import Record, amount
from .programs import Deployed

SHIPPING = "free shipping"
EPOCH = datetime.date(1970, 1, 1)


def read_codes(store: Store, now: int) -> dict[Place, list[Row]]:
    """The good codes that the contacts of the rows in hand were given before, the latest last."""
    found: dict[Place, list[Row]] = defaultdict(list)
    for run, step, *row in store.read("outbox.codes", now=now):
        found[int(run), int(step)].append(tuple(row))
    return found


def discount(rows: Iterable[Row], deployed: Deployed, journey: str, clock: Clock) -> Record | None:
    """The latest code of a discount that the journey gives, if there is one."""
    steps = deployed.steps.get(journey, {}).values()
    given = {step.discount for step in steps if isinstance(step, GiveDiscount)}
    latest = next((row for row in reversed(list(rows)) if row[0] in given), None)
    return None if latest is None else record(latest, clock)


def record(row: Row, clock: Clock) -> Record:
    """A row of `outbox.codes`; `ends` is the last day."""
    name, code, title, type_, value, currency, minimum, minimum_currency, ends = row
    return {
        "code": code,
        "name": name,
        "title": title or name,
        "value": worth(type_, value, currency),
        "minimum_spend": amount(minimum, minimum_currency or ""),
        "ends": last_day(ends, clock),
    }


def declared(terms: Discount) -> Record:
    """What a project says of a discount; its name stands for a code that nobody was given."""
    minimum = terms.minimum
    name = terms.name
    ends = None if terms.ends is None else EPOCH + datetime.timedelta(days=terms.ends)
    return {
        "code": name,
        "name": name,
        "title": terms.title or name,
        "value": worth(terms.type, terms.value, terms.currency),
        "minimum_spend": amount(minimum.value, minimum.currency or "") if minimum else None,
        "ends": ends.isoformat() if ends else None,
    }


def last_day(ends: int | None, clock: Clock) -> str | None:
    """The day before the instant at which a code is over."""
    shown = None if ends is None else clock.text(ends - 1)
    return shown and shown[:10]


def worth(type_: str, value: int, currency: str | None) -> str:
    """`10%`, `5 EUR`, `free shipping`."""
    if type_ == "percentage":
        return f"{value / 100:g}%"
    if currency is None:
        return SHIPPING
    digits = minor_digits(currency)
    whole, rest = divmod(value, 10**digits)
    return f"{whole}.{rest:0{digits}} {currency}" if rest else f"{whole} {currency}"
