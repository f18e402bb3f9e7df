"""Projects written in a test: what they become, and what is said about them."""

from __future__ import annotations

from textwrap import dedent

from jalon.compiler import ir
from jalon.compiler.ir import predicates
from jalon.compiler.pipeline import check, compile_project
from jalon.compiler.project import ProjectSources
from jalon.dsl.diagnostics import Diagnostic

STORE = "store shop:\n  currency: EUR\n"
HELLO = 'email hello:\n  subject: "Hello"\n  body: """Hello"""\n'


def project(text: str, **files: str) -> ProjectSources:
    """A project of one file; others by name, `emails__hello_md` for `emails/hello.md`."""
    others = {_path(name): other for name, other in files.items()}
    return ProjectSources.of({"test.journey": dedent(text), **others})


def _path(name: str) -> str:
    return name.replace("__", "/")[::-1].replace("_", ".", 1)[::-1]


def program(text: str, **files: str) -> ir.Program:
    """The program of a project without an error."""
    found, diagnostics = compile_project(project(text, **files))
    assert found is not None, [one.message for one in diagnostics]
    return found


def told(text: str, **files: str) -> list[Diagnostic]:
    """What is said about a project."""
    return check(project(text, **files))


def codes(text: str, **files: str) -> list[str]:
    """The codes of what is said about a project."""
    return [one.code for one in told(text, **files)]


def cites(text: str, rule: str) -> bool:
    """Whether an error about a project cites a rule of the catalogue."""
    return any(one.rule == rule and one.severity == "error" for one in told(text))


def warns(text: str, rule: str) -> bool:
    """Whether a project compiles with a warning that cites a rule of the catalogue."""
    found, diagnostics = compile_project(project(text))
    return found is not None and any(one.rule == rule for one in diagnostics)


def predicate(condition: str, before: str = STORE) -> predicates.Predicate:
    """The predicate of one condition."""
    found = program(f"{before}segment it:\n  {condition}\n")
    return next(one.predicate for one in found.segments if one.name == "it")


def journey(body: str, before: str = "") -> ir.Journey:
    """The only journey of a project, from its lines."""
    lines = "".join(f"  {line}\n" for line in dedent(body).strip().split("\n"))
    return program(f"{before}journey it:\n{lines}").journeys[0]


def start(event: str, before: str = STORE) -> ir.StartingPoint:
    """The starting point of an event."""
    return journey(f"starting point: {event}\nwait 1 day", before).starts[0]


def steps(body: str, before: str = "") -> tuple[ir.Step, ...]:
    """The steps of a journey that is started by hand."""
    return journey(f"starting point: added manually\n{dedent(body).strip()}", before).steps
