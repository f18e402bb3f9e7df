"""`jalon compile`: the compiled program as JSON."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from ..arguments import Parser
from ..exit import Exit
from ..options import add_project
from ..programs import compiled
from ..templating import check_template
from ..writing import write_atomically


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon compile`."""
    add_project(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="where to write it (default: the standard output)",
    )


def run(options: Namespace) -> Exit:
    """Writes the program; equal projects give equal bytes."""
    program = compiled(options.project, templates=check_template)
    if program is None:
        return Exit.FINDINGS
    text = f"{program.to_json()}\n"
    if options.output is None:
        sys.stdout.write(text)
    else:
        write_atomically(options.output, text)
    return Exit.OK
