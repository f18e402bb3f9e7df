"""A journey: its settings and its step graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from ...dsl import nodes
from ..exact import clock
from ..ir import kinds
from ..ir import steps as ir
from ..ir.calendar import Duration
from ..ir.events import EventPattern
from ..ir.journey import Exit, Goal, Journey, QuietHours, ReEntry
from ..resolve.project import Project
from ..resolve.sends import starts, status
from ..resolve.symbols import Declared
from . import branches as _branches  # noqa: F401  registers what it lowers
from . import derived as _derived  # noqa: F401  registers what it lowers
from . import visits as _visits  # noqa: F401  registers what it lowers
from .conditions import predicate
from .events import pattern, starting_points
from .graph import Graph, Label
from .literals import duration
from .outbound import UNDISTURBED, door, held_out
from .scope import Scope, store_name
from .steps import Bare, Here, block, entry

S = TypeVar("S", bound=nodes.Node)


@dataclass(frozen=True, slots=True)
class _Settings:
    """The settings of one journey, by their type."""

    journey: nodes.Journey

    def one(self, kind: type[S]) -> S | None:
        """The setting of a type, None when it is not given."""
        return next((one for one in self.journey.settings if isinstance(one, kind)), None)


def journey(declared: Declared[nodes.Journey], project: Project) -> Journey:
    """A checked journey."""
    node = declared.node
    scope, said = Scope(project, node), _Settings(node)
    only_if, objective = said.one(nodes.OnlyIf), said.one(nodes.Objective)
    hours, zone = said.one(nodes.QuietHours), said.one(nodes.TimeZone)
    return Journey(
        name=node.name.text,
        title=node.title.value if node.title else None,
        status=status(node),
        objective=objective.text.value if objective else None,
        starts=tuple(one for start in starts(node) for one in starting_points(start.event, scope)),
        only_if=predicate(only_if.condition, scope) if only_if else None,
        re_entry=re_entry(said.one(nodes.ReEntry)),
        exits=exits(said.one(nodes.ExitWhen), scope),
        goal=goal(said.one(nodes.Goal), scope),
        holdout=held_out(said.one(nodes.Holdout)),
        quiet_hours=own_hours(hours),
        time_zone=zone.zone.value if zone else "contact",
        steps=step_graph(declared, scope),
    )


def re_entry(said: nodes.ReEntry | None) -> ReEntry:
    """May a contact come back? Not unless the journey says so. SP-07, SP-08."""
    if said is None:
        return ReEntry()
    return ReEntry(mode=said.kind.value, after=duration(said.after) if said.after else Duration())


def exits(said: nodes.ExitWhen | None, scope: Scope) -> tuple[Exit, ...]:
    """The exit that is written, and of a cart journey, the purchase. STEP-07, SP-59."""
    written = [exit_when(said.test, scope)] if said else []
    anything = Exit(event=EventPattern(kinds=(kinds.ORDERED,)), reason="purchased")
    more = [] if anything in written else [one for one in cart_exits(scope) if one not in written]
    return (*written, *more)


def exit_when(test: nodes.Occurrence, scope: Scope) -> Exit:
    """An exit on an event or a condition."""
    if isinstance(test, nodes.Buys):
        return Exit(event=pattern(test, scope), reason="purchased")
    if isinstance(test, nodes.Event):
        return Exit(event=pattern(test, scope))
    return Exit(predicate=predicate(test, scope))


def cart_exits(scope: Scope) -> list[Exit]:
    """Who buys in the store has not abandoned the cart. SP-59."""
    events = (start.event for start in starts(scope.journey)) if scope.journey else ()
    stores = [store_name(event.store) for event in events if isinstance(event, nodes.AbandonsCart)]
    return [
        Exit(event=EventPattern(kinds=(kinds.ORDERED,), store=store), reason="purchased")
        for store in stores
    ]


def goal(said: nodes.Goal | None, scope: Scope) -> Goal | None:
    """What the journey is for."""
    if said is None:
        return None
    within = duration(said.within) if said.within else None
    return Goal(event=pattern(said.test, scope), within=within)


def quiet_hours(hours: nodes.TimeRange) -> QuietHours:
    """When no message leaves."""
    return QuietHours(start=clock(hours.start.value), end=clock(hours.end.value))


def own_hours(said: nodes.QuietHours | None) -> QuietHours | None:
    """The hours of a journey, which may be none at all. STEP-44."""
    if said is None:
        return None
    return quiet_hours(said.hours) if said.hours else UNDISTURBED


def step_graph(declared: Declared[nodes.Journey], scope: Scope) -> tuple[ir.Step, ...]:
    """The steps, from the start to the ends."""
    graph, source = Graph(), declared.source
    stopped, completed, held = graph.label(), graph.label(), graph.label()

    def line(node: nodes.Node) -> int:
        return source.position(node.span.start).line

    here = Here(graph, scope, stopped, line)
    first = entry(declared.node.steps, completed, here)
    begin(declared.node, first, held, here)
    block(declared.node.steps, first, completed, here)
    if graph.names(held):
        graph.place(held)
        graph.emit(ir.End(**Bare, reason="holdout"), "held-out")
    if graph.names(stopped):
        graph.place(stopped)
        graph.emit(ir.End(**Bare, reason="stopped"), "stopped")
    graph.place(completed)
    graph.emit(ir.End(**Bare), "completed")
    return graph.settle()


def begin(journey: nodes.Journey, first: Label, held: Label, here: Here) -> None:
    """The start, and behind it the door at which some are held out."""
    graph, line = here.graph, here.line(journey)
    share = held_out(_Settings(journey).one(nodes.Holdout))
    inside = graph.label() if share else first
    graph.emit(ir.Start(**Bare, line=line, next=inside), "start")
    if share:
        graph.place(inside)
        graph.emit(door(share, journey, held, first), "holdout")
