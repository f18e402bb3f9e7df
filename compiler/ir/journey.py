"""A journey: how contacts get in, where they go, and how they get out."""

from __future__ import annotations

from typing import Literal

from .base import Model
from .calendar import Duration
from .events import EventPattern, StartingPoint
from .predicates import Predicate
from .steps import Step


class ReEntry(Model):
    """May a contact come back? `after` counts from the end of the previous run. SP-07…09."""

    mode: Literal["never", "always", "after"] = "never"
    after: Duration = Duration()


class Exit(Model):
    """Ends the run early: a matching new event, or a predicate that holds. STEP-07, 08, SP-59."""

    event: EventPattern | None = None
    predicate: Predicate | None = None
    reason: Literal["exit_condition", "purchased"] = "exit_condition"


class Goal(Model):
    """Counted once per run when the event comes within the duration of the entry."""

    event: EventPattern
    within: Duration | None = None


class QuietHours(Model):
    """No message leaves between the two wall-clock times (milliseconds after midnight)."""

    start: int
    end: int


class Journey(Model):
    """A checked journey."""

    name: str
    title: str | None = None
    status: Literal["draft", "active", "paused"] = "active"
    objective: str | None = None
    starts: tuple[StartingPoint, ...]
    only_if: Predicate | None = None
    re_entry: ReEntry = ReEntry()
    exits: tuple[Exit, ...] = ()
    goal: Goal | None = None
    holdout: int = 0
    quiet_hours: QuietHours | None = None
    time_zone: str = "contact"
    steps: tuple[Step, ...]
