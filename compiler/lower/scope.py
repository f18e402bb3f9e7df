"""What lowering needs to know: the project, and the journey it is in."""

from __future__ import annotations

from dataclasses import dataclass

from ...dsl import nodes
from ..ir.text import fold
from ..resolve.project import Project


class Unchecked(Exception):
    """A tree reached the lowering that no check has let through: a mistake in the compiler."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The project and, inside one, the journey."""

    project: Project
    journey: nodes.Journey | None = None


def folded(names: tuple[nodes.Text, ...]) -> tuple[str, ...]:
    """Names as they are compared, each once, in the order written."""
    return tuple(dict.fromkeys(fold(name.value) for name in names))


def store_name(store: nodes.Name | None) -> str | None:
    """The name behind `in store`, if any."""
    return store.text if store else None


def member(group: nodes.GroupName) -> str:
    """`interests.running`."""
    return f"{group.group.text}.{group.member.text}"


def subject(text: str) -> tuple[str, ...]:
    """The subjects of a pattern that wants one text."""
    return (fold(text),)
