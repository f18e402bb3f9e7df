"""Jalon: customer journeys as code, compiled to SQL and run on the whole audience at once.

The rooms (`jalon.dsl`, `jalon.compiler`, …) are the folders at the root of the repository.
Public functions are exported lazily, so that `import jalon` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .compiler.pipeline import check as check
    from .compiler.pipeline import compile_project as compile_project
    from .dsl.format import format_source as format_source
    from .runtime.deploy import deploy as deploy
    from .runtime.engine.tick import tick as tick

__version__ = "0.1.0"

# Public name -> the module that defines it. To export one more: add its line here, and its
# import under `if TYPE_CHECKING` for the type checkers.
_EXPORTS: dict[str, str] = {
    "check": "jalon.compiler.pipeline",
    "compile_project": "jalon.compiler.pipeline",
    "deploy": "jalon.runtime.deploy",
    "format_source": "jalon.dsl.format",
    "tick": "jalon.runtime.engine.tick",
}


def __getattr__(name: str) -> object:
    """Import a public function at its first use."""
    if name not in _EXPORTS:
        raise AttributeError(f"`{__name__}` has no `{name}`")
    value: object = getattr(import_module(_EXPORTS[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, the lazy ones included."""
    return sorted({*globals(), *_EXPORTS})
