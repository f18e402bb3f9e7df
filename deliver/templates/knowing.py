"""What is known at one place of a template: its own names, and which values are surely there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from jinja2 import nodes

from ...compiler.ir.templates import LISTS, RECOMMENDATIONS, RECORDS
from .blocks import called

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """`names`: those a template gave itself, with the record each is; `there`: what has a value."""

    names: Mapping[str, str | None] = field(default_factory=dict)
    there: frozenset[Path] = frozenset()

    def named(self, target: nodes.Node, kind: str | None) -> Known:
        """With the names that a `set` or `for` gives."""
        if isinstance(target, nodes.Name):
            return replace(self, names={**self.names, target.name: kind})
        given = {one.name: None for one in target.find_all(nodes.Name)}
        return replace(self, names={**self.names, **given})

    def where(self, there: Iterable[Path]) -> Known:
        """Where these have a value; so has whatever they are read from."""
        prefixes = {path[:end] for path in there for end in range(1, len(path) + 1)}
        return replace(self, there=self.there | prefixes)

    def record(self, node: nodes.Node) -> str | None:
        """Which record an expression is; of a list, `list of line`."""
        if called(node) == RECOMMENDATIONS:
            return "list of product"
        path = path_of(node)
        if path is None:
            return None
        kind = self.names.get(path[0], path[0])
        if len(path) == 1:
            return kind if kind in RECORDS or path[0] in self.names else None
        found = LISTS.get((kind or "", path[1])) if len(path) == 2 else None
        return f"list of {found}" if found else None


def path_of(node: nodes.Node) -> Path | None:
    """`contact.first_name`, `contact["first_name"]` as its words; None of anything else."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        owner = path_of(node.node)
        return (*owner, node.attr) if owner else None
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        owner = path_of(node.node)
        return (*owner, node.arg.value) if owner and isinstance(node.arg.value, str) else None
    return None


def truths(test: nodes.Node) -> frozenset[Path]:
    """What has a value when a test holds."""
    match test:
        case nodes.And():
            return truths(test.left) | truths(test.right)
        case nodes.Or():
            return truths(test.left) & truths(test.right)
        case nodes.Not():
            return falsehoods(test.node)
        case nodes.Test() if test.name in ("undefined", "none"):
            return frozenset()
        case nodes.Compare() if _with_nothing(test, "eq"):
            return frozenset()
        case _:
            return spoken_of(test)


def falsehoods(test: nodes.Node) -> frozenset[Path]:
    """What has a value when a test does not hold."""
    match test:
        case nodes.And():
            return falsehoods(test.left) & falsehoods(test.right)
        case nodes.Or():
            return falsehoods(test.left) | falsehoods(test.right)
        case nodes.Not():
            return truths(test.node)
        case nodes.Test() if test.name in ("undefined", "none"):
            return spoken_of(test)
        case nodes.Compare() if _with_nothing(test, "eq"):
            return spoken_of(test)
        case _:
            return frozenset()


def spoken_of(node: nodes.Node) -> frozenset[Path]:
    """Every value that an expression reads."""
    path = path_of(node)
    if path is not None:
        return frozenset({path})
    return frozenset().union(*(spoken_of(one) for one in node.iter_child_nodes()))


def _with_nothing(test: nodes.Compare, operator: str) -> bool:
    """`contact.phone == ""`: a comparison with nothing."""
    (operand, *_) = test.ops
    nothing = isinstance(operand.expr, nodes.Const) and not operand.expr.value
    return operand.op == operator and nothing
