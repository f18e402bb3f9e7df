"""Syntax tree to text: the formatter, which is the tested inverse of the parser."""

from __future__ import annotations

from itertools import chain

from .. import nodes
from ..diagnostics import Diagnostic, Finding, Severity, diagnose
from ..parser import parse
from ..source import Source, Span
from .declarations import declaration
from .lines import Line
from .margins import margins
from .page import Page
from .phrasebook import Phrasebook
from .rules import UNFAITHFUL
from .scenarios import scenario

__all__ = ["format_file", "format_source"]


def format_source(source: Source) -> tuple[str | None, list[Diagnostic]]:
    """The canonical text of a file, and the diagnostics of its syntax.

    None when there are errors. What was written is read again: should it not say the same, or
    have lost a comment, the result is none too, with a diagnostic that blames the formatter.
    """
    file, found = parse(source)
    if _has_errors(found):
        return None, found
    text = format_file(file, source)
    again, broken = parse(Source(source.path, text))
    if _has_errors(broken) or again != file or _comments(again) != _comments(file):
        return None, [*found, _unfaithful(source)]
    return text, found


def format_file(file: nodes.File, source: Source) -> str:
    """The canonical text of a tree, with the comments and empty lines of its source."""
    lines = [_lines(file, node, source) for node in file.declarations]
    return Page(source, margins(file.comments, [*chain(*lines)])).text(lines)


def _lines(file: nodes.File, node: nodes.Node, source: Source) -> list[Line]:
    say = Phrasebook(source)
    if isinstance(node, nodes.Scenario):
        return [scenario(file, node, say)]
    return [*declaration(node, say)]


def _has_errors(found: list[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in found)


def _comments(file: nodes.File) -> list[str]:
    """The comments of a file from top to bottom."""
    places = (file.comments.leading, file.comments.trailing, file.comments.closing)
    found = chain.from_iterable(own for place in places for own in place.values())
    return [comment.text for comment in sorted(found, key=lambda comment: comment.span)]


def _unfaithful(source: Source) -> Diagnostic:
    message = "formatting would change what this file says, so it stays as it is"
    help_ = "the mistake is Jalon's: please report it, with the file"
    return diagnose(UNFAITHFUL, source, Finding(Span(0, 0), message, help_))
