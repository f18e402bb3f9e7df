"""The table: fresh, whole, the same everywhere, and loaded without Lark."""

import subprocess
import sys

import pytest

from jalon import grammar
from jalon.dsl import table
from jalon.dsl.build import (
    actions,
    clauses,
    comparisons,
    conditions,
    declarations,
    events,
    literals,
    scenarios,
    steps,
)

MODULES = (clauses, comparisons, conditions, declarations, events, literals, scenarios, steps)
LOADING = "import sys; from jalon.dsl.reading import engine; engine(); print('lark' in sys.modules)"


def test_the_table_in_the_repository_is_that_of_the_grammar() -> None:
    generated = table.to_json(table.generate(grammar.read(table.GRAMMAR)))
    assert grammar.read(table.TABLE) == generated, "run `python -m jalon.dsl.table`"


def test_reading_a_journey_does_not_wait_for_lark() -> None:
    shown = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, check=True)
    assert shown.stdout.split() == [b"False"]


def test_every_name_in_the_grammar_is_built_and_nothing_else() -> None:
    names = {rule.action for rule in table.load().rules if rule.action}
    assert names == set(actions())


def test_no_two_builders_claim_the_same_name() -> None:
    assert sum(len(module.ACTIONS) for module in MODULES) == len(actions())


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"rules": [[1]]}'])
def test_a_damaged_table_is_made_anew(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = grammar.read
    fresh = table.load()
    monkeypatch.setattr(
        grammar, "read", lambda name: content if name == table.TABLE else whole(name)
    )
    assert table.load() == fresh


def test_a_stale_table_is_not_used() -> None:
    assert table.digest("a") != table.digest("b")


def test_keywords_never_take_the_place_of_a_literal() -> None:
    loaded = table.load()
    literals_ = {"WORD", "STRING", "NUMERAL", "CALENDAR_DAY", "CLOCK", "MONTH_DAY", "SECRET"}
    assert not (literals_ | set(loaded.shapes)) & set(loaded.keywords.values())
