"""A checked project to a program."""

from __future__ import annotations

from collections.abc import Iterator

from ...dsl import nodes
from ..ir.program import (
    Audience,
    Field,
    Group,
    Program,
    Segment,
    SmsProgram,
    Store,
    Survey,
)
from ..resolve.built_in import BUILT_IN_SEGMENTS, built_in_segments
from ..resolve.facts import StoreFacts
from ..resolve.project import Project
from ..resolve.tree import descendants
from . import activities as _activities  # noqa: F401  registers what it lowers
from . import carts as _carts  # noqa: F401
from . import recorded as _recorded  # noqa: F401
from .conditions import all_of
from .journeys import journey, quiet_hours
from .messages import messages
from .offers import discount, offer
from .outbound import limit, webhook
from .scope import Scope
from .scores import score
from .syncing import sync


def lower(project: Project, also: str | None = None) -> Program:
    """The program of a project in which the checks found no error.

    `also` names a built-in segment to have besides those that something refers to.
    """
    return Program(
        audience=audience(project),
        fields=tuple(field(one.node) for one in project.symbols.all(nodes.Field)),
        groups=tuple(group(one.node) for one in project.symbols.all(nodes.Group)),
        stores=tuple(store(project.stores[name]) for name in sorted(project.stores)),
        segments=segments(project, also),
        messages=messages(project),
        surveys=tuple(survey(one.node) for one in project.symbols.all(nodes.Survey)),
        webhooks=tuple(webhook(one.node) for one in project.symbols.all(nodes.Webhook)),
        scores=tuple(score(one.node, Scope(project)) for one in project.symbols.all(nodes.Score)),
        discounts=tuple(discount(one.node, project) for one in project.symbols.all(nodes.Discount)),
        offers=tuple(offer(one.node, project) for one in project.symbols.all(nodes.Offer)),
        journeys=tuple(journey(one, project) for one in project.journeys),
    )


def audience(project: Project) -> Audience:
    """The project-wide settings."""
    facts, settings = project.audience, project.audience.settings
    hours = settings.one("quiet hours", nodes.TimeRange)
    opt_in = settings.one("double opt-in", nodes.YesNo)
    program = settings.one("sms program", nodes.SmsProgram)
    return Audience(
        time_zone=facts.time_zone,
        currency=facts.currency,
        sender=settings.text("from"),
        postal_address=settings.text("postal address"),
        website=settings.text("website"),
        tags=facts.tags or (),
        quiet_hours=quiet_hours(hours) if hours else None,
        frequency=tuple(map(limit, settings.all("frequency", nodes.FrequencyLimit))),
        double_opt_in=opt_in.value if opt_in else False,
        sms_program=sms_program(program) if program else None,
    )


def sms_program(node: nodes.SmsProgram) -> SmsProgram:
    """The number for text messages."""
    countries = tuple(country.value.upper() for country in node.countries)
    return SmsProgram(countries=countries, sender=node.sender.value)


def survey(node: nodes.Survey) -> Survey:
    """A declared survey; its title is the question."""
    question = node.title.value if node.title else None
    return Survey(
        name=node.name.text, question=question, low=int(node.low.value), high=int(node.high.value)
    )


def field(node: nodes.Field) -> Field:
    """A declared field."""
    choices = tuple(choice.value for choice in node.choices)
    return Field(name=node.name.text, type=node.kind.value, choices=choices)


def group(node: nodes.Group) -> Group:
    """A group category."""
    return Group(name=node.name.text, members=tuple(member.text for member in node.members))


def store(facts: StoreFacts) -> Store:
    """A store, declared or implied."""
    settings = facts.settings
    low_stock = settings.one("low stock", nodes.Number)
    extra = {"low_stock": int(low_stock.value)} if low_stock else {}
    return Store(
        name=facts.name,
        title=facts.title,
        platform=settings.word("platform") or "custom",
        domain=settings.text("domain"),
        currency=facts.currency,
        time_zone=facts.time_zone,
        counted="paid" if settings.word("counted orders") == "paid" else "not_cancelled",
        has=facts.has,
        sync=sync(settings),
        **extra,
    )


def segments(project: Project, also: str | None) -> tuple[Segment, ...]:
    """The declared segments, and the built-in ones that something refers to."""
    scope = Scope(project)
    found = [segment(one.node, scope) for one in project.symbols.all(nodes.Segment)]
    declared = {one.name for one in found}
    wanted = {n for n in BUILT_IN_SEGMENTS if n in used_segments(project) or n == also} - declared
    built_in = [segment(built_in_segments()[name], scope, built_in=True) for name in wanted]
    return tuple(sorted([*found, *built_in], key=lambda one: one.name))


def segment(node: nodes.Segment, scope: Scope, built_in: bool = False) -> Segment:
    """A segment: its lines are joined by *and*."""
    title = node.title.value if node.title else None
    predicate = all_of(node.conditions, scope)
    return Segment(name=node.name.text, title=title, predicate=predicate, built_in=built_in)


SegmentUse = nodes.InSegment | nodes.EntersSegment | nodes.LeavesSegment


def uses(node: nodes.Node, kind: type[SegmentUse]) -> Iterator[SegmentUse]:
    """The conditions, or the events, about segments below a node."""
    return descendants(node, kind)


def used_segments(project: Project) -> set[str]:
    """The names of all segments that something refers to."""
    return {
        use.segment.text
        for file in project.files
        for node in file.declarations
        if not isinstance(node, nodes.Scenario)  # tests are not deployed
        for kind in (nodes.InSegment, nodes.EntersSegment, nodes.LeavesSegment)
        for use in uses(node, kind)
    }
