"""Every rule explains itself, and its example breaks it."""

import pytest

from jalon.compiler.pipeline import check
from jalon.compiler.project import ProjectSources
from jalon.compiler.rules import RULES
from jalon.dsl.diagnostics import Rule, index
from jalon.dsl.rules import RULES as SYNTAX_RULES

WITH_EXAMPLE = [rule for rule in RULES if rule.example]


def test_codes_and_names_are_unique_across_rooms() -> None:
    index(SYNTAX_RULES, RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_its_explanation_is_a_paragraph(rule: Rule) -> None:
    assert len(rule.explanation) > 60
    assert rule.explanation.endswith((".", "…"))


@pytest.mark.parametrize("rule", WITH_EXAMPLE, ids=lambda rule: rule.name)
def test_its_example_shows_it_and_nothing_else(rule: Rule) -> None:
    found = check(ProjectSources.of({"example.journey": rule.example}))
    assert {one.code for one in found} == {rule.code}
    assert found[0].severity is rule.severity


def test_few_rules_are_without_example() -> None:
    assert {rule.name for rule in RULES if not rule.example} == {
        "two-bodies",
        "unreadable-body",
        "unreadable-file",
        "bad-settings-file",
        "nothing-to-read",
    }
