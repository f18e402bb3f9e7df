"""Excerpts: the line of a file that a diagnostic speaks of, underlined."""

from __future__ import annotations

from ...dsl.source import Source, Span
from .paint import visible, width

WIDEST = 120
"""Characters of a line that are shown; of a longer one, those around the place."""


def excerpt(source: Source, span: Span) -> tuple[str, str, str]:
    """Line number, line, and underline (`^^^`) of a span; a span of many lines shows its first."""
    place = source.position(span.start)
    line = source.line(place.line)
    start = place.column - 1
    end = max(min(start + span.end - span.start, len(line)), start)
    text, start, end = cropped(line, start, end)
    before = width(visible(text[:start]))
    under = max(width(visible(text[:end])) - before, 1)
    return str(place.line), visible(text), " " * before + "^" * under


def cropped(line: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of a long line that holds the place; `…` stands for what is left out."""
    if len(line) <= WIDEST:
        return line, start, end
    first = max(0, min(start - WIDEST // 3, len(line) - WIDEST))
    last = first + WIDEST
    head, tail = "…" if first else "", "…" if last < len(line) else ""
    shift = len(head) - first
    return f"{head}{line[first:last]}{tail}", start + shift, min(end, last) + shift
