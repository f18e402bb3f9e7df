"""Scenarios: the parser does not read the lines of a test yet, so they stay as they are."""

from __future__ import annotations

from .. import nodes
from ..source import Source, Span
from .lines import Line
from .templates import Say


def scenario(file: nodes.File, node: nodes.Scenario, say: Say) -> Line:
    """A test, word for word as it was written."""
    span = Span(node.span.start, _end(file, node, say.source))
    text = say.source.slice(span)
    return Line(text, span, verbatim=True) if text else Line(f"test {say(node.title)}:", node.span)


def _end(file: nodes.File, node: nodes.Scenario, source: Source) -> int:
    """Where its last line ends: above the next declaration, or what closes the file."""
    leading, closing = file.comments.leading, file.comments.closing
    later = [found for found in file.declarations if found.span.start > node.span.start]
    below = leading.get(later[0].span.start, ()) if later else closing.get(nodes.FILE_END, ())
    starts = [found.span.start for found in (*below, *later[:1])]
    return len(source.text[: min(starts, default=None)].rstrip())
