"""The example projects are what they show: checked, in form, tested in every branch, and short."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.cli.exit import Exit

from .conftest import Jalon

EXAMPLES = Path(__file__).parents[3] / "examples"
PROJECTS = sorted(one.parent.name for one in EXAMPLES.glob("*/jalon.toml"))


def test_there_are_five_complete_projects() -> None:
    assert PROJECTS == ["getresponse-fr", "post-purchase", "saas", "shopify", "trail"]


@pytest.mark.parametrize("project", PROJECTS)
def test_it_has_no_mistakes(project: str, jalon: Jalon) -> None:
    ran = jalon("check", EXAMPLES / project)
    assert (ran.code, ran.out) == (Exit.OK, "")


@pytest.mark.parametrize("project", PROJECTS)
def test_it_is_in_form(project: str, jalon: Jalon) -> None:
    assert jalon("fmt", "--check", EXAMPLES / project).code == Exit.OK


@pytest.mark.parametrize("project", PROJECTS)
def test_its_tests_pass_and_take_every_branch(project: str, jalon: Jalon) -> None:
    ran = jalon("test", "--project", EXAMPLES / project, "--coverage")
    assert ran.code == Exit.OK, ran.out
    assert "(100 %)" in ran.out, ran.out[ran.out.index("branches taken") :]
