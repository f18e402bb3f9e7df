"""Compiling the project for the verbs that need its program."""

from __future__ import annotations

import sys
from pathlib import Path

from ..compiler import ir
from ..compiler.ir.templates import TemplateCheck
from ..compiler.pipeline import compile_project
from ..compiler.project import SETTINGS_FILE, journey_files, project_root
from ..dsl.diagnostics import Severity
from .borders import tell_borders
from .report.diagnostics import counted, print_full, sources_on_disk, tally


def is_project(folder: Path) -> bool:
    """Whether there is anything to compile: settings, or a journey file."""
    root = project_root(folder)
    return (root / SETTINGS_FILE).exists() or any(journey_files(root))


def compiled(
    project: Path, also: str | None = None, templates: TemplateCheck | None = None
) -> ir.Program | None:
    """The project's program; when it has errors they go to the error output, and there is none.

    `also` names a built-in segment to have in it; `templates` checks the messages as well, for
    the verbs that send them or hand them on.
    """
    tell_borders(project)
    program, found = compile_project(project, also, templates)
    errors = [one for one in found if one.severity is Severity.ERROR]
    if program is None or errors:
        print_full(errors, sources_on_disk(), sys.stderr)
        print(f"\n{tally(errors)}: nothing was done", file=sys.stderr)
        return None
    if found:
        print(f"{counted(len(found), 'warning')}: `jalon check` shows them", file=sys.stderr)
    return program
