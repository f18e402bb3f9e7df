"""Named queries: SQL in files, one sentence each, addressed as `topic.name`."""

from __future__ import annotations

from ...compiler.sql.named import blocks, sentences


def topic(name: str) -> dict[str, str]:
    """Returns the queries of one file by their short names."""
    return blocks(__name__, name)


def named(name: str) -> str:
    """Returns the SQL of `topic.name`; an unknown name is a mistake of ours: KeyError."""
    file, _, short = name.partition(".")
    return topic(file)[short]


def sentence(name: str) -> str:
    """Returns what `topic.name` says of itself."""
    file, _, short = name.partition(".")
    return sentences(__name__, file)[short]
