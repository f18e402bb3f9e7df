"""Diagnostics, rules and the search for the nearest word."""

import re

import pytest

from jalon.dsl.diagnostics import Finding, Rule, Severity, Topic, diagnose, in_order, index
from jalon.dsl.nearest import distance, nearest
from jalon.dsl.rules import RULES
from jalon.dsl.source import Source, Span

RULE = Rule("J401", "exclusive-starting-point", "…", catalogue="SP-05")


def test_a_finding_becomes_a_diagnostic_of_its_rule() -> None:
    found = diagnose(RULE, Source("a.journey", "stop"), Finding(Span(0, 4), "no", "go"))
    assert (found.code, found.name, found.path) == ("J401", "exclusive-starting-point", "a.journey")
    assert (found.rule, found.severity, found.help) == ("SP-05", Severity.ERROR, "go")


def test_a_finding_may_name_its_own_catalogue_id() -> None:
    finding = Finding(Span(0, 4), "no", catalogue="SP-06")
    assert diagnose(RULE, Source("a", "stop"), finding).rule == "SP-06"


def test_the_topic_is_in_the_code() -> None:
    assert RULE.topic is Topic.STEPS


def test_rules_are_found_by_code_and_by_name() -> None:
    rules = index(RULES, [RULE])
    assert rules["J401"] is rules["exclusive-starting-point"] is RULE


def test_two_rules_cannot_share_an_identity() -> None:
    with pytest.raises(ValueError, match="J401"):
        index([RULE], [RULE])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_of_form_is_explained(rule: Rule) -> None:
    assert re.fullmatch("J1[0-9][0-9]", rule.code)
    assert re.fullmatch("[a-z]+(-[a-z]+)*", rule.name)
    assert rule.explanation.endswith(".")
    assert rule.topic is Topic.SYNTAX


def test_diagnostics_are_in_reading_order() -> None:
    one, two = (
        diagnose(RULE, Source("a", "stop stop"), Finding(Span(start, 9), "no")) for start in (0, 5)
    )
    assert in_order([two, one]) == [one, two]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("wiat", "wait"),
        ("WIAT", "wait"),
        ("emial", "email"),
        ("segmnet", "segment"),
        ("abandonned", "abandons"),
        ("a", None),
        ("fi", "if"),
        ("banana", None),
    ],
)
def test_the_nearest_word_is_found(word: str, found: str | None) -> None:
    assert nearest(word, ["wait", "email", "segment", "abandons", "if"]) == found


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("", "", 0), ("a", "", 1), ("wait", "wiat", 1), ("wait", "wat", 1), ("abc", "cba", 2)],
)
def test_edits_are_counted(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == distance(other, one) == edits
