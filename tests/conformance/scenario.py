"""A scenario in the words of the catalogue: contacts A, B, C, a clock, and what becomes of them.

`NOW` is the catalogue's: 2024-06-15T12:00:00Z; the audience lives in UTC and counts in euros
unless the project says otherwise. A project is written in the language, in one text. Every tick
and every segment is judged by the reference too: see judge.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from jalon.compiler import ir
from jalon.compiler.pipeline import compile_project
from jalon.dsl.diagnostics import Diagnostic
from jalon.runtime import intake, segments
from jalon.runtime.deploy import deploy
from jalon.runtime.engine.tick import catch_up
from jalon.runtime.intake.rows import CartRow, ContactRow, EventRow, LineRow, OrderRow, ProductRow
from jalon.runtime.store import Store

from ..both import opened
from ..differential.asking import Asked
from . import judge
from .stores import asked
from .world import world_of

HEAD = """audience:
  time zone: UTC
  currency: EUR
  from: "Shop <shop@x.example>"
  postal address: "1 street"

store shop "Shop":
  platform: shopify
  currency: EUR

"""


SETTINGS = 'name = "scenario"\n'


def instant(text: str) -> int:
    """Milliseconds UTC of an ISO date or date-time (UTC when it names no zone)."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = datetime.fromisoformat(text + ("T00:00" if "T" not in text else "") + "+00:00")
    return int(moment.timestamp() * 1000)


NOW = instant("2024-06-15T12:00:00Z")


def compiled(
    folder: Path, text: str, settings: str = SETTINGS
) -> tuple[ir.Program | None, list[Diagnostic]]:
    """Compiles one text as a project; message bodies that it lacks are made up."""
    (folder / "jalon.toml").write_text(settings, encoding="utf-8")
    (folder / "main.journey").write_text(text, encoding="utf-8")
    for kind, ending in (("email", "emails/{}.md"), ("sms", "sms/{}.txt")):
        for line in text.splitlines():
            words = line.split()
            if len(words) > 1 and words[0] == kind and not line.startswith(" "):
                body = folder / ending.format(words[1].rstrip(":"))
                body.parent.mkdir(exist_ok=True)
                body.write_text("Hello\n", encoding="utf-8")
    return compile_project(folder)


def problems(folder: Path, text: str, head: str = HEAD, settings: str = SETTINGS) -> list[str]:
    """The catalogue rules (or codes) that the diagnostics of a project cite, sorted."""
    return sorted(d.rule or d.code for d in compiled(folder, head + text, settings)[1])


