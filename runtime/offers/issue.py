"""Offers in a tick: those with a fault are suspended, the others issued to who has just bought."""

from __future__ import annotations

from ...compiler.ir.kinds import DISCOUNT_GIVEN, ORDER_PAID, ORDERED
from ...compiler.ir.text import fold
from ..engine.turn import Turn


def offer(turn: Turn) -> None:
    """Suspends and issues; costs one look-up when no offer is active."""
    moment = turn.moment
    if not moment.read("offers.any-active"):
        return
    lane = moment.store.lane
    if lane is None or lane.first:
        suspend(turn)
    if turn.kinds & {ORDERED, ORDER_PAID}:
        for (number,) in moment.read("offers.active"):
            issue(turn, int(number))


def suspend(turn: Turn) -> None:
    """Every active offer that one of the four causes speaks against. OFFER-50…54"""
    moment = turn.moment
    for number, fault in moment.read("offers.fault", id=0):
        if fault is not None:
            moment.write("offers.suspend", id=number, reason=fault)
            moment.write("offers.notify", id=number)
    moment.write("offers.log")


def issue(turn: Turn, number: int) -> None:
    """The code of one offer to everybody who has just bought; the others with a reason."""
    moment, values = turn.moment, {**turn.span(), "offer": number}
    ((last,),) = moment.read("offers.last-holding")
    if moment.write("offers.issue", **values):
        ((code,),) = moment.read("offers.code", offer=number)
        named = {"kind": DISCOUNT_GIVEN, "subject": fold(str(code))}
        moment.write("offers.given", offer=number, last=last, **named)
    moment.write("offers.refuse", **values)
