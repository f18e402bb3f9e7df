"""The rules of the compiler: code, name, explanation and example of each, grouped by hundred."""

from __future__ import annotations

from . import (
    dates,
    meaning,
    messages,
    names,
    project,
    scenarios,
    sources,
    starts,
    steps,
    stores,
)

RULES = (
    *names.TABLE,
    *meaning.TABLE,
    *stores.TABLE,
    *starts.TABLE,
    *dates.TABLE,
    *sources.TABLE,
    *steps.TABLE,
    *messages.TABLE,
    *scenarios.TABLE,
    *project.TABLE,
)
