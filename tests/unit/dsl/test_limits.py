"""Limits: past them a diagnostic, never a crash, and never a long wait."""

import pytest

from jalon.dsl import parser
from jalon.dsl.source import Source

from .reading import diagnostics, parsed, underlined

MANY = 100_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("segment s: " + "(" * MANY, "J115"),
        ("segment s: " + ")" * MANY, "J115"),
        ("segment s: " + "(" * MANY + "vip" + ")" * MANY, "J140"),
        ("segment s: " + "(" * 65 + "vip" + ")" * 65, "J140"),
        ("segment s: " + "did event a where " * 65 + "vip", "J140"),
        ("segment s: " + "not " * MANY + "vip", "J101"),
        ('"' * MANY, "J110"),
        (";" * MANY, "J101"),
        ("wait " + "1" * MANY + " days", "J135"),
        ("\n".join(" " * depth + "if vip:" for depth in range(200)), "J140"),
        ("\x00" * MANY, "J112"),
    ],
)
def test_too_much_is_one_mistake(text: str, code: str) -> None:
    assert [found.code for found in diagnostics(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "segment s: " + "(" * 64 + "vip" + ")" * 64,
        "segment s: " + " and ".join(["vip"] * 10_000),
        "segment s: " + " or ".join(["vip and vip"] * 10_000),
        "starting point: abandons cart with products " + ", ".join(["A"] * 10_000),
        "wait " + "1h " * 10_000,
        "if vip: stop\n" + "else if vip: stop\n" * 2_000,
        "segment s:\n" + "".join("  " * depth + "any of:\n" for depth in range(1, 63))
        + "  " * 64 + "vip",
    ],
)  # fmt: skip
def test_much_is_no_mistake(text: str) -> None:
    assert parsed(text)


def test_blocks_nested_too_deep_are_complained_about_once() -> None:
    text = "\n".join(" " * depth + "if vip:" for depth in range(70))
    assert underlined(text) == [("J140", "if vip:")]


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "LARGEST", 10)
    file, (found,) = parser.parse(Source("x", "é" * 6))
    assert (file.declarations, found.code) == ((), "J141")


def test_eight_mebibytes_are_not_too_large() -> None:
    assert parser.LARGEST == 8 * 2**20
