"""`jalon offers`: the offers in the Shop channel, what became of them, and what to do with them."""

from __future__ import annotations

from argparse import Namespace

from ...compiler.ir.predicates import Amount
from ...runtime.offers.report import NoCode, OfferReport, act, shop_offers
from ...runtime.offers.states import actions
from ...runtime.store import Store
from ..arguments import Parser, one_of
from ..exit import Exit
from ..failure import Failure, unknown
from ..options import add_database, database
from ..report.amounts import amount
from ..report.tables import Cell, print_table
from ..stores import changing, clock_of, reading

ACTIONS = ("publish", "activate", "deactivate", "delete")
_MORE = """\
The figures are those of the last thirty days: who was shown the offer, the orders made with its
code, and what they came to.

  jalon offers                       every offer
  jalon offers deactivate thanks     show it to nobody; its codes still work
  jalon offers activate thanks       show it again
  jalon offers delete thanks         the same for ever, with its figures"""
_COLUMNS = ("offer", "store", "code", "state", "why", "recipients", "orders", "sales")


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon offers`."""
    parser.epilog = _MORE
    kind = one_of(*ACTIONS)
    parser.add_argument("action", metavar="ACTION", nargs="?", type=kind, help="what to do")
    parser.add_argument("offer", metavar="OFFER", nargs="?", help="the offer's name")
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Does something to one offer, or prints them all."""
    opened = changing if options.action else reading
    with opened(database(options)) as store:
        now = clock_of(store).now()
        found = {one.name: one for one in shop_offers(store, now)}
        if options.action:
            change(store, found, options, now)
        elif found:
            print_table("offers in Shop", _COLUMNS, [row(one) for one in found.values()])
        else:
            print("there are no offers")
    return Exit.OK


def row(one: OfferReport) -> tuple[Cell, ...]:
    """An offer with its figures."""
    why = (one.reason or "").replace("_", " ")
    sales = amount(Amount(value=one.sales, currency=one.currency))
    return (one.name, one.store, one.code, one.state, why, one.recipients, one.orders, sales)


def change(store: Store, found: dict[str, OfferReport], options: Namespace, now: int) -> None:
    """Publishes, activates, deactivates or deletes an offer."""
    if options.offer is None:
        raise Failure(f"`{options.action}` which offer?", f"`jalon offers {options.action} OFFER`")
    if options.offer not in found:
        raise unknown("offer", options.offer, found)
    try:
        after = act(store, options.offer, options.action, now)
    except NoCode:
        help = "give it a `discount:` in the project"
        raise Failure(f"`{options.offer}` has no code, and cannot be active", help) from None
    if after is None:
        raise refused(found[options.offer], options.action)
    print(f"`{options.offer}` is {after}")


def refused(offer: OfferReport, action: str) -> Failure:
    """The failure of an action that the state of an offer does not know. OFFER-25"""
    able = " or ".join(f"`{one}`" for one in actions(offer.state))
    words = f"`{offer.name}` is {offer.state}: there is nothing to {action}"
    return Failure(words, f"what can be done is {able}")
