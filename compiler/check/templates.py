"""Templates, checked with the journeys that send them; what reads one is given from outside.

The compiler knows where templates are written and what they will be read in; what a template may
say, only the room that fills them knows. It lends its check to whoever starts the compiler.
"""

from __future__ import annotations

from collections.abc import Callable

from ...dsl.diagnostics import Diagnostic, Finding, Fix, diagnose
from ..ir.templates import Mistake, TemplateCheck
from ..resolve.project import Project
from ..resolve.templates import Written, templates
from ..rules.templates import BY_NAME, CART_BLOCK_ALONE, CART_BLOCK_ELSEWHERE, NOT_IN_THIS_JOURNEY

# What journeys with a mistake in them may say wrongly of the messages that they send.
OF_JOURNEYS = frozenset(
    rule.code for rule in (NOT_IN_THIS_JOURNEY, CART_BLOCK_ALONE, CART_BLOCK_ELSEWHERE)
)


def check_templates(
    project: Project, check: TemplateCheck, only: Callable[[str], bool] | None = None
) -> list[Diagnostic]:
    """Every mistake in the templates of a project, or of the messages that some files declare."""
    found = (
        diagnosed(written, mistake)
        for written in templates(project)
        if only is None or only(written.declared) or only(written.source.path)
        for mistake in check(written.text, written.around)
    )
    return list(dict.fromkeys(found))


def of_the_template_alone(found: list[Diagnostic]) -> list[Diagnostic]:
    """The mistakes that remain whatever the journeys are."""
    return [one for one in found if one.code not in OF_JOURNEYS]


def diagnosed(written: Written, mistake: Mistake) -> Diagnostic:
    """A mistake where it stands in its file."""
    fix = None
    if mistake.fix and mistake.rule != "blank-value":
        start, end, text = mistake.fix
        fix = Fix(written.span(start, end), text)
    span = written.span(mistake.start, mistake.end)
    finding = Finding(span, mistake.words, mistake.help, fix)
    return diagnose(BY_NAME[mistake.rule], written.source, finding)
