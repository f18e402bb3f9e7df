"""`jalon render` shows what a segment or a journey becomes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlglot

from .conftest import Jalon

MERMAID = """\
flowchart TD
  n0(["signs up for email including imported"])
  n1["send email hello"]
  n2[/"wait 2 days"/]
  n3{"if in segment french"}
  n4["add tag #quot;fr#quot;"]
  n5(["end"])
  n0 --> n1
  n1 --> n2
  n2 --> n3
  n3 -->|"yes"| n4
  n3 -->|"else"| n5
  n4 --> n5
"""


def test_a_journey_is_a_mermaid_graph(jalon: Jalon, project: Path) -> None:
    ran = jalon("render", "welcome", "--graph", "mermaid")
    assert (ran.code, ran.out) == (0, MERMAID)


def test_a_journey_is_a_dot_graph(jalon: Jalon, project: Path) -> None:
    lines = jalon("render", "welcome", "--graph", "dot").out.splitlines()
    assert lines[0] == 'digraph "welcome" {'
    assert '  n4 [label="add tag \\"fr\\""];' in lines
    assert '  n3 -> n4 [label="yes"];' in lines
    assert lines[-1] == "}"


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
@pytest.mark.parametrize("name", ["french", "welcome"])
def test_the_sql_is_sql(jalon: Jalon, project: Path, name: str, dialect: str) -> None:
    ran = jalon("render", name, "--dialect", dialect)
    assert ran.code == 0
    statements = [one for one in sqlglot.parse(ran.out, read=dialect) if one is not None]
    assert statements
    assert ("%(" in ran.out) == (dialect == "postgres")


def test_values_are_beside_the_sql_and_not_in_it(jalon: Jalon, project: Path) -> None:
    out = jalon("render", "french").out
    assert out.startswith("-- segment french\n-- p0 = 'fr'\nSELECT")
    assert "'fr'" not in out.partition("SELECT")[2]


def test_every_statement_of_a_journey_says_what_it_is_for(jalon: Jalon, project: Path) -> None:
    titles = re.findall(r"^-- (?!\w+ = |period)(.*)$", jalon("render", "welcome").out, re.M)
    assert titles[0] == "journey welcome"
    assert "starting point `signs up for email including imported`: find" in titles
    assert "move on from step 2 `wait 2 days`: move" in titles


@pytest.mark.parametrize(
    ("words", "message", "help"),
    [
        (["welcom"], "there is no segment or journey `welcom`", "did you mean `welcome`?"),
        (["xyz", "--graph", "dot"], "there is no journey `xyz`", "there is `welcome`"),
        (["french", "--graph", "dot"], "`french` is a segment: only journeys", "leave out"),
        (["welcome", "--graph", "png"], "`png` is none of `mermaid`, `dot`", "--help"),
        (["welcome", "--graph", "dot", "--dialect", "sqlite"], "no `--dialect`", "leave out"),
    ],
)
def test_what_cannot_be_rendered_is_told(
    jalon: Jalon, project: Path, words: list[str], message: str, help: str
) -> None:
    ran = jalon("render", *words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert help in ran.err


def test_a_project_with_mistakes_renders_nothing(jalon: Jalon, project: Path) -> None:
    (project / "broken.journey").write_text("journey broken: wiat 1h\n")
    ran = jalon("render", "french")
    assert (ran.code, ran.out) == (1, "")
