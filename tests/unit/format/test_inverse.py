"""The formatter is the inverse of the parser: any tree that is printed is read again."""

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.dsl import nodes
from jalon.dsl.format import format_file, format_source
from jalon.dsl.format.phrasebook import PHRASES
from jalon.dsl.parser import parse
from jalon.dsl.source import Source

from .trees import concrete, files, tree
from .words import NOWHERE

UNREAD = Source("generated.journey", "")
NAME = nodes.Name("generated", span=NOWHERE)
SOME = settings(max_examples=settings().max_examples // 10)  # of each kind
LINES = [*concrete(nodes.Condition), nodes.Block, *concrete(nodes.Event), *concrete(nodes.Step)]
SETTINGS = get_args(nodes.JourneySetting)
DECLARATIONS = [*concrete(nodes.Declaration), nodes.Audience]


def printed(*declarations: nodes.Audience | nodes.Declaration) -> str:
    return format_file(nodes.File(UNREAD, declarations, span=NOWHERE), UNREAD)


def inside(node: Any) -> nodes.Declaration:
    """A declaration in which a node can stand."""
    if isinstance(node, nodes.Condition):
        return nodes.Segment((node,), name=NAME, span=NOWHERE)
    if isinstance(node, nodes.Step):
        return nodes.Journey((), (node,), name=NAME, span=NOWHERE)
    if isinstance(node, nodes.Event):
        node = nodes.StartingPoint(node, span=NOWHERE)
    return nodes.Journey((node,), name=NAME, span=NOWHERE)


def read_again(*declarations: nodes.Audience | nodes.Declaration) -> None:
    text = printed(*declarations)
    file, found = parse(Source(UNREAD.path, text))
    assert (found, file.declarations) == ([], declarations), text


@pytest.mark.parametrize("kind", [*LINES, *SETTINGS])
@SOME
@given(data=st.data())
def test_a_line_is_read_again(kind: type, data: st.DataObject) -> None:
    read_again(inside(data.draw(tree(kind))))


@pytest.mark.parametrize("kind", DECLARATIONS)
@SOME
@given(data=st.data())
def test_a_declaration_is_read_again(kind: type, data: st.DataObject) -> None:
    read_again(data.draw(tree(kind)))


def test_every_node_has_words_or_a_block() -> None:
    blocks = {nodes.If, nodes.Branch, nodes.Otherwise, nodes.Split, nodes.Arm, nodes.Repeat}
    apart = {nodes.Block, nodes.Scenario, nodes.Case, nodes.File}
    assert set(concrete(nodes.Node)) - blocks - apart == set(PHRASES) - {nodes.Audience}


@given(files)
def test_a_file_is_read_again(declarations: tuple[nodes.Declaration, ...]) -> None:
    read_again(*declarations)


@given(files)
def test_a_printed_tree_is_in_form(declarations: tuple[nodes.Declaration, ...]) -> None:
    text = printed(*declarations)
    assert format_source(Source(UNREAD.path, text)) == (text, [])


@pytest.mark.parametrize("text", ["wait 2h\n", "wait 1h\n", "wiat 1h\n"])
def test_a_text_that_says_something_else_is_not_written(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("jalon.dsl.format.format_file", lambda *_: text)
    found = format_source(Source("a.journey", "wait 1h  # a comment\n"))
    assert (found[0], [one.code for one in found[1]]) == (None, ["J150"])
