"""Many rows at once: what is `INSERT INTO work_table … VALUES …` for each of them goes by COPY."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import psycopg
from psycopg import sql

from ...compiler.sql import postgres
from ..queries import named
from ..store import Row
from .lanes import PLACES
from .words import own


@dataclass(frozen=True, slots=True)
class Stream:
    """Where the rows go, and which of their values go into which column."""

    table: str
    columns: tuple[str, ...]
    values: tuple[str, ...]


@cache
def stream(name: str) -> Stream | None:
    """The named query `topic.name` as a stream; None when it does more than to put a row.

    Behind the name of a table of which lanes have a part there may be a view, which takes none.
    """
    file, _, short = name.partition(".")
    found = None if short in own(file) else postgres.plain_insert(named(name))
    if found is None or found[0] in PLACES:
        return None
    table, places = found
    return Stream(table, tuple(places), tuple(places.values()))


def copy(link: psycopg.Connection[Row], into: Stream, rows: Iterable[Mapping[str, object]]) -> None:
    """Puts the rows into the table."""
    listed = sql.SQL(", ").join(map(sql.Identifier, into.columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(into.table), listed)
    with link.cursor() as cursor, cursor.copy(statement) as target:
        for row in rows:
            target.write_row([row[name] for name in into.values])
