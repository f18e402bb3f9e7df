"""Symbols to diagnostics: every rule is one small function, every mistake one finding."""

from __future__ import annotations

from ...dsl import nodes
from ...dsl.diagnostics import Diagnostic, diagnose, in_order
from ..resolve.project import Project
from ..rules.messages import MISSING_BODY, MISSING_SUBJECT
from ..rules.scenarios import NOTHING_EXPECTED
from ..rules.starts import NO_START
from ..rules.steps import NO_STEPS, SHARES
from . import (
    activities,
    chains,
    comparisons,
    dates,
    fields,
    figures,
    getresponse,
    literals,
    mailchimp,
    messages,
    names,
    narrowing,
    offers,
    outbound,
    scenarios,
    scores,
    segments,
    settings,
    sources,
    starts,
    steps,
    stores,
    syncing,
    tenses,
    traits,
)
from .place import Checks, Place, walk

CHECKS: Checks = (
    *names.CHECKS,
    *tenses.CHECKS,
    *literals.CHECKS,
    *comparisons.CHECKS,
    *traits.CHECKS,
    *figures.CHECKS,
    *stores.CHECKS,
    *syncing.CHECKS,
    *activities.CHECKS,
    *narrowing.CHECKS,
    *starts.CHECKS,
    *dates.CHECKS,
    *sources.CHECKS,
    *steps.CHECKS,
    *chains.CHECKS,
    *fields.CHECKS,
    *messages.CHECKS,
    *outbound.CHECKS,
    *settings.CHECKS,
    *scores.CHECKS,
    *offers.CHECKS,
    *scenarios.CHECKS,
    *mailchimp.CHECKS,
    *getresponse.CHECKS,
)
PROJECT_CHECKS = (
    segments.cycles,
    segments.chains,
    starts.cart_journeys,
    chains.circles,
    stores.no_store,
    offers.shared_codes,
)
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
    return in_order(found)


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
