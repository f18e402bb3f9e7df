"""Named queries in PostgreSQL's words, and the tables of one transaction's work they need."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from ...compiler.sql import postgres
from ...compiler.sql.named import blocks
from ..queries import named, topic

OWN = f"{__name__.rpartition('.')[0]}.queries"
TEMPORARY = re.compile(r"^CREATE TEMP TABLE IF NOT EXISTS (\w+)")
EMPTIES = re.compile(r'^DELETE FROM "?(\w+)"?;?$')
ALREADY_THERE = "SELECT 1"  # a work table is made when a statement speaks of it


@cache
def text_of(name: str) -> str:
    """The text of `topic.name`: PostgreSQL's own, else a translation."""
    file, _, short = name.partition(".")
    if TEMPORARY.match(named(name)):
        return ALREADY_THERE
    return own(file).get(short) or postgres.query(named(name))


@cache
def own(file: str) -> dict[str, str]:
    """What PostgreSQL says in its own words."""
    there = files(OWN).joinpath(f"{file}.sql").is_file()
    return blocks(OWN, file) if there else {}


@cache
def work_tables() -> dict[str, str]:
    """The definition of every temporary table, by name."""
    found = {}
    folder = files(named.__module__)
    for file in sorted(one.name for one in folder.iterdir() if one.name.endswith(".sql")):
        for text in topic(file.removesuffix(".sql")).values():
            if match := TEMPORARY.match(text):
                found[match[1]] = postgres.definition(text)
    return found


@cache
def work_names() -> re.Pattern[str]:
    """Matches the name of a temporary table."""
    return re.compile(rf"\b({'|'.join(work_tables())})\b")


@cache
def clears(text: str) -> str | None:
    """The temporary table that a statement only empties."""
    match = EMPTIES.match(text)
    return match[1] if match and match[1] in work_tables() else None


@cache
def needs(text: str) -> frozenset[str]:
    """The temporary tables that a statement speaks of."""
    return frozenset(work_names().findall(text))
