"""One or more of every kind of condition, with all their texts and numbers filled in."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.compiler import ir
from jalon.compiler.ir import predicates as p

from .audience import last_days, since_email


def every_leaf(word: str = "x", number: int = 7) -> Iterator[ir.Predicate]:
    """Conditions in which each free text is `word`, and each free number `number`."""
    yield from attributes(word, number)
    yield from shopping(word, number)
    yield from activities(word, number)


def attributes(word: str, number: int) -> Iterator[ir.Predicate]:
    for operator in ("is", "is_not", "contains", "not_contains", "starts", "ends"):
        given = {"attribute": "first_name", "operator": operator, "values": (word, "other")}
        yield p.TextTest.model_validate(given)
    yield p.NumberTest(attribute="field.size", compare=">=", value=number, upto=number)
    yield p.NumberTest(attribute="rating", compare="!=", value=number)
    yield p.FlagTest(attribute="vip")
    yield p.Blank(attribute="field.plan")
    yield p.Near(latitude=number, longitude=number, distance=number)
    yield p.DateTest(attribute="field.renewal", period=last_days(9))
    yield p.DateTest(attribute="field.renewal", period=since_email(word, days=3))
    yield p.InstantTest(attribute="added_at", period=last_days(9))
    yield p.InstantTest(attribute="changed_at", period=since_email(word, months=1))
    yield p.BirthdayTest(attribute="field.born", month_day=number)
    yield p.BirthdayTest(attribute="field.born", last=7)
    yield p.LocalTime(start=9, end=number)
    yield p.Tagged(tags=(word, "other"))
    yield p.InGroup(groups=(word, "other"), every=True)
    yield p.ScoreTest(score=word, compare=">=", points=number, upto=number)
    yield p.HasDiscount(discount=word)


def shopping(word: str, number: int) -> Iterator[ir.Predicate]:
    amount = p.Amount(value=number, currency=word)
    more = {"compare": ">=", "amount": amount, "store": word, "period": last_days(9)}
    for figure in ("count", "average", "single", "total", "items_per_order", "items"):
        yield p.Orders.model_validate({"figure": figure, **more})
    for which in ("first", "last", "some"):
        yield p.OrderDate.model_validate({"which": which, "period": last_days(9), "store": word})
    for by in ("product", "category", "vendor"):
        for test in ("is", "contains", "starts", "ends"):
            given = {"by": by, "test": test, "values": (word, "other"), "every": test == "ends"}
            yield p.Bought(products=ir.ProductMatch.model_validate(given), store=word)
    yield p.Bought(times=9, period=last_days(9))
    rests = (p.Rest(store=word, after=ir.Duration(months=1, days=1)),)
    yield p.AbandonedCart(rests=rests, amount=amount, upto=amount, period=last_days(9))
    yield p.AbandonedCart(rests=rests, compare="<", times=9, worth="<=", amount=amount)


def activities(word: str, number: int) -> Iterator[ir.Predicate]:
    shown = p.PropertyTest(name=word, operator="contains", texts=(word, "other"))
    counted = p.PropertyTest(name=word, number=True, compare="<", value=number)
    match = ir.ProductMatch(by="product", values=(word, "other"))
    for where in (shown, counted, p.PropertyBlank(name=word)):
        given = {"subjects": (word, "other"), "products": match, "store": word, "where": where}
        kinds = ("ordered", "cart_changed", "product_viewed", "custom")
        yield p.DidEvent.model_validate({"kinds": kinds, "times": 9, "compare": "<", **given})
    for did in ("sent", "opened", "clicked", "not_opened", "not_clicked"):
        for latest in (None, 5):
            given = {"did": did, "message": word, "latest": latest, "period": last_days(9)}
            yield p.MessageActivity.model_validate(given)
        yield p.MessageActivity.model_validate({"did": did, "where": shown})
    for did in ("sent", "opened", "clicked"):
        given = {"did": did, "latest": 5, "every": True, "period": since_email(word, months=1)}
        yield p.MessageActivity.model_validate(given)
        yield p.MessageActivity.model_validate({"did": did, "compare": "<", "times": 9})
    yield p.MessageActivity(did="clicked", link=word)
    yield p.MessageActivity(did="not_opened", period=last_days(9))
    for what in ("started", "completed", "in"):
        yield p.JourneyActivity.model_validate({"did": what, "journey": word})
