"""`jalon init` makes a project that passes every check."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jalon.cli.verbs.init import FILES, TEMPLATES

from .conftest import Jalon


def test_the_new_project_is_there(jalon: Jalon, empty: Path) -> None:
    ran = jalon("init")
    assert ran.code == 0
    assert all((empty / name).is_file() for name in FILES)
    assert all(name in ran.out for name in FILES)


def test_the_new_project_has_no_mistakes_and_is_in_form(jalon: Jalon, empty: Path) -> None:
    jalon("init")
    assert jalon("check").out == ""
    assert jalon("fmt", "--diff").out == ""
    assert jalon("compile").code == 0
    assert jalon("render", "cart_rescue").code == 0
    assert jalon("run", "--once").out == "deployed: cart_rescue\n"


def test_git_does_not_see_what_jalon_writes(jalon: Jalon, empty: Path) -> None:
    jalon("init")
    assert {"*.db", "sent/"} <= set((empty / ".gitignore").read_text().splitlines())


def test_a_folder_is_made(jalon: Jalon, empty: Path) -> None:
    ran = jalon("init", "trail/shop")
    assert "cd trail/shop" in ran.out
    assert (empty / "trail/shop/jalon.toml").is_file()


def test_nothing_is_overwritten(jalon: Jalon, empty: Path) -> None:
    (empty / "shop.journey").write_text("mine")
    ran = jalon("init")
    assert ran.code == 2
    assert "there is already `shop.journey`" in ran.err
    assert os.listdir(empty) == ["shop.journey"]


def test_a_project_inside_a_project_is_refused(jalon: Jalon, project: Path) -> None:
    ran = jalon("init", "inner")
    assert ran.code == 2
    assert "lies inside the project" in ran.err
    assert not (project / "inner").exists()


def test_half_a_project_is_none(jalon: Jalon, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> str:
        if name == "cart_rescue.journey":
            raise OSError(28, "No space left on device", name)
        return "text"

    monkeypatch.setattr("jalon.cli.verbs.init.starter", broken)
    assert jalon("init").code == 2
    assert os.listdir(empty) == []


def test_a_file_in_the_way_is_told(jalon: Jalon, empty: Path) -> None:
    (empty / "shop").write_text("")
    ran = jalon("init", "shop")
    assert ran.code == 2
    assert "`shop`" in ran.err


@pytest.mark.parametrize("template", TEMPLATES)
def test_STEP_12_a_template_is_a_project_without_mistakes(
    jalon: Jalon, empty: Path, template: str
) -> None:
    assert jalon("init", "--template", template).code == 0
    ran = jalon("check")
    assert (ran.code, ran.out) == (0, "")
    assert jalon("fmt", "--diff").out == ""


def test_a_template_is_added_to_a_project(jalon: Jalon, project: Path) -> None:
    ran = jalon("init", "--template", "abandoned_cart")
    assert ran.code == 0
    assert ran.out.startswith("abandoned_cart.journey\n")
    assert jalon("compile").code == 0
    again = jalon("init", "--template", "abandoned_cart")
    assert "there is already `abandoned_cart.journey`" in again.err
