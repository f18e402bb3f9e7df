"""`jalon fmt` rewrites journeys, or only says what it would do."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from .conftest import Jalon

LOOSE = (
    "journey  loose:\n    starting point:   tag added “vip”   # a comment\n    wait 60 minutes\n"
)
BROKEN = 'journey broken:\n  starting point:   tag added "vip"\n  wiat 1h\n'


@pytest.fixture
def loose(empty: Path) -> Path:
    (empty / "loose.journey").write_text(LOOSE, "utf-8")
    return empty / "loose.journey"


def test_a_file_is_rewritten_and_then_left(jalon: Jalon, loose: Path) -> None:
    ran = jalon("fmt")
    assert (ran.code, ran.out) == (0, "loose.journey\n")
    assert ran.err == "1 file: 1 rewritten\n"
    text = loose.read_text("utf-8")
    assert text.startswith('journey loose:\n  starting point: tag added "vip"')
    assert "# a comment" in text
    again = jalon("fmt")
    assert (again.out, again.err) == ("", "1 file: 1 right already\n")
    assert loose.read_text("utf-8") == text


def test_check_writes_nothing(jalon: Jalon, loose: Path) -> None:
    ran = jalon("fmt", "--check")
    assert (ran.code, ran.out, ran.err) == (1, "loose.journey\n", "1 file: 1 to rewrite\n")
    assert loose.read_text("utf-8") == LOOSE


def test_diff_shows_and_writes_nothing(jalon: Jalon, loose: Path) -> None:
    ran = jalon("fmt", "--diff")
    assert ran.code == 1
    assert ran.out.startswith("--- loose.journey\n+++ loose.journey (formatted)\n@@")
    assert "\n-journey  loose:\n" in ran.out
    assert "\n+journey loose:\n" in ran.out
    assert loose.read_text("utf-8") == LOOSE


def test_a_diff_of_a_file_without_last_line_end_is_whole(jalon: Jalon, loose: Path) -> None:
    loose.write_text('starting point: tag added "vip"; wait 1h', "utf-8")
    assert "\\ No newline at end of file\n+" in jalon("fmt", "--diff").out


def test_what_is_right_passes_the_check(jalon: Jalon, loose: Path) -> None:
    jalon("fmt")
    assert jalon("fmt", "--check").code == 0
    assert jalon("fmt", "--diff").out == ""


def test_a_file_with_mistakes_is_left_alone_and_the_others_are_not(
    jalon: Jalon, loose: Path
) -> None:
    broken = loose.with_name("broken.journey")
    broken.write_text(BROKEN, "utf-8")
    ran = jalon("fmt")
    assert ran.code == 1
    assert "broken.journey:3:3: error J103" in ran.out
    assert "broken.journey is left alone" in ran.err
    assert broken.read_text("utf-8") == BROKEN
    assert loose.read_text("utf-8") != LOOSE


def test_line_ends_and_marks_of_other_systems_go(jalon: Jalon, loose: Path) -> None:
    loose.write_bytes(b'\xef\xbb\xbfjourney x:\r\n  starting point: tag added "v"\r\n  wait 1h\r\n')
    assert jalon("fmt").out == "loose.journey\n"
    assert loose.read_bytes() == b'journey x:\n  starting point: tag added "v"\n  wait 1h\n'


def test_permissions_and_links_stay(jalon: Jalon, loose: Path) -> None:
    loose.chmod(0o640)
    link = loose.with_name("link.journey")
    link.symlink_to(loose)
    jalon("fmt", link)
    assert link.is_symlink()
    assert loose.stat().st_mode & 0o777 == 0o640
    assert loose.read_text("utf-8") != LOOSE
    assert sorted(os.listdir(loose.parent)) == ["link.journey", "loose.journey"]


def test_a_file_that_cannot_be_replaced_stays_whole(
    jalon: Jalon, loose: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(loose))

    monkeypatch.setattr("os.replace", full)
    ran = jalon("fmt")
    assert ran.code == 2
    assert "no space left" in ran.err
    assert loose.read_text("utf-8") == LOOSE
    assert os.listdir(loose.parent) == ["loose.journey"]


def test_standard_input_goes_to_standard_output(
    jalon: Jalon, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(LOOSE))
    ran = jalon("fmt", "-")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("journey loose:\n")
    monkeypatch.setattr("sys.stdin", io.StringIO(BROKEN))
    ran = jalon("fmt", "-")
    assert (ran.code, ran.out) == (1, "")
    assert "<standard input>:3:3: error J103" in ran.err


def test_standard_input_that_is_not_text_is_told(
    jalon: Jalon, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xd8"), "utf-8"))
    ran = jalon("fmt", "-")
    assert (ran.code, ran.out) == (2, "")
    assert "the standard input is not UTF-8" in ran.err


def test_what_is_not_there_is_told(jalon: Jalon, empty: Path) -> None:
    ran = jalon("fmt", "nowhere")
    assert ran.code == 2
    assert "there is no file or folder `nowhere`" in ran.err


def test_a_file_that_is_not_text_stops_no_other(jalon: Jalon, loose: Path) -> None:
    loose.with_name("a.journey").write_bytes(b"\xff\xd8\xff")
    ran = jalon("fmt")
    assert (ran.code, ran.out) == (1, "loose.journey\n")
    assert "`a.journey` is not UTF-8" in ran.err
    assert ran.err.endswith("2 files: 1 rewritten, 1 left alone\n")


def test_an_empty_folder_has_nothing_to_format(jalon: Jalon, empty: Path) -> None:
    ran = jalon("fmt")
    assert (ran.code, ran.err) == (0, "no journey files found\n")
