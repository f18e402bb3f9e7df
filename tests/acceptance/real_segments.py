"""Segments over real data, each with the SQL that says the same straight on the CSV files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from jalon.compiler.ir import Edge, Period, ProductMatch
from jalon.compiler.ir import predicates as p


class Case(NamedTuple):
    """A data set, a segment's name and condition, and a query for the ids of the same contacts."""

    data: str
    name: str
    predicate: p.Predicate
    sql: str


def wall(day: str) -> Edge:
    """The local start of a day."""
    at = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
    return Edge(anchor="wall", wall=int(at.timestamp()) * 1000)


def between(first: str, after: str) -> Period:
    """From the start of one day up to, but not including, the start of another."""
    return Period(lower=wall(first), upper=wall(after), upper_strict=True)


def pounds(value: int) -> p.Amount:
    """An amount in pounds."""
    return p.Amount(value=value * 100, currency="GBP")


def number(value: int) -> p.Amount:
    """A plain number."""
    return p.Amount(value=value * 1_000_000)


def product(test: str, *values: str, by: str = "product", every: bool = False) -> ProductMatch:
    """Products by one text."""
    return ProductMatch.model_validate({"by": by, "test": test, "values": values, "every": every})


UCI, JOURNEY, REES = "uci-online-retail", "complete-journey", "rees46-sample"

# `bought` are the orders that count and whose total its currency can express; `line` their lines.
UCI_CASES = (
    Case(
        UCI,
        "three_orders",
        p.Orders(figure="count", compare=">=", amount=p.Amount(value=3_000_000)),
        "SELECT contact_id FROM bought GROUP BY 1 HAVING count(*) >= 3",
    ),
    Case(
        UCI,
        "spent_a_thousand",
        p.Orders(figure="total", compare=">", amount=pounds(1000)),
        "SELECT contact_id FROM bought GROUP BY 1 HAVING sum(total) > 1000",
    ),
    Case(
        UCI,
        "average_above_500_in_summer",
        p.Orders(
            figure="average",
            compare=">",
            amount=pounds(500),
            period=between("2011-06-01", "2011-09-01"),
        ),
        """SELECT contact_id FROM bought
           WHERE ordered_at >= '2011-06-01' AND ordered_at < '2011-09-01'
           GROUP BY 1 HAVING sum(total) > 500 * count(*)""",
    ),
    Case(
        UCI,
        "one_order_above_5000",
        p.Orders(figure="single", compare=">", amount=pounds(5000)),
        "SELECT contact_id FROM bought WHERE total > 5000",
    ),
    Case(
        UCI,
        "many_things",
        p.Orders(figure="items", compare=">", amount=number(1000)),
        """SELECT contact_id FROM bought LEFT JOIN line USING (order_id)
           GROUP BY 1 HAVING sum(quantity) > 1000""",
    ),
    Case(
        UCI,
        "hearts_twice",
        p.Bought(products=product("contains", "heart"), times=2),
        """SELECT contact_id FROM bought JOIN line USING (order_id) JOIN product USING (product_id)
           WHERE contains(lower(product_id), 'heart') OR contains(lower(product.name), 'heart')
           GROUP BY 1 HAVING count(DISTINCT order_id) >= 2""",
    ),
    Case(
        UCI,
        "not_since_september",
        p.Not(part=p.OrderDate(which="some", period=Period(lower=wall("2011-09-01")))),
        """SELECT contact_id FROM contact WHERE contact_id NOT IN (
               SELECT contact_id FROM bought WHERE ordered_at >= '2011-09-01')""",
    ),
    Case(
        UCI,
        "first_order_in_spring_from_france",
        p.All(
            parts=(
                p.OrderDate(which="first", period=between("2011-03-27", "2011-06-01")),
                p.TextTest(attribute="country", operator="is", values=("france", "belgium")),
            )
        ),
        """SELECT contact_id FROM contact WHERE country IN ('France', 'Belgium') AND contact_id IN (
               SELECT contact_id FROM bought GROUP BY 1
               HAVING min(ordered_at) >= '2011-03-27' AND min(ordered_at) < '2011-06-01')""",
    ),
)

JOURNEY_CASES = (
    Case(
        JOURNEY,
        "pastry_in_the_first_half",
        p.Bought(
            products=product("is", "pastry", by="category"),
            times=2,
            period=between("2017-01-01", "2017-07-01"),
        ),
        """SELECT contact_id FROM bought JOIN line USING (order_id) JOIN product USING (product_id)
           WHERE 'PASTRY' IN (parent_category, category) AND ordered_at < '2017-07-01'
           AND ordered_at >= '2017-01-01' GROUP BY 1 HAVING count(DISTINCT order_id) >= 2""",
    ),
    Case(
        JOURNEY,
        "two_vendors",
        p.Bought(products=product("is", "2", "544", by="vendor", every=True)),
        """SELECT contact_id FROM bought JOIN line USING (order_id) JOIN product USING (product_id)
           WHERE vendor IN ('2', '544') GROUP BY 1 HAVING count(DISTINCT vendor) = 2""",
    ),
    Case(
        JOURNEY,
        "coupons_redeemed",
        p.DidEvent(kinds=("custom",), subjects=("coupon_redeemed",), times=2),
        """SELECT contact_id FROM event WHERE type = 'coupon_redeemed'
           GROUP BY 1 HAVING count(*) >= 2""",
    ),
    Case(
        JOURNEY,
        "of_an_age_with_big_baskets",
        p.All(
            parts=(
                p.TextTest(attribute="field.age", operator="is", values=("45-54",)),
                p.Orders(figure="items_per_order", compare=">", amount=number(2)),
            )
        ),
        """SELECT contact_id FROM contact WHERE attributes->>'age' = '45-54' AND contact_id IN (
               SELECT contact_id FROM bought JOIN (
                   SELECT order_id, sum(quantity) AS units FROM line GROUP BY 1) USING (order_id)
               GROUP BY 1 HAVING sum(units) > 2 * count(*))""",
    ),
)

REES_CASES = (
    Case(
        REES,
        "looked_at_phones",
        p.DidEvent(
            kinds=("product_viewed",),
            products=product("contains", "smartphone", by="category"),
            times=5,
        ),
        """SELECT contact_id FROM event JOIN product USING (product_id)
           WHERE type = 'product_view' AND contains(product.category, 'smartphone')
           GROUP BY 1 HAVING count(*) >= 5""",
    ),
    Case(
        REES,
        "paid_much",
        p.DidEvent(
            kinds=("custom",),
            subjects=("purchase",),
            where=p.PropertyTest(name="unit_price", number=True, compare=">", value=500_000_000),
        ),
        """SELECT contact_id FROM event
           WHERE type = 'purchase' AND CAST(unit_price AS DECIMAL(18, 2)) > 500""",
    ),
    Case(
        REES,
        "looked_and_took_nothing",
        p.All(
            parts=(
                p.DidEvent(kinds=("product_viewed",), products=product("is", "apple", by="vendor")),
                p.Not(part=p.DidEvent(kinds=("product_added_to_cart",))),
            )
        ),
        """SELECT contact_id FROM event JOIN product USING (product_id)
           WHERE type = 'product_view' AND product.vendor = 'apple'
           EXCEPT SELECT contact_id FROM event WHERE type = 'add_to_cart'""",
    ),
)

CASES = (*UCI_CASES, *JOURNEY_CASES, *REES_CASES)
