"""The checks see the whole tree, each file once."""

import re
from pathlib import Path

from .sources import ROOMS, ROOT, modules, python_files, rooms


def test_folders_are_entered_and_links_are_not(tmp_path: Path) -> None:
    (tmp_path / "dsl/nodes").mkdir(parents=True)
    (tmp_path / "dsl/nodes/steps.py").touch()
    (tmp_path / "dsl/journey.lark").touch()
    (tmp_path / "dsl/again").symlink_to("nodes")
    assert python_files(tmp_path, "dsl") == [tmp_path / "dsl/nodes/steps.py"]


def test_a_place_that_does_not_exist_is_empty(tmp_path: Path) -> None:
    assert python_files(tmp_path, "studio") == []


def test_every_room_of_this_tree_is_seen() -> None:
    present = {room for room in ROOMS if (ROOT / room).is_dir()}
    assert {module.room for module in rooms()} == present | {"src"}
    assert Path(__file__).name in {module.path.name for module in modules("tests")}


POSSESSIVE = re.compile(r"\)[*+?]\+[\s)|\"']")
"""`( … )*+`: Python 3.11.0 to 3.11.4 read it wrongly; `(?> ( … )* )` says the same."""


def test_no_pattern_has_what_some_pythons_read_wrongly() -> None:
    assert POSSESSIVE.search("(?: a | b )*+ c")
    assert [str(one.path) for one in rooms() if POSSESSIVE.search(one.text)] == []
