"""Invariants that depend on what the project says: starting points, waits, hours, frequency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import chain

from ...compiler.ir import steps
from ...compiler.ir.journey import Journey
from ...compiler.ir.program import Program
from ...compiler.sql.journey.context import Context
from ...compiler.sql.journey.occasions import unanswered
from ..loaded import plans_of
from ..outbox.pressure import Letterbox, quiet_hours
from ..queries import sentence
from ..store import Row, Store
from .invariant import Check, Question


@dataclass(frozen=True, slots=True)
class Held:
    """A version whose rules are known: its journey, the number of its first step, its program.

    `since` is when the present program began to run; `present`: the version is of that one.
    """

    journey: Journey
    version_id: int
    base: int
    program_id: int
    program: Program
    since: int
    present: bool


def held(store: Store) -> Iterator[Held]:
    """All versions whose journey can be read."""
    plans = plans_of(store)
    for _, name, version, base, number, text, since, present in store.read(
        "prove_consent.versions"
    ):
        program = plans.program(int(number), str(text))
        for journey in program.journeys:
            if journey.name == name:
                yield Held(journey, version, base, number, program, since, bool(present))


def not_answered(store: Store, question: Question) -> Sequence[Row]:
    """Events that a starting point of a listening journey should have seen."""
    found: list[Row] = []
    plans = plans_of(store)
    for journey_id, name, after, activated, number, text, shards in store.read(
        "prove_consent.listening"
    ):
        program = plans.program(int(number), str(text))
        journey = next(one for one in program.journeys if one.name == name)
        context = Context(program, journey.time_zone, plans.periods, store.dialect, journey)
        place = {"journey": journey_id, "after": after, "activated_at": activated}
        for start in journey.starts:
            if (query := unanswered(context, start)) is not None:
                rows = store.read(query, **place, shards=shards, most=question.most)
                found += [(name, *row) for row in rows]
    return found


def least_wait(step: steps.Step) -> int | None:
    """How long somebody rests at a step at least, when it is the time that lets go on."""
    if isinstance(step, steps.Wait):
        return step.duration.shortest
    if isinstance(step, steps.WaitEvent | steps.WaitCondition) and step.limit is not None:
        return step.limit.shortest
    return None


def hasty(store: Store, question: Question) -> Sequence[Row]:
    """Runs that did not wait as long as their step says."""
    least = {
        one.base + step.number: wait
        for one in held(store)
        for step in one.journey.steps
        if (wait := least_wait(step)) is not None
    }
    found = (
        store.read(
            "prove_consent.hasty-waits", node=node, edge=edge, least=least[node], most=question.most
        )
        for node, edge, shortest in store.read("prove_consent.waits")
        if node in least and shortest < least[node]
    )
    return list(chain.from_iterable(found))


def in_quiet_hours(store: Store, question: Question) -> Sequence[Row]:
    """Marketing that left in the hours of its journey, or for texts in those of the audience."""
    found: list[Row] = []
    for one in held(store):
        for channel in ("email", "sms"):
            box = Letterbox(channel, UTC, one.journey)
            for start, end in quiet_hours(one.program.audience, box):
                hours = {"channel": channel, "quiet_from": start, "quiet_to": end}
                place = {"version": one.version_id, "since": one.since, "most": question.most}
                found += store.read("prove_consent.in-quiet-hours", **hours, **place)
    return found


def too_often(store: Store, question: Question) -> Sequence[Row]:
    """Marketing that was more than the present program allows."""
    found: list[Row] = []
    programs = {one.program_id: one for one in held(store) if one.present}
    for one in programs.values():
        for limit in one.program.audience.frequency:
            rule = {"per": limit.per, "limit": limit.most, "channel": limit.channel or ""}
            place = {"program": one.program_id, "since": one.since, "most": question.most}
            found += store.read("prove_consent.too-often", **rule, **place)
    return found


NOT_ANSWERED = Check(
    "prove.unanswered",
    ("journey", "event", "contact", "kind", "moment"),
    not_answered,
    "An event that fits a starting point let nobody in, and nothing tells why not.",
)
HASTY = Check(
    "prove.hasty-waits",
    ("run", "line", "node", "came_at", "left_at"),
    hasty,
    sentence("prove_consent.hasty-waits"),
)
IN_QUIET_HOURS = Check(
    "prove.in-quiet-hours",
    ("run", "node", "handed_at", "clock"),
    in_quiet_hours,
    sentence("prove_consent.in-quiet-hours"),
)
TOO_OFTEN = Check(
    "prove.too-often",
    ("run", "node", "contact", "nth", "handed_at"),
    too_often,
    sentence("prove_consent.too-often"),
)
