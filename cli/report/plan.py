"""A plan as text: one paragraph for each journey that changes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import singledispatch

from ...compiler.diff import Difference
from ...runtime.plan import (
    Begin,
    Keep,
    Move,
    Plan,
    Prepare,
    Replace,
    Resting,
    Retire,
    Stage,
)
from ...runtime.store import Store
from ...runtime.trace import journey_of_version
from .diagnostics import counted
from .paint import painted, visible
from .steps import step


def print_plan(store: Store, of: Plan, command: str) -> None:
    """The stages, what speaks against them, and how to go on."""
    text = list(lines(store, of))
    print("\n".join(text) if text else "nothing to do: the project is what runs already")
    for objection in of.objections:
        head = painted("error:", "red", sys.stdout)
        print(f"\n{head} {visible(objection.message)}\n  help: {visible(objection.help)}")
    if of.objections:
        print("\nthis plan would be refused")
    elif text:
        print(f"\nto do this: {command}")


def lines(store: Store, of: Plan) -> Iterator[str]:
    """The plan, line by line."""
    for stage in of.stages:
        yield from told(stage, store)


@singledispatch
def told(stage: Stage, store: Store) -> Iterator[str]:
    """One stage."""
    raise TypeError(f"{type(stage).__name__} is no stage")


@told.register
def _(stage: Prepare, store: Store) -> Iterator[str]:
    if not stage.new:
        return
    if stage.parts:
        yield f"the audience gets the {', '.join(stage.parts)} of this program"
    if stage.messages:
        yield f"messages that change: {visible(', '.join(stage.messages))}"
    if not stage.parts and not stage.messages:
        yield "the program is a new one; fields, groups, stores and messages are as before"


@told.register
def _(stage: Begin, store: Store) -> Iterator[str]:
    yield f"+ {visible(stage.journey)}: new, {stage.status}"


@told.register
def _(stage: Keep, store: Store) -> Iterator[str]:
    if stage.before != stage.after:
        yield f"~ {visible(stage.journey)}: {stage.before} → {stage.after}"


@told.register
def _(stage: Retire, store: Store) -> Iterator[str]:
    inside = f", {counted(stage.people, 'run')} in it will finish" if stage.people else ""
    yield f"- {visible(stage.journey)}: archived, because the project has it no more{inside}"


@told.register
def _(stage: Replace, store: Store) -> Iterator[str]:
    before, after = stage.status
    status = f", {before} → {after}" if before != after else ""
    yield f"~ {visible(stage.journey)}: a new version{status}"
    yield from changes(stage.difference)
    if stage.people and not stage.moved:
        yield from places(stage.people, store, stage.journey, False)


@told.register
def _(stage: Move, store: Store) -> Iterator[str]:
    people = sum(one.people for one in stage.people)
    yield f"→ {visible(stage.journey)}: {counted(people, 'run')} moved to the new version"
    yield from places(stage.people, store, stage.journey, True)


def changes(of: Difference) -> Iterator[str]:
    """The settings and steps that are not as before."""
    parts = (
        ("settings", of.settings),
        ("new steps", of.added),
        ("removed steps", of.removed),
        ("changed steps", of.changed),
    )
    for words, names in parts:
        if names:
            yield f"    {words}: {visible(', '.join(names))}"


def places(people: Sequence[Resting], store: Store, journey: str, moved: bool) -> Iterator[str]:
    """So many people at each step, and what becomes of them."""
    for one in people:
        here = step(journey_of_version(store, one.version).steps[one.step])
        end = f"go on at `{visible(one.to)}`" if moved else "finish the version they started on"
        if moved and one.stays:
            end = "stay there, and keep their time"
        yield f"    {counted(one.people, 'run')} at `{visible(here)}`: {end}"
