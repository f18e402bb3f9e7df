"""Predicates: true or false of one contact, never unknown.

Every leaf is two-valued: a comparison with an absent value is false whatever the operator
(SEG-21), and `Not` is the plain negation of the whole. Texts are folded (NFC, trimmed,
casefolded), money is in minor units, numbers are in millionths.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Described

from .base import Model
from .calendar import Duration, Period
from .products import ProductMatch

Comparison = Literal["=", "!=", "<", "<=", ">", ">="]
TextOperator = Literal["is", "is_not", "contains", "not_contains", "starts", "ends"]
OrderFigure = Literal["count", "average", "single", "total", "items_per_order", "items"]


class Amount(Model):
    """A number to compare with: `value` is minor units for money, millionths otherwise."""

    value: int
    currency: str | None = None


class All(Model):
    """Every part holds; an empty one holds always."""

    kind: Literal["all"] = "all"
    parts: tuple[Predicate, ...]


class Any(Model):
    """At least one part holds; an empty one never does."""

    kind: Literal["any"] = "any"
    parts: tuple[Predicate, ...]


class Not(Model):
    """The part does not hold."""

    kind: Literal["not"] = "not"
    part: Predicate


class Orders(Model):
    """A figure over the contact's counted orders; `upto` makes it `between`. SEG-03, 13–15, 18, 19.

    `count` is 0 without orders; the others are absent then. `single` holds if one order does.
    Figures in money only add orders in the amount's currency (SEG-82). `average` and
    `items_per_order` are exact quotients, never rounded.
    """

    kind: Literal["orders"] = "orders"
    figure: OrderFigure
    compare: Comparison
    amount: Amount
    upto: Amount | None = None
    store: str | None = None
    period: Period | None = None


class OrderDate(Model):
    """The first, the last or some counted order lies in the period. SEG-09…12."""

    kind: Literal["order_date"] = "order_date"
    which: Literal["first", "last", "some"]
    period: Period
    store: str | None = None


class Bought(Model):
    """Counted order lines match, in at least `times` different orders. SEG-01, 06, 08, 17."""

    kind: Literal["bought"] = "bought"
    products: ProductMatch | None = None
    times: int = 1
    store: str | None = None
    period: Period | None = None


class Rest(Model):
    """How long a cart of the store (None: of any) rests before it counts as abandoned. SP-58."""

    store: str | None = None
    after: Duration


class AbandonedCart(Model):
    """So many abandoned carts, by worth and by the instant at which they became it. SEG-85.

    `rests` are the stores that are meant; `amount` is compared with what is in the cart, in its
    currency, and `upto` makes it `between`.
    """

    kind: Literal["abandoned_cart"] = "abandoned_cart"
    rests: tuple[Rest, ...]
    worth: Comparison = ">"
    amount: Amount | None = None
    upto: Amount | None = None
    compare: Comparison = ">="
    times: int = 1
    period: Period | None = None


class Tagged(Model):
    """Has any of the tags. SEG-60."""

    kind: Literal["tagged"] = "tagged"
    tags: tuple[str, ...]


class InGroup(Model):
    """In any (or `every`) of the groups, written `category.name`. SEG-61."""

    kind: Literal["in_group"] = "in_group"
    groups: tuple[str, ...]
    every: bool = False


class TextTest(Model):
    """A text attribute of the contact against any of the values. SEG-62, 63, 64, 68, 71…77."""

    kind: Literal["text"] = "text"
    attribute: str
    operator: TextOperator
    values: tuple[str, ...]


class NumberTest(Model):
    """A number attribute compared; `upto` makes it `between`, both ends included. SEG-50, 62."""

    kind: Literal["number"] = "number"
    attribute: str
    compare: Comparison
    value: int
    upto: int | None = None


class FlagTest(Model):
    """A yes/no attribute is yes. SEG-74."""

    kind: Literal["flag"] = "flag"
    attribute: str


class DateTest(Model):
    """A date attribute (a local day, no zone) lies in the period, whole days. SEG-66."""

    kind: Literal["date"] = "date"
    attribute: str
    period: Period


class InstantTest(Model):
    """An instant attribute (`added_at`, `changed_at`) lies in the period. SEG-67."""

    kind: Literal["instant"] = "instant"
    attribute: str
    period: Period


class BirthdayTest(Model):
    """A birthday attribute falls on a month-day (MMDD), or within days of today. SEG-65.

    `month_day` compares exactly; otherwise the local today + `first` … today + `last` days must
    contain the birthday, 29 February counting as 28 February in common years (SP-40).
    """

    kind: Literal["birthday"] = "birthday"
    attribute: str
    month_day: int | None = None
    negated: bool = False
    first: int = 0
    last: int = 0


class Blank(Model):
    """The attribute has no value."""

    kind: Literal["blank"] = "blank"
    attribute: str


class Near(Model):
    """Is within so many millimetres of a place, in millionths of a degree. SEG-73."""

    kind: Literal["near"] = "near"
    latitude: int
    longitude: int
    distance: int


class InSegment(Model):
    """Satisfies the segment's own predicate now."""

    kind: Literal["in_segment"] = "in_segment"
    segment: str


