"""Steps: one line each, or heads with the steps below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import nodes
from ..nodes import PointsAction, Weekday
from .lines import Line
from .templates import Phrases, Say, fill, followed_by

_LABEL = "[ as {label}]"
_POINTS = {
    PointsAction.ADD: "add {points} {unit} to {score}",
    PointsAction.SUBTRACT: "subtract {points} {unit} from {score}",
    PointsAction.SET: "set points of {score} to {points}",
    PointsAction.ERASE: "erase points of {score}",
}
_LISTED_DAYS = 2  # as many in a row are listed, more are a range


def steps(found: Iterable[nodes.Step], say: Say) -> Iterator[Line]:
    """The lines of steps in their order; an `if` has several."""
    for step in found:
        match step:
            case nodes.If():
                yield from _branches(step, say)
            case nodes.Split():
                arms = tuple(_arm(arm, say) for arm in step.arms)
                yield Line(fill(f"split{_LABEL}:", step, say), step.span, arms)
            case nodes.Repeat():
                head = f"repeat {{times}} times[ every {{every}}][ until {{until}}]{_LABEL}:"
                yield _block(fill(head, step, say), step, say)
            case _:
                yield Line(say(step), step.span)


def _branches(step: nodes.If, say: Say) -> Iterator[Line]:
    for branch in step.branches:
        first = branch is step.branches[0]
        test = fill(f"{'if' if first else 'else if'} {{test}}[ within {{within}}]", branch, say)
        yield _block(test + fill(_LABEL if first else "", step, say) + ":", branch, say)
    if step.otherwise:
        yield _block("else:", step.otherwise, say)


def _arm(arm: nodes.Arm, say: Say) -> Line:
    return _block(fill("{share}[ {name}]:", arm, say), arm, say)


def _block(
    head: str, node: nodes.Branch | nodes.Otherwise | nodes.Arm | nodes.Repeat, say: Say
) -> Line:
    return Line(head, node.span, tuple(steps(node.steps, say)))


def unsubscribe(node: nodes.Unsubscribe, say: Say) -> str:
    """`unsubscribe` means email."""
    return "unsubscribe" if node.channel is nodes.Channel.EMAIL else "unsubscribe from sms"


def change_points(node: nodes.ChangePoints, say: Say) -> str:
    """`add 10 points to loyalty`, `erase points of loyalty`."""
    unit = "point" if node.points and node.points.value == 1 else "points"
    words = {"points": say(node.points), "unit": unit, "score": say(node.score)}
    return _POINTS[node.action].format_map(words)


def slot(node: nodes.Slot, say: Say) -> str:
    """`09:00`, `tuesday 09:30`, `monday to friday between 09:00 and 17:00`."""
    times = f"between {say(node.start)} and {say(node.end)}" if node.end else say(node.start)
    days = ", ".join(_days_in_a_row(run) for run in _runs(node.days))
    return f"{days} {times}".strip()


def _runs(days: tuple[Weekday, ...]) -> list[list[Weekday]]:
    """Days that follow each other, also over the end of the week."""
    week = list(Weekday)
    if len(days) == len(week):
        return [week]
    firsts = [at for at, day in enumerate(week) if day in days and week[at - 1] not in days]
    return [_run(week[at:] + week[:at], days) for at in firsts]


def _run(week: list[Weekday], days: tuple[Weekday, ...]) -> list[Weekday]:
    length = next(at for at, day in enumerate(week) if day not in days)
    return week[:length]


def _days_in_a_row(run: list[Weekday]) -> str:
    return ", ".join(run) if len(run) <= _LISTED_DAYS else f"{run[0]} to {run[-1]}"


_STEPS: Phrases = {
    nodes.Wait: "wait {duration}",
    nodes.WaitUntil: "wait until {moment}",
    nodes.WaitFor: "wait for {awaited}[ up to {limit}]",
    nodes.SendEmail: "send email[ {email}][ with survey {survey}][ with subject {subject}]",
    nodes.SendSms: "send sms[ {sms}]",
    nodes.AddTag: "add tag {tag}",
    nodes.RemoveTag: "remove tag {tag}",
    nodes.JoinGroup: "join group {group}",
    nodes.LeaveGroup: "leave group {group}",
    nodes.SetField: "set field {field} to {value}",
    nodes.Unsubscribe: unsubscribe,
    nodes.Archive: "archive",
    nodes.CallWebhook: "call webhook {webhook}",
    nodes.Notify: "notify {address} {message}",
    nodes.ChangePoints: change_points,
    nodes.GiveDiscount: "give discount {discount}",
    nodes.StartJourney: "start journey {journey}",
    nodes.Stop: "stop",
}

PHRASES: Phrases = {**followed_by(_LABEL, _STEPS), nodes.Slot: slot}
