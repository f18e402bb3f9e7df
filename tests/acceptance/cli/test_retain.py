"""`jalon retain`, and `jalon run` once a day: what is older than the project wants to keep goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.runtime.sqlite import SqliteStore

from .conftest import Jalon

KEEP = '[retention]\nruns = "{}"\nevents = "{}"\n'


def keep(project: Path, runs: str, events: str) -> None:
    """Says for how long."""
    file = project / "jalon.toml"
    file.write_text(file.read_text() + KEEP.format(runs, events))


def grow_old(project: Path) -> None:
    """Whatever is there is two years older."""
    store = SqliteStore.open(project / "jalon.db")
    store.connection.execute(
        "UPDATE event SET at = at - 63244800000, moment = moment - 63244800000"
    )
    store.connection.execute("UPDATE enrollment_archive SET ended_at = ended_at - 63244800000")
    store.close()


def test_what_is_not_spoken_of_is_kept(jalon: Jalon, running: Path) -> None:
    grow_old(running)
    assert jalon("retain").code == 2
    assert jalon("run", "--once").out == ""


def test_a_run_does_it_once_a_day(jalon: Jalon, running: Path) -> None:
    keep(running, "12 months", "12 months")
    grow_old(running)
    ran = jalon("run", "--once")
    assert (ran.code, "events deleted" in ran.out) == (0, True)
    assert jalon("run", "--once").out == ""
    assert jalon("retain").out == "nothing is old enough\n"


@pytest.mark.parametrize(
    ("runs", "events", "said"),
    [
        ("12 months", "tomorrow", "`tomorrow` is no time"),
        ("60 days", "12 months", "`60 days` is too short"),
        ("12 months", '1 year"\nproofs = "6 months', "proofs of consent are kept as long"),
        ("12 months", '1 year"\nevent = "6 months', "this setting is unknown"),
    ],
)
def test_settings_that_are_wrong_are_told(
    jalon: Jalon, running: Path, runs: str, events: str, said: str
) -> None:
    keep(running, runs, events)
    for verb in (["check"], ["retain"], ["run", "--once"]):
        ran = jalon(*verb)
        assert (ran.code, said in ran.out + ran.err) == (1, True)
