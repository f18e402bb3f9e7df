"""`jalon fmt`: journeys in the one way to write them."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...compiler.project import journey_files, read_text
from ...dsl.diagnostics import Diagnostic
from ...dsl.format import format_source
from ...dsl.source import Source
from ..arguments import Parser
from ..exit import Exit
from ..failure import Failure
from ..options import add_output_format
from ..report.diagnostics import counted, print_diagnostics
from ..writing import write_atomically

_STANDARD_INPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file as it is and as it should be; `after` is None when it cannot be read as journeys."""

    source: Source
    before: str
    after: str | None
    found: Sequence[Diagnostic]

    @property
    def fate(self) -> str:
        """Which line of the summary it is counted in."""
        if self.after is None:
            return "left alone"
        return "right already" if self.after == self.before else "rewritten"


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon fmt`."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        default=[Path()],
        help="files and folders (default: here); `-` reads the standard input",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing, name what would change"
    )
    parser.add_argument("--diff", action="store_true", help="write nothing, show what would change")
    add_output_format(parser)


def run(options: Namespace) -> Exit:
    """Rewrites what is not in form; files with mistakes in their syntax are left alone."""
    if options.paths == [_STANDARD_INPUT]:
        return filtered(options)
    fates: Counter[str] = Counter()
    for path in files(options.paths):
        formatted = format_file(path)
        fates[formatted.fate] += 1
        settle(path, formatted, options)
    print(summary(fates, options.check or options.diff), file=sys.stderr)
    would_change = fates["rewritten"] and (options.check or options.diff)
    return Exit.FINDINGS if would_change or fates["left alone"] else Exit.OK


def files(paths: Sequence[Path]) -> Iterator[Path]:
    """The journey files that these paths name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(journey_files(path))
        elif path.is_file():
            yield path
        else:
            raise Failure(f"there is no file or folder `{path}`", "is the path right?")


def format_file(path: Path) -> Formatted:
    """The file, formatted in memory. Raises `Failure` when it cannot be read."""
    read = read_text(path)
    if read.broken:
        raise Failure(read.broken, "save it as UTF-8, or leave it out")
    return formatted(path.as_posix(), read.text)


def formatted(path: str, text: str) -> Formatted:
    """A text, formatted."""
    source = Source(path, text)
    after, found = format_source(source)
    return Formatted(source, text, after, found)


def settle(path: Path, file: Formatted, options: Namespace) -> None:
    """Writes or shows what one file has become."""
    if file.after is None:
        print_diagnostics(file.found, lambda _: file.source, options.output_format)
        print(f"{path} is left alone: it has mistakes in its syntax", file=sys.stderr)
    elif file.after == file.before:
        return
    elif options.diff:
        sys.stdout.writelines(difference(file, file.after))
    else:
        if not options.check:
            write_atomically(path, file.after)
        print(path)


def difference(file: Formatted, after: str) -> Iterator[str]:
    """A unified diff."""
    from difflib import unified_diff

    before, name = file.before.splitlines(keepends=True), file.source.path
    lines = unified_diff(before, after.splitlines(keepends=True), name, f"{name} (formatted)")
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def summary(fates: Counter[str], dry: bool) -> str:
    """`2 files rewritten, 5 right already, 1 left alone`."""
    if not fates:
        return "no journey files found"
    names = {"rewritten": "to rewrite" if dry else "rewritten"}
    order = ("rewritten", "right already", "left alone")
    parts = [f"{fates[fate]} {names.get(fate, fate)}" for fate in order if fates[fate]]
    return f"{counted(fates.total(), 'file')}: {', '.join(parts)}"


def filtered(options: Namespace) -> Exit:
    """Standard input to standard output; text with mistakes is refused, and nothing is written."""
    file = formatted("<standard input>", sys.stdin.read())
    if file.after is None:
        print_diagnostics(file.found, lambda _: file.source, options.output_format, sys.stderr)
        return Exit.FINDINGS
    sys.stdout.write(file.after)
    return Exit.OK
