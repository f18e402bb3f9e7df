"""A planted bug, the experiments that must catch it, and how both are tried."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from jalon.runtime.postgres.words import text_of
from jalon.runtime.queries import topic

from ...integration.deliver import building
from ...simulation import actors, database

Plant = Callable[[pytest.MonkeyPatch], None]
Experiment = Callable[[], None]
"""Raises when something is wrong."""


@dataclass(frozen=True)
class Bug:
    """A number of reliability 4.6, what is broken, how, and what must find it.

    `note` says why it is not the literal one, where it is not. `quick`: well below a second.
    """

    number: int
    words: str
    plant: Plant
    experiment: Experiment
    note: str = ""
    quick: bool = False


@dataclass(frozen=True)
class Verdict:
    """What an experiment found, and how long it took; or why it could not be made."""

    words: str | None
    seconds: float
    broken: str | None = None


def tried(experiment: Experiment, plant: Plant | None = None) -> Verdict:
    """Runs an experiment, with a bug or without one."""
    forget()
    started = time.perf_counter()
    with pytest.MonkeyPatch.context() as patch:
        if plant is not None:
            plant(patch)
        words, broken = objection(experiment)
    forget()
    return Verdict(words, time.perf_counter() - started, broken)


def objection(experiment: Experiment) -> tuple[str | None, str | None]:
    """What it found, in one line; and what went wrong with the experiment itself."""
    try:
        experiment()
    except AssertionError as error:
        return str(error).strip().partition("\n")[0], None
    except Exception as error:
        return None, f"{type(error).__name__}: {error}".partition("\n")[0]
    return None, None


def forget() -> None:
    """Nothing that was made with a bug, or without one, is kept."""
    text_of.cache_clear()
    database.image.cache_clear()
    database.program.cache_clear()
    actors.PLANS.clear()
    building.image.cache_clear()


def reword(patch: pytest.MonkeyPatch, query: str, old: str, new: str) -> None:
    """Changes a named query; what is to be changed must be there."""
    file, _, name = query.partition(".")
    texts = topic(file)
    assert old in texts[name], f"`{query}` does not say `{old}` any more: plant the bug anew"
    patch.setitem(texts, name, texts[name].replace(old, new))


__all__ = ["Bug", "Experiment", "Plant", "Verdict", "forget", "reword", "tried"]
