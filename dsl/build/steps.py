"""Steps, heads of blocks, and the settings of a journey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from .. import nodes
from ..nodes import Channel, PointsAction, ReEntryKind, Weekday
from ..source import Span
from ..tokens import Token
from .clauses import Clause, Limited, merge, unlimited
from .literals import constant, weekday

WEEK = tuple(Weekday)


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a block among steps: its keyword, and the node its steps go into."""

    keyword: str
    node: nodes.Branch | nodes.Otherwise | nodes.Split | nodes.Arm | nodes.Repeat
    label: nodes.Name | None = None

    @property
    def span(self) -> Span:
        """The place of the line."""
        return self.node.span


def _labelled(step: nodes.Step, label: nodes.Name, *, span: Span) -> nodes.Step:
    return replace(step, label=label, span=span)


def _wait_for(found: Limited, limit: nodes.Duration | None, *, span: Span) -> nodes.WaitFor:
    return nodes.WaitFor(unlimited(found), limit, span=span)


def _send_email(email: nodes.Name | None, *clauses: Clause, span: Span) -> nodes.SendEmail:
    return nodes.SendEmail(email, span=span, **merge(clauses))


def _unsubscribe(channel: Channel | None, *, span: Span) -> nodes.Unsubscribe:
    return nodes.Unsubscribe(channel or Channel.EMAIL, span=span)


def _change_points(
    action: PointsAction, points: nodes.Number, score: nodes.Name, *, span: Span
) -> nodes.ChangePoints:
    return nodes.ChangePoints(action, score, points, span=span)


def _slot(start: nodes.Time, end: nodes.Time | None = None, *, span: Span) -> nodes.Slot:
    return nodes.Slot((), start, end, span=span)


def _days(*ranges: tuple[Weekday, ...], span: Span) -> tuple[Weekday, ...]:
    del span
    named = {day for found in ranges for day in found}
    return tuple(day for day in WEEK if day in named)


def _day_range(first: Token, last: Token | None, *, span: Span) -> tuple[Weekday, ...]:
    """`friday to monday` goes over the end of the week."""
    del span
    start = WEEK.index(weekday(first))
    length = (WEEK.index(weekday(last)) - start) % len(WEEK) if last else 0
    return (WEEK + WEEK)[start : start + length + 1]


def _if(found: Limited, label: nodes.Name | None, *, span: Span) -> Head:
    return Head("if", nodes.Branch(found.test, (), found.within, span=span), label)


def _else_if(found: Limited, *, span: Span) -> Head:
    return Head("else if", nodes.Branch(found.test, (), found.within, span=span))


def _else(*, span: Span) -> Head:
    return Head("else", nodes.Otherwise((), span=span))


def _split(label: nodes.Name | None, *, span: Span) -> Head:
    return Head("split", nodes.Split((), label=label, span=span))


def _arm(share: nodes.Percentage, name: nodes.Name | None, *, span: Span) -> Head:
    return Head("arm", nodes.Arm(share, (), name, span=span))


def _repeat(
    times: nodes.Number,
    every: nodes.Duration | None,
    until: Limited | None,
    label: nodes.Name | None,
    *,
    span: Span,
) -> Head:
    condition = unlimited(until) if until else None
    return Head("repeat", nodes.Repeat(times, (), every, condition, label=label, span=span))


def _of_occurrence(make: Callable[..., nodes.Node]) -> Callable[..., nodes.Node]:
    """A setting that holds an event or condition without a limit."""

    def build(found: Limited, *, span: Span) -> nodes.Node:
        return make(unlimited(found), span=span)

    return build


def _goal(found: Limited, *, span: Span) -> nodes.Goal:
    return nodes.Goal(found.test, found.within, span=span)


def _re_entry(entry: tuple[ReEntryKind, nodes.Duration | None], *, span: Span) -> nodes.ReEntry:
    return nodes.ReEntry(*entry, span=span)


def _after_leaving(duration: nodes.Duration, *, span: Span) -> tuple[ReEntryKind, nodes.Duration]:
    del span
    return ReEntryKind.AFTER, duration


ACTIONS: dict[str, Any] = {
    "wait": nodes.Wait,
    "wait_until": nodes.WaitUntil,
    "wait_for": _wait_for,
    "send_email": _send_email,
    "send_sms": nodes.SendSms,
    "add_tag": nodes.AddTag,
    "remove_tag": nodes.RemoveTag,
    "join_group": nodes.JoinGroup,
    "leave_group": nodes.LeaveGroup,
    "set_field": nodes.SetField,
    "unsubscribe": _unsubscribe,
    "archive": nodes.Archive,
    "call_webhook": nodes.CallWebhook,
    "notify": nodes.Notify,
    "add_points": partial(_change_points, PointsAction.ADD),
    "subtract_points": partial(_change_points, PointsAction.SUBTRACT),
    "set_points": partial(nodes.ChangePoints, PointsAction.SET),
    "erase_points": partial(nodes.ChangePoints, PointsAction.ERASE),
    "give_discount": nodes.GiveDiscount,
    "start_journey": nodes.StartJourney,
    "stop": nodes.Stop,
    "labelled": _labelled,
    "slot": _slot,
    "day_slot": nodes.Slot,
    "days": _days,
    "day_range": _day_range,
    # heads of blocks
    "if_": _if,
    "else_if": _else_if,
    "else_": _else,
    "split": _split,
    "arm": _arm,
    "repeat": _repeat,
    # settings of a journey
    "starting_point": _of_occurrence(nodes.StartingPoint),
    "status": nodes.Status,
    "only_if": _of_occurrence(nodes.OnlyIf),
    "re_entry": _re_entry,
    "never": constant((ReEntryKind.NEVER, None)),
    "always": constant((ReEntryKind.ALWAYS, None)),
    "after_leaving": _after_leaving,
    "exit_when": _of_occurrence(nodes.ExitWhen),
    "goal": _goal,
    "objective": nodes.Objective,
    "holdout": nodes.Holdout,
    "quiet_hours": nodes.QuietHours,
    "no_hours": constant(None),
    "time_zone": nodes.TimeZone,
}
