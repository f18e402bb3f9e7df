"""Diagnostics on the screen, or for another program: full, concise, json, github."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO

from ...dsl.diagnostics import Diagnostic, Severity
from ...dsl.source import Source
from .excerpt import excerpt
from .paint import painted, visible

Sources = Callable[[str], Source | None]
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def print_full(found: Sequence[Diagnostic], sources: Sources, out: TextIO) -> None:
    """Each with the line it speaks of, a help and a fix; an empty line between two."""
    for number, diagnostic in enumerate(found):
        if number:
            print(file=out)
        for line in full(diagnostic, sources(diagnostic.path), out):
            print(line, file=out)


def full(diagnostic: Diagnostic, source: Source | None, out: TextIO) -> Iterable[str]:
    """The lines of one diagnostic."""
    yield headline(diagnostic, source, out)
    if source is not None and source.text:
        number, text, underline = excerpt(source, diagnostic.span)
        yield f"  {number} | {text}"
        colour = _COLOURS[diagnostic.severity]
        yield f"  {' ' * len(number)} | {underline[: -len(underline.lstrip())]}" + painted(
            underline.lstrip(), colour, out
        )
    if last := advice(diagnostic, out):
        yield f"  {last}"


def headline(diagnostic: Diagnostic, source: Source | None, out: TextIO) -> str:
    """Where, how bad, which rule, and the sentence."""
    where = visible(diagnostic.path)
    if source is not None:
        line, column = source.position(diagnostic.span.start)
        where = f"{where}:{line}:{column}"
    severity = painted(diagnostic.severity, _COLOURS[diagnostic.severity], out)
    rule = f"{diagnostic.code}[{diagnostic.name}]"
    return f"{painted(where, 'bold', out)}: {severity} {rule} {visible(diagnostic.message)}"


def advice(diagnostic: Diagnostic, out: TextIO) -> str:
    """The help, and the rule of the catalogue where there is one."""
    parts = []
    if diagnostic.help:
        parts.append(f"{painted('help:', 'cyan', out)} {visible(diagnostic.help)}")
    if diagnostic.rule:
        parts.append(f"rule {diagnostic.rule}")
    return " · ".join(parts)


def print_concise(found: Sequence[Diagnostic], sources: Sources, out: TextIO) -> None:
    """One line each."""
    for diagnostic in found:
        print(headline(diagnostic, sources(diagnostic.path), out), file=out)


def print_json(found: Sequence[Diagnostic], sources: Sources, out: TextIO) -> None:
    """A list of objects with the same keys each, whatever the diagnostic."""
    import json

    objects = [as_object(diagnostic, sources(diagnostic.path)) for diagnostic in found]
    print(json.dumps(objects, ensure_ascii=False, indent=2), file=out)


def as_object(diagnostic: Diagnostic, source: Source | None) -> dict[str, object]:
    """One diagnostic for another program; lines and columns count from 1, absent ones are null."""
    start = source.position(diagnostic.span.start) if source else (None, None)
    end = source.position(diagnostic.span.end) if source else (None, None)
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity,
        "path": diagnostic.path,
        "line": start[0],
        "column": start[1],
        "end_line": end[0],
        "end_column": end[1],
        "message": diagnostic.message,
        "help": diagnostic.help,
        "rule": diagnostic.rule,
        "fix": fix_as_object(diagnostic),
    }


def fix_as_object(diagnostic: Diagnostic) -> dict[str, object] | None:
    """The fix, its span in characters of the file (from 0, the end not included)."""
    fix = diagnostic.fix
    if fix is None:
        return None
    return {
        "start": fix.span.start,
        "end": fix.span.end,
        "replacement": fix.replacement,
        "applicability": fix.applicability,
    }


def print_github(found: Sequence[Diagnostic], sources: Sources, out: TextIO) -> None:
    """Workflow commands, which GitHub shows beside the line in a pull request."""
    for diagnostic in found:
        print(workflow_command(diagnostic, sources(diagnostic.path)), file=out)


def workflow_command(diagnostic: Diagnostic, source: Source | None) -> str:
    """One diagnostic as `::error file=…,line=…::…`."""
    settings = {"title": f"{diagnostic.code}[{diagnostic.name}]", "file": diagnostic.path}
    if source is not None:
        start = source.position(diagnostic.span.start)
        end = source.position(diagnostic.span.end)
        settings |= {"line": str(start.line), "col": str(start.column), "endLine": str(end.line)}
        if end.line == start.line:  # GitHub wants columns on one line only
            settings["endColumn"] = str(end.column)
    listed = ",".join(f"{key}={escaped(value, ':,')}" for key, value in settings.items())
    text = "\n".join(one for one in (diagnostic.message, diagnostic.help) if one)
    return f"::{diagnostic.severity} {listed}::{escaped(text)}"


def escaped(text: str, also: str = "") -> str:
    """Text as workflow commands want it: `%`, line ends and the given characters in hexadecimal."""
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


FORMATS = {
    "full": print_full,
    "concise": print_concise,
    "json": print_json,
    "github": print_github,
}


def sources_on_disk() -> Sources:
    """Reads the files that diagnostics speak of, each once; None for one that cannot be read."""
    known: dict[str, Source | None] = {}

    def find(path: str) -> Source | None:
        if path not in known:
            try:
                known[path] = Source(path, Path(path).read_text("utf-8", errors="replace"))
            except OSError:
                known[path] = None
        return known[path]

    return find


def tally(found: Sequence[Diagnostic]) -> str:
    """How many of each: `2 errors and 1 warning in 2 files`."""
    errors = sum(one.severity is Severity.ERROR for one in found)
    counts = [(errors, "error"), (len(found) - errors, "warning")]
    named = " and ".join(counted(number, what) for number, what in counts if number)
    return f"{named} in {counted(len({one.path for one in found}), 'file')}"


def counted(number: int, what: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def print_diagnostics(
    found: Sequence[Diagnostic], sources: Sources, form: str = "full", out: TextIO | None = None
) -> None:
    """Prints what was found, in one of `FORMATS`, to the standard output if not told otherwise."""
    FORMATS[form](found, sources, out or sys.stdout)
