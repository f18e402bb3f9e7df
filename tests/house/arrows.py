"""Who may import whom: the table of the architecture, and the imports that break it."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from .sources import ROOMS, Module

# Room -> the rooms, or the modules of rooms, that it may import. Its own room is always allowed.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "grammar": (),
    "dsl": ("grammar",),
    "compiler": ("dsl",),
    "runtime": ("compiler.ir", "compiler.sql", "compiler.diff"),
    "deliver": ("runtime", "compiler.ir"),
    "connect": ("runtime", "compiler.ir"),
    "studio": ("grammar", "dsl", "compiler", "runtime", "deliver", "connect"),
    "lsp": ("dsl", "compiler"),
    "demo": ("compiler.ir", "compiler.sql", "runtime"),
    "cli": ROOMS,
    "src": ROOMS,
    "tests": ROOMS,
    "bench": ROOMS,
    "examples": ROOMS,
}

# Room -> the third-party packages that it may import; places that are not here may import any.
THIRD_PARTY: dict[str, tuple[str, ...]] = {
    "grammar": (),
    "dsl": ("lark",),
    "compiler": ("imagesize", "pydantic", "sqlglot"),
    "runtime": ("pydantic", "psycopg", "psycopg_pool"),
    "deliver": ("httpx", "jinja2", "markupsafe", "markdown_it"),
    "connect": ("pyarrow",),
    "studio": ("starlette", "uvicorn", "jinja2", "markupsafe"),
    "lsp": ("pygls", "lsprotocol"),
    "demo": (),
    "cli": ("rich", "sqlglot"),
    "src": (),
}
OUTSIDE = ("src", "tests", "bench", "examples")


@dataclass(frozen=True, slots=True)
class Arrow:
    """One imported name, as a dotted path that starts at the top-level package."""

    target: str
    line: int
    relative: bool = False


def dotted_package(module: Module) -> list[str]:
    """The package a module lives in: `dsl/a/b.py` is in `jalon.dsl.a`."""
    folders = list(module.path.parts[:-1])
    if module.room == "src":
        return folders[1:]
    return ["jalon", *folders] if module.room in ROOMS else folders


def from_arrows(module: Module, node: ast.ImportFrom) -> Iterator[Arrow]:
    """The arrows of `from X import a, b`: one to X.a and one to X.b."""
    package = dotted_package(module)
    base = package[: len(package) - node.level + 1] if node.level else []
    prefix = [*base, node.module] if node.module else base
    for alias in node.names:
        target = ".".join(prefix if alias.name == "*" else [*prefix, alias.name])
        yield Arrow(target, node.lineno, node.level > 0)


def arrows(module: Module) -> Iterator[Arrow]:
    """Every import of a module, wherever it stands: in functions and for types only, too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (Arrow(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from from_arrows(module, node)


def within(name: str, allowed: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of the allowed ones, or lies inside one."""
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


def objection(module: Module, arrow: Arrow) -> str | None:
    """Why this import may not be, or None."""
    top, _, rest = arrow.target.partition(".")
    if top == "jalon":
        return objection_to_room(module, arrow, rest)
    if top in ROOMS and not arrow.relative:
        return f"imports `{arrow.target}` from the root: write `jalon.{arrow.target}`"
    if top == module.room or arrow.relative or top in sys.stdlib_module_names:
        return None
    allowed = THIRD_PARTY.get(module.room)
    if allowed is None or top in allowed:
        return None
    names = ", ".join(allowed) or "the language"
    return f"imports `{top}`: {module.room} may import only {names}"


def objection_to_room(module: Module, arrow: Arrow, rest: str) -> str | None:
    """Why `jalon.<rest>` may not be imported here, or None."""
    room = rest.partition(".")[0]
    if room not in ROOMS or room == module.room:
        return None  # `jalon` itself, or a module of the same room
    if not within(rest, MAY_IMPORT[module.room]):
        return f"imports `{rest}`: no arrow from {module.room} to it"
    if module.room not in OUTSIDE and not arrow.relative:
        return f"imports `{arrow.target}`: between rooms, write `from ..{room} import …`"
    return None


def wrong_arrows(module: Module) -> list[str]:
    """Every import of a module that the architecture does not allow."""
    return [
        f"{module.path}:{arrow.line} {why}"
        for arrow in arrows(module)
        if (why := objection(module, arrow))
    ]
