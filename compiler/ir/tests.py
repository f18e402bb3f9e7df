"""Tests, ready to be run: kept apart from the program, since they are never deployed.

Wall clocks are milliseconds since 1970-01-01 00:00 in the audience's zone, clocks milliseconds
after midnight there.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Described

from .base import Model
from .calendar import Duration
from .predicates import Comparison, Predicate
from .program import Program

Channel = Literal["email", "sms"]


class Place(Model):
    """Where a line stands: its file, and its first and last character."""

    path: str
    start: int
    end: int


class Contact(Model):
    """A contact as she is when the test begins; `fields` as people write values.

    `latitude` and `longitude` are millionths of a degree.
    """

    name: str
    email: str
    first_name: str
    last_name: str | None = None
    phone: str | None = None
    source: str | None = None
    language: str | None = None
    country: str | None = None
    rating: int | None = None
    vip: bool = False
    latitude: int | None = None
    longitude: int | None = None
    postal_code: str | None = None
    predicted_gender: str | None = None
    predicted_age: str | None = None
    lifetime_value: str | None = None
    purchase_likelihood: str | None = None
    email_engagement: str | None = None
    email_client: str | None = None
    time_zone: str | None = None
    email_status: str = "subscribed"
    sms_status: str = "none"
    added: int | None = None
    tags: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    fields: dict[str, str] = Described(default_factory=dict)


class Product(Model):
    """Something that is bought, seen or put into a cart, and what is known of it."""

    name: str
    category: str | None = None
    vendor: str | None = None


class Line(Model):
    """The base of all lines."""

    place: Place


class At(Line):
    """The clock is set: to a wall clock, or to the next time that it shows a time of day."""

    kind: Literal["at"] = "at"
    wall: int | None = None
    clock: int | None = None


class After(Line):
    """The clock is moved on, by the calendar of the audience."""

    kind: Literal["after"] = "after"
    duration: Duration


class Deed(Line):
    """Something a contact does, or that is done to her.

    `does`: `buys` (products, `amount` in major units), `fills_cart` and `abandons_cart` (products;
    the latter is another cart each time; `low`: hardly any are left), `comes_back` (what she put
    into a cart while it was low is in stock again), `order_becomes` (subject: paid, shipped,
    refunded, cancelled), `tag`, `join`, `leave` (subject), `set_field` (subject, value: none when
    it becomes empty, the local day of the contact when `today`), `email`, `sms`
    (subject: the new consent state), `event` (an event of the kind `event`, told as it is).
    """

    kind: Literal["deed"] = "deed"
    contact: str
    does: Literal[
        "buys",
        "fills_cart",
        "abandons_cart",
        "comes_back",
        "order_becomes",
        "tag",
        "join",
        "leave",
        "set_field",
        "email",
        "sms",
        "event",
    ]
    event: str | None = None
    subject: str | None = None
    value: str | None = None
    today: bool = False
    low: bool = False
    store: str | None = None
    products: tuple[Product, ...] = ()
    amount: str | None = None
    currency: str | None = None
    properties: dict[str, str | float | int | bool] = Described(default_factory=dict)


class Received(Line):
    """A message has been sent to her: at a time (to the minute), or within a time of the last
    event that was told."""

    kind: Literal["received"] = "received"
    contact: str
    channel: Channel
    message: str
    wall: int | None = None
    clock: int | None = None
    within: Duration | None = None
    negated: bool = False


class Count(Line):
    """So many messages have been sent to her, of one channel or of any."""

    kind: Literal["count"] = "count"
    contact: str
    compare: Comparison
    number: int
    channel: Channel | None = None


class Stands(Line):
    """She rests at the step with a key."""

    kind: Literal["stands"] = "stands"
    contact: str
    journey: str
    key: str
    negated: bool = False


class Left(Line):
    """A run of hers has ended, for a reason or for any."""

    kind: Literal["left"] = "left"
    contact: str
    journey: str
    reason: str | None = None
    negated: bool = False


class Holds(Line):
    """A predicate is true of her."""

    kind: Literal["holds"] = "holds"
    contact: str
    predicate: Predicate


class Members(Line):
    """Of the contacts of the test, exactly these are in a segment."""

    kind: Literal["members"] = "members"
    segment: str
    contacts: tuple[str, ...]
    negated: bool = False


Expectation = Received | Count | Stands | Left | Holds | Members
TestLine = Annotated[At | After | Deed | Expectation, Described(discriminator="kind")]


class Test(Model):
    """A test, or one case of it."""

    title: str
    case: str | None = None
    place: Place
    contacts: tuple[Contact, ...] = ()
    lines: tuple[TestLine, ...] = ()


class Suite(Model):
    """The tests of a project with the program that they are about.

    `program` has the built-in segments that only tests speak of besides its own; `homes` tells
    the file of each journey.
    """

    program: Program
    tests: tuple[Test, ...] = ()
    homes: dict[str, str] = Described(default_factory=dict)
