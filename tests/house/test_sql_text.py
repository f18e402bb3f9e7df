"""No SQL is built from pieces of text."""

import pytest

from .sources import Module, rooms
from .sql_text import concatenated_sql

PUT_TOGETHER = [
    'x = f"SELECT * FROM {table}"',
    'x = f"""\n  WITH due AS ({due})"""',
    'x = "INSERT INTO contact VALUES (%s)" % name',
    'x = "UPDATE contact SET " + columns',
    'x = "DELETE FROM contact " + "WHERE id = " + key',
    'x = "CREATE TABLE {}".format(name)',
    'x = "SELECT one FROM two".replace("two", table)',
    'x = " ".join(["SELECT", columns])',
    'x = f"select id from {table}"',
    'x = f"update contact set name = {name}"',
    'x = f"create unique index {name}"',
]
LEFT_WHOLE = [
    'x = "SELECT * FROM contact WHERE id = ?"',
    'x = ("SELECT * "\n     "FROM contact")',
    'x = f"{count} contacts"',
    'x = f"with {count} contacts"',
    'x = f"create a field `{name}` first"',
    'x = f"delete from the file what is not `{name}`"',
    'x = f"SELECTED: {count}"',
    "x = 1 + 2",
    'x = ", ".join(names)',
]


@pytest.mark.parametrize("text", PUT_TOGETHER)
def test_a_statement_put_together_is_found(text: str) -> None:
    assert concatenated_sql(Module.planted("runtime/tick.py", text)) != []


@pytest.mark.parametrize("text", LEFT_WHOLE)
def test_other_text_is_allowed(text: str) -> None:
    assert concatenated_sql(Module.planted("runtime/tick.py", text)) == []


def test_this_tree_puts_no_statement_together() -> None:
    assert [found for module in rooms() for found in concatenated_sql(module)] == []
