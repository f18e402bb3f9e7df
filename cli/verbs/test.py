"""`jalon test`: runs the tests of a project, in virtual time."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path

from ...compiler.ir.tests import Suite, Test
from ...compiler.pipeline import compile_tests
from ...compiler.project import SUFFIX
from ...dsl.diagnostics import Severity
from ...runtime.sqlite import SqliteStore
from ...runtime.testing import Outcome, Theatre
from ..arguments import Parser
from ..exit import Exit
from ..failure import Failure, unknown
from ..options import add_project
from ..report.diagnostics import print_full, sources_on_disk, tally
from ..templating import check_template


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon test`."""
    parser.add_argument(
        "names", metavar="NAME", nargs="*", help="only these tests, or those of these files"
    )
    parser.add_argument(
        "--run", metavar="PATTERN", type=pattern, help="only tests whose name matches"
    )
    parser.add_argument(
        "--junit", metavar="FILE", type=Path, help="write the results as JUnit XML, too"
    )
    parser.add_argument(
        "--coverage", action="store_true", help="show which branches no test has taken"
    )
    add_project(parser)


def pattern(word: str) -> re.Pattern[str]:
    """The type of an argument that is a regular expression."""
    try:
        return re.compile(word, re.IGNORECASE)
    except re.error as error:
        raise ArgumentTypeError(f"`{word}` is no pattern: {error}") from None


def run(options: Namespace) -> Exit:
    """Runs the tests and tells of each in a line; of one that fails, what happened instead."""
    suite = compiled(options.project)
    if suite is None:
        return Exit.FINDINGS
    chosen = choose(suite, options)
    outcomes = play(suite, chosen)
    if options.junit:
        from ..report.junit import write_junit

        write_junit(options.junit, outcomes)
    if options.coverage:
        from ..report.coverage import print_coverage

        print_coverage(suite, outcomes)
    failed = sum(not one.passed for one in outcomes)
    counts = [f"{len(outcomes) - failed:,} passed"] + [f"{failed:,} failed"] * bool(failed)
    print(", ".join(counts) if outcomes else "there are no tests", file=sys.stderr)
    return Exit.FINDINGS if failed else Exit.OK


def compiled(project: Path) -> Suite | None:
    """The tests of a project; when it has errors they go to the error output."""
    suite, found = compile_tests(project, check_template)
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        print_full(errors, sources_on_disk(), sys.stderr)
        print(f"\n{tally(errors)}: nothing was tested", file=sys.stderr)
    return suite


def play(suite: Suite, chosen: Sequence[Test]) -> list[Outcome]:
    """Runs tests one after the other, telling of each."""
    from ..report.tests import print_outcome

    theatre, sources = Theatre(suite, SqliteStore.open), sources_on_disk()
    outcomes: list[Outcome] = []
    for test in chosen:
        outcomes.append(theatre.play(test))
        print_outcome(outcomes[-1], sources)
    return outcomes


def choose(suite: Suite, options: Namespace) -> list[Test]:
    """The tests that are asked for, all of them when nothing is said. Raises `Failure`."""
    names: list[str] = options.names
    for name in names:
        if not any(is_meant(test, name) for test in suite.tests):
            raise unknown("test", name, {test.title for test in suite.tests})
    found = [
        test
        for test in suite.tests
        if (not names or any(is_meant(test, name) for name in names))
        and (options.run is None or options.run.search(test.title))
    ]
    if options.run and not found:
        raise Failure(
            f"no test matches `{options.run.pattern}`", "`jalon test` alone runs them all"
        )
    return found


def is_meant(test: Test, name: str) -> bool:
    """Whether a name, or the path of a file, means a test."""
    if name.endswith(SUFFIX):
        return Path(test.place.path).resolve() == Path(name).resolve()
    return test.title.casefold() == name.casefold()
