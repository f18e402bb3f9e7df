"""The rules of the compiler: code, name, explanation and example of each, grouped by hundred."""

from __future__ import annotations

from . import (
    chains,
    dates,
    meaning,
    messages,
    names,
    outbound,
    profiles,
    project,
    rewards,
    scenarios,
    sources,
    starts,
    steps,
    stores,
    syncing,
    templates,
    traits,
)

RULES = (
    *names.TABLE,
    *meaning.TABLE,
    *stores.TABLE,
    *syncing.TABLE,
    *starts.TABLE,
    *traits.TABLE,
    *dates.TABLE,
    *sources.TABLE,
    *steps.TABLE,
    *chains.TABLE,
    *messages.TABLE,
    *outbound.TABLE,
    *templates.TABLE,
    *rewards.TABLE,
    *scenarios.TABLE,
    *profiles.TABLE,
    *project.TABLE,
)
