"""A journey: how contacts get in, where they go, and how they get out."""

from __future__ import annotations

from typing import Literal

from .base import Model
from .calendar import Duration
from .events import CartAbandoned, EventPattern, StartingPoint
from .kinds import JOURNEY_CALLED
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
    """No message leaves between the two wall-clock times (milliseconds after midnight).

    Hours that end when they start are none at all: a journey that has such obeys no others either.
    """

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

    @property
    def doors(self) -> tuple[StartingPoint, ...]:
        """All that lets in: the starting points, and `start journey` in another journey. STEP-52

        What a cart or an order starts, nothing else does (SP-05).
        """
        alone = any(
            isinstance(one, CartAbandoned) or (isinstance(one, EventPattern) and one.per_order)
            for one in self.starts
        )
        called = EventPattern(kinds=(JOURNEY_CALLED,), subjects=(self.name,))
        return self.starts if alone else (*self.starts, called)
