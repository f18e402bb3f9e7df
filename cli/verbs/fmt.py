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
from ..report.diagnostics import counted, print_full
from ..writing import write_atomically

_STANDARD_INPUT = Path("-")
REWRITTEN, RIGHT, ALONE = "rewritten", "right already", "left alone"


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file as it is and as it should be; `after` is None when it cannot be read as journeys."""

    source: Source
    before: str
    after: str | None
    found: Sequence[Diagnostic]


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


def run(options: Namespace) -> Exit:
    """Rewrites what is not in form; files with mistakes in their syntax are left alone."""
    if options.paths == [_STANDARD_INPUT]:
        return filtered()
    fates = Counter(settle(path, options) for path in files(options.paths))
    dry = options.check or options.diff
    print(summary(fates, dry), file=sys.stderr)
    return Exit.FINDINGS if fates[ALONE] or (dry and fates[REWRITTEN]) else Exit.OK


def files(paths: Sequence[Path]) -> Iterator[Path]:
    """The journey files that these paths name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(journey_files(path, nested=True))
        elif path.is_file():
            yield path
        else:
            raise Failure(f"there is no file or folder `{path}`", "is the path right?")


def settle(path: Path, options: Namespace) -> str:
    """Writes or shows what a file becomes; returns its fate."""
    read = read_text(path)
    if read.broken:
        print(f"{read.broken}: it is left alone", file=sys.stderr)
        return ALONE
    file = formatted(path.as_posix(), read.text)
    if file.after is None:
        print_full(file.found, lambda _: file.source, sys.stdout)
        print(f"{path} is left alone: it has mistakes in its syntax", file=sys.stderr)
        return ALONE
    if file.after == file.before:
        return RIGHT
    if options.diff:
        sys.stdout.writelines(difference(file, file.after))
        return REWRITTEN
    if not options.check:
        write_atomically(path, file.after)
    print(path)
    return REWRITTEN


def formatted(path: str, text: str) -> Formatted:
    """A text, formatted."""
    source = Source(path, text)
    after, found = format_source(source)
    return Formatted(source, text, after, found)


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
    names = {REWRITTEN: "to rewrite" if dry else REWRITTEN}
    order = (REWRITTEN, RIGHT, ALONE)
    parts = [f"{fates[fate]} {names.get(fate, fate)}" for fate in order if fates[fate]]
    return f"{counted(fates.total(), 'file')}: {', '.join(parts)}"


def filtered() -> Exit:
    """Standard input to standard output; text with mistakes is refused, and nothing is written."""
    try:
        file = formatted("<standard input>", sys.stdin.read())
    except UnicodeDecodeError:
        raise Failure("the standard input is not UTF-8", "save the text as UTF-8") from None
    if file.after is None:
        print_full(file.found, lambda _: file.source, sys.stderr)
        return Exit.FINDINGS
    sys.stdout.write(file.after)
    return Exit.OK
