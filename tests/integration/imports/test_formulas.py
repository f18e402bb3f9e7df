"""What a spreadsheet would run as a formula is text in the files that are written for it. T24"""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.connect.files.formulas import BEGINNINGS, harmless

from .files import imported, refused, shop, written

CELLS = [f"{begin}cmd|' /C calc'!A0" for begin in BEGINNINGS]


@pytest.mark.parametrize("cell", CELLS)
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "ana", " =1", "1+1", "c1@x.example"])
def test_text_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_a_refused_row_is_kept_as_text(tmp_path: Path) -> None:
    path = written(tmp_path, "c.csv", "contact_id,first_name\n=1+1,a,b\n")
    assert [text for _, _, text in refused(imported(shop(), path))] == ["'=1+1,a,b"]
