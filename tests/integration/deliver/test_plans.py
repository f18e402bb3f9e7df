"""No statement of the outbox reads the whole of it: the plans of SQLite say so."""

from __future__ import annotations

import pytest
import sqlglot

from jalon.runtime.queries import named, topic

from .building import Post

PERIODIC = (
    "due",
    "claim",
    "suspect",
    "lapsed",
    "expire",
    "settle",
    "log-attempts",
    "record-sent",
    "earlier-tries",
    "hold",
    "ask",
    "put-off",
    "hold-back",
    "stop",
    "log-stopped",
    "hand-off",
    "letters",
    "contacts",
    "events",
    "carts",
    "cart-lines",
    "orders",
    "order-lines",
    "products",
)
GROWING = ("outbox", "o", "attempt", "a", "event", "e", "contact", "c", "enrollment", "k", "r")
VALUES: dict[str, object] = {
    **dict.fromkeys(("now", "lease", "size", "latest", "least", "most", "alone"), 1),
    **dict.fromkeys(("oldest", "eldest"), 1),
    "unheard": 1,
    **dict.fromkeys(("channel", "purpose"), "email"),
}


@pytest.mark.parametrize("name", PERIODIC)
def test_a_statement_finds_its_rows_by_an_index(name: str) -> None:
    post = Post.with_program().waiting(1)
    for table in ("work", "quiet", "limits", "endings", "subjects"):
        post.store.write(f"outbox.{table}")
    text = f"EXPLAIN QUERY PLAN {named(f'outbox.{name}')}"
    plan = [row[3] for row in post.store.connection.execute(text, VALUES)]
    assert [step for step in plan if step.split()[:2] in [["SCAN", t] for t in GROWING]] == []


@pytest.mark.parametrize("name", topic("outbox"))
def test_a_statement_can_be_written_for_postgresql(name: str) -> None:
    [text] = sqlglot.transpile(named(f"outbox.{name}"), read="sqlite", write="postgres")
    assert text
