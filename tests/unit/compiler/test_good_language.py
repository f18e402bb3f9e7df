"""Every construct of the language compiles, to the same bytes each time."""

from dataclasses import replace
from pathlib import Path

import pytest

from jalon.compiler.ir import Program
from jalon.compiler.pipeline import compile_project
from jalon.dsl.parser import parse

from .planted import cases, sources_of

GOOD = cases("good")


def compiled(case: Path) -> Program:
    program, diagnostics = compile_project(sources_of(case))
    assert program is not None, diagnostics
    return program


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.stem)
def test_it_parses_without_a_word(case: Path) -> None:
    assert [found for source in sources_of(case).sources for found in parse(source)[1]] == []


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.stem)
def test_it_compiles_without_a_word(case: Path) -> None:
    program, diagnostics = compile_project(sources_of(case))
    assert program is not None
    assert diagnostics == []


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.stem)
def test_twice_gives_the_same_bytes_whatever_the_order_of_files(case: Path) -> None:
    sources = sources_of(case)
    other_way = replace(sources, sources=sources.sources[::-1])
    assert compile_project(other_way)[0] == compiled(case)
    assert compiled(case).to_json() == compiled(case).to_json()


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.stem)
def test_the_json_reads_back_as_the_same_program(case: Path) -> None:
    program = compiled(case)
    assert Program.model_validate_json(program.to_json()) == program


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.stem)
def test_names_come_in_order(case: Path) -> None:
    program = compiled(case)
    for named in (program.segments, program.journeys, program.fields, program.stores):
        names = [one.name for one in named]
        assert names == sorted(names)


def test_the_smallest_journey_is_one_line() -> None:
    program = compiled(next(case for case in GOOD if case.stem == "one_line"))
    assert [store.name for store in program.stores] == ["default"]
    assert [message.name for message in program.messages] == ["one_line"]
    assert [step.kind for step in program.journeys[0].steps] == ["start", "wait", "send", "end"]
