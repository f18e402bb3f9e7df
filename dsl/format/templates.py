"""Templates: how a line of the language is written down once, with slots for its parts.

`{field}` stands for a field of the node. What stands in `[…]` is left out when any field in it is
absent (`None`, `False` or an empty tuple); a field that is `True` prints as nothing. The language
itself has neither braces nor brackets outside of texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ..nodes import Node
from ..source import Source

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


class Say(Protocol):
    """Puts nodes into their canonical words."""

    @property
    def source(self) -> Source:
        """What the nodes were read from; an empty one when they were not."""
        ...

    def __call__(self, value: object) -> str:
        """The words for a node, an enumerated word, several of them, or nothing."""
        ...


Printer = Callable[[Any, Say], str]
Phrases = Mapping[type[Node], str | Printer]


def fill(template: str, node: Node, say: Say) -> str:
    """The template with the fields of a node in its slots."""

    def kept(part: re.Match[str]) -> str:
        names = _SLOT.findall(part[1])
        return part[1] if all(_is_present(getattr(node, name)) for name in names) else ""

    def said(slot: re.Match[str]) -> str:
        return say(getattr(node, slot[1]))

    return _SLOT.sub(said, _OPTIONAL.sub(kept, template))


def _is_present(value: object) -> bool:
    return value is not None and value is not False and value != ()


def followed_by(clauses: str, phrases: Phrases) -> Phrases:
    """The same phrases, each with the clauses of a template after it."""
    return {kind: _extended(phrase, clauses) for kind, phrase in phrases.items()}


def _extended(phrase: str | Printer, clauses: str) -> str | Printer:
    if isinstance(phrase, str):
        return phrase + clauses
    return lambda node, say: phrase(node, say) + fill(clauses, node, say)