class DidEvent(Model):
    """Recorded events of the contact, counted. `where` may read the event's properties."""

    kind: Literal["did_event"] = "did_event"
    kinds: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    products: ProductMatch | None = None
    compare: Comparison = ">="
    times: int = 1
    store: str | None = None
    period: Period | None = None
    where: Predicate | None = None


class MessageActivity(Model):
    """What the contact did with messages it was sent. SEG-69, AMB-06.

    `message` None with `latest` None means any message; `latest=n` the n messages sent to the
    contact last. `did` = `sent`, `opened`, `clicked`; the negative forms need the send. What was
    done is counted (`compare`, `times`), or must have been done to `every` one of the latest.
    `where` may read the event's properties.
    """

    kind: Literal["message_activity"] = "message_activity"
    did: Literal["sent", "opened", "clicked", "not_opened", "not_clicked"]
    message: str | None = None
    latest: int | None = None
    every: bool = False
    link: str | None = None
    compare: Comparison = ">="
    times: int = 1
    period: Period | None = None
    where: Predicate | None = None


class ScoreTest(Model):
    """The points of a score compared; false while there are none. STEP-75."""

    kind: Literal["score"] = "score"
    score: str
    compare: Comparison
    points: int
    upto: int | None = None


class HasDiscount(Model):
    """Holds a code of the discount that can still be used."""

    kind: Literal["has_discount"] = "has_discount"
    discount: str


class JourneyActivity(Model):
    """Started, completed, or is now in a journey. SEG-70."""

    kind: Literal["journey_activity"] = "journey_activity"
    did: Literal["started", "completed", "in"]
    journey: str


class LocalTime(Model):
    """The contact's wall clock is within the window (milliseconds after midnight)."""

    kind: Literal["local_time"] = "local_time"
    start: int
    end: int


class PropertyTest(Model):
    """A property of the event at hand; only inside `where`.

    `value` is folded text, or millionths when `number`; `operator` for text, `compare` for
    numbers.
    """

    kind: Literal["property"] = "property"
    name: str
    number: bool = False
    operator: TextOperator = "is"
    compare: Comparison = "="
    texts: tuple[str, ...] = ()
    value: int = 0


class PropertyBlank(Model):
    """The event at hand does not tell the property, or an empty one; only inside `where`."""

    kind: Literal["property_blank"] = "property_blank"
    name: str


Predicate = Annotated[
    All
    | Any
    | Not
    | Orders
    | OrderDate
    | Bought
    | AbandonedCart
    | Tagged
    | InGroup
    | TextTest
    | NumberTest
    | FlagTest
    | DateTest
    | InstantTest
    | BirthdayTest
    | Blank
    | Near
    | InSegment
    | DidEvent
    | MessageActivity
    | JourneyActivity
    | ScoreTest
    | HasDiscount
    | LocalTime
    | PropertyTest
    | PropertyBlank,
    Described(discriminator="kind"),
]

for _model in (All, Any, Not, DidEvent, MessageActivity):
    _model.model_rebuild()
