"""Options that several verbs share, and what they stand for."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..compiler.project import SETTINGS_FILE, project_root
from .arguments import one_of

DATABASE = "jalon.db"


def add_project(parser: ArgumentParser) -> None:
    """`--project DIR`."""
    parser.add_argument(
        "--project",
        metavar="DIR",
        type=Path,
        default=Path(),
        help=f"the folder that holds {SETTINGS_FILE} (default: here, or the nearest above)",
    )


def add_database(parser: ArgumentParser) -> None:
    """`--db FILE`, and `--project DIR` beside which it is looked for."""
    add_project(parser)
    parser.add_argument(
        "--db",
        metavar="FILE",
        type=Path,
        help=f"the database (default: {DATABASE} beside {SETTINGS_FILE})",
    )


def database(options: Namespace) -> Path:
    """The file that `--db` names, or the project's own."""
    given: Path | None = options.db
    return given or project_root(options.project) / DATABASE


def add_output_format(parser: ArgumentParser) -> None:
    """`--output-format FORMAT`, for diagnostics."""
    parser.add_argument(
        "--output-format",
        metavar="FORMAT",
        type=one_of("full", "concise", "json", "github"),
        default="full",
        help="full (default), concise, json or github",
    )
