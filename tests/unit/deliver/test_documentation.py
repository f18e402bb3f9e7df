"""docs/delivery.md says what the code does."""

import re
import tomllib
from pathlib import Path

import pytest

from jalon.deliver.settings import read_delivery
from jalon.deliver.templates.filters import FILTERS, TESTS
from jalon.runtime.outbox import LEGAL

from .rendering import rendered

PAGE = (Path(__file__).parents[3] / "docs" / "delivery.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def words_after(start: str) -> list[str]:
    """The words in back-ticks of the sentence that begins so."""
    sentence = PAGE[PAGE.index(start) :].partition(".\n")[0]
    return re.findall(r"`(\w+)`", sentence)


@pytest.mark.parametrize("text", blocks("toml"))
def test_the_settings_of_the_page_are_right(text: str) -> None:
    _, problems = read_delivery(tomllib.loads(text)["delivery"], Path("/"))
    assert problems == []


@pytest.mark.parametrize("text", blocks("jinja"))
def test_the_templates_of_the_page_can_be_filled(text: str) -> None:
    assert "Total: €268.00" in rendered(text, "markdown").text


def test_the_table_of_states_is_the_one_that_is_kept() -> None:
    table = PAGE[PAGE.index("| from | to |") :].partition("\n\n")[0]
    rows = [re.findall(r"`(\w+)`", line) for line in table.splitlines()[2:]]
    assert {row[0]: set(row[1:]) for row in rows} == {k: set(v) for k, v in LEGAL.items()}


def test_every_filter_and_test_is_named() -> None:
    assert words_after("- Filters: ") == sorted(FILTERS)
    assert words_after("- Tests: ") == sorted(TESTS)
