"""The command finds the verb, and says so when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

import jalon as package
from jalon.cli.verbs import SUMMARIES

from .conftest import Jalon


def test_the_version_is_told(jalon: Jalon) -> None:
    assert jalon("--version").out == f"jalon {package.__version__}\n"


def test_the_overview_names_every_verb(jalon: Jalon) -> None:
    ran = jalon("--help")
    assert ran.code == 0
    assert all(f"\n  {verb} " in ran.out for verb in SUMMARIES)


def test_no_verb_shows_the_overview_and_is_a_mistake(jalon: Jalon) -> None:
    ran = jalon()
    assert (ran.code, ran.out) == (2, jalon("--help").out)


@pytest.mark.parametrize("verb", SUMMARIES)
def test_every_verb_explains_itself(jalon: Jalon, verb: str) -> None:
    ran = jalon(verb, "--help")
    assert ran.code == 0
    assert SUMMARIES[verb] in ran.out
    assert jalon("help", verb) == jalon("--help", verb) == ran


def test_lint_is_check(jalon: Jalon, project: Path) -> None:
    assert jalon("lint") == jalon("check")


@pytest.mark.parametrize(
    ("words", "message", "help"),
    [
        (["statsu"], "there is no verb `statsu`", "did you mean `status`?"),
        (["frobnicate"], "there is no verb `frobnicate`", "`jalon --help` lists them"),
        (["--db", "x"], "`jalon` has no option `--db`", "a verb comes first"),
        (["run", "--onec"], "`jalon run` has no option `--onec`", "did you mean `--once`?"),
        (["run", "--xyzzy=1"], "`jalon run` has no option `--xyzzy`", "--help` lists them"),
        (["trace"], "`jalon trace` needs CONTACT", "`jalon trace --help` shows how"),
        (["trace", "a", "b", "c"], "`jalon trace` has no use for `c`", "--help"),
        (["run", "--until"], "`--until` needs a value", "--help"),
        (["run", "--once", "--until", "2030-01-01"], "`--once` and `--until` exclude", "--help"),
        (["run", "--until", "soon"], "`--until`: `soon` is no instant", "--help"),
        (["preview", "x", "--sample", "few"], "`few` is no whole number", "--help"),
        (["check", "--output-format", "jsn"], "did you mean `json`?", "--help"),
        (["import", "kontacts", "x"], "did you mean `contacts`?", "--help"),
    ],
)
def test_a_wrong_word_is_a_sentence_and_a_help(
    jalon: Jalon, words: list[str], message: str, help: str
) -> None:
    ran = jalon(*words)
    first, second = ran.err.splitlines()
    assert (ran.code, ran.out) == (2, "")
    assert first.startswith("error: ")
    assert message in first
    assert second.startswith("  help: ")
    assert help in second
