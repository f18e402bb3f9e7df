"""Templates read with places: every node says at which character it stands, not in which line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes
from jinja2.lexer import Lexer

from .errors import TemplateError
from .sandbox import LONGEST_SOURCE, Sandbox
from .syntax import explained

_WORD = re.compile(r"\w+|\S|$")
_TAG = re.compile(r"\{%[-+]?\s*(?P<end>end)?(?P<name>\w+)")
_OPENERS = frozenset({"if", "for", "macro", "call", "filter", "block", "with", "raw"})


class Token(NamedTuple):
    """A word or sign inside `{{ }}` or `{% %}`, and where it stands."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The character after it."""
        return self.start + len(self.text)


class _OffsetLexer(Lexer):
    """Jinja's lexer; its tokens carry their place where Jinja has the number of the line."""

    def tokeniter(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> Iterator[tuple[int, str, str]]:
        """The tokens; what Jinja leaves out between two of them is only space."""
        place = 0
        try:
            for _, kind, text in super().tokeniter(source, name, filename, state):
                while not source.startswith(text, place) and source[place : place + 1].isspace():
                    place += 1
                yield place, kind, text
                place += len(text)
        except TemplateSyntaxError as error:
            found = _WORD.search(source, place)
            at = found.start() if found else place
            raise TemplateSyntaxError(error.message or "", at) from None


class _Located(Sandbox):
    """The sandbox, reading with places; nothing is ever run in it."""

    @property
    def lexer(self) -> Lexer:
        """The lexer that knows places."""
        return _LEXER


@dataclass(frozen=True, slots=True)
class Tree:
    """A template that was read: `node.lineno` is a place in `source`, in characters from 0."""

    source: str
    root: nodes.Template
    tokens: tuple[Token, ...]

    def word(self, place: int) -> tuple[int, int]:
        """The word or sign at a place."""
        return word_at(self.source, place)

    def span(self, node: nodes.Node) -> tuple[int, int]:
        """From where to where an expression is written; of a tag, its name."""
        match node:
            case nodes.Getattr() | nodes.Getitem() | nodes.Call():
                return self.span(node.node)[0], self._closed(node)
            case nodes.Filter() | nodes.Test() if node.node is not None:
                return self.span(node.node)[0], self._name_after(node).end
            case nodes.BinExpr():
                return self.span(node.left)[0], self.span(node.right)[1]
            case nodes.Const() if isinstance(node.value, str):
                return next((t.start, t.end) for t in self.tokens if t.start >= node.lineno)
            case _:
                return self.word(node.lineno)

    def named(self, node: nodes.Filter | nodes.Test) -> tuple[int, int]:
        """The name of a filter or a test."""
        token = self._name_after(node)
        return token.start, token.end

    def _name_after(self, node: nodes.Filter | nodes.Test) -> Token:
        """A filter's own place is its name; a test's is the word `is`."""
        name = node.name.partition(".")[0]
        return next(t for t in self.tokens if t.start >= node.lineno and t.text == name)

    def _closed(self, node: nodes.Getattr | nodes.Getitem | nodes.Call) -> int:
        """Where `.name`, `[…]` or `(…)` ends."""
        rest = [token for token in self.tokens if token.start >= node.lineno]
        if rest and rest[0].text == ".":
            return rest[1].end
        depth = 0
        for token in rest:
            depth += (token.text in "([{") - (token.text in ")]}")
            if depth <= 0:
                return token.end
        return self.word(node.lineno)[1]


def word_at(source: str, place: int) -> tuple[int, int]:
    """The word or sign at a place; at the end of the text, the last one."""
    found = _WORD.search(source, place)
    if found and found[0]:
        return found.span()
    last = list(_WORD.finditer(source.rstrip()))
    return last[-2].span() if len(last) > 1 else (0, len(source))


def read(source: str) -> Tree:
    """Reads a template. Raises `TemplateError`, whose line is the place in characters."""
    if len(source) > LONGEST_SOURCE:
        raise TemplateError("this template is too long", 0)
    try:
        return Tree(source, _LOCATED.parse(source), tuple(_tokens(source)))
    except TemplateSyntaxError as error:
        raise TemplateError(explained(error.message), _place(error, source)) from None
    except (RecursionError, ValueError, OverflowError):
        raise TemplateError("this cannot be read as a template", 0) from None


def _tokens(source: str) -> Iterator[Token]:
    """What stands inside the tags, without its spaces."""
    for place, kind, text in _LEXER.tokeniter(source, None):
        if kind in ("name", "operator", "string", "integer", "float"):
            yield Token(place, text)


def _place(error: TemplateSyntaxError, source: str) -> int:
    """Where a mistake is: of a tag that is not closed, at the tag."""
    if "needs to be closed" in (error.message or ""):
        return _unclosed(source)
    if "end of comment" in (error.message or ""):
        return source.rfind("{#")
    if "end of template" in (error.message or "") or error.lineno >= len(source.rstrip()):
        return max(source.rfind("{{"), source.rfind("{%"), source.rfind("{#"), 0)
    return error.lineno


def _unclosed(source: str) -> int:
    """The name of the last tag that nothing closes."""
    waiting: list[int] = []
    for tag in _TAG.finditer(source):
        if tag["end"] and waiting:
            waiting.pop()
        elif tag["name"] in _OPENERS:
            waiting.append(tag.start("name"))
    return waiting[-1] if waiting else 0


_LOCATED = _Located()
_LEXER = _OffsetLexer(_LOCATED)
