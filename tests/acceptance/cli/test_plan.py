"""`jalon plan` shows what `jalon apply` then does."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Jalon


def edit(project: Path, old: str, new: str) -> None:
    """Changes the journey."""
    file = project / "welcome.journey"
    file.write_text(file.read_text().replace(old, new))


def command(out: str) -> list[str]:
    """The words of the command that a plan ends with."""
    return out.splitlines()[-1].partition("jalon ")[2].split()


def test_nothing_to_do_is_said(jalon: Jalon, running: Path) -> None:
    assert jalon("plan").out == "nothing to do: the project is what runs already\n"


def test_a_pause_by_hand_is_nothing_to_do(jalon: Jalon, running: Path) -> None:
    jalon("journey", "pause", "welcome")
    assert jalon("plan").out.startswith("nothing to do")


def test_the_people_on_each_step_are_counted(jalon: Jalon, running: Path) -> None:
    edit(running, "wait 2 days", "wait 3 days")
    out = jalon("plan").out
    assert "~ welcome: a new version" in out
    assert "2 runs at `wait 2 days`: finish the version they started on" in out
    ran = jalon(*command(out))
    assert ran.code == 0
    assert ran.out.startswith("applied ")
    assert jalon("plan").out.startswith("nothing to do")


def test_people_are_moved_to_the_successor_of_a_removed_step(jalon: Jalon, running: Path) -> None:
    edit(running, "  wait 2 days\n", "")
    out = jalon("plan", "--move").out
    assert "→ welcome: 2 runs moved to the new version" in out
    assert jalon(*command(out)).code == 0
    assert jalon("run", "--once").code == 0
    out = jalon("trace", "ana@trail.example").out
    assert "was moved here" in out
    assert "completed" in out


def test_a_plan_that_is_not_the_plan_any_more_is_refused(jalon: Jalon, running: Path) -> None:
    edit(running, "wait 2 days", "wait 3 days")
    words = command(jalon("plan").out)
    edit(running, "wait 3 days", "wait 4 days")
    ran = jalon(*words)
    assert ran.code == 2
    assert "is not the plan any more" in ran.err


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        ('starting point: tag added "x"', "SP-12"),
        ('starting point: signs up for email including imported\n  objective: "Win"', "STEP-10"),
    ],
)
def test_what_an_active_journey_must_keep(jalon: Jalon, running: Path, new: str, rule: str) -> None:
    edit(running, "starting point: signs up for email including imported", new)
    shown = jalon("plan")
    assert (shown.code, rule in shown.out) == (1, True)
    ran = jalon("run", "--once")
    assert ran.code == 2
    assert f"`jalon journey pause welcome`, and resume it afterwards · rule {rule}" in ran.err


def test_a_journey_that_is_gone_is_archived(jalon: Jalon, running: Path) -> None:
    text = "journey other:\n  starting point: added manually\n  wait 1h\n"
    (running / "welcome.journey").write_text(text)
    out = jalon("plan").out
    assert "+ other: new, active" in out
    assert (
        "- welcome: archived, because the project has it no more, 2 runs in it will finish" in out
    )


def test_only_what_changes_is_told(jalon: Jalon, running: Path) -> None:
    edit(running, "wait 2 days", "wait 3 days")
    assert "the audience gets" not in jalon("plan").out
    (running / "emails" / "hello.md").write_text("Salut!\n\n{{ unsubscribe_url }}\n")
    assert "messages that change: hello\n" in jalon("plan").out
