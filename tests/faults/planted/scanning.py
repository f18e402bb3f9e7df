"""Looks through the product for proofs that are compared in a time that tells something."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
ROOMS = ("cli", "compiler", "connect", "deliver", "runtime")
SECRET = ("proof", "signature", "hmac", "token_of", "hexdigest")


def sources() -> dict[str, str]:
    """The modules of the product."""
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    return {str(file.relative_to(ROOT)): file.read_text("utf-8") for file in files}


def compared() -> list[str]:
    """Where a proof is compared by `==` or `!=`, instead of by `hmac.compare_digest`."""
    return [f"{name}:{line}" for name, text in sources().items() for line in lines(text)]


def lines(text: str) -> Iterator[int]:
    """The lines of one module."""
    if not any(word in text for word in SECRET):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            sides = (node.left, *node.comparators)
            if any(secret(side) for side in sides):
                yield node.lineno


def secret(side: ast.expr) -> bool:
    """Whether an expression is a proof, by its name or by the call that makes it."""
    if isinstance(side, ast.Call):
        return secret(side.func)
    name = side.id if isinstance(side, ast.Name) else getattr(side, "attr", "")
    return any(word in name for word in SECRET)
