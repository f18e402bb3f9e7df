"""`jalon render`: a segment or a journey as SQL, a journey as a graph."""

from __future__ import annotations

from argparse import Namespace

from ...compiler import ir
from ..arguments import Parser, one_of
from ..exit import Exit
from ..failure import Failure, unknown
from ..options import add_project
from ..programs import compiled

_DIALECTS = ("sqlite", "postgres")


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon render`."""
    parser.add_argument("name", metavar="NAME", help="a segment or a journey")
    parser.add_argument(
        "--dialect", type=one_of(*_DIALECTS), help="of the SQL: sqlite (default) or postgres"
    )
    parser.add_argument(
        "--graph", type=one_of("mermaid", "dot"), help="the journey as a graph: mermaid or dot"
    )
    add_project(parser)


def run(options: Namespace) -> Exit:
    """Prints the SQL or the graph."""
    if options.graph and options.dialect:
        raise Failure("a graph has no `--dialect`", "leave out one of the two options")
    program = compiled(options.project, also=options.name)
    if program is None:
        return Exit.FINDINGS
    print(graph(program, options.name, options.graph) if options.graph else sql(program, options))
    return Exit.OK


def graph(program: ir.Program, name: str, form: str) -> str:
    """The graph of a journey."""
    from ..report.graph import GRAPHS

    for journey in program.journeys:
        if journey.name == name:
            return GRAPHS[form](journey)
    if any(segment.name == name for segment in program.segments):
        raise Failure(f"`{name}` is a segment: only journeys have a graph", "leave out `--graph`")
    raise unknown("journey", name, (journey.name for journey in program.journeys))


def sql(program: ir.Program, options: Namespace) -> str:
    """The statements of the segment, the journey, or both if they share a name."""
    from ...compiler.sql import segments
    from ...compiler.sql.journey.plan import plan_journey
    from ...compiler.sql.periods import Periods
    from ..report.sql import journey_text, statement_text

    name, dialect, periods = options.name, options.dialect or _DIALECTS[0], Periods()
    parts = []
    if any(segment.name == name for segment in program.segments):
        statement = segments.members(program, periods, name, dialect)
        parts.append(f"-- segment {name}\n{statement_text(statement, dialect, periods)}")
    for journey in program.journeys:
        if journey.name == name:
            plan = plan_journey(program, journey, periods, dialect)
            parts.append(f"-- journey {name}\n\n{journey_text(plan, dialect, periods)}")
    if not parts:
        names = {one.name for one in program.segments} | {one.name for one in program.journeys}
        raise unknown("segment or journey", name, names)
    return "\n\n".join(parts)
