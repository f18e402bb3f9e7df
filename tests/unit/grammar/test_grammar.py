"""The grammar page: laid out as it promises."""

import re

import pytest

from jalon import grammar
from jalon.dsl.reading import Reader
from jalon.dsl.source import Source
from jalon.dsl.table import STARTS
from jalon.dsl.tokens import scan

PAGE = grammar.read("journey.lark")
SAMPLES = re.findall(r"(?m)^// (.*)\n(?://.*\n)*[?!]?([a-z_]+):", PAGE)
RULES = re.findall(r"(?m)^[?!]?([a-z_]+):", PAGE)


def test_every_rule_is_used_or_starts_a_line() -> None:
    for rule in RULES:
        uses = len(re.findall(rf"\b{rule}\b", re.sub(r"(?m)//.*$|->.*$", "", PAGE)))
        assert uses > 1 or rule in STARTS, rule


def test_no_line_is_too_long_to_read() -> None:
    assert max(len(line) for line in PAGE.splitlines()) <= 100


def test_rules_are_declared_once() -> None:
    assert len(RULES) == len(set(RULES))


@pytest.mark.parametrize(("sample", "rule"), [one for one in SAMPLES if one[1] in STARTS])
def test_the_sample_above_a_rule_is_an_example_of_it(sample: str, rule: str) -> None:
    source = Source("grammar", sample.removesuffix(":"))
    reader = Reader(source)
    reader.read(list(scan(source)), rule)
    assert reader.diagnostics == []


def test_every_kind_of_line_has_a_sample() -> None:
    assert {"declaration", "block_head", "step", "event", "condition"} <= {
        rule for _, rule in SAMPLES
    }
