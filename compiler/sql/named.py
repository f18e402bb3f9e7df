"""Named queries: SQL in files, each block with a name and a sentence that says what it does."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_HEAD = re.compile(r"^-- name: (?P<name>[a-z0-9-]+)\n(?P<words>(?:--.*\n)+)", re.MULTILINE)


@cache
def blocks(package: str, topic: str) -> dict[str, str]:
    """Returns the queries of the file `topic.sql` of a package, by name."""
    text = files(package).joinpath(f"{topic}.sql").read_text("utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return {
        head["name"]: text[head.end() : end].strip().rstrip(";")
        for head, end in zip(heads, ends, strict=True)
    }


@cache
def sentences(package: str, topic: str) -> dict[str, str]:
    """Returns what the queries of the file `topic.sql` of a package say of themselves, by name."""
    text = files(package).joinpath(f"{topic}.sql").read_text("utf-8")
    return {
        head["name"]: " ".join(
            line.removeprefix("--").strip() for line in head["words"].split("\n")
        ).strip()
        for head in _HEAD.finditer(text)
    }
