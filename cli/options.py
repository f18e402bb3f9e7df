"""Options that several verbs share, and what they stand for."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..compiler.project import SETTINGS_FILE, project_root
from .arguments import one_of
from .databases import VARIABLE, Place, place

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
    """`--db DATABASE`, and `--project DIR` beside which it is looked for."""
    add_project(parser)
    parser.add_argument(
        "--db",
        metavar="DATABASE",
        type=place,
        help=f"a file, or postgresql://… (default: ${VARIABLE}, else {DATABASE} "
        f"beside {SETTINGS_FILE})",
    )


def database(options: Namespace) -> Place:
    """What `--db` names, else the environment, else the project's own file."""
    given: Place | None = options.db
    if given is not None:
        return given
    if named := os.environ.get(VARIABLE):
        return place(named)
    return project_root(options.project) / DATABASE


def add_output_format(parser: ArgumentParser) -> None:
    """`--output-format FORMAT`, for diagnostics."""
    parser.add_argument(
        "--output-format",
        metavar="FORMAT",
        type=one_of("full", "concise", "json", "github"),
        default="full",
        help="full (default), concise, json or github",
    )
