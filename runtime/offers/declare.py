"""Declares the scores, discounts and offers of a program: part of its deployment."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ...compiler import ir
from ...compiler.ir.calendar import DAY
from ...compiler.ir.offers import Discount, Offer
from ...compiler.ir.text import fold
from ...compiler.ir.zones import from_wall
from ..store import Row, Store
from .states import DELETED, SUSPENDED, declared


def declare(store: Store, program: ir.Program, program_id: int, now: int) -> None:
    """Brings scores, discounts and offers to what the program says of them."""
    for score in program.scores:
        store.write("points.put-score", name=score.name, program=program_id)
    store.write("points.retire", program=program_id)
    zone = ZoneInfo(program.audience.time_zone)
    for discount in program.discounts:
        store.write("codes.put-discount", **values_of(discount, zone))
    known = {str(row[1]): row for row in store.read("offers.live")}
    sender = program.audience.sender
    where: dict[str, object] = {"address": sender, "program": program_id, "now": now}
    for offer in program.offers:
        keep(store, offer, known.pop(offer.name, None), where)
    for row in known.values():
        drop(store, row, now)
    store.write("offers.log")


def values_of(discount: Discount, zone: ZoneInfo) -> dict[str, object]:
    """A row of `discount`; a code ends with its last day, on the audience's clock."""
    minimum, last = discount.minimum, discount.ends
    return {
        "name": discount.name,
        "fold_code": fold(discount.name),
        "title": discount.title,
        "type": discount.type,
        "value": discount.value,
        "currency": discount.currency,
        "limit_each": discount.limit,
        "limit_all": discount.limit_all,
        "minimum": minimum.value if minimum else None,
        "minimum_currency": minimum.currency if minimum else None,
        "ends_at": None if last is None else from_wall((last + 1) * DAY, zone),
    }


def keep(store: Store, offer: Offer, row: Row | None, where: dict[str, object]) -> None:
    """A new offer, or what the project says of one that is there; deleted by hand, it stays so."""
    said = {"title": offer.title, "discount": offer.discount, "store": offer.store, **where}
    if row is None:
        store.write("offers.create", name=offer.name, state=offer.status, **said)
        return
    number, _, state, before, code = row
    store.write("offers.edit", id=number, declared=offer.status, **said)
    renewed = state == SUSPENDED and offer.discount != code and sound(store, number, where)
    after = declared(state, before, offer.status, renewed)
    if after != state:
        store.write("offers.move", id=number, to=after, by_hand=0, **where)


def sound(store: Store, offer: int, where: dict[str, object]) -> bool:
    """Whether nothing speaks against an offer."""
    ((_, found),) = store.read("offers.fault", id=offer, **where)
    return found is None


def drop(store: Store, row: Row, now: int) -> None:
    """An offer that the project no longer declares."""
    if row[2] == DELETED:
        store.write("offers.forget", id=row[0])
    else:
        store.write("offers.move", id=row[0], to=DELETED, by_hand=0, now=now)
