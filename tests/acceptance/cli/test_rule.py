"""`jalon rule` explains a diagnostic."""

from __future__ import annotations

import pytest

from jalon.cli.verbs.rule import RULES

from .conftest import Jalon


@pytest.mark.parametrize("name", ["J401", "j401", "exclusive-starting-point"])
def test_a_code_and_a_name_give_the_same_page(jalon: Jalon, name: str) -> None:
    ran = jalon("rule", name)
    assert ran.code == 0
    head = "J401 exclusive-starting-point (error, starting points and steps, rule SP-05)\n\n"
    assert ran.out.startswith(head)
    assert "for example:\n    journey" in ran.out


def test_a_catalogue_id_gives_every_rule_that_keeps_it(jalon: Jalon) -> None:
    ran = jalon("rule", "SP-05")
    assert "J401 exclusive-starting-point" in ran.out
    assert ran.out.count("rule SP-05)") == sum(rule.catalogue == "SP-05" for rule in RULES)


def test_the_list_has_a_line_for_each(jalon: Jalon) -> None:
    lines = jalon("rule", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == sorted({rule.code for rule in RULES})


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_every_rule_has_a_page(jalon: Jalon, code: str) -> None:
    assert jalon("rule", code).out.startswith(f"{code} ")


def test_a_profile_has_a_page_of_what_it_limits(jalon: Jalon) -> None:
    page = jalon("rule", "mailchimp").out
    assert "  SP-03    a journey has three starting points at most\n" in page
    assert "J905 beyond-the-profile" in jalon("rule", "STEP-29").out


@pytest.mark.parametrize(
    ("words", "help"),
    [
        (["exclusive-starting-pont"], "did you mean `exclusive-starting-point`?"),
        (["mailchip"], "did you mean `mailchimp`?"),
        (["J999"], "`jalon rule --list` lists them"),
        ([], "`jalon rule --list` lists them"),
    ],
)
def test_an_unknown_rule_is_told(jalon: Jalon, words: list[str], help: str) -> None:
    ran = jalon("rule", *words)
    assert ran.code == 2
    assert help in ran.err
