"""The pipeline: read, parse, resolve, check, lower; every stage gives its output and what is wrong.

A mistake of the user is never an exception. Checking alone loads no model of the ir.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ..dsl import nodes
from ..dsl.diagnostics import Diagnostic, Severity, in_order
from ..dsl.parser import parse
from .check import check as check_project
from .project import ProjectSources, read_project
from .resolve.project import Project, resolve

if TYPE_CHECKING:
    from .ir.program import Program
    from .ir.templates import TemplateCheck
    from .ir.tests import Suite

Checked = tuple[Project, list[Diagnostic]]


def compile_project(
    project: str | Path | ProjectSources,
    also: str | None = None,
    templates: TemplateCheck | None = None,
) -> tuple[Program | None, list[Diagnostic]]:
    """The program of a project, None when there are errors; and every diagnostic, in order.

    A built-in segment is in it when something refers to it, or when it is named by `also`.
    Templates are checked too by `deliver.templates.checking.mistakes`, where it is given.
    """
    checked, diagnostics = front(project, templates)
    if has_errors(diagnostics):
        return None, diagnostics
    from .lower.program import lower  # loads the models, which checking does without

    return lower(checked, also), diagnostics


def compile_tests(
    project: str | Path | ProjectSources, templates: TemplateCheck | None = None
) -> tuple[Suite | None, list[Diagnostic]]:
    """The tests of a project with its program, None when there are errors; and every diagnostic."""
    checked, diagnostics = front(project, templates)
    if has_errors(diagnostics):
        return None, diagnostics
    from .lower.program import lower
    from .lower.scenarios import suite

    return suite(checked, lower(checked)), diagnostics


def check(
    project: str | Path | ProjectSources,
    templates: TemplateCheck | None = None,
    only: Callable[[str], bool] | None = None,
) -> list[Diagnostic]:
    """Every mistake of a project, in order of file and place; nothing is generated.

    `only` says of which files the templates are read, by the paths that people see.
    """
    return front(project, templates, only)[1]


def front(
    project: str | Path | ProjectSources,
    templates: TemplateCheck | None = None,
    only: Callable[[str], bool] | None = None,
) -> Checked:
    """A project with its names resolved, and everything wrong in it."""
    sources, unread = _sources(project)
    files, unparsed = parse_all(sources)
    resolved, unresolved = resolve(sources, files, [*unread, *unparsed])
    found = [*unread, *unparsed, *unresolved, *check_project(resolved)]
    if templates:
        from .check.templates import check_templates, of_the_template_alone

        mistaken = check_templates(resolved, templates, only)
        found += of_the_template_alone(mistaken) if has_errors(found) else mistaken
    return resolved, in_order(found)


def _sources(project: str | Path | ProjectSources) -> tuple[ProjectSources, list[Diagnostic]]:
    return (project, []) if isinstance(project, ProjectSources) else read_project(project)


def parse_all(sources: ProjectSources) -> tuple[tuple[nodes.File, ...], list[Diagnostic]]:
    """Every file of a project, parsed; in the order of paths, whatever the order they came in."""
    parsed = [parse(source) for source in sorted(sources.sources, key=lambda one: one.path)]
    diagnostics = [one for _, found in parsed for one in found]
    return tuple(file for file, _ in parsed), diagnostics


def has_errors(diagnostics: list[Diagnostic]) -> bool:
    """Whether anything stops the compiler."""
    return any(one.severity is Severity.ERROR for one in diagnostics)
