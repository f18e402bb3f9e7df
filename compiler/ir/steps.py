"""The step graph: numbered steps in topological order, each naming its successors.

A contact rests only at steps of kind `start`, `wait`, `wait_until`, `wait_date`, `wait_event`,
`wait_condition` and `end`. Step 0 is the start. Successors always have higher numbers.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Described

from .base import Model
from .calendar import Duration
from .dates import ContactDate
from .events import EventPattern
from .predicates import Predicate


class Base(Model):
    """`key` is stable across edits: the `as` label, else derived from place and content.

    `first_round`: the key of the same step in the first round of a `repeat`, when this is a later.
    """

    number: int
    key: str
    line: int = 0
    first_round: str | None = None


class Start(Base):
    """Where an enrollment begins."""

    kind: Literal["start"] = "start"
    next: int


class Wait(Base):
    """Rests for a duration. STEP-32."""

    kind: Literal["wait"] = "wait"
    duration: Duration
    next: int


class WaitUntil(Base):
    """Rests until the wall clock is inside the window; at once if it is. STEP-34.

    `weekdays` are 0 (Monday) … 6; `start` and `end` are milliseconds after local midnight, `end`
    None for a single time of day. `wall`, when given, is one local date-time (milliseconds
    since 1970-01-01 local) and replaces the rest.
    """

    kind: Literal["wait_until"] = "wait_until"
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    start: int = 0
    end: int | None = None
    wall: int | None = None
    next: int


class WaitDate(Base):
    """Rests until the contact's next such day; goes on at once when there is none. STEP-33.

    It is left by `elapsed`, by `no_date` when the contact has no such date, and by `past` when the
    date comes once and has been.
    """

    kind: Literal["wait_date"] = "wait_date"
    date: ContactDate
    next: int


class WaitEvent(Base):
    """Rests until a new event matches, at most `limit`. STEP-28…31, 61…64."""

    kind: Literal["wait_event"] = "wait_event"
    pattern: EventPattern
    limit: Duration | None = None
    next: int
    timeout: int | None = None


class WaitCondition(Base):
    """Rests until the predicate holds, at most `limit`; at once if it does. STEP-28, 30, 31."""

    kind: Literal["wait_condition"] = "wait_condition"
    predicate: Predicate
    limit: Duration | None = None
    next: int
    timeout: int | None = None


class Arm(Model):
    """One branch of an `if`: taken by the first whose predicate holds."""

    predicate: Predicate
    next: int


class Branch(Base):
    """Decides once, on arrival. STEP-20, 23."""

    kind: Literal["branch"] = "branch"
    arms: tuple[Arm, ...]
    otherwise: int


class SplitArm(Model):
    """One arm of a split: `share` in basis points (10,000 = everybody)."""

    name: str
    share: int
    next: int


class Split(Base):
    """A stable random choice by a hash of journey, step and contact. STEP-24…27."""

    kind: Literal["split"] = "split"
    salt: int
    arms: tuple[SplitArm, ...]


class Among(Base):
    """Lets those through who are among the first `limit` contacts to come here. STEP-70.

    In a later round of a `repeat` the key of the first one counts.
    """

    kind: Literal["among"] = "among"
    limit: int
    next: int
    otherwise: int

    @property
    def counter(self) -> str:
        """The key under which places are given."""
        return self.first_round or self.key


class Send(Base):
    """One message. `consent`: `cart` lets the first message reach non-subscribers (SP-60).

    `countries` are those in which a text message may arrive, where the audience says. STEP-42
    """

    kind: Literal["send"] = "send"
    channel: Literal["email", "sms"]
    message: str
    subject: str | None = None
    survey: str | None = None
    countries: tuple[str, ...] = ()
    consent: Literal["marketing", "transactional", "cart"] = "marketing"
    next: int


class CallWebhook(Base):
    """One request to a webhook; nobody waits for its answer. STEP-49, 50."""

    kind: Literal["webhook"] = "webhook"
    webhook: str
    next: int


class Notify(Base):
    """One e-mail to a teammate; `text` is Jinja2 source, its first line the subject. STEP-51."""

    kind: Literal["notify"] = "notify"
    address: str
    text: str
    next: int


class Tag(Base):
    """Adds or removes a tag. STEP-45."""

    kind: Literal["tag"] = "tag"
    tag: str
    name: str
    add: bool = True
    next: int


class GroupMembership(Base):
    """Joins or leaves a group. STEP-45."""

    kind: Literal["group"] = "group"
    group: str
    join: bool = True
    next: int


class SetField(Base):
    """Sets a field. STEP-46. Exactly one meaning, by `to`.

    `value`: store `value` (text, millionths, days since 1970-01-01, MMDD or 0/1 by field type);
    `empty`: no value; `today`: the contact's local day, in a text field as `2026-03-01`; `now`: the
    same in a date field, `2026-03-01T09:30` in a text field; `plus`: add `value` millionths (absent
    counts as 0); `event`: the property `value` of the event that started the run, read as intake
    reads a value of the field; what cannot be read, or is empty, changes nothing.
    """

    kind: Literal["set_field"] = "set_field"
    field: str
    to: Literal["value", "empty", "today", "now", "plus", "event"]
    value: str | int | None = None
    next: int


class ChangePoints(Base):
    """Adds points to a score (absent counts as 0), sets them, or erases them. STEP-71…73."""

    kind: Literal["points"] = "points"
    score: str
    do: Literal["add", "set", "erase"]
    points: int = 0
    next: int


class GiveDiscount(Base):
    """Draws a code of the discount, unless the contact holds one that can still be used."""

    kind: Literal["give_discount"] = "give_discount"
    discount: str
    next: int


class StartJourney(Base):
    """Lets the contact into another journey, under that one's own rules. STEP-52."""

    kind: Literal["start_journey"] = "start_journey"
    journey: str
    next: int


class Unsubscribe(Base):
    """Ends the consent for a channel. STEP-47."""

    kind: Literal["unsubscribe"] = "unsubscribe"
    channel: Literal["email", "sms"] = "email"
    next: int


class Archive(Base):
    """Takes the contact out of the active audience and ends the run. STEP-48."""

    kind: Literal["archive"] = "archive"
    next: int


class End(Base):
    """The last step: `completed`, `stopped` by a `stop` step, or of those held out."""

    kind: Literal["end"] = "end"
    reason: Literal["completed", "stopped", "archived", "holdout"] = "completed"


Step = Annotated[
    Start
    | Wait
    | WaitUntil
    | WaitDate
    | WaitEvent
    | WaitCondition
    | Branch
    | Split
    | Among
    | Send
    | CallWebhook
    | Notify
    | Tag
    | GroupMembership
    | SetField
    | ChangePoints
    | GiveDiscount
    | StartJourney
    | Unsubscribe
    | Archive
    | End,
    Described(discriminator="kind"),
]
