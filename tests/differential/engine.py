"""A story as the real engine tells it, on the store of the test."""

from __future__ import annotations

import sqlite3
from functools import cache

from jalon.compiler.ir import Program
from jalon.compiler.sql.periods import Periods
from jalon.compiler.sql.segments import members
from jalon.compiler.sql.statement import Statement
from jalon.runtime import intake
from jalon.runtime.deploy import deploy
from jalon.runtime.engine import tick
from jalon.runtime.intake.zones import zone_ids
from jalon.runtime.segments import run
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Store

from ..both import BACKENDS
from ..conformance.stores import asked
from ..reference.world import Event, Order
from . import rows_of
from .programs import program
from .readback import snapshot
from .snapshot import Snapshot
from .story import Action, Arrived, Cancelled, Deployed, Filled, Placed, Story, Ticked, Told
from .vocabulary import PRODUCTS, ZONES

EVIDENCE = intake.Evidence("a test")


def furnished(zone: str) -> Store:
    """A store with calendars, shops and products."""
    if BACKENDS[-1].databases is not None:
        return furnish(BACKENDS[-1].open(), zone)
    store = SqliteStore.open()
    original(zone).backup(store.connection)
    return store


@cache
def original(zone: str) -> sqlite3.Connection:
    """One in memory: made once, copied for every story."""
    store = SqliteStore.open()
    furnish(store, zone)
    return store.connection


def furnish(store: Store, zone: str) -> Store:
    """Puts in what every story takes for granted."""
    deploy(store, program(zone, ()), 0)
    zone_ids(store, ZONES)
    products = [
        intake.ProductRow(
            store=p.store, key=p.key, name=p.name, vendor=p.vendor, categories=p.categories
        )
        for p in PRODUCTS
    ]
    assert intake.add_products(store, products, 0).added == len(PRODUCTS)
    store.write("tick.advance-place", now=0, upto=0)
    return store


class Engine:
    """The store while a story goes on."""

    def __init__(self, story: Story) -> None:
        """The program is deployed, then the audience and its past are told."""
        self.store = furnished(story.zone)
        self.orders: list[Order] = []
        self.cancelled: set[int] = set()
        self.install(story.program, story.base)
        self.store.write("tick.advance-place", now=story.base, upto=0)
        for contact in story.audience:
            self.apply(Arrived(contact, "historic"), story.base)
            if contact.archived:
                asked(self.store).execute(
                    "UPDATE contact SET archived = 1 WHERE key = ?", (contact.key,)
                )
        for one in story.past:
            self.apply(Placed(one, "historic") if isinstance(one, Order) else one, story.base)

    def install(self, new: Program, now: int) -> None:
        """Deploys a program."""
        self.program, self.periods = new, Periods()
        self.statements: dict[str, Statement] = {}
        deploy(self.store, new, now)

    def apply(self, action: Action, now: int) -> None:
        """Something happens."""
        match action:
            case Ticked():
                assert not tick(self.store, now).more
            case Told():
                self.tell(action, now)
            case Event():
                told = [rows_of.event_row(action)]
                accepted(intake.add_events(self.store, told, now, origin(action.origin)))
            case Arrived():
                new = [rows_of.contact_row(action.contact)]
                accepted(intake.add_contacts(self.store, new, now, origin(action.origin)))
            case Deployed():
                self.install(action.changed(self.program), now)
            case _:
                self.trade(action, now)

    def tell(self, told: Told, now: int) -> None:
        """Something about one contact."""
        keys = [f"c{told.contact}"]
        match told.what:
            case "tag":
                intake.tag(self.store, keys, told.name, now)
            case "untag":
                intake.untag(self.store, keys, told.name, now)
            case "join":
                intake.join_group(self.store, keys, told.name, now)
            case "leave":
                intake.leave_group(self.store, keys, told.name, now)
            case "status":
                intake.set_email_status(self.store, keys, told.value, now, EVIDENCE)  # type: ignore[arg-type]
            case "field":
                value = rows_of.field_input(told.name, told.value)
                intake.set_field(self.store, keys, told.name, value, now)

    def trade(self, action: Placed | Cancelled | Filled, now: int) -> None:
        """Orders and carts."""
        match action:
            case Placed():
                self.orders.append(action.order)
                self.place(len(self.orders) - 1, now, action.origin, action.order.cancelled)
            case Cancelled():
                n = action.order
                if n < len(self.orders) and n not in self.cancelled:
                    self.place(n, now, "live", True)
            case Filled():
                row = rows_of.cart_row(action.cart, action.key)
                accepted(intake.add_carts(self.store, [row], now, origin(action.origin)))

    def place(self, n: int, now: int, told: str, cancelled: bool) -> None:
        """Tells an order, for the first time or again."""
        if cancelled:
            self.cancelled.add(n)
        row = rows_of.order_row(self.orders[n], f"o{n}", now if cancelled else None)
        accepted(intake.add_orders(self.store, [row], now, origin(told)))

    def members(self, segment: str, now: int) -> list[int]:
        """Who is in a segment."""
        if segment not in self.statements:
            dialect = self.store.dialect
            self.statements[segment] = members(self.program, self.periods, segment, dialect)
        found = run(self.store, self.periods, self.statements[segment], now)
        return [int(number) for (number,) in found]

    def snapshot(self) -> Snapshot:
        """The store as rows."""
        return snapshot(asked(self.store))

    def close(self) -> None:
        """Forgets it."""
        BACKENDS[-1].shut(self.store)


def origin(name: str) -> intake.Origin:
    """The origin of that name."""
    return {"live": "live", "imported": "imported", "historic": "historic"}[name]  # type: ignore[return-value]


def accepted(outcome: intake.Outcome) -> None:
    """The stories tell nothing that may be refused."""
    assert not outcome.refusals, outcome.refusals
