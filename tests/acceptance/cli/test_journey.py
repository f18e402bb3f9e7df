"""`jalon journey …`: running journeys by hand."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jalon.cli.verbs.journey import SUMMARIES

from .conftest import Jalon
from .test_status import rows


@pytest.mark.parametrize("action", SUMMARIES)
def test_every_action_explains_itself(jalon: Jalon, action: str) -> None:
    ran = jalon("journey", action, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert SUMMARIES[action] in ran.out


def test_a_pause_is_shown_and_outlives_a_deployment(jalon: Jalon, running: Path) -> None:
    assert jalon("journey", "pause", "welcome").out == "`welcome` is paused, with 2 runs in it\n"
    assert jalon("run", "--once").code == 0
    out = jalon("status").out
    assert rows(out, "journeys")[0][:2] == ["welcome", "paused"]
    assert rows(out, "held") == [["welcome", "paused", "0"]]
    assert rows(out, "by hand")[0][1:] == ["welcome", "paused", "2"]
    assert jalon("journey", "resume", "welcome").out == "`welcome` is resumed\n"
    assert "\nheld\n" not in jalon("status").out


def test_a_second_pause_is_refused(jalon: Jalon, running: Path) -> None:
    jalon("journey", "pause", "welcome")
    ran = jalon("journey", "pause", "welcome")
    assert (ran.code, ran.err) == (2, "error: `welcome` is paused already\n")


def test_a_step_is_named_by_its_key(jalon: Jalon, running: Path) -> None:
    ran = jalon("journey", "pause", "welcome", "--step", "remind")
    assert ran.code == 2
    assert "there is no step of `welcome` called `remind`" in ran.err


def test_nobody_is_added_where_the_journey_does_not_say_so(jalon: Jalon, running: Path) -> None:
    ran = jalon("journey", "add", "welcome", "dora@trail.example")
    assert ran.code == 2
    assert "write `starting point: added manually` into the journey · rule SP-31" in ran.err


def test_who_is_removed_and_barred_is_told_by_trace(jalon: Jalon, running: Path) -> None:
    assert jalon("journey", "remove", "welcome", "ana@trail.example").code == 0
    assert jalon("journey", "bar", "welcome", "ana@trail.example").code == 0
    out = jalon("trace", "ana@trail.example").out
    assert "welcome: removed by hand" in out
    assert "may not enter welcome" in out
    ran = jalon("journey", "remove", "welcome", "ana@trail.example")
    assert ran.err == "error: `ana@trail.example` is not in `welcome`\n"


def test_who_was_put_aside_is_released(jalon: Jalon, running: Path) -> None:
    aside = """INSERT INTO held_run (enrollment_id, node_id, at, edge, reason)
        SELECT id, node_id, due, 'elapsed', 'quarantine' FROM enrollment LIMIT 1"""
    with closing(sqlite3.connect(running / "jalon.db")) as connection, connection:
        connection.execute(aside)
    assert "put aside: `jalon journey release`" in jalon("trace", "ana@trail.example").out
    ran = jalon("journey", "release", "welcome")
    assert ran.out == "1 run of `welcome` will go on at the next tick\n"
    assert jalon("journey", "release", "welcome").code == 2


@pytest.mark.parametrize("words", [("pause", "nowhere"), ("bar", "welcome", "zoe@x.org")])
def test_an_unknown_name_is_told(jalon: Jalon, running: Path, words: tuple[str, ...]) -> None:
    ran = jalon("journey", *words)
    assert ran.code == 2
    assert f"`{words[-1]}`" in ran.err
