"""`jalon test`: a line per test, failures in full, JUnit, coverage."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from jalon.cli.exit import Exit

from .conftest import Jalon

EXAMPLES = Path(__file__).parents[3] / "examples"
TESTS = """\
test "newcomers are greeted":
  given ana
  at 2026-03-02 09:00
  ana signs up for email
  expect ana received email hello

test "the french get a tag":
  given ana: country is "FR"
  ana signs up for email
  after 1 day
  expect ana is tagged "fr"
"""


@pytest.fixture
def tested(project: Path) -> Path:
    (project / "tests.journey").write_text(TESTS, "utf-8")
    return project


def test_the_example_passes(jalon: Jalon) -> None:
    ran = jalon("test", "--project", EXAMPLES / "trail", "--coverage")
    assert (ran.code, ran.err) == (Exit.OK, "19 passed\n")
    assert "cart_rescue: 7 of 7" in ran.out


def test_a_failure_shows_its_line_and_the_story(tested: Path, jalon: Jalon) -> None:
    ran = jalon("test")
    assert (ran.code, ran.err) == (Exit.FINDINGS, "1 passed, 1 failed\n")
    assert ran.out.startswith("ok    newcomers are greeted\nFAIL  the french get a tag\n")
    assert "tests.journey:11:3: it is not so of ana\n    11 |   expect ana is" in ran.out
    assert "       |   ^^^^^^^^^^^^^^^^^^^^^^^^^\n" in ran.out
    assert "ana@test.example · Ana · email subscribed" in ran.out
    assert "is at `wait 2 days`" in ran.out


@pytest.mark.parametrize(
    "words", [["newcomers are greeted"], ["--run", "^NEW"], ["NEWCOMERS are greeted"]]
)
def test_some_tests_can_be_chosen(words: list[str], tested: Path, jalon: Jalon) -> None:
    ran = jalon("test", *words)
    assert (ran.code, ran.out) == (Exit.OK, "ok    newcomers are greeted\n")


def test_the_tests_of_a_file_can_be_chosen(tested: Path, jalon: Jalon) -> None:
    assert jalon("test", "tests.journey").err == "1 passed, 1 failed\n"


def test_a_name_that_no_test_has_is_a_mistake(tested: Path, jalon: Jalon) -> None:
    ran = jalon("test", "newcomers are greted")
    assert ran.code == Exit.USAGE
    assert "did you mean `newcomers are greeted`?" in ran.err
    assert jalon("test", "--run", "nothing").code == Exit.USAGE
    assert jalon("test", "--run", "(").code == Exit.USAGE


def test_results_can_be_read_by_a_build_server(tested: Path, jalon: Jalon) -> None:
    jalon("test", "--junit", "results.xml")
    (suite,) = ElementTree.parse(tested / "results.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [case.get("name") for case in suite] == ["newcomers are greeted", "the french get a tag"]
    assert suite[1][0].get("message") == "it is not so of ana"


def test_branches_that_no_test_took_are_listed(tested: Path, jalon: Jalon) -> None:
    out = jalon("test", "--coverage").out
    assert "welcome: 1 of 3" in out
    assert "welcome.journey:7: if in segment french: else" in out


def test_mistakes_come_before_tests(tested: Path, jalon: Jalon) -> None:
    (tested / "tests.journey").write_text('test "t":\n  given ana\n', "utf-8")
    ran = jalon("test")
    assert ran.code == Exit.FINDINGS
    assert "J708[nothing-expected]" in ran.err
    assert "1 error in 1 file: nothing was tested" in ran.err


def test_a_project_without_tests_says_so(project: Path, jalon: Jalon) -> None:
    assert (jalon("test").code, jalon("test").err) == (Exit.OK, "there are no tests\n")
