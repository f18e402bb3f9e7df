"""How the tests run: generated cases are the same everywhere; `--cases N` makes N times more.

What fails is reported as it was found: `--shrink` looks for a smaller case, which takes minutes.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings

HUNDRED = 100  # examples of a generated test, unless it says otherwise


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--cases`, `--rewrite`, `--store` and `--shrink`."""
    parser.addoption(
        "--cases", type=int, default=1, metavar="N", help="N times as many generated cases"
    )
    parser.addoption(
        "--rewrite", action="store_true", help="write the generated pages again, to be looked at"
    )
    parser.addoption(
        "--store", choices=["sqlite", "postgres"], default="sqlite", help="for tests/conformance"
    )
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
