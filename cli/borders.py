"""Where a project begins and ends: said when it may not be what somebody thinks."""

from __future__ import annotations

import sys
from pathlib import Path

from ..compiler.project import SETTINGS_FILE, nested_projects, project_root


def tell_borders(given: Path) -> None:
    """Notes, on the error output: no settings file marks the project, or others lie inside."""
    for note in borders(given):
        print(f"note: {note}", file=sys.stderr)


def borders(given: Path) -> list[str]:
    """What is not plain about where a project begins and ends; of one file alone, nothing."""
    if not given.is_dir():
        return []
    root = project_root(given)
    found = [f"`{one}` is a project of its own, and is left out" for one in nested_projects(root)]
    if not (root / SETTINGS_FILE).exists():
        name = root.resolve() if root == Path() else root
        why = f"`{name}` has no `{SETTINGS_FILE}`: every journey below it is read as one project"
        found.insert(0, why)
    return found
