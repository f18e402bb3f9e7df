"""The allow-list: what may stand in a template. Whatever is not listed here is refused.

There is no call but of our two content blocks (`blocks.py`), no attribute that starts with `_`, no
`%`, no `**`, no macro, no include (reliability T1, T2). The sizes are bounded where a template
could grow them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jinja2 import nodes

from .blocks import check_call
from .errors import TemplateError
from .filters import FILTERS, TESTS
from .values import LARGEST

DEEPEST = 60
DEEPEST_LOOP = 4
MOST_NODES = 20_000

ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.Name,
    nodes.Const,
    nodes.List,
    nodes.Tuple,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.Filter,
    nodes.Test,
    nodes.Keyword,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.Pos,
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Concat,
    nodes.CondExpr,
    nodes.Call,
    nodes.Scope,  # Jinja's own, around `autoescape`, which is refused
)
WORDS: dict[type[nodes.Node], str] = {
    nodes.Mod: "`%`",
    nodes.Pow: "`**`",
    nodes.Dict: "`{…}`",
    nodes.Macro: "`macro`",
    nodes.CallBlock: "`call`",
    nodes.FilterBlock: "`filter`",
    nodes.Include: "`include`",
    nodes.Import: "`import`",
    nodes.FromImport: "`import`",
    nodes.Extends: "`extends`",
    nodes.Block: "`block`",
    nodes.With: "`with`",
    nodes.AssignBlock: "`set` without a value",
    nodes.NSRef: "a dotted name after `set`",
    nodes.ScopedEvalContextModifier: "`autoescape`",
}


def check(tree: nodes.Template) -> None:
    """Raises `TemplateError` at the first thing that is not allowed."""
    for _, error in objections(tree):
        raise error


def objections(tree: nodes.Template) -> Iterator[tuple[nodes.Node, TemplateError]]:
    """Everything that is not allowed, with the node; past a bound, nothing further is looked at."""
    for count, (node, depth, loops) in enumerate(_walk(tree), 1):
        if bound := _bound(count, depth, loops):
            yield node, TemplateError(bound, node.lineno)
            return
        try:
            _allow(node)
        except TemplateError as error:
            yield node, error


def _bound(count: int, depth: int, loops: int) -> str | None:
    """The bound that is passed, if one is."""
    if depth > DEEPEST:
        return "this is nested too deeply"
    if loops > DEEPEST_LOOP:
        return "these repetitions are nested too deeply"
    return "this template is too long" if count > MOST_NODES else None


def _allow(node: nodes.Node) -> None:
    """Raises `TemplateError` unless the node may stand in a template."""
    if type(node) not in ALLOWED:
        word = WORDS.get(type(node), f"`{type(node).__name__.lower()}`")
        raise TemplateError(f"{word} cannot be used in a message", node.lineno)
    if rule := RULES.get(type(node)):
        rule(node)


def paths(tree: nodes.Template) -> dict[str, str]:
    """The dotted spelling of each name that is read from one record only: `url` of `cart.url`."""
    found: dict[str, set[str]] = {}
    for node in tree.find_all(nodes.Getattr):
        owner = node.node.name if isinstance(node.node, nodes.Name) else ""
        found.setdefault(node.attr, set()).add(f"{owner}.{node.attr}".lstrip("."))
    return {name: spelled.pop() for name, spelled in found.items() if len(spelled) == 1}


def _walk(tree: nodes.Template) -> Iterator[tuple[nodes.Node, int, int]]:
    """Every node with its depth, and how many repetitions it stands in; no recursion."""
    pending: list[tuple[nodes.Node, int, int]] = [(tree, 0, 0)]
    while pending:
        node, depth, loops = pending.pop()
        yield node, depth, loops
        inside = loops + isinstance(node, nodes.For)
        pending += [(child, depth + 1, inside) for child in node.iter_child_nodes()]


def _public(name: object, line: int) -> None:
    if isinstance(name, str) and name.startswith("_"):
        raise TemplateError(f"`{name}` is not a name that a template can read", line)


def _name(node: nodes.Name) -> None:
    """`self` is the template itself: Jinja offers it unasked."""
    _public("_self" if node.name == "self" else node.name, node.lineno)


def _attribute(node: nodes.Getattr) -> None:
    _public(node.attr, node.lineno)


def _item(node: nodes.Getitem) -> None:
    """`contact["_x"]` reads the same as `contact._x`."""
    if isinstance(node.arg, nodes.Const):
        _public(node.arg.value, node.lineno)


def _constant(node: nodes.Const) -> None:
    if isinstance(node.value, int | float) and abs(node.value) > LARGEST:
        raise TemplateError("this number is too large", node.lineno)


def _filter(node: nodes.Filter) -> None:
    if node.node is None or node.name.startswith("_") or node.name not in FILTERS:
        raise TemplateError(f"there is no filter `{node.name}`", node.lineno)


def _test(node: nodes.Test) -> None:
    if node.name not in TESTS:
        raise TemplateError(f"there is no test `is {node.name}`", node.lineno)


def _loop(node: nodes.For) -> None:
    if node.recursive:
        raise TemplateError("`recursive` cannot be used in a message", node.lineno)
    _target(node.target)


def _assign(node: nodes.Assign) -> None:
    _target(node.target)


def _target(node: nodes.Node) -> None:
    if not isinstance(node, nodes.Name | nodes.Tuple):
        raise TemplateError("only a simple name can be set", node.lineno)


RULES: dict[type[nodes.Node], Callable[..., None]] = {
    nodes.Name: _name,
    nodes.Getattr: _attribute,
    nodes.Getitem: _item,
    nodes.Const: _constant,
    nodes.Filter: _filter,
    nodes.Test: _test,
    nodes.For: _loop,
    nodes.Assign: _assign,
    nodes.Call: check_call,
}
