"""The language reference shows everything there is, in form, as one project that compiles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

import pytest

from jalon.compiler.pipeline import check
from jalon.compiler.project import ProjectSources
from jalon.dsl import nodes
from jalon.dsl.diagnostics import Diagnostic
from jalon.dsl.format import format_source
from jalon.dsl.parser import parse
from jalon.dsl.reading import engine
from jalon.dsl.source import Source

from .pages import PAGES, ROOT, Block, blocks, code

REFERENCE = ROOT / "docs/language.md"
EXAMPLES = [block for page in PAGES for block in blocks(page, "journey")]
REFERRED = blocks(REFERENCE, "journey")
ALONE = "alone"
"""Behind a fence: an example that contradicts another one."""


def project() -> ProjectSources:
    """All examples of the reference, each a file."""
    files = {f"line_{one.line:04}.journey": one.text for one in REFERRED if one.rest != ALONE}
    banner = '<svg width="933" height="480"/>'
    others = {"texts/receipt.md": "Thank you", "banners/thanks.png": banner}
    return ProjectSources.of({**files, **others})


def found() -> list[Diagnostic]:
    return check(project())


def words(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text.lower()))


def shown() -> set[str]:
    """Every word of the reference that stands in an example or between back-ticks."""
    return words(" ".join([*(block.text for block in REFERRED), *code(REFERENCE)]))


def kinds(value: object) -> Iterator[type]:
    """The classes of a node and of all inside it."""
    if isinstance(value, tuple):
        for part in value:
            yield from kinds(part)
    elif isinstance(value, nodes.Node):
        yield type(value)
        for part in fields(value):
            yield from kinds(getattr(value, part.name))


@pytest.mark.parametrize("block", EXAMPLES, ids=str)
def test_an_example_is_in_form(block: Block) -> None:
    assert format_source(Source(str(block), block.text)) == (block.text, [])


def test_every_keyword_is_shown() -> None:
    keywords = {word for word in engine().table.keywords if words(word)}
    assert keywords - shown() == set()


def test_every_spelling_of_a_unit_or_a_day_is_shown() -> None:
    shapes = "|".join(shape for shape in engine().table.shapes.values() if "[" not in shape)
    spellings = re.sub(r"\(\?i:|\)|s\?", "", shapes)
    assert set(spellings.split("|")) - shown() == set()


def test_every_node_has_an_example() -> None:
    """But `monday` as a value, which fits nothing yet."""
    seen = {kind for block in REFERRED for kind in kinds(parse(Source("", block.text))[0])}
    every = {kind for kind in vars(nodes).values() if isinstance(kind, type)}
    wanted = {kind for kind in every if issubclass(kind, nodes.Node)} - {nodes.DayName}
    assert {kind for kind in wanted if not any(issubclass(one, kind) for one in seen)} == set()


def test_the_examples_are_one_project_without_mistakes() -> None:
    assert found() == []
