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
    """A cart; `status` is open, ordered or deleted, `total` in minor units."""

    id: int
    store: str
    contact: int | None
    updated_at: int
    touched_at: int
    lines: list[Line] = field(default_factory=list)
    checkout_url: str | None = None
    status: str = "open"
    historic: bool = False
    currency: str = "EUR"
    total: int = 0


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
    purpose: str  # marketing, cart, transactional, or internal: not for the contact herself

    @property
    def transactional(self) -> bool:
        """Whether it leaves also when the run has ended early."""
        return self.purpose not in ("marketing", "cart")

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
    kept: tuple[str, int] | None = None  # the same, of somebody who may not go on
    released: bool = False  # she may from now on


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
class Holding:
    """A code of a discount in somebody's hands, as it was issued; `store`: by an offer of that."""

    contact: int
    discount: str
    code: str
    issued_at: int
    limit: int | None = None
    limit_all: int | None = None
    ends_at: int | None = None
    own: bool = False
    store: str | None = None
    id: int = 0


@dataclass(frozen=True)
class Use:
    """An order that was made with a code of a discount, and whose holding that was."""

    discount: str
    contact: int | None
    holding: int | None


@dataclass(frozen=True)
class CodeNews:
    """What the shop tells of a code."""

    deleted: bool
    ends_at: int | None
    unsupported: bool


@dataclass
class Offered:
    """An offer, and the state it is in."""

    name: str
    store: str
    discount: str | None
    state: str


Terms = tuple[int | None, int | None, int | None]
"""Uses by each, uses by all, and the instant at which a discount ends."""


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
    pauses: dict[str, tuple[int, int | None]] = field(default_factory=dict)  # from, until
    stops: dict[tuple[str, str], bool] = field(default_factory=dict)  # paused steps: still?
    barred: set[tuple[str, int]] = field(default_factory=set)
    first_come: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    line: list[tuple[int, int, int, int]] = field(default_factory=list)  # who waits for a place
    watermark: int = 0
    cursor: int = 0
    members: dict[str, set[int]] = field(default_factory=dict)  # of watched segments, by key
    retold: dict[int, bool] = field(default_factory=dict)  # who; True: all of it is history
    points: dict[tuple[str, int], int | None] = field(default_factory=dict)  # score, contact
    discounts: dict[str, Terms] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    codes: dict[str, CodeNews] = field(default_factory=dict)
    offers: list[Offered] = field(default_factory=list)
    unfit: set[str] = field(default_factory=set)  # stores that do not meet the requirements

    def product(self, number: int | None) -> Product | None:
        """The product of that id."""
        return next((p for p in self.products if p.id == number), None)

    def retell(self, contact: int | None, origin: str) -> None:
        """Something was told of somebody, be it an event or not."""
        if contact is not None:
            self.retold[contact] = self.retold.get(contact, True) and origin == "historic"

    def next_event(self) -> int:
        """The id of the next event."""
        return self.events[-1].id + 1 if self.events else 1

    def events_of(self, contact: Contact) -> list[Event]:
        """What happened to her, in the order of arrival."""
        return [event for event in self.events if event.contact == contact.id]

    def orders_of(self, contact: Contact) -> list[Order]:
        """What she bought and counts."""
        return [o for o in self.orders if o.contact == contact.id and o.counted]

    def is_paused(self, journey: str) -> bool:
        """Whether nobody goes on there."""
        return journey in self.pauses and self.pauses[journey][1] is None

    def runs_of(self, contact: Contact, journey: str) -> list[Run]:
        """All her runs of that journey, in the order of entry."""
        return [r for r in self.runs if r.contact == contact.id and r.journey == journey]
