"""A parsed file: its declarations, and the comments that a formatter prints again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..source import Source, Span
from .base import Node, node
from .declarations import Audience, Declaration
from .scenarios import Scenario

FILE_END = -1
"""The key of `Comments.closing` for what stands after the last line of a file."""


@dataclass(frozen=True, slots=True)
class Comment:
    """`# like this`, from the `#` to the end of the line, trailing spaces dropped."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a file, by the offset at which a line's node starts (`node.span.start`).

    `leading` stand on lines of their own above it, `trailing` at its right (the last of a `;`
    line takes them), `closing` after the last line of the block that it heads. `spaced` holds
    the starts that have an empty line above them and their comments.
    """

    leading: Mapping[int, tuple[Comment, ...]] = field(default_factory=dict)
    trailing: Mapping[int, tuple[Comment, ...]] = field(default_factory=dict)
    closing: Mapping[int, tuple[Comment, ...]] = field(default_factory=dict)
    spaced: frozenset[int] = frozenset()


@node
class File(Node):
    """Everything one file declares; a bare file starts with one bare journey."""

    source: Source = field(compare=False, repr=False)
    declarations: tuple[Audience | Declaration | Scenario, ...]
    comments: Comments = field(default=Comments(), compare=False, repr=False)
