"""What the engine still needs of the past: read from the programs by which anybody goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC

from pydantic import BaseModel

from ..compiler import ir
from ..compiler.ir import kinds
from ..compiler.ir.calendar import DAY, Edge, Period
from ..compiler.ir.dates import EmailSilence
from ..compiler.ir.journey import Journey
from ..compiler.ir.predicates import DidEvent, JourneyActivity, MessageActivity
from ..compiler.ir.zones import bounds
from .store import Store

MESSAGES = (kinds.EMAIL_SENT, kinds.EMAIL_OPENED, kinds.EMAIL_CLICKED)
FOR_EVER = 0
ALWAYS = frozenset({*kinds.ORDER_KINDS, kinds.LOW_STOCK_ADDED, kinds.TIME_CAME})
"""Kinds of which one event for ever keeps another from being told: they always stay."""


@dataclass(slots=True)
class Needs:
    """Since when each kind of event is read (a kind that is missing: not at all); how long finished
    runs of a journey count, in milliseconds; which journeys are asked for as completed."""

    since: dict[str, int] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    completed: set[str] = field(default_factory=set)

    def read(self, wanted: Iterable[str], since: int) -> None:
        """These kinds are read from an instant on."""
        for kind in wanted:
            self.since[kind] = min(since, self.since.get(kind, since))

    def before(self, kind: str, cutoff: int) -> int | None:
        """From before when events of a kind may go; None: never."""
        since = FOR_EVER if kind in ALWAYS else self.since.get(kind, cutoff)
        return min(since, cutoff) if since > FOR_EVER else None


def needs(store: Store, now: int) -> Needs:
    """What all programs together need at an instant."""
    found = Needs()
    for (text,) in store.read("retain.programs"):
        add(found, ir.Program.model_validate_json(text), now)
    return found


def add(found: Needs, program: ir.Program, now: int) -> None:
    """What one program needs."""
    for journey in program.journeys:
        longest = max(returning(journey), reaching(journey))
        found.counted[journey.name] = max(longest, found.counted[journey.name])
    for model in within(program):
        match model:
            case DidEvent():
                found.read(model.kinds, since(model.period, now))
            case MessageActivity():
                found.read(MESSAGES, sends_since(model, now))
            case EmailSilence():
                found.read((kinds.EMAIL_SENT, model.answer), now - model.within.longest - DAY)
            case JourneyActivity(did="completed"):
                found.completed.add(model.journey)
            case Edge(anchor="email"):
                found.read((kinds.EMAIL_SENT,), FOR_EVER)


def returning(journey: Journey) -> int:
    """How long the end of a run keeps somebody from coming back."""
    return journey.re_entry.after.longest if journey.re_entry.mode == "after" else 0


def reaching(journey: Journey) -> int:
    """How long a finished run can reach its goal; without a limit, as long as it is kept."""
    goal = journey.goal
    return goal.within.longest if goal is not None and goal.within is not None else 0


def since(period: Period | None, now: int) -> int:
    """From when on a period reads events, in whatever zone."""
    if period is None or period.lower is None or period.lower.anchor == "email":
        return FOR_EVER
    lowest, _ = bounds(Period(lower=period.lower), "instant", now, UTC)
    return max(lowest - 2 * DAY, FOR_EVER)


def sends_since(model: MessageActivity, now: int) -> int:
    """From when on messages, opens and clicks are read; those that were not opened, for ever."""
    counted = model.did in ("sent", "opened", "clicked")
    if not counted or model.latest is not None or model.every:
        return FOR_EVER
    return since(model.period, now)


def within(model: object) -> Iterator[BaseModel]:
    """A model and all that are inside it."""
    pending = [model]
    while pending:
        match pending.pop():
            case tuple() as several:
                pending += several
            case BaseModel() as found:
                yield found
                pending += [getattr(found, name) for name in type(found).model_fields]
