"""Declarations: what a file brings into the project, except journeys."""

from __future__ import annotations

from enum import StrEnum

from .base import Name, Node, node
from .conditions import Condition
from .literals import (
    Money,
    Number,
    Percentage,
    Secret,
    Text,
    Word,
)
from .steps import Occurrence


class FieldKind(StrEnum):
    """Types of contact fields."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BIRTHDAY = "birthday"
    ADDRESS = "address"
    URL = "url"
    PHONE = "phone"
    YES_NO = "yes/no"
    CHOICE = "choice"


@node
class Setting(Node):
    """`subject: "Hello"`: the setting's name in lower case, and what stands after the colon.

    The grammar fixes the type and number of `values` for each key (its `…_setting` rules).
    """

    key: str
    values: tuple[Node, ...]


@node
class FrequencyLimit(Node):
    """`3 emails per week`: channel is email or sms, per is day, week or month."""

    messages: Number
    channel: Word
    per: Word


@node
class SmsProgram(Node):
    """`FR, BE from "+33600000000"`."""

    countries: tuple[Word, ...]
    sender: Text


@node
class Header(Node):
    """`"X-Token" is env:CRM_TOKEN`."""

    name: Text
    value: Text | Secret


@node(kw_only=True)
class Declaration(Node):
    """The base of all declarations but the audience, which has no name."""

    name: Name
    title: Text | None = None


@node
class Audience(Node):
    """`audience:` and its settings."""

    settings: tuple[Setting, ...] = ()


@node
class Field(Declaration):
    """`field plan: text`, `field colour: choice of "red", "blue"`."""

    kind: FieldKind
    choices: tuple[Text, ...] = ()


@node
class Group(Declaration):
    """`group interests: running, hiking`."""

    members: tuple[Name, ...]


@node
class Store(Declaration):
    """`store shop:` and its settings."""

    settings: tuple[Setting, ...] = ()


@node
class Segment(Declaration):
    """`segment loyal:` and its lines, joined by *and*."""

    conditions: tuple[Condition, ...]


@node
class Email(Declaration):
    """`email hello:` and its settings."""

    settings: tuple[Setting, ...] = ()


@node
class Sms(Declaration):
    """`sms nudge: "Hello"`; without a text, the file beside the journeys."""

    text: Text | None = None
    settings: tuple[Setting, ...] = ()


@node
class Survey(Declaration):
    """`survey nps "How likely …?": 0 to 10`; the title is the question."""

    low: Number
    high: Number


@node
class ScoreRule(Node):
    """`+10 when buys category "Boots"`."""

    points: Number
    event: Occurrence


@node
class Score(Declaration):
    """`score loyalty:` and its rules."""

    rules: tuple[ScoreRule, ...]


@node
class FreeShipping(Node):
    """`free shipping`."""


Benefit = Percentage | Money | Number | FreeShipping


@node
class Discount(Declaration):
    """`discount THANKS10: 10% off` and its settings."""

    benefit: Benefit
    settings: tuple[Setting, ...] = ()


@node
class Offer(Declaration):
    """`offer thanks "Ten percent off":` and its settings."""

    settings: tuple[Setting, ...] = ()


@node
class Webhook(Declaration):
    """`webhook crm:` and its settings; `header` may be repeated."""

    settings: tuple[Setting, ...] = ()