@dataclass(slots=True)
class Scenario:
    """A compiled project on a store, and the clock."""

    program: ir.Program
    store: Store
    now: int = NOW
    orders: int = 0
    known: set[str] = field(default_factory=set)
    judged: bool = True  # by the reference; not where it does not go, such as delivery

    @classmethod
    def of(cls, folder: Path, text: str, head: str = HEAD, settings: str = SETTINGS) -> Scenario:
        """A deployed project; `head` declares the audience and the store."""
        program, found = compiled(folder, head + text, settings)
        assert program is not None, [f"{d.code} {d.message}" for d in found]
        scenario = cls(program, opened())
        deploy(scenario.store, program, NOW)
        return scenario

    def redeploy(self, folder: Path, text: str, head: str = HEAD) -> None:
        """Deploys another version of the project now."""
        program, found = compiled(folder, head + text)
        assert program is not None, [f"{d.code} {d.message}" for d in found]
        self.program = program
        deploy(self.store, program, self.now)

    @property
    def asked(self) -> Asked:
        """Answers plain SQL about the store."""
        return asked(self.store)

    # --- what is so -----------------------------------------------------------------------

    def contact(self, *names: str, origin: intake.Origin = "historic", **more: object) -> None:
        """Contacts, subscribed unless said otherwise, added long ago."""
        for name in names:
            row = {"email": f"{name.lower()}@x.example", "email_status": "subscribed", **more}
            row.setdefault("added_at", instant("2020-01-01"))
            contact = ContactRow(key=name, **row)  # type: ignore[arg-type]
            outcome = intake.add_contacts(self.store, [contact], self.now, origin)
            assert not outcome.refusals, outcome.refusals
            self.known.add(name)

    def crowd(self, names: list[str]) -> None:
        """Many contacts at once."""
        rows = [ContactRow(key=name, email=f"{name}@x.example", added_at=0) for name in names]
        intake.add_contacts(self.store, rows, self.now, "historic")

    def product(self, key: str, **more: object) -> None:
        """A product of the shop (or of `store`)."""
        row = ProductRow(**{"store": "shop", "key": key, "name": key, **more})  # type: ignore[arg-type]
        intake.add_products(self.store, [row], self.now, "historic")

    def stock(self, **left: int) -> None:
        """So many of each product are left now."""
        rows = [ProductRow(store="shop", key=key, stock=stock) for key, stock in left.items()]
        intake.add_products(self.store, rows, self.now)

    # --- what happens ---------------------------------------------------------------------

    def buys(self, who: str, *products: str, **more: object) -> str:
        """An order now (or `at`), of one unit of each product (or `units`), for `total` euros."""
        self.orders += 1
        at = instant(str(more["at"])) if "at" in more else self.now
        units = int(str(more.pop("units", 1)))
        origin: intake.Origin = "historic" if more.pop("historic", at < self.now) else "live"
        lines = [LineRow(product, units) for product in products or ("P",)]
        values = {"store": "shop", "total": 10, "currency": "EUR", **more, "placed_at": at}
        values.pop("at", None)
        values["total"] = Decimal(str(values["total"]))
        key = str(values.pop("key", f"order{self.orders}"))
        row = OrderRow(key=key, contact_key=who, lines=lines, **values)  # type: ignore[arg-type]
        outcome = intake.add_orders(self.store, [row], self.now, origin)
        assert not outcome.refusals, outcome.refusals
        return key

    def cart(self, who: str, *products: str, **more: object) -> None:
        """A cart changed now."""
        lines = [LineRow(product) for product in products or ("P",)]
        url = None if more.pop("no_url", False) else f"https://x.example/cart/{who}"
        values = {"store": "shop", "currency": "EUR", "checkout_url": url, "key": f"cart-{who}"}
        row = CartRow(contact_key=who, updated_at=self.now, lines=lines, **{**values, **more})  # type: ignore[arg-type]
        outcome = intake.add_carts(self.store, [row], self.now)
        assert not outcome.refusals, outcome.refusals

    def event(self, who: str, kind: str, subject: str | None = None, **more: object) -> None:
        """An event now (or `at`); `properties` and `origin` may be given."""
        origin = str(more.pop("origin", "live"))
        at = instant(str(more.pop("at"))) if "at" in more else self.now
        row = EventRow(kind=kind, subject=subject, at=at, contact_key=who, **more)  # type: ignore[arg-type]
        outcome = intake.add_events(self.store, [row], self.now, origin)  # type: ignore[arg-type]
        assert not outcome.refusals, outcome.refusals

    def tag(self, tag: str, *who: str) -> None:
        """Adds a tag now."""
        intake.tag(self.store, who, tag, self.now)

    def untag(self, tag: str, *who: str) -> None:
        """Removes a tag now."""
        intake.untag(self.store, who, tag, self.now)

    def join(self, group: str, *who: str) -> None:
        """Joins a group now."""
        intake.join_group(self.store, who, group, self.now)

    def leave(self, group: str, *who: str) -> None:
        """Leaves a group now."""
        intake.leave_group(self.store, who, group, self.now)

    def set_field(self, field: str, **values: intake.FieldInput) -> None:
        """Sets a field of each contact now."""
        for name, value in values.items():
            intake.set_field(self.store, [name], field, value, self.now)

    def tick(self, at: str | None = None, *, plus: int = 0) -> None:
        """Lets the clock reach an instant (ISO, or `plus` milliseconds from now), and ticks."""
        self.now = instant(at) if at else self.now + plus
        world = world_of(self.program, self.asked)
        catch_up(self.store, self.now)
        if self.judged:
            found = judge.moved(self.program, world, self.asked, self.now)
            found += judge.unproven(self.store, self.now)
            assert not found, "\n".join(found)

    # --- what became of it ----------------------------------------------------------------

    def members(self, segment: str) -> str:
        """The names of the segment's members, sorted, as one text."""
        found = sorted(segments.members(self.store, self.program, segment, self.now))
        if self.judged:
            assert found == judge.members(self.program, self.asked, segment, self.now)
        return "".join(sorted(self.name(contact) for contact in found))

    def entered(self, journey: str = "j") -> str:
        """The names of those who entered, once for each run, sorted, as one text."""
        return self.names(
            "SELECT e.contact_id FROM entry e JOIN journey j ON j.id = e.journey_id "
            "WHERE j.name = ?",
            journey,
        )

    def inside(self, journey: str = "j") -> str:
        """The names of those whose run is in progress."""
        return self.names(
            "SELECT e.contact_id FROM enrollment e JOIN journey j ON j.id = e.journey_id "
            "WHERE j.name = ?",
            journey,
        )

    def received(self, message: str = "m") -> str:
        """The names of those for whom the message stands in the outbox, not suppressed."""
        return self.names(
            "SELECT contact_id FROM outbox WHERE state <> 'suppressed' AND message = ?", message
        )

    def skipped(self, message: str = "m") -> list[tuple[str, str]]:
        """Who did not get the message, and why."""
        sql = "SELECT contact_id, reason FROM outbox WHERE state = 'suppressed' AND message = ?"
        rows = self.asked.execute(sql, (message,))
        return sorted((self.name(contact), reason) for contact, reason in rows)

    def refused(self, journey: str = "j") -> list[tuple[str, str]]:
        """Who did not get in, and why."""
        sql = (
            "SELECT r.contact_id, r.reason FROM refusal r JOIN journey j ON j.id = r.journey_id "
            "WHERE j.name = ?"
        )
        rows = self.asked.execute(sql, (journey,))
        return sorted((self.name(contact), reason) for contact, reason in rows)

    def ended(self, who: str, journey: str = "j") -> list[str]:
        """The reasons for which the contact's runs of the journey ended, in order."""
        sql = (
            "SELECT a.reason FROM enrollment_archive a JOIN journey j ON j.id = a.journey_id "
            "JOIN contact c ON c.id = a.contact_id WHERE c.key = ? AND j.name = ? ORDER BY a.id"
        )
        return [reason for (reason,) in self.asked.execute(sql, (who, journey))]

    def tagged(self, tag: str) -> str:
        """The names of those who have the tag."""
        return self.names("SELECT contact_id FROM contact_tag WHERE tag = ?", tag)

    def sent_at(self, who: str, message: str = "m") -> int:
        """The instant at which the contact's message was put into the outbox."""
        sql = (
            "SELECT queued_at FROM outbox o JOIN contact c ON c.id = o.contact_id "
            "WHERE c.key = ? AND message = ?"
        )
        ((at,),) = self.asked.execute(sql, (who, message))
        return int(at)

    def names(self, sql: str, *values: str) -> str:
        """The names of contacts in the first column of a query, sorted, as one text."""
        rows: Iterable[tuple[int]] = self.asked.execute(sql, values)
        return "".join(sorted(self.name(contact) for (contact,) in rows))

    def name(self, contact: int) -> str:
        """A contact's name."""
        sql = "SELECT key FROM contact WHERE id = ?"
        ((key,),) = self.asked.execute(sql, (contact,))
        return str(key)
