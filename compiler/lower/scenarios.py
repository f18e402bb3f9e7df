"""Tests to the ir: contacts with their defaults, then line after line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ...dsl import nodes
from ...dsl.source import Source
from ..exact import clock, wall
from ..ir import tests as t
from ..ir.program import Program
from ..resolve.built_in import BUILT_IN_SEGMENTS, built_in_segments
from ..resolve.deeds import happening_of
from ..resolve.project import Project
from ..resolve.tree import descendants
from .attributes import COMPARISONS
from .conditions import predicate
from .deeds import deed
from .events import value_text
from .literals import duration, millionths
from .program import segment
from .scope import Scope, Unchecked, member

CHANNELS: Final[dict[str, t.Channel]] = {"email": "email", "sms": "sms"}
DOMAIN: Final = "test.example"


def suite(project: Project, program: Program) -> t.Suite:
    """The tests of a checked project, in the order of files and lines."""
    tests = tuple(
        test
        for file in project.files
        for node in file.declarations
        if isinstance(node, nodes.Scenario)
        for test in tests_of(node, file.source, Scope(project))
    )
    homes = {one.node.name.text: one.source.path for one in project.journeys}
    return t.Suite(program=with_built_in(project, program), tests=tests, homes=homes)


def with_built_in(project: Project, program: Program) -> Program:
    """The program with the built-in segments that only tests speak of."""
    tests = [one for file in project.files for one in descendants(file, nodes.Scenario)]
    asked = {use.segment.text for test in tests for use in descendants(test, nodes.InSegment)}
    said = asked | {use.segment.text for test in tests for use in descendants(test, nodes.Members)}
    wanted = (said & {*BUILT_IN_SEGMENTS}) - {one.name for one in program.segments}
    scope = Scope(project)
    more = [segment(built_in_segments()[name], scope, built_in=True) for name in sorted(wanted)]
    return program.model_copy(update={"segments": (*program.segments, *more)})


def tests_of(node: nodes.Scenario, source: Source, scope: Scope) -> Iterator[t.Test]:
    """A test, or one for each of its cases."""
    for case in node.cases:
        yield test(node, case.lines, source, scope).model_copy(update={"case": case.words})
    if not node.cases:
        yield test(node, node.lines, source, scope)


def test(
    node: nodes.Scenario, lines: tuple[nodes.TestLine, ...], source: Source, scope: Scope
) -> t.Test:
    """One test."""
    signing_up = {
        (found.contact.text, found.event.channel)
        for line in lines
        if (found := happening_of(line)) and isinstance(found.event, nodes.SignsUp)
    }
    contacts = [line for line in lines if isinstance(line, nodes.Given)]
    return t.Test(
        title=node.title.value,
        place=place(node.title, source),
        contacts=tuple(contact(one, n, signing_up) for n, one in enumerate(contacts)),
        lines=tuple(one for line in lines for one in lowered(line, source, scope)),
    )


def place(node: nodes.Node, source: Source) -> t.Place:
    """Where a line stands."""
    return t.Place(path=source.path, start=node.span.start, end=node.span.end)


def contact(
    node: nodes.Given, number: int, signing_up: set[tuple[str, nodes.Channel]]
) -> t.Contact:
    """A contact: subscribed unless said otherwise, or unless the test lets her sign up."""
    name = node.contact.text
    local = re.sub(r"[^\w.-]+", ".", name.lower(), flags=re.ASCII).strip(".") or f"contact{number}"
    values: dict[str, Any] = {
        "email": f"{local}@{DOMAIN}",
        "first_name": name[:1].upper() + name[1:],
    }
    if (name, nodes.Channel.EMAIL) in signing_up:
        values["email_status"] = "non_subscribed"
    if (name, nodes.Channel.SMS) in signing_up:
        values["phone"] = number_of(number)
    for trait in node.traits:
        for key, value in told(trait, number):
            merged = isinstance(value, dict | tuple)
            values[key] = joined(values.get(key), value) if merged else value
    return t.Contact(name=name, **values)


def joined(before: Any, value: Any) -> Any:
    """What was given before and what is given now, of tags, groups and fields."""
    if before is None:
        return value
    return {**before, **value} if isinstance(value, dict) else (*before, *value)


def number_of(number: int) -> str:
    """A telephone number that nobody has."""
    return f"+3363998{number:04}"


def told(trait: nodes.Node, number: int) -> Iterator[tuple[str, Any]]:
    """The values of a contact that one trait gives."""
    match trait:
        case nodes.GivenZone(zone=zone):
            yield "time_zone", zone.value
        case nodes.Subscribed(channel=nodes.Channel.SMS):
            yield from (("sms_status", "subscribed"), ("phone", number_of(number)))
        case nodes.Subscribed():
            yield "email_status", "subscribed"
        case nodes.Not(part=nodes.Subscribed(channel=nodes.Channel.SMS)):
            yield "sms_status", "none"
        case nodes.Not(part=nodes.Subscribed()):
            yield "email_status", "non_subscribed"
        case nodes.Vip():
            yield "vip", True
        case nodes.Near(latitude=north, longitude=east):
            yield from (("latitude", millionths(north)), ("longitude", millionths(east)))
        case nodes.Tagged(tag=tag):
            yield "tags", (tag.value,)
        case nodes.InGroup(groups=groups):
            yield "groups", tuple(member(one) for one in groups)
        case nodes.FieldIs(field=field, test=nodes.Compare(value=value)):
            yield "fields", {field.text: value_text(value)}
        case nodes.PropertyIs():
            yield property_value(trait)


def property_value(trait: nodes.PropertyIs) -> tuple[str, Any]:
    """The value of a property: `country is "FR"`, `added on 2026-01-01`."""
    match trait.test:
        case nodes.During(window=nodes.On(day=nodes.Date() | nodes.DateTime() as day)):
            return "added", wall(day.value)
        case nodes.Compare(value=nodes.Number() as number):
            return trait.property.name.lower(), int(number.value)
        case nodes.Compare(value=value):
            return trait.property.name.lower(), value_text(value)
        case _:
            raise Unchecked("a trait that cannot be given")


def lowered(line: nodes.TestLine, source: Source, scope: Scope) -> Iterator[t.TestLine]:
    """What a line does, in order: first the clock, then what happens; nothing for what is given."""
    here = place(line, source)
    match line:
        case nodes.ClockAt(time=time):
            yield t.At(place=here, **instant(time))
        case nodes.ClockAfter(duration=length):
            yield t.After(place=here, duration=duration(length))
        case nodes.Expectation():
            yield expectation(line, here, scope)
        case _:
            pass
    if found := happening_of(line):
        yield deed(found, here, scope)


def instant(time: nodes.TestTime | None) -> dict[str, Any]:
    """A wall clock, or a time of day."""
    match time:
        case None:
            return {}
        case nodes.Time(value=value):
            return {"clock": clock(value)}
        case _:
            return {"wall": wall(time.value)}


def expectation(line: nodes.Expectation, here: t.Place, scope: Scope) -> t.Expectation:
    """One expectation."""
    match line:
        case nodes.Received():
            return received(line, here)
        case nodes.ReceivedNothing(contact=who):
            return t.Count(place=here, contact=who.text, compare="=", number=0)
        case nodes.ReceivedCount(contact=who, op=op, number=number, messages=messages):
            return t.Count(
                place=here,
                contact=who.text,
                compare=COMPARISONS[op],
                number=int(number.value),
                channel=CHANNELS.get(messages.value),
            )
        case nodes.Holds(contact=who, condition=condition):
            return t.Holds(place=here, contact=who.text, predicate=predicate(condition, scope))
        case _:
            return whereabouts(line, here)


def received(line: nodes.Received, here: t.Place) -> t.Received:
    """A message that is to come, or not."""
    return t.Received(
        place=here,
        contact=line.contact.text,
        channel=CHANNELS[line.channel],
        message=line.message.text,
        within=duration(line.within) if line.within else None,
        negated=line.negated,
        **instant(line.at),
    )


def whereabouts(line: nodes.Expectation, here: t.Place) -> t.Expectation:
    """Where contacts are, or were."""
    match line:
        case nodes.IsAt(contact=who, label=label, journey=journey, negated=negated):
            return t.Stands(
                place=here,
                contact=who.text,
                journey=journey.text,
                key=label.text,
                negated=negated,
            )
        case nodes.LeftJourney(contact=who, journey=journey, reason=reason, negated=negated):
            why = reason.value.replace(" ", "_") if reason else None
            return t.Left(
                place=here, contact=who.text, journey=journey.text, reason=why, negated=negated
            )
        case nodes.Members(segment=name, contacts=found, negated=negated):
            names = tuple(one.text for one in found)
            return t.Members(place=here, segment=name.text, contacts=names, negated=negated)
        case _:
            raise Unchecked(f"an expectation of type {type(line).__name__}")
