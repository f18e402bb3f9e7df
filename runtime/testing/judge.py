"""Expectations: whether they hold, and a sentence for what is so instead."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import timedelta

from ...compiler.ir import Segment
from ...compiler.ir.tests import Count, Expectation, Holds, Left, Members, Received, Stands
from ...compiler.ir.zones import EPOCH, shift, to_wall
from .. import segments
from ..store import Row
from .actual import actual
from .stage import Stage, instant

MINUTE = 60_000
ASKED = "asked by a test"
COMPARE: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def judge(stage: Stage, line: Expectation) -> str | None:
    """Nothing when the expectation holds, else what is so instead."""
    match line:
        case Received():
            return received(stage, line)
        case Count():
            return count(stage, line)
        case Stands():
            return stands(stage, line)
        case Left():
            return left(stage, line)
        case Holds():
            return holds(stage, line)
        case Members():
            return members(stage, line)


def letters(stage: Stage, contact: str, sent: bool = True) -> list[Row]:
    """The messages that were sent to a contact; or those that were not."""
    rows = stage.store.read("testing.letters", contact=contact)
    return [row for row in rows if (row[2] == "accepted") is sent]


def shown(stage: Stage, at: int) -> str:
    """`2026-03-01 09:00`, on the clock of the audience."""
    return f"{EPOCH + timedelta(milliseconds=to_wall(at, stage.zone)):%Y-%m-%d %H:%M}"


def told(stage: Stage, rows: list[Row]) -> str:
    """`email hello at 2026-03-01 09:00, sms nudge at …`, or `nothing`."""
    return ", ".join(f"{row[0]} {row[1]} at {shown(stage, row[4])}" for row in rows) or "nothing"


def received(stage: Stage, line: Received) -> str | None:
    """A message that is to have come, or not."""
    which = (line.channel, line.message)
    rows = [row for row in letters(stage, line.contact) if (row[0], row[1]) == which]
    found = [row for row in rows if in_time(stage, line, row[4])]
    if bool(found) is not line.negated:
        return None
    if line.negated:
        return f"{line.contact} received {told(stage, found)}"
    if rows:
        return f"{line.contact} received {told(stage, rows)}"
    held = [row for row in letters(stage, line.contact, sent=False) if (row[0], row[1]) == which]
    if held:
        return f"{line.channel} {line.message} was not sent: {reason(held[-1])}"
    return f"{line.contact} received {told(stage, letters(stage, line.contact))}"


def reason(row: Row) -> str:
    """Why a message was not sent."""
    return str(row[3] or row[2]).replace("_", " ")


def in_time(stage: Stage, line: Received, at: int) -> bool:
    """Whether a message came when it was to come: to the minute, or within a time."""
    if line.within is not None:
        return stage.told_at <= at <= shift(stage.told_at, line.within, stage.zone)
    if line.wall is not None:
        due = instant(line.wall, None, at, stage.zone)
        return due // MINUTE == at // MINUTE
    if line.clock is not None:
        wall = to_wall(at, stage.zone)
        return wall // MINUTE == (wall - wall % 86_400_000 + line.clock) // MINUTE
    return True


def count(stage: Stage, line: Count) -> str | None:
    """So many messages."""
    rows = [row for row in letters(stage, line.contact) if line.channel in (None, row[0])]
    if COMPARE[line.compare](len(rows), line.number):
        return None
    return f"{line.contact} received {told(stage, rows)}"


def stands(stage: Stage, line: Stands) -> str | None:
    """Where a contact rests; a step that is repeated has numbers behind its label."""
    rows = stage.store.read("testing.whereabouts", contact=line.contact, journey=line.journey)
    label = re.compile(rf"{re.escape(line.key)}(-\d+)?")
    here = any(label.fullmatch(str(key)) for (key,) in rows)
    if here is not line.negated:
        return None
    if line.negated:
        return f"{line.contact} is at {line.key}"
    if rows:
        return f"{line.contact} is at another step of journey {line.journey}"
    return f"{line.contact} is not in journey {line.journey}"


def left(stage: Stage, line: Left) -> str | None:
    """Why the runs of a contact ended."""
    of = {"contact": line.contact, "journey": line.journey}
    reasons = [str(reason) for (reason,) in stage.store.read("testing.endings", **of)]
    gone = line.reason in reasons if line.reason else bool(reasons)
    if gone is not line.negated:
        return None
    if reasons:
        words = ", ".join(reason.replace("_", " ") for reason in reasons)
        return f"{line.contact} left journey {line.journey}: {words}"
    if stage.store.read("testing.whereabouts", **of):
        return f"{line.contact} is still in journey {line.journey}"
    return f"{line.contact} has never been in journey {line.journey}"


def holds(stage: Stage, line: Holds) -> str | None:
    """A condition, asked as a segment that only the test knows."""
    asked = Segment(name=ASKED, predicate=line.predicate)
    program = stage.program.model_copy(update={"segments": (*stage.program.segments, asked)})
    numbers = segments.members(stage.store, program, ASKED, stage.now)
    if line.contact in names(stage, numbers):
        return None
    instead = actual(stage, line.contact, line.predicate)
    return f"it is not so of {line.contact}{f': {instead}' if instead else ''}"


def names(stage: Stage, numbers: list[int]) -> list[str]:
    """The names of contacts, in their order."""
    known = {int(number): str(key) for number, key in stage.store.read("testing.contacts")}
    return sorted(known[number] for number in numbers)


def members(stage: Stage, line: Members) -> str | None:
    """Who is in a segment."""
    numbers = segments.members(stage.store, stage.program, line.segment, stage.now)
    found = names(stage, numbers)
    if (found == sorted(line.contacts)) is not line.negated:
        return None
    return f"segment {line.segment} is {', '.join(found) or 'empty'}"
