"""Reading a project: folders, single files, settings, and files that cannot be read."""

from pathlib import Path

import pytest

from jalon.compiler.pipeline import check, compile_project
from jalon.compiler.project import ProjectSources, parse_settings, project_root, read_project
from jalon.dsl.source import Source

JOURNEY = "starting point: added manually\nwait 1 day\n"


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_journey", ".journey")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def names(sources: ProjectSources) -> list[str]:
    return sorted(Path(source.path).name for source in sources.sources)


def test_a_folder_is_read_to_its_depths_but_for_hidden_ones(tmp_path: Path) -> None:
    put(tmp_path, a_journey=JOURNEY, b__c_journey=JOURNEY)
    put(tmp_path / ".hidden", d_journey=JOURNEY)
    assert names(read_project(tmp_path)[0]) == ["a.journey", "c.journey"]


def test_a_file_without_settings_file_is_a_project_alone(tmp_path: Path) -> None:
    put(tmp_path, a_journey=JOURNEY, b_journey="wiat 1h")
    assert names(read_project(tmp_path / "a.journey")[0]) == ["a.journey"]
    assert check(tmp_path / "a.journey") == []


def test_a_file_in_a_project_is_read_with_the_whole_of_it(tmp_path: Path) -> None:
    put(tmp_path, a_journey=JOURNEY, below__b_journey=JOURNEY)
    (tmp_path / "jalon.toml").write_text("")
    assert names(read_project(tmp_path / "below/b.journey")[0]) == ["a.journey", "b.journey"]
    assert project_root(tmp_path / "below").resolve() == tmp_path


def test_paths_are_shown_as_they_were_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, shop__a_journey=JOURNEY)
    monkeypatch.chdir(tmp_path)
    assert [source.path for source in read_project("shop")[0].sources] == ["shop/a.journey"]
    assert [source.path for source in read_project("shop/a.journey")[0].sources] == [
        "shop/a.journey"
    ]


@pytest.mark.parametrize("name", ["nowhere", "nowhere.journey"])
def test_a_path_that_is_not_there(tmp_path: Path, name: str) -> None:
    (found,) = check(tmp_path / name)
    assert found.code == "J904"
    assert "there is no file or folder" in found.message


def test_a_folder_without_journeys(tmp_path: Path) -> None:
    assert [one.code for one in check(tmp_path)] == ["J904"]


def test_a_file_that_is_not_utf_8_hides_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, b_journey="starting point: added manually\nwiat 1h\nsend email hello\n")
    (tmp_path / "a.journey").write_bytes(b'email hello:\n  subject: "\xe9"\n')
    unreadable, misspelt = check(tmp_path)
    assert (unreadable.code, misspelt.code) == ("J902", "J103")
    assert "line 2" in unreadable.message


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.journey").write_text(" " * (8 * 1024 * 1024 + 1))
    assert [one.code for one in check(tmp_path)] == ["J902"]


def test_settings_that_are_no_toml_point_at_the_place() -> None:
    settings, (found,) = parse_settings(Source("jalon.toml", "a = 1\nb = = 2\n"))
    assert (found.code, settings.table) == ("J903", {})
    assert Source("jalon.toml", "a = 1\nb = = 2\n").position(found.span.start).line == 2


def test_a_profile_is_one_of_two() -> None:
    _, (found,) = parse_settings(Source("jalon.toml", 'profile = "mailchip"'))
    assert "mailchimp, getresponse" in found.message
    settings, said = parse_settings(Source("jalon.toml", 'profile = "mailchimp"'))
    assert (settings.profile, said) == ("mailchimp", [])


def test_a_plan_belongs_to_a_profile() -> None:
    _, (found,) = parse_settings(Source("jalon.toml", 'plan = "MAX"'))
    assert found.message == "there is no plan `MAX` without the profile `getresponse`"
    text = '# where\nprofile = "getresponse"\nplan = "Max"  # ours\n'
    _, (found,) = parse_settings(Source("jalon.toml", text))
    assert text[found.span.start : found.span.end] == 'plan = "Max"'
    settings, said = parse_settings(Source("jalon.toml", text.replace("Max", "MAX")))
    assert (settings.profile, settings.plan, said) == ("getresponse", "MAX", [])


def test_other_settings_are_for_others(tmp_path: Path) -> None:
    put(tmp_path, a_journey=JOURNEY)
    (tmp_path / "jalon.toml").write_text('[store]\nurl = "sqlite:///shop.db"\n')
    sources, said = read_project(tmp_path)
    assert said == []
    assert sources.settings.table == {"store": {"url": "sqlite:///shop.db"}}


def test_bodies_outside_the_project_are_not_read(tmp_path: Path) -> None:
    email = 'email "../secret":\n  subject: "x"\n'
    put(tmp_path, shop__a_journey=email, **{"secret.md": "secret"})
    assert [one.code for one in check(tmp_path / "shop")] == ["J501"]


def test_an_error_gives_no_program_a_warning_does() -> None:
    empty = "journey it:\n  starting point: added manually\n"
    program, (warning,) = compile_project(ProjectSources.of({"a.journey": empty}))
    assert (warning.severity, program is None) == ("warning", False)
    program, _ = compile_project(ProjectSources.of({"a.journey": "wiat"}))
    assert program is None


def test_nothing_is_a_program_too() -> None:
    program, said = compile_project(ProjectSources.of({"a.journey": "# nothing yet\n"}))
    assert said == []
    assert program is not None
    assert program.journeys == ()
