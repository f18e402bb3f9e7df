"""`jalon check`: the mistakes in a project."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ...compiler.pipeline import check
from ...compiler.project import SUFFIX, project_root
from ...dsl.diagnostics import Diagnostic, Severity, in_order
from ..arguments import Parser
from ..borders import tell_borders
from ..exit import Exit
from ..options import add_output_format
from ..report.diagnostics import print_diagnostics, sources_on_disk, tally
from ..settings import problems
from ..templating import check_template


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon check`."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        default=[Path()],
        help="a project, or files of it (default: the project here)",
    )
    add_output_format(parser)


def run(options: Namespace) -> Exit:
    """Prints what is wrong; fails when anything is an error."""
    found = in_order(set(mistakes(options.paths)))
    print_diagnostics(found, sources_on_disk(), options.output_format)
    if options.output_format in {"full", "concise"}:
        for root in sorted({project_root(path) for path in options.paths if path.is_dir()}):
            tell_borders(root)
        print(summary(found, options.output_format), file=sys.stderr)
    failed = any(one.severity is Severity.ERROR for one in found)
    return Exit.FINDINGS if failed else Exit.OK


def mistakes(paths: Sequence[Path]) -> Iterable[Diagnostic]:
    """What is wrong in these files and folders; each project is compiled once."""
    projects: dict[Path, list[Path]] = {}
    for path in paths:
        projects.setdefault(project_root(path).resolve(), []).append(path)
    for given in projects.values():
        whole = any(path.is_dir() for path in given)  # one file is checked while somebody types
        found = check(given[0], check_template, None if whole else among(given))
        if whole:
            found += problems(given[0])
        yield from (one for one in found if any(concerns(one, path) for path in given))


def among(given: Sequence[Path]) -> Callable[[str], bool]:
    """Whether a path is one of these files."""
    known = {path.resolve() for path in given}
    return lambda path: Path(path).resolve() in known


def concerns(found: Diagnostic, given: Path) -> bool:
    """Whether a diagnostic is about what was asked for: a project whole, or one file of it.

    One file means its messages too, with their bodies; a body alone can be asked for as well.
    """
    if not given.is_file() or (not found.path.endswith(SUFFIX) and given.suffix == SUFFIX):
        return True
    return Path(found.path).resolve() == given.resolve()


def summary(found: Sequence[Diagnostic], form: str) -> str:
    """The last line."""
    if not found:
        return "no mistakes found"
    return f"\n{tally(found)}" if form == "full" else tally(found)
