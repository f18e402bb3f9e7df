"""Starting points as statements: who may enter, and why the others may not."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from ... import ir
from ...ir import kinds
from ...ir.journey import Journey
from ..builder import Builder
from ..calendar import shift
from ..events import matches
from ..expressions import named
from ..products import cart_matches
from ..statement import Statement
from .context import Context, Setting
from .dates import find_dates, find_silence
from .skeleton import exists, graft, scalar, statement

SIGN_UPS = frozenset({kinds.SIGNED_UP_EMAIL, kinds.SIGNED_UP_SMS})


@dataclass(frozen=True, slots=True)
class StartPlan:
    """One starting point.

    `kinds` are the event kinds it listens to (None: it looks at the clock at every tick); `find`
    fills the table `found`, and so does `late` with what should have been found before; `screen`
    fills the table `candidate`; `again` is the reason for a second
    candidate of one contact in the same tick; `once` is 1 when an entry is for ever; `date` is the
    contact's day whose slots must be open before `find` runs; `own` is 1 when each order has a run
    of its own.
    """

    kinds: frozenset[str] | None
    find: Statement
    screen: Statement
    once: int
    again: str
    date: ir.ContactDate | None = None
    own: int = 0
    late: Statement | None = None


def plan_start(context: Context, start: ir.StartingPoint) -> StartPlan:
    """Compiles one starting point of a journey."""
    journey = context.journey
    once = int(journey.re_entry.mode == "never")
    anew = comes_anew(start)
    return StartPlan(
        kinds=frozenset(start.kinds) if isinstance(start, ir.EventPattern) else None,
        find=find(context, start, once),
        screen=screen(context, start),
        once=int(once and not anew),
        again="re_entry" if once and not anew else "already_in",
        date=start.date if isinstance(start, ir.DateArrives) else None,
        own=int(per_order(start)),
        late=find_late(context, start, once) if isinstance(start, ir.Lapsed) else None,
    )


def per_order(start: ir.StartingPoint) -> bool:
    """Does each order have a run of its own? SP-09, SP-10."""
    return isinstance(start, ir.EventPattern) and start.per_order


def comes_anew(start: ir.StartingPoint) -> bool:
    """Does each cart, order, year or hand let in again, whatever the re-entry? SP-09, AMB-24."""
    if isinstance(start, ir.DateArrives):
        return start.date.yearly
    return isinstance(start, ir.CartAbandoned) or per_order(start) or by_hand(start)


def by_hand(start: ir.StartingPoint) -> bool:
    """Does somebody choose whom it lets in? SP-31"""
    return isinstance(start, ir.EventPattern) and start.kinds == (kinds.ADDED_MANUALLY,)


def find(context: Context, start: ir.StartingPoint, once: int) -> Statement:
    """The statement that collects candidates."""
    match start:
        case ir.EventPattern():
            builder = context.builder(scope="touched")
            tree = graft(builder, "enter-event", matches(builder, start, new=True))
            once = int(once and not comes_anew(start))
            return statement(builder, tree, once=once, imported=int(takes_imported(start)))
        case ir.CartAbandoned():
            return find_carts(context, start)
        case ir.Lapsed():
            return find_lapsed(context, start, once)
        case ir.DateArrives():
            return find_dates(context, start, int(once and not comes_anew(start)))
        case ir.EmailSilence():
            return find_silence(context, start, once)


def takes_imported(start: ir.EventPattern) -> bool:
    """Does what a file brings count? All but sign-ups, and these when they are asked for. SP-21"""
    return start.include_imported or not SIGN_UPS.intersection(start.kinds)


def find_carts(setting: Setting, start: ir.CartAbandoned) -> Statement:
    """Carts whose idle time may end between the last tick and this one. SP-55…58."""
    builder = setting.builder()
    idle = shift(builder, exp.column("touched_at", "k"), start.after, setting.zone(builder))
    conditions = in_store(builder, start.store, "k")
    if start.including is not None:
        conditions.append(cart_matches(builder, start.including, "k"))
    if start.excluding is not None:
        conditions.append(exp.not_(cart_matches(builder, start.excluding, "k")))
    tree = graft(builder, "enter-cart", *conditions, column=idle)
    return statement(builder, tree, longest=start.after.longest, shortest=start.after.shortest)


def find_lapsed(setting: Setting, start: ir.Lapsed, once: int, historic: bool = False) -> Statement:
    """Last purchases that may grow old enough between the last tick and this one. SP-44, 45.

    Those of the past start nothing; when it is `historic` they count.
    """
    builder = setting.builder()
    conditions = [*latest(builder, start.store)]
    if not historic:
        conditions.append(exp.column("historic", "o").eq(exp.Literal.number(0)))
    tree = graft(builder, "enter-lapsed", *conditions, column=grown_old(setting, builder, start))
    lengths = {"longest": start.after.longest, "shortest": start.after.shortest}
    return statement(builder, tree, once=once, **lengths)


def find_late(setting: Setting, start: ir.Lapsed, once: int) -> Statement:
    """Last purchases that are told when they are old enough already. SP-44."""
    builder = setting.builder()
    old = grown_old(setting, builder, start)
    overdue = exp.LTE(this=old, expression=builder.runtime("watermark"))
    tree = graft(builder, "enter-lapsed-late", *latest(builder, start.store), overdue)
    return statement(builder, tree, once=once)


def grown_old(setting: Setting, builder: Builder, start: ir.Lapsed) -> exp.Expr:
    """When the time since the order is over."""
    return shift(builder, exp.column("placed_at", "o"), start.after, setting.zone(builder))


def latest(builder: Builder, store: str | None) -> list[exp.Expr]:
    """The order is the contact's last one (in the store)."""
    later = exists("later-order", *in_store(builder, store, "later"))
    return [*in_store(builder, store, "o"), exp.not_(later)]


