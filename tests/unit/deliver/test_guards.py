"""Two guards that no behaviour shows: how proofs are compared, and what renders templates."""

from __future__ import annotations

import ast
from pathlib import Path

from jinja2.sandbox import ImmutableSandboxedEnvironment

from jalon.deliver.templates.sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("cli", "compiler", "connect", "deliver", "runtime")
PLAIN = ("Environment", "Template", "SandboxedEnvironment", "NativeEnvironment")


def test_T15_no_operator_compares_a_proof() -> None:
    source = (ROOT / "deliver/messages/tokens.py").read_text("utf-8")
    compares = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Compare)]
    assert compares == []


def test_T1_templates_are_rendered_in_the_sandbox_alone() -> None:
    assert issubclass(Sandbox, ImmutableSandboxedEnvironment)
    made = [
        f"{path.name}:{node.lineno}"
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "jinja2" in (text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and name_of(node.func) in PLAIN
    ]
    assert made == []


def name_of(node: ast.expr) -> str:
    """The last name of what is called."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
