"""Reading a batch: a few queries about many contacts, events, carts, orders and products."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...compiler.ir.kinds import CART_CHANGED, ORDER_KINDS, PRODUCT_KINDS
from ...runtime.outbox import Place
from ...runtime.store import Row, Store
from .clocks import Clock
from .programs import Deployed
from .surroundings import Record

KINDS = {
    CART_CHANGED: "cart",
    **dict.fromkeys(ORDER_KINDS, "order"),
    **dict.fromkeys(PRODUCT_KINDS, "product"),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a message comes from; `ref` is the cart, order or product that let the contact in."""

    number: int
    program_id: int
    journey: str
    event_id: int | None
    ref: int | None


@dataclass(slots=True)
class Facts:
    """The rows of a batch, by what they are about."""

    contacts: dict[int, Mapping[str, object]] = field(default_factory=dict)
    zones: dict[int, str] = field(default_factory=dict)
    events: dict[int, Row] = field(default_factory=dict)
    subjects: dict[tuple[str, int], Row] = field(default_factory=dict)
    lines: dict[tuple[str, int], list[Row]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[Place, list[Row]] = field(default_factory=dict)
    offers: dict[Place, Record] = field(default_factory=dict)

    def clock(self, contact: Mapping[str, object]) -> Clock:
        """The contact's wall clock."""
        zone = contact.get("zone_id")
        return Clock(self.zones.get(zone if isinstance(zone, int) else 0, "UTC"))


def read_facts(store: Store, origins: Mapping[Place, Origin]) -> Facts:
    """The contacts, zones and events of the rows in hand."""
    names = [str(name) for (name,) in store.read("outbox.contact-columns")]
    contacts = (dict(zip(names, row, strict=True)) for row in store.read("outbox.contacts"))
    speak_of(store, {("event", o.event_id) for o in origins.values() if o.event_id is not None})
    return Facts(
        contacts={int(contact["id"]): contact for contact in contacts},
        zones={int(id): str(name) for id, name in store.read("outbox.zones")},
        events={int(row[0]): row for row in store.read("outbox.events")},
    )


def read_subjects(
    store: Store, facts: Facts, origins: Iterable[Origin], deployed: Mapping[int, Deployed]
) -> None:
    """The carts, orders and products with their lines."""
    wanted = {subject(o, deployed[o.program_id], facts.events) for o in origins}
    speak_of(store, {one for one in wanted if one is not None})
    for kind in sorted({one[0] for one in wanted if one is not None}):
        for row in store.read(f"outbox.{kind}s"):
            facts.subjects[kind, int(row[0])] = row
        if kind != "product":
            for row in store.read(f"outbox.{kind}-lines"):
                facts.lines[kind, int(row[0])].append(row)


def speak_of(store: Store, subjects: set[tuple[str, int]]) -> None:
    """Notes what the next queries are about."""
    store.write("outbox.subjects")
    store.write("outbox.clear-subjects")
    store.many("outbox.speak-of", [{"kind": kind, "id": id} for kind, id in sorted(subjects)])


def subject(
    origin: Origin, deployed: Deployed, events: Mapping[int, Row]
) -> tuple[str, int] | None:
    """What `ref` points at: the event says so; without one it was a cart, or the last order."""
    if origin.ref is None:
        return None
    if origin.event_id is None:
        begins_with_cart = deployed.begins_with_cart(origin.journey)
        return ("cart" if begins_with_cart else "order", origin.ref)
    found = events.get(origin.event_id)
    kind = KINDS.get(found[1]) if found else None
    return (kind, origin.ref) if kind else None
