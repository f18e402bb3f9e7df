"""What an import is asked for, and what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ...runtime.intake import Outcome
from .columns import Kind

Progress = Callable[[int, int], None]
"""Called after each batch with the lines read so far and the lines of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a file is imported.

    `now` is the instant of the import (milliseconds UTC). `store` names the shop that products,
    orders, lines and events belong to; with `currency` it is added when it is not known, and rows
    that tell no currency have that one. `time_zone` is that of times without an offset; the
    audience's own by default. `historic` rows trigger nothing (SP-14). `create_contacts` adds the
    people that orders and events speak of; otherwise those rows are refused (GR-03).
    """

    now: int
    store: str | None = None
    currency: str | None = None
    time_zone: str | None = None
    historic: bool = False
    create_contacts: bool = False
    batch: int = 20_000


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records were read, and what became of them.

    `read` = `added` + `changed` + `unchanged` + `refused`; `partial` of those that were taken lack
    a value that could not be; `products_added` and `contacts_added` are known by their ids only.
    """

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    partial: int = 0
    products_added: int = 0
    contacts_added: int = 0

    def plus(self, read: int, outcome: Outcome, partial: int, contacts_added: int) -> Self:
        """The sum after one more batch; records that intake did not see were refused."""
        taken = outcome.added + outcome.changed + outcome.unchanged
        return type(self)(
            self.read + read,
            self.added + outcome.added,
            self.changed + outcome.changed,
            self.unchanged + outcome.unchanged,
            self.refused + read - taken,
            self.partial + partial,
            self.products_added + outcome.products_added,
            self.contacts_added + contacts_added,
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did with the whole file, in all the times it was started.

    `resumed_at` is how many records were there already when it started this time; `notes` are
    sentences about columns, encoding and the like. `refused_path` exists when rows were refused,
    or kept without a value.
    """

    path: Path
    what: Kind
    counts: Counts
    notes: tuple[str, ...] = ()
    refused_path: Path | None = None
    resumed_at: int = 0
    finished_before: bool = False
