"""Short ways to parse in tests: nodes, diagnostics, underlined texts."""

from pathlib import Path
from typing import Any

from jalon.dsl import nodes
from jalon.dsl.diagnostics import Diagnostic
from jalon.dsl.parser import parse
from jalon.dsl.reading import Reader
from jalon.dsl.source import Source, Span
from jalon.dsl.tokens import scan

LINES = Path(__file__).parent / "lines"
HERE = Span(0, 0)


def parsed(text: str) -> nodes.File:
    """The tree of a text that must have no mistake."""
    file, found = parse(Source("cart.journey", text))
    assert found == []
    return file


def only(text: str) -> Any:
    """The one declaration of a text that must have no mistake."""
    return declared(parsed(text))


def declared(file: nodes.File) -> Any:
    """The one declaration of a file."""
    (declaration,) = file.declarations
    return declaration


def line(text: str, start: str) -> Any:
    """What one line stands for by a start rule; it must have no mistake."""
    source = Source("line.journey", text)
    reader = Reader(source)
    found = reader.read(list(scan(source)), start)
    assert reader.diagnostics == []
    return found


def step(text: str) -> Any:
    """A step."""
    return line(text, "step")


def event(text: str) -> Any:
    """An event."""
    return line(text, "limited").test


def condition(text: str) -> Any:
    """A condition."""
    return line(text, "condition")


def diagnostics(text: str) -> list[Diagnostic]:
    """The mistakes in a text."""
    return parse(Source("cart.journey", text))[1]


def underlined(text: str) -> list[tuple[str, str]]:
    """Code and underlined text of every mistake."""
    source = Source("cart.journey", text)
    return [(found.code, source.slice(found.span)) for found in parse(source)[1]]


def samples(name: str) -> list[tuple[str, str]]:
    """The lines of a fixture, and the name of the node that each becomes."""
    text = (LINES / f"{name}.txt").read_text(encoding="utf-8")
    pairs = (row.partition("→") for row in text.splitlines() if not row.startswith("#"))
    return [(written.strip(), node.strip()) for written, _, node in pairs]
