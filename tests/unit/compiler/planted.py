"""The marks beside planted mistakes: what must be said, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jalon.compiler.pipeline import check
from jalon.compiler.project import ProjectSources, read_project
from jalon.dsl.source import Source

LANGUAGE = Path(__file__).resolve().parents[2] / "language"
MARK = re.compile(r"#!(v?) (J\d{3})(?: `((?:[^`])*)`)?\s*((?:(?!#!).)*)")


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """One diagnostic, as far as a mark tells it."""

    path: str
    line: int
    code: str
    underlined: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark, and the piece of the message that it asks for."""

    said: Said
    piece: str


def cases(kind: str) -> list[Path]:
    """The projects below tests/language: single files, and folders with a jalon.toml."""
    folder = LANGUAGE / kind
    return sorted([*folder.glob("*.journey"), *(one.parent for one in folder.glob("*/jalon.toml"))])


def marks(source: Source) -> Iterator[Mark]:
    """The marks of a file."""
    for number, line in enumerate(source.text.split("\n"), 1):
        for below, code, underlined, piece in MARK.findall(line):
            said = Said(source.path, number + bool(below), code, underlined)
            yield Mark(said, piece.strip())


def expected(sources: ProjectSources) -> list[Mark]:
    """The marks of a project."""
    return [mark for source in sources.shown.values() for mark in marks(source)]


def found(sources: ProjectSources) -> list[tuple[Said, str]]:
    """What is said about a project, each with its whole words."""
    return [
        (_said(one.path, one.code, sources, one.span.start, one.span.end), _words(one))
        for one in check(sources)
    ]


def _said(path: str, code: str, sources: ProjectSources, start: int, end: int) -> Said:
    source = sources.shown[path]
    first = source.text[start:end].split("\n")[0].strip()
    return Said(path, source.position(start).line, code, first)


def _words(one: object) -> str:
    return f"{getattr(one, 'message', '')}; {getattr(one, 'help', '')}"


def sources_of(case: Path) -> ProjectSources:
    """The sources of a case; every file of it can be read."""
    sources, unread = read_project(case)
    assert not unread
    return sources
