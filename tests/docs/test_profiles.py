"""The page about profiles lists what each limits, and nothing else."""

from __future__ import annotations

import pytest

from jalon.compiler.rules.profiles import LIMITS

from .pages import ROOT

PAGE = (ROOT / "docs/profiles.md").read_text("utf-8")


@pytest.mark.parametrize("name", LIMITS)
def test_the_page_has_a_line_for_each_limit(name: str) -> None:
    table = PAGE.partition(f"| rule | under `{name}` |\n|---|---|\n")[2].partition("\n\n")[0]
    assert table.split("\n") == [f"| {one.catalogue} | {one.words} |" for one in LIMITS[name]]
