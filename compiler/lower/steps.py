"""Steps to the step graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any, Final, Literal

from ...dsl import nodes
from ..exact import DAY, clock, day_number, wall
from ..ir import steps as ir
from ..ir.text import fold
from ..resolve.sends import BuiltIn, Send, is_cart_journey, is_order_journey, sent_message
from .conditions import predicate
from .dates import contact_date
from .events import pattern
from .graph import Graph, Label, derived_key, salt
from .literals import duration, millionths, month_day
from .messages import Purpose, purpose
from .scope import Scope, Unchecked, member

Steps = tuple[nodes.Step, ...]
WEEKDAYS: Final = {day: number for number, day in enumerate(nodes.Weekday)}


@dataclass(frozen=True, slots=True)
class Here:
    """Where lowering stands: the graph, the branches taken to get here, the rounds of repeats."""

    graph: Graph
    scope: Scope
    stopped: Label
    line: Callable[[nodes.Node], int]
    path: tuple[str, ...] = ()
    rounds: tuple[int, ...] = ()

    def below(self, branch: str) -> Here:
        """Inside a branch."""
        return replace(self, path=(*self.path, branch))

    def emit(self, step: ir.Step, node: nodes.Step, label: nodes.Name | None = None) -> None:
        """Add a step; its key is its label, else derived."""
        key = self.key(label) if label else derived_key(step, self.path)
        if label and key != label.text:
            step = step.model_copy(update={"first_round": label.text})
        if isinstance(step, ir.Split) and self.scope.journey:
            step = step.model_copy(update={"salt": salt(self.scope.journey.name.text, key)})
        self.graph.emit(step.model_copy(update={"line": self.line(node)}), key)

    def key(self, label: nodes.Name) -> str:
        """A label; in later rounds of a repeat, with the round."""
        later = any(number > 1 for number in self.rounds)
        return "-".join([label.text, *map(str, self.rounds if later else ())])


def entry(steps: Steps, to: Label, here: Here) -> Label:
    """The label of a block's first step; of an empty one, where it leads."""
    if not steps:
        return to
    return here.stopped if _leads_to_stop(steps[0], here) else here.graph.label()


def _leads_to_stop(step: nodes.Step, here: Here) -> bool:
    """Whether a `stop` is only a way to the shared end: it has no name, and is in no round."""
    return isinstance(step, nodes.Stop) and step.label is None and not here.rounds


def block(steps: Steps, start: Label, to: Label, here: Here) -> None:
    """Emit the steps of a block, one after the other, from its entry to where it leads."""
    for number, step in enumerate(steps):
        if _leads_to_stop(step, here):
            return
        after = entry(steps[number + 1 :], to, here)
        here.graph.place(start)
        lower(step, after, here)
        start = after


Bare: Final[dict[str, Any]] = {"number": 0, "key": ""}  # the graph fills both in


@singledispatch
def lower(step: nodes.Step, to: Label, here: Here) -> None:
    """Emit a step that leads to a label; most become one step of the ir."""
    here.emit(simple(step, to, here), step, step.label)


@singledispatch
def simple(step: nodes.Step, to: Label, here: Here) -> ir.Step:
    """The one step that a step becomes."""
    raise Unchecked(f"a step of type {type(step).__name__}")


@simple.register
def _(step: nodes.Wait, to: Label, here: Here) -> ir.Step:
    return ir.Wait(**Bare, duration=duration(step.duration), next=to)


@simple.register
def _(step: nodes.WaitUntil, to: Label, here: Here) -> ir.Step:
    match step.moment:
        case nodes.Slot():
            return _slot(step.moment, to)
        case nodes.Date() | nodes.DateTime():
            return ir.WaitUntil(**Bare, wall=wall(step.moment.value), next=to)
        case nodes.ContactDate():
            return ir.WaitDate(**Bare, date=contact_date(step.moment, here.scope), next=to)
        case _:
            raise Unchecked("a moment to wait for")


def _slot(slot: nodes.Slot, to: Label) -> ir.Step:
    days = tuple(WEEKDAYS[day] for day in slot.days) or tuple(range(7))
    start = clock(slot.start.value) if slot.start else 0
    end = clock(slot.end.value) if slot.end else None if slot.start else DAY
    return ir.WaitUntil(**Bare, weekdays=days, start=start, end=end, next=to)


