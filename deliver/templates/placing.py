"""Where values stand in HTML: those that nothing makes safe there, found before any is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import nodes

from .blocks import called
from .errors import TemplateError
from .escaping import escapes
from .outlets import mark


def misplaced(root: nodes.Template) -> Iterator[tuple[nodes.Node, str]]:
    """The values in a body of HTML that would stop the message, and why."""
    pieces = list(_flow(root.body))
    values = [one for one in pieces if isinstance(one, nodes.Node)]
    if _objection(pieces, values) is None:
        return
    for value in values:
        if words := _objection(pieces, [value]):
            yield value, words


def _flow(body: Sequence[nodes.Node]) -> Iterator[str | nodes.Node]:
    """The text and the values of a template, every way through it one after the other."""
    for node in body:
        match node:
            case nodes.TemplateData():
                yield node.data
            case nodes.Output():
                yield from _flow(node.nodes)
            case nodes.If():
                yield from _flow([*node.body, *node.elif_, *node.else_])
            case nodes.For():
                yield from _flow([*node.body, *node.else_])
            case nodes.Expr() if not called(node):
                yield node


def _objection(pieces: Sequence[str | nodes.Node], marked: Sequence[nodes.Node]) -> str | None:
    """What is said about a page in which these values are marks, and the others plain words."""
    kept = {id(one) for one in marked}
    page = "".join(
        one if isinstance(one, str) else mark(0) if id(one) in kept else "word" for one in pieces
    )
    try:
        escapes(page)
    except TemplateError as error:
        return error.message
    return None
