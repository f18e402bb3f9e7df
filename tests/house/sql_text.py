"""Statements put together from pieces of text, which the rooms never do."""

import ast
import re

from .sources import Module

# Capital words are SQL at once; small ones are English until they have the shape of a statement.
STATEMENT = re.compile(
    r"""\s*(
        (SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|MERGE|REPLACE)(\s|$)
      | (?i:select\s.+\sfrom\s)
      | (?i:insert\s+into\s)
      | (?i:update\s+\S+\s+set\s)
      | (?i:delete\s+from\s+\w+\s+where\s)
      | (?i:(create|drop|alter)\s+(temp\s+|temporary\s+|unique\s+)?(table|index|view|trigger)\s)
    )""",
    re.VERBOSE | re.DOTALL,
)


def leading_text(node: ast.expr) -> str:
    """The literal text an expression starts with, or an empty text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return leading_text(node.values[0]) if node.values else ""
    if isinstance(node, ast.BinOp):
        return leading_text(node.left)
    if isinstance(node, ast.List | ast.Tuple):
        return leading_text(node.elts[0]) if node.elts else ""
    return ""


def pieces(node: ast.AST) -> ast.expr | None:
    """The expression whose first text decides, when this node puts a text together."""
    match node:
        case ast.JoinedStr(values=values) if any(isinstance(v, ast.FormattedValue) for v in values):
            return node
        case ast.BinOp(op=ast.Add() | ast.Mod(), left=left):
            return left
        case ast.Call(func=ast.Attribute(value=text, attr="format" | "format_map" | "replace")):
            return text
        case ast.Call(func=ast.Attribute(attr="join"), args=[listed]):
            return listed
    return None


def concatenated_sql(module: Module) -> list[str]:
    """Every statement of a module that is put together from pieces."""
    return [
        f"{module.at(node)} puts SQL together from text: build a sqlglot expression, bind values"
        for node in ast.walk(module.tree)
        if (first := pieces(node)) is not None and STATEMENT.match(leading_text(first))
    ]
