"""What happens, as the rows that intake takes: the same hands as of the generated stories."""

from __future__ import annotations

from dataclasses import replace

from jalon.compiler.sql.statement import Statement
from jalon.runtime import intake
from jalon.runtime.store import Store

from ..differential import rows_of
from ..differential.engine import EVIDENCE, origin
from ..differential.story import Action, Arrived, Filled, Placed, Told
from ..reference.world import Event

KNOWN = Statement("SELECT key FROM contact")


def apply(store: Store, key: str, action: Action, now: int) -> None:
    """Tells one thing; what has a key is told by it. Who is there already is not told as new."""
    match action:
        case Told():
            tell(store, action, now)
        case Event():
            row = replace(rows_of.event_row(action), key=key)
            taken(intake.add_events(store, [row], now))
        case Arrived() if (action.contact.key,) not in store.read(KNOWN):
            row_ = rows_of.contact_row(action.contact)
            taken(intake.add_contacts(store, [row_], now, origin(action.origin)))
        case Placed():
            taken(intake.add_orders(store, [rows_of.order_row(action.order, key, None)], now))
        case Filled():
            taken(intake.add_carts(store, [rows_of.cart_row(action.cart, action.key)], now))


def tell(store: Store, told: Told, now: int) -> None:
    """Something about one contact."""
    keys = [f"c{told.contact}"]
    match told.what:
        case "tag":
            intake.tag(store, keys, told.name, now)
        case "untag":
            intake.untag(store, keys, told.name, now)
        case "join":
            intake.join_group(store, keys, told.name, now)
        case "status" if told.name == "sms":
            intake.set_sms_status(store, keys, told.value, now, EVIDENCE)  # type: ignore[arg-type]
        case "status":
            intake.set_email_status(store, keys, told.value, now, EVIDENCE)  # type: ignore[arg-type]


def taken(outcome: intake.Outcome) -> None:
    """Nothing is told that may be refused."""
    assert not outcome.refusals, outcome.refusals
