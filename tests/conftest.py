"""How the tests run: generated cases are the same everywhere; `--cases N` makes N times more."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

HUNDRED = 100  # examples of a generated test, unless it says otherwise


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--cases`."""
    parser.addoption(
        "--cases", type=int, default=1, metavar="N", help="N times as many generated cases"
    )


def pytest_configure(config: pytest.Config) -> None:
    """One profile for everybody: no randomness, no clock, a blob to reproduce what failed."""
    settings.register_profile(
        "jalon",
        max_examples=HUNDRED * int(config.getoption("--cases") or 1),
        derandomize=True,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("jalon")
