"""The named queries of intake: plain SQL that PostgreSQL can be given too."""

from __future__ import annotations

from importlib.resources import files

import pytest
import sqlglot

from jalon.runtime import queries

TOPICS = sorted(
    path.name.removesuffix(".sql")
    for path in files(queries).iterdir()
    if path.name.startswith(("intake", "imports"))
)
NAMES = [f"{topic}.{name}" for topic in TOPICS for name in queries.topic(topic)]


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_one_statement_in_either_dialect(name: str) -> None:
    [statement] = sqlglot.parse(queries.named(name), dialect="sqlite")
    assert statement is not None
    for dialect in ("sqlite", "postgres"):
        [again] = sqlglot.parse(statement.sql(dialect=dialect), dialect=dialect)
        assert type(again) is type(statement)


def test_every_query_is_used() -> None:
    room = files("jalon")
    code = "".join(
        path.read_text("utf-8")
        for place in (room / "runtime/intake", room / "connect/files")
        for path in place.iterdir()
        if path.name.endswith(".py")
    )
    short = {name.partition(".")[2] for name in NAMES if not name.startswith("intake_tables.")}
    assert [name for name in sorted(short) if f'{name}"' not in code] == []
