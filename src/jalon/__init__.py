"""Jalon: customer journeys as code, compiled to SQL and run on the whole audience at once.

The rooms (`jalon.dsl`, `jalon.compiler`, …) are the folders at the root of the repository.
Public functions are exported lazily, so that `import jalon` costs nothing.
"""

from importlib import import_module

__version__ = "0.1.0"

# Public name -> the module that defines it. To export one more: add its line here, and its
# import under `if TYPE_CHECKING` for the type checkers.
_EXPORTS: dict[str, str] = {}


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
