"""Tests on the screen: a line for each, and of one that fails, what happened instead."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from ...compiler.ir.tests import Test
from ...dsl.source import Span
from ...runtime.testing import Failed, Outcome
from .diagnostics import Sources
from .excerpt import excerpt
from .paint import painted, visible
from .timeline import events, timeline


def print_outcome(outcome: Outcome, sources: Sources) -> None:
    """`ok    …`, or `FAIL  …` and every line that did not hold."""
    word = painted("ok  ", "green", sys.stdout) if outcome.passed else "FAIL"
    if not outcome.passed:
        word = painted(word, "red", sys.stdout)
    print(f"{word}  {title(outcome.test)}", flush=True)
    shown: set[int] = set()
    for failure in outcome.failures:
        for line in failed(failure, sources, shown):
            print(f"  {line}".rstrip())
    if outcome.failures:
        print()


def title(test: Test) -> str:
    """The name of a test, and of its case."""
    return visible(f"{test.title} ({test.case})" if test.case else test.title)


def failed(failure: Failed, sources: Sources, shown: set[int]) -> Iterator[str]:
    """The line that did not hold, underlined, and what happened to its contacts.

    `shown` holds the contacts whose story of this instant has been told already.
    """
    yield ""
    yield from line(failure, sources)
    for one in failure.traces:
        story = [*timeline(one, failure.journeys.__getitem__), *events(one)]
        if hash(tuple(story)) not in shown:
            shown.add(hash(tuple(story)))
            yield ""
            yield from story


def line(failure: Failed, sources: Sources) -> Iterator[str]:
    """Where, what is so instead, and the line itself."""
    source = sources(failure.place.path)
    where = visible(failure.place.path)
    if source is None:
        yield f"{where}: {visible(failure.words)}"
        return
    span = Span(failure.place.start, failure.place.end)
    row, column = source.position(span.start)
    number, text, underline = excerpt(source, span)
    yield f"{where}:{row}:{column}: {visible(failure.words)}"
    yield f"  {number} | {text}"
    yield f"  {' ' * len(number)} | {underline}"
