"""The named points at which a worker or a client can be hit (F3), and how they are recognised."""

from __future__ import annotations

from typing import Final

TRANSACTIONS: Final = {
    "tick.advance-place": "step",
    "outbox.claim": "claim",
    "outbox.lapsed": "recover",
    "outbox.hand-off": "hand-off",
    "outbox.stop": "hand-off",
    "outbox.settle": "settle",
    "outbox.letters": "gather",
}
"""What a transaction is for, by a query that only such a one runs; a window's is a hand-off."""

QUERIES: Final = {"outbox.claim": "claim", "outbox.forbid": "consent check"}
"""Queries that are points themselves: they are about to run."""

POINTS: Final = (
    *("begin", "began", "claim", "claimed", "render", "consent check"),
    *("hand-off commit", "handed off", "connect", "connected"),
    *("MAIL", "RCPT", "DATA", "final dot", "reply", "answered"),
    *("settle commit", "settled", "step commit", "stepped"),
    *("ingest commit", "ingested", "ack", "recover commit"),
)
"""All 24: before and after each BEGIN and each COMMIT, the claim, and every line of SMTP."""

COMMITS: Final = {
    "claim": ("claim commit", "claimed"),
    "hand-off": ("hand-off commit", "handed off"),
    "settle": ("settle commit", "settled"),
    "step": ("step commit", "stepped"),
    "ingest": ("ingest commit", "ingested"),
    "recover": ("recover commit", "recovered"),
}
"""The points before and after the COMMIT of each transaction."""

CUT: Final = frozenset(after for _, after in COMMITS.values())
"""Where the reply of COMMIT can be lost: it is done, and whoever asked is told of an error."""
