"""`jalon check` finds the mistakes of a project, or of some files of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Jalon

BROKEN = 'journey broken:\n  starting point: tag added "vip"\n  wiat 1h\n'
UNKNOWN = 'journey other:\n  starting point: tag added "vip"\n  send email helo\n'


def test_a_good_project_has_no_mistakes(jalon: Jalon, project: Path) -> None:
    ran = jalon("check")
    assert (ran.code, ran.out, ran.err) == (0, "", "no mistakes found\n")


def test_all_mistakes_are_told_in_one_go(jalon: Jalon, project: Path) -> None:
    (project / "broken.journey").write_text(BROKEN)
    (project / "other.journey").write_text(UNKNOWN)
    ran = jalon("check")
    assert ran.code == 1
    assert "broken.journey:3:3: error J103[unknown-line] `wiat`" in ran.out
    assert "help: did you mean `hello`?" in ran.out
    assert ran.err == "\n2 errors in 2 files\n"


def test_a_folder_inside_the_project_stands_for_the_project(
    jalon: Jalon, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "broken.journey").write_text(BROKEN)
    monkeypatch.chdir(project / "emails")
    ran = jalon("check")
    assert ran.out.startswith("../broken.journey:3:3: error J103")
    assert "wiat 1h" in ran.out


def test_one_file_is_checked_as_a_part_of_its_project(jalon: Jalon, project: Path) -> None:
    (project / "broken.journey").write_text(BROKEN)
    assert jalon("check", "welcome.journey").code == 0
    assert jalon("check", "broken.journey").code == 1


def test_several_files_are_reported_once_each(jalon: Jalon, project: Path) -> None:
    (project / "broken.journey").write_text(BROKEN)
    ran = jalon("check", "--output-format", "json", "broken.journey", project, "shop.journey")
    assert len(json.loads(ran.out)) == 1


def test_machines_get_nothing_but_their_format(jalon: Jalon, project: Path) -> None:
    for form in ("json", "github"):
        assert jalon("check", "--output-format", form).err == ""


def test_a_missing_folder_is_told(jalon: Jalon, empty: Path) -> None:
    ran = jalon("check", "nowhere")
    assert ran.code == 1
    assert ran.out.startswith("nowhere: error J904[nothing-to-read] there is no file or folder")


def test_an_empty_folder_is_told(jalon: Jalon, empty: Path) -> None:
    assert "holds no `.journey` file" in jalon("check").out


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ('profle = "mailchimp"\n', "jalon.toml:1:1: error J903[bad-settings-file] `profle`: this"),
        ("delivery = 3\n", "jalon.toml:1:1: error J903[bad-settings-file] `delivery`: this must"),
        (
            '# mail\n[delivery]\nsender = "mailder"\n',
            "jalon.toml:3:1: error J903[bad-settings-file] `delivery.sender`: there is no",
        ),
        (
            "[delivery.sms]\npath = 3\n",
            "jalon.toml:2:1: error J903[bad-settings-file] `delivery.sms",
        ),
        ("= 3\n", "jalon.toml:1:1: error J903[bad-settings-file] `jalon.toml` is not valid TOML"),
    ],
)
def test_mistakes_in_the_settings_are_underlined(
    jalon: Jalon, project: Path, settings: str, line: str
) -> None:
    (project / "jalon.toml").write_text(settings)
    ran = jalon("check")
    assert ran.code == 1
    assert ran.out.startswith(line)


def test_one_file_is_checked_without_the_settings(jalon: Jalon, project: Path) -> None:
    (project / "jalon.toml").write_text('[delivery]\nsender = "mailder"\n')
    assert jalon("check", "welcome.journey").code == 0


def test_a_file_that_is_not_text_is_told(jalon: Jalon, project: Path) -> None:
    (project / "photo.journey").write_bytes(b"\xff\xd8\xff")
    ran = jalon("check")
    assert ran.code == 1
    assert "photo.journey" in ran.out
    assert "is not UTF-8" in ran.out


def test_a_missing_body_is_told(jalon: Jalon, project: Path) -> None:
    (project / "emails/hello.md").unlink()
    ran = jalon("check")
    assert ran.code == 1
    assert "emails/hello" in ran.out
