"""Nodes: frozen values that are equal when they say the same."""

from dataclasses import FrozenInstanceError, fields, replace
from decimal import Decimal
from typing import Any

import pytest

from jalon.dsl import nodes
from jalon.dsl.source import Span

HERE, THERE = Span(0, 1), Span(5, 9)


def test_nodes_are_equal_wherever_they_stand() -> None:
    one, other = nodes.Name("a", span=HERE), nodes.Name("a", True, span=THERE)
    assert one == other
    assert hash(one) == hash(other)
    assert nodes.Stop(span=HERE) == nodes.Stop(span=THERE)


def test_nodes_that_say_something_else_differ() -> None:
    assert nodes.Name("a", span=HERE) != nodes.Name("b", span=HERE)
    assert nodes.Stop(span=HERE) != nodes.Archive(span=HERE)
    assert nodes.Stop(span=HERE) != "stop"


def test_nodes_cannot_be_changed() -> None:
    name: Any = nodes.Name("a", span=HERE)
    with pytest.raises(FrozenInstanceError):
        name.text = "b"
    with pytest.raises(FrozenInstanceError):
        del name.text
    with pytest.raises((AttributeError, TypeError)):
        name.other = "b"


def test_nodes_are_replaced_matched_and_listed_like_dataclasses() -> None:
    number = nodes.Number(Decimal(3), span=HERE)
    assert replace(number, value=Decimal(4)).value == 4
    assert [field.name for field in fields(number)] == ["span", "value"]
    match number:
        case nodes.Number(value):
            assert value == 3


def test_a_node_shows_what_it_says() -> None:
    assert repr(nodes.Change(Decimal(1), span=HERE)) == "Change(amount=Decimal('1'))"
    assert str(nodes.Name("a", span=HERE)) == "a"


def test_a_node_needs_all_its_parts() -> None:
    with pytest.raises(TypeError):
        nodes.Name(span=HERE)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        nodes.Name("a")  # type: ignore[call-arg]


def test_every_node_has_a_sentence() -> None:
    classes = [value for value in vars(nodes).values() if isinstance(value, type)]
    assert [found.__name__ for found in classes if not found.__doc__] == []
