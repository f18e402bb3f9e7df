"""Opt-outs and caps under real threads: nothing leaves after the opt-out, or beyond the cap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager

import pytest

from jalon.runtime.postgres import PostgresStore
from tests.postgres.databases import Databases

from . import caps, doors, opt_outs
from .arena import Arena, of_worker, on_a_file
from .careless import careless

PAIRS, FEWER, PEOPLE = 2_000, 400, 60


@contextmanager
def on_a_database(databases: Databases) -> Iterator[Arena]:
    """An arena on the server of the tests."""
    name = databases.create()
    with closing(PostgresStore.open(databases.at(name))) as store:
        yield of_worker(store, lambda: PostgresStore.open(databases.at(name)))
    databases.drop(name)


def test_INV_14_nothing_leaves_after_an_opt_out_on_a_file() -> None:
    with on_a_file() as here:
        found = opt_outs.raced(here, PAIRS, seed=1)
    assert found["failures"] == 0
    assert 0 < found["handed off"] < PAIRS


def test_INV_14_nothing_leaves_after_an_opt_out_on_a_server(databases: Databases) -> None:
    with on_a_database(databases) as here:
        found = opt_outs.raced(here, FEWER, seed=1)
    assert found["failures"] == 0
    assert 0 < found["handed off"] < FEWER


def test_INV_16_exactly_the_cap_leaves_from_a_file() -> None:
    with on_a_file() as here:
        assert caps.raced(here, PEOPLE, seed=1)["failures"] == 0


def test_INV_16_exactly_the_cap_leaves_from_a_server(databases: Databases) -> None:
    with on_a_database(databases) as here:
        assert caps.raced(here, PEOPLE, seed=1)["failures"] == 0


@pytest.mark.parametrize(("race", "many"), [(opt_outs.raced, PAIRS), (caps.raced, PEOPLE)])
def test_what_is_read_before_the_hand_off_is_caught(
    race: Callable[..., Mapping[str, int]], many: int
) -> None:
    """The planted bugs 13 and 14: the experiments can fail, by the tenth race at the latest."""
    assert any(lost(race, many, seed) for seed in range(1, 11))


def lost(race: Callable[..., Mapping[str, int]], many: int, seed: int) -> bool:
    """Whether a careless hand-off was too early in one race."""
    with on_a_file() as here:
        return race(here, many, seed, careless)["failures"] > 0


@pytest.mark.parametrize(
    ("plant", "experiment"),
    [
        (doors.a_look_unsubscribes, doors.looking_changes_nothing),
        (doors.compared_by_equals, doors.proofs_are_compared_in_constant_time),
    ],
)
def test_the_planted_bugs_15_and_22_are_caught(
    plant: Callable[[pytest.MonkeyPatch], None], experiment: Callable[[], None]
) -> None:
    experiment()
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        with pytest.raises(AssertionError):
            experiment()
