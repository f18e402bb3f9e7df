"""Deploying: idempotent, versions pinned to the runs that started on them."""

from __future__ import annotations

from jalon.compiler import ir
from jalon.runtime.deploy import deploy
from jalon.runtime.engine.tick import tick

from .building import DAY, HOUR, OPENING, journey, opened, program, rows, send, tag, wait


def test_deploying_the_same_program_again_changes_nothing() -> None:
    store = opened(journey(wait(1, HOUR), send(2)))
    before = rows(store, "SELECT * FROM node")
    again = deploy(store, program(journey(wait(1, HOUR), send(2))), OPENING + DAY)
    assert again.changed == ()
    assert rows(store, "SELECT * FROM node") == before
    assert rows(store, "SELECT activated_at FROM journey") == [(OPENING,)]


def test_a_run_finishes_on_the_version_it_started_on() -> None:
    store = opened(journey(wait(1, DAY), send(2)))
    tag(store, OPENING, "c1")
    tick(store, OPENING)
    deploy(store, program(journey(wait(1, DAY))), OPENING + HOUR)
    tag(store, OPENING + 2 * HOUR, "c2")
    tick(store, OPENING + 2 * HOUR)
    tick(store, OPENING + 3 * DAY)
    assert rows(store, "SELECT contact_id FROM outbox") == [(1,)]
    assert rows(store, "SELECT COUNT(DISTINCT version_id) FROM enrollment_archive") == [(2,)]


def test_an_unrelated_edit_makes_no_new_version() -> None:
    store = opened(journey(wait(1, DAY)))
    other = program(journey(wait(1, DAY)), groups=(ir.Group(name="g", members=("a",)),))
    assert deploy(store, other, OPENING + HOUR).changed == ()


def test_SP_02_events_before_the_activation_do_not_count() -> None:
    store = opened(journey(send(1), status="draft"))
    tag(store, OPENING + 1, "c1")
    deploy(store, program(journey(send(1))), OPENING + HOUR)
    assert tick(store, OPENING + 2 * HOUR).entered == 0


def test_STEP_04_a_paused_journey_lets_nobody_in_also_after_it_resumes() -> None:
    store = opened(journey(send(1)))
    deploy(store, program(journey(send(1), status="paused")), OPENING + HOUR)
    tag(store, OPENING + HOUR, "c1")
    tick(store, OPENING + HOUR)
    assert rows(store, "SELECT reason FROM refusal") == [("paused",)]
    deploy(store, program(journey(send(1))), OPENING + 2 * HOUR)
    assert tick(store, OPENING + 3 * HOUR).entered == 0


def test_a_journey_taken_out_of_the_project_lets_nobody_in() -> None:
    store = opened(journey(wait(1, DAY), send(2)))
    tag(store, OPENING, "c1")
    tick(store, OPENING)
    deploy(store, program(), OPENING + HOUR)
    tag(store, OPENING + HOUR, "c2")
    tick(store, OPENING + 2 * DAY)
    assert rows(store, "SELECT contact_id FROM outbox") == [(1,)]
