"""What the contact did: recorded events, and what became of the messages she was sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from ...ir import kinds
from ...ir import predicates as ir
from ...ir.events import EventPattern
from ...ir.text import fold
from .. import expressions as sql
from ..events import matches, of_kinds
from ..existence import Rows, so_many, some
from ..properties import EVENT, text_property
from ..windows import happened, if_known

if TYPE_CHECKING:
    from ..builder import Builder

OWNER, AT = sql.column(EVENT, "contact_id"), sql.column(EVENT, "at")
LATEST, SEND = "ls", "sd"
KINDS = {
    "sent": kinds.EMAIL_SENT,
    "opened": kinds.EMAIL_OPENED,
    "clicked": kinds.EMAIL_CLICKED,
}
NOT_DONE = {"not_opened": "opened", "not_clicked": "clicked"}
ANSWER = "an"
ONE_SEND = {"link": None, "where": None, "compare": ">=", "times": 1}


def did_event(builder: Builder, predicate: ir.DidEvent) -> exp.Expr:
    """So many events of the kinds, historic ones too."""
    pattern = EventPattern(
        kinds=predicate.kinds,
        subjects=predicate.subjects,
        store=predicate.store,
        products=predicate.products,
        where=predicate.where,
    )

    def make() -> exp.Select:
        tests = [matches(builder, pattern), *happened(builder, AT, predicate.period)]
        return _events(tests)

    found = so_many(builder, Rows(make, OWNER), predicate.compare, predicate.times)
    return if_known(builder, predicate.period, found)


def message_activity(builder: Builder, predicate: ir.MessageActivity) -> exp.Expr:
    """Messages sent to the contact, opened or clicked; the negative forms need the send."""
    if predicate.every:
        return _did_all(builder, predicate)
    if predicate.did not in NOT_DONE:
        return if_known(builder, predicate.period, _did(builder, predicate, predicate.did))
    sent = _did(builder, predicate.model_copy(update=ONE_SEND), "sent")
    with builder.opposite():
        done = some(builder, Rows(lambda: _answers_at_all(builder, predicate), OWNER))
    return sql.all_of([sent, sql.negated(done)])


def _did(builder: Builder, predicate: ir.MessageActivity, what: str) -> exp.Expr:
    """There are so many such events in the period, of the message, or of one of the latest."""

    def make() -> exp.Select:
        tests = _about(builder, predicate, what)
        if predicate.latest is not None:
            tests.append(_of_latest(builder, predicate.latest, what))
        if predicate.where is not None:
            tests.append(builder.condition(predicate.where))
        return _events([*tests, *happened(builder, AT, predicate.period)])

    return so_many(builder, Rows(make, OWNER), predicate.compare, predicate.times)


def _did_all(builder: Builder, predicate: ir.MessageActivity) -> exp.Expr:
    """Something was sent, and none of the latest messages lacks the act in the period."""
    latest = ir.MessageActivity(did="sent", latest=predicate.latest)
    with builder.opposite():
        lacking = some(builder, Rows(lambda: _lacking(builder, predicate), OWNER))
    done = sql.all_of([_did(builder, latest, "sent"), sql.negated(lacking)])
    return if_known(builder, predicate.period, done)


def _lacking(builder: Builder, predicate: ir.MessageActivity) -> exp.Select:
    """The latest sends without the act in the period."""
    tests = list(of_kinds(builder, (kinds.EMAIL_SENT,), ()))
    if predicate.latest is not None:
        tests.append(_of_latest(builder, predicate.latest, "sent"))
    acts = exp.Select().from_(sql.table("event", ANSWER))
    acts = acts.where(*_acts_on(builder, predicate), copy=False)
    return _events([*tests, sql.negated(sql.exists(acts))])


def _acts_on(builder: Builder, predicate: ir.MessageActivity) -> list[exp.Expr]:
    """The act is on the message of the send at hand: the same event, or one about its subject."""
    key = "id" if predicate.did == "sent" else "subject"
    return [
        sql.equal(sql.column(ANSWER, "kind"), sql.text(KINDS[predicate.did])),
        sql.equal(sql.column(ANSWER, "contact_id"), OWNER),
        sql.equal(sql.column(ANSWER, key), sql.column(EVENT, key)),
        *happened(builder, sql.column(ANSWER, "at"), predicate.period),
    ]


def _answers_at_all(builder: Builder, predicate: ir.MessageActivity) -> exp.Select:
    """Opens or clicks, whenever, of the message, or of any that the sends in question were of."""
    tests = _about(builder, predicate, NOT_DONE[predicate.did])
    if predicate.message is None:
        tests.append(sql.among(sql.column(EVENT, "subject"), _subjects_sent(builder, predicate)))
    return _events(tests)


def _subjects_sent(builder: Builder, predicate: ir.MessageActivity) -> exp.Select:
    """What the contact was sent in the period, if given among the latest ones."""
    tests = _sends_to_owner(SEND)
    if predicate.latest is not None:
        tests.append(sql.among(sql.column(SEND, "id"), _latest(builder, predicate.latest, "id")))
    tests.extend(happened(builder, sql.column(SEND, "at"), predicate.period))
    subjects = exp.select(sql.column(SEND, "subject")).from_(sql.table("event", SEND))
    return subjects.where(*tests, copy=False)


def _about(builder: Builder, predicate: ir.MessageActivity, what: str) -> list[exp.Expr]:
    """Events of the kind, about the message and the link if they are given."""
    message = () if predicate.message is None else (fold(predicate.message),)
    tests = list(of_kinds(builder, (KINDS[what],), message))
    return tests if predicate.link is None else [*tests, _link(builder, predicate.link)]


def _link(builder: Builder, link: str) -> exp.Expr:
    wanted = fold(link)
    return text_property(builder, "link", lambda found: sql.equal(found, builder.bind(wanted)))


def _of_latest(builder: Builder, count: int, what: str) -> exp.Expr:
    """A send is one of her latest; an open or click is of one of their messages."""
    name = "id" if what == "sent" else "subject"
    return sql.among(sql.column(EVENT, name), _latest(builder, count, name))


def _latest(builder: Builder, count: int, name: str) -> exp.Select:
    """The id or subject of the latest sends to the contact who owns the event."""
    latest = exp.select(sql.column(LATEST, name)).from_(sql.table("event", LATEST))
    latest = latest.where(*_sends_to_owner(LATEST), copy=False)
    order = [exp.Ordered(this=sql.column(LATEST, key), desc=True) for key in ("at", "id")]
    return latest.order_by(*order, copy=False).limit(builder.bind(count), copy=False)


def _sends_to_owner(alias: str) -> list[exp.Expr]:
    return [
        sql.equal(sql.column(alias, "kind"), sql.text(kinds.EMAIL_SENT)),
        sql.equal(sql.column(alias, "contact_id"), OWNER),
    ]


def _events(tests: list[exp.Expr]) -> exp.Select:
    return exp.Select().from_(sql.table("event", EVENT)).where(*tests, copy=False)


LEAVES: dict[type, Callable[..., exp.Expr]] = {
    ir.DidEvent: did_event,
    ir.MessageActivity: message_activity,
}
