"""Every rule explains itself, and its example breaks it."""

import re
from pathlib import Path

import pytest

from jalon.cli.verbs.rule import RULES as EVERY_RULE
from jalon.cli.verbs.rule import mended, mendings
from jalon.compiler.pipeline import check
from jalon.compiler.project import ProjectSources
from jalon.compiler.rules import RULES, templates
from jalon.deliver.templates.checking import mistakes
from jalon.dsl.diagnostics import Rule, index
from jalon.dsl.parser import parse
from jalon.dsl.rules import RULES as SYNTAX_RULES
from jalon.dsl.source import Source

from .planted import cases, expected, sources_of

WITH_EXAMPLE = [rule for rule in RULES if rule.example]
SYNTAX_WITH_EXAMPLE = [rule for rule in SYNTAX_RULES if rule.example]
TESTS = Path(__file__).parents[2]


def test_codes_and_names_are_unique_across_rooms() -> None:
    index(SYNTAX_RULES, RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_its_explanation_is_a_paragraph(rule: Rule) -> None:
    assert len(rule.explanation) > 60
    assert rule.explanation.endswith((".", "…"))


@pytest.mark.parametrize("rule", WITH_EXAMPLE, ids=lambda rule: rule.name)
def test_its_example_shows_it_and_nothing_else(rule: Rule) -> None:
    lent = mistakes if rule in templates.TABLE else None
    found = check(ProjectSources.of({"example.journey": rule.example}), lent)
    assert {one.code for one in found} == {rule.code}
    assert found[0].severity is rule.severity


def test_few_rules_are_without_example() -> None:
    assert {rule.name for rule in RULES if not rule.example} == {
        "two-bodies",
        "beyond-the-profile",
        "unreadable-body",
        "unreadable-file",
        "bad-settings-file",
        "nothing-to-read",
    }


@pytest.mark.parametrize("rule", SYNTAX_WITH_EXAMPLE, ids=lambda rule: rule.name)
def test_the_example_of_a_syntax_rule_shows_it_and_nothing_else(rule: Rule) -> None:
    assert {one.code for one in parse(Source("example.journey", rule.example))[1]} == {rule.code}
    assert parse(Source("example.journey", mended(rule)))[1] == []


@pytest.mark.parametrize("rule", WITH_EXAMPLE, ids=lambda rule: rule.name)
def test_the_mended_example_has_no_mistake(rule: Rule) -> None:
    assert all(wrong in rule.example for wrong in mendings()[rule.code])
    assert check(ProjectSources.of({"example.journey": mended(rule)})) == []


def test_few_syntax_rules_are_without_example() -> None:
    assert {rule.name for rule in SYNTAX_RULES if not rule.example} == {
        "hidden-direction",
        "too-deep",
        "too-large",
    }


def test_every_code_is_proven() -> None:
    """By a planted mistake, or by a test that names it."""
    planted = {mark.said.code for case in cases("bad") for mark in expected(sources_of(case))}
    texts = (path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    named = {code for text in texts for code in re.findall(r"\bJ\d{3}\b", text)}
    assert {rule.code for rule in EVERY_RULE} - planted - named == set()