@simple.register
def _(step: nodes.WaitFor, to: Label, here: Here) -> ir.Step:
    limit = duration(step.limit) if step.limit else None
    timeout = to if limit else None
    if isinstance(step.awaited, nodes.Event):
        found = pattern(step.awaited, here.scope)
        return ir.WaitEvent(**Bare, pattern=found, limit=limit, next=to, timeout=timeout)
    condition = predicate(step.awaited, here.scope)
    return ir.WaitCondition(**Bare, predicate=condition, limit=limit, next=to, timeout=timeout)


@simple.register(nodes.SendEmail)
@simple.register(nodes.SendSms)
def _(step: Send, to: Label, here: Here) -> ir.Step:
    journey = here.scope.journey
    sent = sent_message(step, journey, here.scope.project.symbols) if journey else None
    if journey is None or sent is None:
        raise Unchecked("a send without a message")
    email = isinstance(step, nodes.SendEmail)
    name = sent.name if isinstance(sent, BuiltIn) else sent
    kind = nodes.Email if email else nodes.Sms
    said = "marketing" if isinstance(sent, BuiltIn) else purpose(kind, name, here.scope)
    return ir.Send(
        **Bare,
        channel="email" if email else "sms",
        message=name,
        subject=step.subject.value if isinstance(step, nodes.SendEmail) and step.subject else None,
        survey=step.survey.text if isinstance(step, nodes.SendEmail) and step.survey else None,
        countries=() if email else countries(here.scope),
        consent=consent(said, journey),
        next=to,
    )


def countries(scope: Scope) -> tuple[str, ...]:
    """Where a text message may arrive: where the sms program is registered. STEP-42."""
    program = scope.project.audience.settings.one("sms program", nodes.SmsProgram)
    return tuple(one.value.upper() for one in program.countries) if program else ()


def consent(purpose: Purpose, journey: nodes.Journey) -> Literal[Purpose, "cart"]:
    """What a message needs: in journeys of carts and of orders less than it says. SP-60, 69."""
    if is_order_journey(journey):
        return "transactional"
    return "cart" if purpose == "marketing" and is_cart_journey(journey) else purpose


@simple.register(nodes.AddTag)
@simple.register(nodes.RemoveTag)
def _(step: nodes.AddTag | nodes.RemoveTag, to: Label, here: Here) -> ir.Step:
    name, add = step.tag.value.strip(), isinstance(step, nodes.AddTag)
    return ir.Tag(**Bare, tag=fold(name), name=name, add=add, next=to)


@simple.register(nodes.JoinGroup)
@simple.register(nodes.LeaveGroup)
def _(step: nodes.JoinGroup | nodes.LeaveGroup, to: Label, here: Here) -> ir.Step:
    join = isinstance(step, nodes.JoinGroup)
    return ir.GroupMembership(**Bare, group=member(step.group), join=join, next=to)


@simple.register
def _(step: nodes.Unsubscribe, to: Label, here: Here) -> ir.Step:
    return ir.Unsubscribe(**Bare, channel=step.channel.value, next=to)


@simple.register
def _(step: nodes.StartJourney, to: Label, here: Here) -> ir.Step:
    return ir.StartJourney(**Bare, journey=step.journey.text, next=to)


@simple.register
def _(step: nodes.Archive, to: Label, here: Here) -> ir.Step:
    return ir.Archive(**Bare, next=to)


@simple.register
def _(step: nodes.Stop, to: Label, here: Here) -> ir.Step:
    return ir.End(**Bare, reason="stopped")


@simple.register
def _(step: nodes.SetField, to: Label, here: Here) -> ir.Step:
    field = step.field.text
    match step.value:
        case nodes.Empty():
            return ir.SetField(**Bare, field=field, to="empty", next=to)
        case nodes.Today():
            return ir.SetField(**Bare, field=field, to="today", next=to)
        case nodes.Now():
            return ir.SetField(**Bare, field=field, to="now", next=to)
        case nodes.EventProperty(name=name):
            return ir.SetField(**Bare, field=field, to="event", value=name.text, next=to)
        case nodes.Change():
            number = nodes.Number(step.value.amount, span=step.value.span)
            return ir.SetField(**Bare, field=field, to="plus", value=millionths(number), next=to)
        case value:
            return ir.SetField(**Bare, field=field, to="value", value=stored(value), next=to)


def stored(value: nodes.Value) -> str | int:
    """A value as a field keeps it: text, millionths, days since 1970-01-01, MMDD, or 0 and 1."""
    match value:
        case nodes.Number():
            return millionths(value)
        case nodes.Date():
            return day_number(value.value)
        case nodes.MonthDay():
            return month_day(value)
        case nodes.YesNo():
            return int(value.value)
        case nodes.Text():
            return value.value
        case _:
            raise Unchecked("a value that no field keeps")
