"""A program: everything a project declares, checked and closed."""

from __future__ import annotations

from typing import Literal

from .base import Model
from .journey import Journey, QuietHours
from .messages import Message
from .offers import Discount, Offer
from .predicates import Predicate
from .scores import Score
from .syncing import Sync
from .webhooks import Webhook

IR_VERSION = 1

FieldType = Literal[
    "text", "number", "date", "birthday", "address", "url", "phone", "yes/no", "choice"
]


class SmsProgram(Model):
    """The number that texts come from and go to, and the countries in which it is registered."""

    countries: tuple[str, ...]
    sender: str


class FrequencyLimit(Model):
    """At most so many messages of a channel (None: of any) in a calendar day, week or month."""

    most: int
    channel: Literal["email", "sms"] | None = None
    per: Literal["day", "week", "month"]


class Audience(Model):
    """The project-wide settings."""

    time_zone: str = "UTC"
    currency: str = "EUR"
    sender: str | None = None
    postal_address: str | None = None
    website: str | None = None
    tags: tuple[str, ...] = ()
    quiet_hours: QuietHours | None = None
    frequency: tuple[FrequencyLimit, ...] = ()
    double_opt_in: bool = False
    sms_program: SmsProgram | None = None


class Field(Model):
    """A declared contact field; `choices` only for type `choice`."""

    name: str
    type: FieldType
    choices: tuple[str, ...] = ()


class Group(Model):
    """A group category and its groups."""

    name: str
    members: tuple[str, ...]


class Store(Model):
    """A connected store."""

    name: str
    title: str | None = None
    platform: str = "custom"
    domain: str | None = None
    currency: str
    time_zone: str
    counted: Literal["not_cancelled", "paid"] = "not_cancelled"
    has: tuple[str, ...] = ()
    low_stock: int = 5
    sync: Sync = Sync()


class Survey(Model):
    """A question whose answer is a whole number from `low` to `high`."""

    name: str
    question: str | None = None
    low: int
    high: int


class Segment(Model):
    """A named predicate. `built_in` ones are there without being declared (SEG-30…39)."""

    name: str
    title: str | None = None
    predicate: Predicate
    built_in: bool = False


class Program(Model):
    """The compiled project; canonical JSON of equal sources is equal byte for byte."""

    ir_version: int = IR_VERSION
    audience: Audience = Audience()
    fields: tuple[Field, ...] = ()
    groups: tuple[Group, ...] = ()
    stores: tuple[Store, ...] = ()
    segments: tuple[Segment, ...] = ()
    messages: tuple[Message, ...] = ()
    surveys: tuple[Survey, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    scores: tuple[Score, ...] = ()
    discounts: tuple[Discount, ...] = ()
    offers: tuple[Offer, ...] = ()
    journeys: tuple[Journey, ...] = ()
