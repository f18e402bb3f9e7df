"""Preparing a database for a program that is not deployed there (yet): no journey begins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..compiler import ir
from ..runtime.deploy import columns, keep_program, prepare_calendar
from ..runtime.store import Store


class _Undone(Exception):
    """Raised to leave a transaction without keeping what it did."""


@contextmanager
def prepared(store: Store, program: ir.Program) -> Iterator[None]:
    """In here the program's fields and calendar are there; afterwards only if they were before."""
    if store.read("deploy.program-id", digest=program.digest()):
        yield
        return
    try:
        with store.transaction():
            prepare(store, program, 0)
            yield
            raise _Undone
    except _Undone:
        return


def prepare(store: Store, program: ir.Program, now: int) -> None:
    """Adds what rows of this program's audience need: calendar, fields, stores; no journeys."""
    with store.transaction():
        keep_program(store, program, now)
        prepare_calendar(store, program.audience.time_zone)
        store.add_columns("contact", columns(program))
        for shop in program.stores:
            store.write(
                "deploy.store-put",
                name=shop.name,
                currency=shop.currency,
                counted=shop.counted,
                low_stock=shop.low_stock,
            )
