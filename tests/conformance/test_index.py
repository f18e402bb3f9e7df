"""X-01: every rule of the catalogue has a test that carries its ID."""

from __future__ import annotations

import pytest

from .index import CATALOGUE, PAGE, Proof, catalogue, ids, page, place, proofs, spelled

WITH_THE_CONNECTORS = "SYNC-"
NOT_YET: frozenset[str] = frozenset()
"""Rules without a test so far: the list may only become shorter."""


def unproven() -> list[str]:
    """The rules of the catalogue that no test proves, but those that come with connectors."""
    found = proofs()
    return [
        rule
        for rule in catalogue()
        if rule not in found and not rule.startswith(WITH_THE_CONNECTORS)
    ]


@pytest.mark.skipif(not CATALOGUE.is_file(), reason="the catalogue is not part of this project")
def test_X_01_every_rule_of_the_catalogue_is_proven() -> None:
    assert unproven() == sorted(NOT_YET, key=place)


@pytest.mark.skipif(not CATALOGUE.is_file(), reason="the catalogue is not part of this project")
def test_no_test_carries_a_rule_that_the_catalogue_lacks() -> None:
    assert [rule for rule in proofs() if rule not in catalogue()] == []


def test_each_rule_stands_as_it_is_in_the_name_of_a_test() -> None:
    assert [rule for rule, found in proofs().items() if not spelled(rule, found)] == []


@pytest.mark.parametrize("name", ["test_SP_65_66_told_once", "test_SP_64_to_66", "test_wasp_66"])
def test_a_short_form_spells_only_its_first_rule(name: str) -> None:
    assert not spelled("SP-66", [Proof("a.py", name)])


def test_the_page_is_up_to_date(pytestconfig: pytest.Config) -> None:
    text = page(proofs())
    if pytestconfig.getoption("--rewrite"):
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text("utf-8") == text, "write it again with --rewrite"


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("test_SEG_01_vendor_purchased", ["SEG-01"]),
        ("test_SP_70_71_73_of_one_email", ["SP-70", "SP-71", "SP-73"]),
        ("test_SP_72_SP_74_the_period", ["SP-72", "SP-74"]),
        ("test_sp_40_a_leap_day_on_28_february", ["SP-40"]),
        ("test_STEP_32_a_wait_of_100_days", ["STEP-32"]),
        ("test_SEG_01_to_SEG_22_purchases", []),
        ("test_SP_64_to_68_orders", []),
        ("test_wasp_01_is_no_rule", []),
    ],
)
def test_a_name_carries_its_rules(name: str, rules: list[str]) -> None:
    assert list(ids(name)) == rules


def test_a_name_is_read_as_words() -> None:
    assert Proof("a.py", "test_SEG_01_vendor_purchased").words == "vendor purchased"
    assert Proof("a.py", "test_SP_70_71").words == "as it is told"
