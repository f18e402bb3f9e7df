"""The package carries every folder and file of the rooms, and the links lead to them."""

from collections.abc import Callable
from pathlib import Path

import pytest

import jalon

from . import packaging
from .sources import ROOT

CHECKS = [
    packaging.package_problems,
    packaging.stray_modules,
    packaging.link_problems,
    packaging.tool_problems,
    packaging.forgotten_data,
]
PYPROJECT = """
[tool.setuptools]
packages = ["jalon", "jalon.dsl", "jalon.dsl.nodes"]
package-dir = { "jalon" = "src/jalon", "jalon.dsl" = "dsl" }
package-data = { "*" = ["**/*.lark", "py.typed"] }
[tool.pyright]
include = ["dsl"]
exclude = ["src/jalon/dsl"]
[tool.coverage.run]
source = ["dsl"]
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small tree in perfect order."""
    for folder in ("src/jalon", "dsl", "dsl/nodes"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "src/jalon/dsl").symlink_to("../../dsl")
    (tmp_path / "dsl/journey.lark").touch()
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    return tmp_path


def rewrite(tree: Path, old: str, new: str) -> None:
    settings = tree / "pyproject.toml"
    settings.write_text(settings.read_text().replace(old, new))


@pytest.mark.parametrize("check", CHECKS)
def test_this_tree_is_in_order(check: Callable[[Path], list[str]]) -> None:
    assert check(ROOT) == []


@pytest.mark.parametrize("check", CHECKS)
def test_a_tree_in_order_passes(check: Callable[[Path], list[str]], tree: Path) -> None:
    assert check(tree) == []


def test_the_version_is_the_declared_one() -> None:
    assert jalon.__version__ == packaging.declared(ROOT)["project"]["version"]


def test_every_public_name_can_be_had() -> None:
    assert all(getattr(jalon, name) is not None for name in dir(jalon) if name[0] != "_")


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="`jalon` has no `spine`"):
        _ = jalon.spine


def test_a_package_that_is_not_listed_is_found(tree: Path) -> None:
    rewrite(tree, ', "jalon.dsl.nodes"', "")
    [found] = packaging.package_problems(tree)
    assert "`jalon.dsl.nodes` is a folder" in found


def test_a_listed_package_without_a_folder_is_found(tree: Path) -> None:
    (tree / "dsl/nodes/__init__.py").unlink()
    [found] = packaging.package_problems(tree)
    assert "`jalon.dsl.nodes` is listed" in found


def test_a_folder_of_modules_that_is_no_package_is_found(tree: Path) -> None:
    (tree / "dsl/lost").mkdir()
    (tree / "dsl/lost/module.py").touch()
    assert len(packaging.stray_modules(tree)) == 1


def test_a_missing_link_is_found(tree: Path) -> None:
    (tree / "src/jalon/dsl").unlink()
    assert packaging.link_problems(tree) == ["src/jalon/dsl is not a link"]


@pytest.mark.parametrize("absolute", [True, False])
def test_a_link_that_leads_elsewhere_is_found(tree: Path, absolute: bool) -> None:
    link = tree / "src/jalon/dsl"
    link.unlink()
    link.symlink_to(tree / "dsl" if absolute else "../../compiler")
    [found] = packaging.link_problems(tree)
    assert "not ../../dsl" in found


def test_a_link_that_leads_nowhere_is_found(tree: Path) -> None:
    (tree / "dsl/__init__.py").unlink()
    assert packaging.link_problems(tree) == ["src/jalon/dsl leads nowhere"]


def test_a_link_too_many_is_found(tree: Path) -> None:
    (tree / "src/jalon/lsp").symlink_to("../../lsp")
    assert packaging.link_problems(tree) == ["src/jalon/lsp is no room's link"]


@pytest.mark.parametrize(
    ("old", "where"),
    [
        ('include = ["dsl"]', "pyright's `include`"),
        ('exclude = ["src/jalon/dsl"]', "pyright's `exclude`"),
        ('source = ["dsl"]', "coverage's `source`"),
    ],
)
def test_a_room_that_a_tool_forgets_is_found(tree: Path, old: str, where: str) -> None:
    rewrite(tree, old, f"{old.partition(' ')[0]} = []")
    assert packaging.tool_problems(tree) == [f"`dsl` is missing from {where}"]


def test_a_file_that_would_not_be_packaged_is_found(tree: Path) -> None:
    (tree / "dsl/nodes/picture.svg").touch()
    assert packaging.forgotten_data(tree) == ["dsl/nodes/picture.svg matches no package data"]
