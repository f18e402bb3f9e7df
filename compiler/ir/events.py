"""Events and starting points: what happens to a contact, and what makes a journey begin."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel
from pydantic import Field as Described

from .base import Model
from .calendar import Duration
from .dates import DateArrives, EmailSilence
from .predicates import Predicate
from .products import ProductMatch


class CartAbandoned(Model):
    """A cart idle for `after`, still open, that has (or lacks) the products. SP-55, 56, 58, 63."""

    type: Literal["cart_abandoned"] = "cart_abandoned"
    store: str | None = None
    after: Duration
    including: ProductMatch | None = None
    excluding: ProductMatch | None = None
    where: Predicate | None = None


class Lapsed(Model):
    """A subscribed contact whose last purchase after activation is `after` old. SP-44, 45."""

    type: Literal["lapsed"] = "lapsed"
    store: str | None = None
    after: Duration
    where: Predicate | None = None


class TimePattern(Model):
    """What time alone brings about, as an event for waits, exits, goals and scores.

    Whose `where` it is, is said by the event pattern; here there is none. `time_zone` is that of
    the journey: the clock by which days are counted.
    """

    type: Literal["time"] = "time"
    of: Annotated[
        CartAbandoned | Lapsed | DateArrives | EmailSilence, Described(discriminator="type")
    ]
    time_zone: str = "contact"

    @property
    def key(self) -> str:
        """Equal patterns share their events: the subject of those."""
        return f"{self.of.type} {self.digest()[:12]}"


class SegmentPattern(Model):
    """Coming into a segment, or out of it; `content` is a digest of all that the segment means."""

    type: Literal["segment"] = "segment"
    segment: str
    content: str

    @property
    def key(self) -> str:
        """A segment that comes to mean something else is another one."""
        return f"{self.segment} {self.content[:12]}"


Derived = Annotated[TimePattern | SegmentPattern, Described(discriminator="type")]


class EventPattern(Model):
    """Matches recorded events.

    `kinds` are canonical event kinds (see kinds.py); `subjects` are folded texts, any of
    which must equal the event's subject (none given: any); `value` is the folded value that a
    changed field must now have; `to` says instead that it is `empty`, or `today`, the contact's
    local day of the change; `products` must match a line of the order or cart, or the viewed
    product; `where` may read the event's properties and the contact. A starting point with
    `per_order` lets in once for each order, whatever else is in progress (SP-09, 10);
    `standing` wants an order that is not cancelled (AMB-36). `derived` are what the engine must
    look for by itself so that such events are there at all: their keys are the `subjects`.
    """

    type: Literal["event"] = "event"
    kinds: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    value: str | None = None
    to: Literal["empty", "today"] | None = None
    store: str | None = None
    products: ProductMatch | None = None
    where: Predicate | None = None
    subscribed_only: bool = False
    include_imported: bool = False
    per_order: bool = False
    standing: bool = False
    derived: tuple[Derived, ...] | None = None


StartingPoint = Annotated[
    EventPattern | CartAbandoned | Lapsed | DateArrives | EmailSilence,
    Described(discriminator="type"),
]


def derived_in(*models: object) -> Mapping[str, TimePattern | SegmentPattern]:
    """What the engine must look for by itself, by key: whatever the event patterns inside want."""
    found: dict[str, TimePattern | SegmentPattern] = {}
    pending = list(models)
    while pending:
        match pending.pop():
            case EventPattern() as pattern:
                found |= {one.key: one for one in pattern.derived or ()}
            case tuple() as several:
                pending += several
            case BaseModel() as model:
                pending += [getattr(model, name) for name in type(model).model_fields]
    return MappingProxyType(dict(sorted(found.items())))


def as_written(start: StartingPoint) -> StartingPoint:
    """A starting point without what its segments mean at present."""
    if not isinstance(start, EventPattern) or start.derived is None:
        return start
    bare = tuple(
        one.model_copy(update={"content": ""}) if isinstance(one, SegmentPattern) else one
        for one in start.derived
    )
    return start.model_copy(update={"subjects": (), "derived": bare})
