"""The whole world of the reference: plain lists of plain things."""

from __future__ import annotations

from dataclasses import dataclass, field

Value = str | int | None
Properties = dict[str, object]


@dataclass
class Contact:
    """A person. `values` holds every attribute by its name in the ir; texts as they were given."""

    id: int
    key: str
    zone: str | None = None
    values: dict[str, Value] = field(default_factory=dict)
    tags: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    archived: bool = False


@dataclass
class Product:
    """Something sold in one store."""

    id: int
    store: str
    key: str
    name: str | None = None
    vendor: str | None = None
    categories: list[str] = field(default_factory=list)


@dataclass
class Line:
    """So many units of a product; `product` is None when the shop named one we do not know."""

    product: int | None
    quantity: int = 1


@dataclass
class Order:
    """A purchase; `total` in minor units. `counted` is what the store's rule says of it."""

    id: int
    store: str
    contact: int | None
    placed_at: int
    currency: str = "EUR"
    total: int = 0
    lines: list[Line] = field(default_factory=list)
    financial_status: str | None = None
    cancelled: bool = False
    counted: bool = True
    historic: bool = False

    @property
    def units(self) -> int:
        """How many things were bought."""
        return sum(line.quantity for line in self.lines)


@dataclass
class Cart:
    """A cart; `status` is open, ordered or deleted."""

    id: int
    store: str
    contact: int | None
    updated_at: int
    touched_at: int
    lines: list[Line] = field(default_factory=list)
    checkout_url: str | None = None
    status: str = "open"
    historic: bool = False


@dataclass
class Event:
    """Something that happened; ids grow in the order of arrival."""

    id: int
    contact: int | None
    kind: str
    at: int
    moment: int
    subject: str | None = None
    store: str | None = None
    ref: int | None = None
    origin: str = "live"
    cause: str | None = None
    properties: Properties = field(default_factory=dict)


@dataclass
class Crossing:
    """One line of the step log."""

    seq: int
    source: int
    target: int
    edge: str
    at: int


@dataclass
class Outgoing:
    """One row of the outbox."""

    step: int
    channel: str
    message: str
    reason: str | None
    queued_at: int
    transactional: bool

    @property
    def state(self) -> str:
        """Nothing is delivered here: messages are queued, or suppressed for a reason."""
        return "suppressed" if self.reason else "queued"


@dataclass
class Run:
    """A contact on her way through a journey, or at the end of it (`reason` is set then)."""

    journey: str
    contact: int
    entered_at: int
    event: int | None = None
    ref: int | None = None
    order: int | None = None  # the one that the run is for, when each order has a run of its own
    step: int = 0
    arrived_at: int = 0
    due: int | None = None
    reason: str | None = None
    ended_at: int | None = None
    goal_at: int | None = None
    log: list[Crossing] = field(default_factory=list)
    outbox: list[Outgoing] = field(default_factory=list)
    ready: tuple[str, int] | None = None  # the edge by which she leaves her step, and the instant


@dataclass(frozen=True)
class Refusal:
    """Why somebody did not get in."""

    journey: str
    contact: int
    event: int | None
    ref: int | None
    reason: str
    at: int


@dataclass
class World:
    """Everything there is."""

    zone: str = "UTC"
    contacts: list[Contact] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    carts: list[Cart] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    activated_at: dict[str, int] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    entries: list[tuple[str, int, int]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    watermark: int = 0
    cursor: int = 0

    def product(self, number: int | None) -> Product | None:
        """The product of that id."""
        return next((p for p in self.products if p.id == number), None)

    def next_event(self) -> int:
        """The id of the next event."""
        return self.events[-1].id + 1 if self.events else 1

    def events_of(self, contact: Contact) -> list[Event]:
        """What happened to her, in the order of arrival."""
        return [event for event in self.events if event.contact == contact.id]

    def orders_of(self, contact: Contact) -> list[Order]:
        """What she bought and counts."""
        return [o for o in self.orders if o.contact == contact.id and o.counted]

    def runs_of(self, contact: Contact, journey: str) -> list[Run]:
        """All her runs of that journey, in the order of entry."""
        return [r for r in self.runs if r.contact == contact.id and r.journey == journey]
