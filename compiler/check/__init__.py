"""Symbols to diagnostics: every rule is one small function, every mistake one finding."""

from __future__ import annotations

from ...dsl import nodes
from ...dsl.diagnostics import Diagnostic, Finding, diagnose, in_order
from ...dsl.source import Span
from ..resolve.project import Project
from ..rules.messages import MISSING_BODY, MISSING_SUBJECT
from ..rules.project import NOT_BUILT
from ..rules.scenarios import NOTHING_EXPECTED
from ..rules.starts import NO_START
from ..rules.steps import NO_STEPS, SHARES
from . import (
    activities,
    comparisons,
    dates,
    figures,
    literals,
    messages,
    names,
    scenarios,
    segments,
    settings,
    sources,
    starts,
    steps,
    stores,
    tenses,
    unbuilt,
)
from .place import Checks, Place, walk

CHECKS: Checks = (
    *names.CHECKS,
    *tenses.CHECKS,
    *literals.CHECKS,
    *comparisons.CHECKS,
    *figures.CHECKS,
    *stores.CHECKS,
    *activities.CHECKS,
    *starts.CHECKS,
    *dates.CHECKS,
    *sources.CHECKS,
    *steps.CHECKS,
    *messages.CHECKS,
    *settings.CHECKS,
    *scenarios.CHECKS,
    *unbuilt.CHECKS,
)
PROJECT_CHECKS = (segments.cycles, starts.cart_journeys, stores.no_store)
# What is missing from a declaration with a syntax error may stand in the line that is wrong.
ABSENCES = (NO_START, NO_STEPS, MISSING_SUBJECT, MISSING_BODY, SHARES, NOTHING_EXPECTED)


_CHECKS_OF: dict[type[nodes.Node], Checks] = {}


def checks_of(kind: type[nodes.Node]) -> Checks:
    """The checks that look at a type of node, or at one of its bases; found once per type."""
    if kind not in _CHECKS_OF:
        _CHECKS_OF[kind] = tuple(one for one in CHECKS if issubclass(kind, one.kind))
    return _CHECKS_OF[kind]


def check(project: Project) -> list[Diagnostic]:
    """Every mistake of a project in names, types and rules, in reading order."""
    found = [one for file in project.files for one in check_file(file, project)]
    for whole in PROJECT_CHECKS:
        for source, (rule, finding) in whole(project):
            found.append(diagnose(rule, source, finding))
    return in_order([*found, *_profile(project)])


def check_file(file: nodes.File, project: Project) -> list[Diagnostic]:
    """The mistakes of one file; what every case of a test repeats is told once."""
    found = (
        diagnose(rule, file.source, finding)
        for node, place in walk(file, Place(project, file.source))
        for one in checks_of(type(node))
        for rule, finding in one.check(node, place)
        if rule not in ABSENCES or not place.damaged(node)
    )
    return list(dict.fromkeys(found))


def _profile(project: Project) -> list[Diagnostic]:
    said = project.sources.settings
    if said.profile is None or said.source is None:
        return []
    start = max(said.source.text.find("profile"), 0)
    span = Span(start, start + len("profile"))
    return [diagnose(NOT_BUILT, said.source, Finding(span, "`profile` cannot be used yet"))]
