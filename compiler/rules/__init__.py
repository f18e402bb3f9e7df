"""The rules of the compiler: code, name, explanation and example of each, grouped by hundred."""

from __future__ import annotations

from . import meaning, messages, names, project, starts, steps, stores

RULES = (
    *names.TABLE,
    *meaning.TABLE,
    *stores.TABLE,
    *starts.TABLE,
    *steps.TABLE,
    *messages.TABLE,
    *project.TABLE,
)
