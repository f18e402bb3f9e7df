"""Steps and starting points in words: what the graph and the timeline call them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from ...compiler.ir import (
    CartAbandoned,
    DateArrives,
    EmailSilence,
    EventPattern,
    Lapsed,
    Predicate,
    StartingPoint,
    TimePattern,
)
from ...compiler.ir import steps as s
from .amounts import clock, duration, number, wall
from .conditions import condition, products
from .dates import contact_date, silence
from .happenings import happens
from .reasons import EDGES, words

ENDS = {
    "completed": "end",
    "stopped": "stop",
    "archived": "archived",
    "holdout": "end of those held out",
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def start(of: StartingPoint) -> str:
    """How contacts get in."""
    match of:
        case EventPattern():
            return event(of)
        case CartAbandoned():
            including = f" with {products(of.including)}" if of.including else ""
            excluding = f" without {products(of.excluding)}" if of.excluding else ""
            idle = f" after {duration(of.after)}"
            return f"abandons cart{inside(of.store)}{including}{excluding}{idle}{limited(of.where)}"
        case Lapsed():
            idle = f"goes {duration(of.after)} without buying"
            return f"{idle}{inside(of.store)}{limited(of.where)}"
        case DateArrives():
            return f"{'' if of.date.offset else 'on '}{contact_date(of.date)}{limited(of.where)}"
        case EmailSilence():
            return f"{silence(of)}{limited(of.where)}"
        case _:
            assert_never(of)


def inside(store: str | None) -> str:
    """The store that something happens in."""
    return f" in store {store}" if store else ""


def limited(where: Predicate | None) -> str:
    """The condition that goes with an event."""
    return f" where {condition(where)}" if where else ""


def listened(of: EventPattern) -> str:
    """The kinds of event, and what they are about."""
    if of.derived is not None:
        return " or ".join(
            start(one.of) if isinstance(one, TimePattern) else happens(kind, [one.key])
            for kind in of.kinds
            for one in of.derived
        )
    return " or ".join(happens(kind, of.subjects) for kind in of.kinds)


def event(of: EventPattern) -> str:
    """What must happen."""
    words = [
        "order confirmed" if of.standing else listened(of),
        f'to "{of.value}"' if of.value is not None else f"to {of.to}" if of.to else "",
        products(of.products) if of.products else "",
        f"in store {of.store}" if of.store else "",
        "including imported" if of.include_imported else "",
        f"where {condition(of.where)}" if of.where else "",
    ]
    return " ".join(word for word in words if word)


def step(of: s.Step) -> str:
    """What a step does, on one line."""
    match of:
        case s.Start():
            return "start"
        case s.Wait() | s.WaitUntil() | s.WaitDate() | s.WaitEvent() | s.WaitCondition():
            return waiting(of)
        case s.Branch():
            return f"if {condition(of.arms[0].predicate)}" if len(of.arms) == 1 else "if"
        case s.Split():
            return "split"
        case s.Among():
            return f"if among the first {of.limit:,}"
        case s.Send():
            survey = f" with survey {of.survey}" if of.survey else ""
            subject = f' with subject "{of.subject}"' if of.subject else ""
            return f"send {of.channel} {of.message}{survey}{subject}"
        case s.CallWebhook():
            return f"call webhook {of.webhook}"
        case s.StartJourney():
            return f"start journey {of.journey}"
        case s.Notify():
            return f'notify "{of.address}" "{of.text}"'
        case s.End():
            return ENDS[of.reason]
        case _:
            return change(of)


def waiting(of: s.Wait | s.WaitUntil | s.WaitDate | s.WaitEvent | s.WaitCondition) -> str:
    """The steps at which a contact rests."""
    match of:
        case s.Wait():
            return f"wait {duration(of.duration)}"
        case s.WaitUntil():
            return f"wait until {until(of)}"
        case s.WaitDate():
            return f"wait until {contact_date(of.date)}"
        case s.WaitEvent():
            what = event(of.pattern)
        case s.WaitCondition():
            what = condition(of.predicate)
        case _:
            assert_never(of)
    return f"wait for {what}" + (f" up to {duration(of.limit)}" if of.limit else "")


def until(of: s.WaitUntil) -> str:
    """`tuesday 09:30`, `monday, friday between 09:00 and 17:00`."""
    if of.wall is not None:
        return wall(of.wall)
    days = weekdays(of.weekdays)
    if of.end is None:
        return f"{days}{clock(of.start)}"
    return f"{days}between {clock(of.start)} and {clock(of.end)}"


def weekdays(days: Sequence[int]) -> str:
    """The days of the week, with a space after them; nothing for all seven."""
    if len(days) == len(_DAYS):
        return ""
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        return f"{_DAYS[days[0]]} to {_DAYS[days[-1]]} "
    return ", ".join(_DAYS[day] for day in days) + " "


Change = (
    s.Tag
    | s.GroupMembership
    | s.SetField
    | s.ChangePoints
    | s.GiveDiscount
    | s.Unsubscribe
    | s.Archive
)


def change(of: Change) -> str:
    """The steps that change the contact."""
    match of:
        case s.Tag():
            return f'{"add" if of.add else "remove"} tag "{of.name}"'
        case s.GroupMembership():
            return f"{'join' if of.join else 'leave'} group {of.group}"
        case s.SetField():
            return f"set field {of.field} to {field_value(of)}"
        case s.ChangePoints():
            return points(of)
        case s.GiveDiscount():
            return f"give discount {of.discount}"
        case s.Unsubscribe():
            return "unsubscribe" if of.channel == "email" else "unsubscribe from sms"
        case s.Archive():
            return "archive"
        case _:
            assert_never(of)


def points(of: s.ChangePoints) -> str:
    """What is done to the points of a score."""
    count = f"{abs(of.points)} point{'' if abs(of.points) == 1 else 's'}"
    match of.do:
        case "add":
            add = of.points >= 0
            return f"add {count} to {of.score}" if add else f"subtract {count} from {of.score}"
        case "set":
            return f"set points of {of.score} to {of.points}"
        case "erase":
            return f"erase points of {of.score}"


def field_value(of: s.SetField) -> str:
    """What a field is set to."""
    if of.to == "plus":
        return f"+ {number(int(of.value or 0))}"
    if of.to == "event":
        return f"event.{of.value}"
    if of.to != "value":
        return of.to
    return f'"{of.value}"' if isinstance(of.value, str) else str(of.value)


def edges(of: s.Step) -> list[tuple[int, str]]:
    """The ways on from a step: the next step's number, and the words on the arrow."""
    match of:
        case s.Branch():
            arms = [(arm.next, answer(of, number)) for number, arm in enumerate(of.arms)]
            return [*arms, (of.otherwise, "else")]
        case s.Among():
            return [(of.next, "yes"), (of.otherwise, "else")]
        case s.Split():
            return [(arm.next, f"{arm.share / 100:g}% {arm.name}") for arm in of.arms]
        case s.WaitEvent() | s.WaitCondition() if of.timeout is not None:
            return [(of.next, "it happens"), (of.timeout, "too late")]
        case s.End():
            return []
        case _:
            return [(of.next, "")]


def answer(of: s.Branch, arm: int) -> str:
    """The words for one arm of an `if`: its condition, unless there is but one."""
    return "yes" if len(of.arms) == 1 else condition(of.arms[arm].predicate)


def way(of: s.Step, edge: str) -> str:
    """The words for the way taken: `yes:N` is an arm of an `if`, `arm:NAME` one of a split."""
    kind, _, name = edge.partition(":")
    if kind == "yes":
        return answer(of, int(name)) if isinstance(of, s.Branch) else "yes"
    if kind == "moved":
        return "was moved here"
    return f"into {name}" if kind == "arm" else words(EDGES, edge)