def in_store(builder: Builder, store: str | None, alias: str) -> list[exp.Expr]:
    """The row belongs to the store, when one is named."""
    if store is None:
        return []
    named = exp.select("id").from_("store").where(exp.column("name").eq(builder.bind(store)))
    return [exp.column("store_id", alias).eq(named.subquery())]


def screen(context: Context, start: ir.StartingPoint) -> Statement:
    """Makes candidates of those found, with the first reason, if any, not to let them in."""
    builder = context.builder(scope="found")
    case = exp.Case()
    for condition, reason in reasons(context, builder, start):
        case = case.when(condition, exp.Literal.string(reason))
    kept = [] if isinstance(start, ir.EventPattern) else where(builder, start.where)
    name = "screen-event" if isinstance(start, ir.EmailSilence) else "screen"
    return builder.statement(graft(builder, name, *kept, column=named(case, "reason")))


def where(builder: Builder, predicate: ir.Predicate | None) -> list[exp.Expr]:
    """The starting point's own `where`: whoever it excludes was never a candidate."""
    return [] if predicate is None else [builder.condition(predicate)]


Reason = tuple[exp.Expr, str]


def reasons(context: Context, builder: Builder, start: ir.StartingPoint) -> list[Reason]:
    """The checks at the door, in order."""
    journey = context.journey
    found: list[Reason] = [(in_pause(builder), "paused"), (exists("barred"), "barred")]
    if subscribers_only(start):
        found.append((not_subscribed(builder), "not_subscribed"))
    if isinstance(start, ir.CartAbandoned):
        found.append((exists("no-checkout-url"), "no_checkout_url"))
    if journey.only_if is not None and not by_hand(start):
        found.append((exp.not_(builder.condition(journey.only_if)), "filter"))
    once = journey.re_entry.mode == "never" and not comes_anew(start)
    found.append((exists("entered-ever" if once else "entered-before"), "re_entry"))
    if journey.re_entry.mode == "after" and not (by_hand(start) or per_order(start)):
        found.append((too_soon(context, builder, journey), "re_entry"))
    progress = "order-in-progress" if per_order(start) else "in-progress"
    found.append((exists(progress), "already_in"))
    return found


def in_pause(builder: Builder) -> exp.Expr:
    """The journey was paused at the instant of the candidate. STEP-04"""
    at = exp.column("at", "k")
    since = exp.GTE(this=at, expression=builder.runtime("paused_from"))
    return exp.and_(since, exp.LT(this=at.copy(), expression=builder.runtime("paused_until")))


def subscribers_only(start: ir.StartingPoint) -> bool:
    """Does the starting point take subscribed contacts only? SP-42…44."""
    if isinstance(start, ir.EventPattern):
        return start.subscribed_only
    return isinstance(start, ir.Lapsed)


def not_subscribed(builder: Builder) -> exp.Expr:
    """The contact is not subscribed to e-mail."""
    return exp.column("email_status", "c").neq(builder.bind("subscribed"))


def too_soon(context: Context, builder: Builder, journey: Journey) -> exp.Expr:
    """The pause since the end of the contact's last run is not over. SP-08."""
    ended = scalar("last-end")
    free = shift(builder, ended, journey.re_entry.after, context.zone(builder))
    return exp.GT(
        this=exp.func("COALESCE", free, exp.column("at", "k")), expression=exp.column("at", "k")
    )
