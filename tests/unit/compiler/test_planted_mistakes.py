"""Every planted mistake is told as its mark says, and nothing else is."""

from pathlib import Path

import pytest

from jalon.compiler.pipeline import check

from .planted import cases, expected, found, sources_of

BAD = cases("bad")


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.stem)
def test_exactly_the_marked_mistakes_are_told(case: Path) -> None:
    sources = sources_of(case)
    said = [one for one, _ in found(sources)]
    assert sorted(said) == sorted(mark.said for mark in expected(sources))


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.stem)
def test_each_message_has_the_words_of_its_mark(case: Path) -> None:
    sources = sources_of(case)
    words = found(sources)
    for mark in expected(sources):
        assert any(mark.piece in text for said, text in words if said == mark.said), mark


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.stem)
def test_diagnostics_come_in_reading_order(case: Path) -> None:
    diagnostics = check(case)
    assert diagnostics == sorted(diagnostics, key=lambda one: (one.path, one.span, one.code))


def test_there_are_many_of_them() -> None:
    assert len(BAD) >= 12
    assert sum(len(expected(sources_of(case))) for case in BAD) >= 40


def test_ten_mistakes_give_ten_diagnostics() -> None:
    ten = next(case for case in BAD if case.stem == "ten_mistakes")
    assert len(check(ten)) == 10
