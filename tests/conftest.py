"""How the tests run: generated cases are the same everywhere; `--cases N` makes N times more.

What fails is reported as it was found: `--shrink` looks for a smaller case, which takes minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings

from .both import BACKENDS, STORES, Backend, opens

if TYPE_CHECKING:
    from .postgres.databases import Databases

HUNDRED = 100  # examples of a generated test, unless it says otherwise


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--cases`, `--rewrite`, `--store` and `--shrink`."""
    parser.addoption(
        "--cases", type=int, default=1, metavar="N", help="N times as many generated cases"
    )
    parser.addoption(
        "--rewrite", action="store_true", help="write the generated pages again, to be looked at"
    )
    parser.addoption("--store", choices=STORES, help="only this one, where a test runs on both")
    parser.addoption("--shrink", action="store_true", help="look for the smallest case that fails")


def pytest_configure(config: pytest.Config) -> None:
    """One profile for everybody: no randomness, no clock, a blob to reproduce what failed."""
    phases = set(Phase) if config.getoption("--shrink") else {Phase.explicit, Phase.generate}
    settings.register_profile(
        "jalon",
        max_examples=HUNDRED * int(config.getoption("--cases") or 1),
        derandomize=True,
        deadline=None,
        phases=phases,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("jalon")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that open a store run on each, and nothing runs twice that opens none."""
    if opens(metafunc.function):
        only = metafunc.config.getoption("--store")
        metafunc.parametrize("_backend", [only] if only else STORES, indirect=True)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """A server of PostgreSQL, started when the first test asks for it."""
    from .postgres.databases import served

    with served() as found:
        yield found


@pytest.fixture(autouse=True)
def _backend(request: pytest.FixtureRequest) -> Iterator[None]:
    """The store of the test's turn."""
    if getattr(request, "param", None) != "postgres":
        yield
        return
    BACKENDS.append(Backend(request.getfixturevalue("databases")))
    yield
    BACKENDS.pop().close()
