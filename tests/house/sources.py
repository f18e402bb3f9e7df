"""The tree under test: which Python files there are, parsed once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "grammar",
    "dsl",
    "compiler",
    "runtime",
    "deliver",
    "connect",
    "studio",
    "lsp",
    "demo",
    "cli",
)
PLACES = (*ROOMS, "src/jalon", "tests", "bench", "examples")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its path below the root, its text, its syntax tree."""

    path: PurePosixPath
    text: str
    tree: ast.Module

    @classmethod
    def planted(cls, path: str, text: str) -> "Module":
        """A module that exists only here, to show that a check can fail."""
        return cls(PurePosixPath(path), text, ast.parse(text))

    @property
    def room(self) -> str:
        """The top folder: a room, or `src`, `tests`, `bench`, `examples`."""
        return self.path.parts[0]

    def at(self, node: ast.AST) -> str:
        """Where a node is, as editors understand it: `path:line`."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"

    def functions(self) -> Iterator[Function]:
        """Every function and method, the nested ones included."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node


def python_files(root: Path, place: str) -> list[Path]:
    """The Python files below `root/place`; folders that are links are not entered."""
    found: list[Path] = []
    for path in sorted((root / place).glob("*")):
        if path.is_dir() and not path.is_symlink():
            found += python_files(root, f"{place}/{path.name}")
        elif path.suffix == ".py":
            found.append(path)
    return found


def read(root: Path, path: Path) -> Module:
    """Parse one file of the tree at `root`."""
    return Module.planted(path.relative_to(root).as_posix(), path.read_text("utf-8"))


@cache
def modules(*places: str) -> tuple[Module, ...]:
    """Every module of this repository in these places; places that do not exist are empty."""
    return tuple(read(ROOT, path) for place in places for path in python_files(ROOT, place))


def rooms() -> tuple[Module, ...]:
    """Every module of the product itself."""
    return modules(*ROOMS, "src/jalon")


def everything() -> tuple[Module, ...]:
    """Every module of the repository."""
    return modules(*PLACES)
