"""Conditions about products, orders and dates of orders."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from jalon.compiler.ir import ProductMatch
from jalon.compiler.ir.predicates import AbandonedCart, Bought, OrderDate, Orders

from .clock import later
from .comparing import Number, number_passes, text_passes
from .periods import contains
from .view import View
from .world import Cart, Line, Order, Product, World

MILLION = 1_000_000


def product_texts(product: Product, by: str) -> list[str]:
    """The texts by which a product may be known."""
    match by:
        case "product":
            return [product.key, *([product.name] if product.name else [])]
        case "vendor":
            return [product.vendor] if product.vendor else []
    return product.categories


def product_passes(product: Product | None, match: ProductMatch, values: Sequence[str]) -> bool:
    """Whether the product is one of those values."""
    if product is None:
        return False
    return any(text_passes(text, match.test, values) for text in product_texts(product, match.by))


def lines_pass(lines: Sequence[Line], match: ProductMatch, world: World) -> bool:
    """Whether some line matches; with `every`, whether each value is matched by some line."""
    products = [world.product(line.product) for line in lines]
    wanted = [[value] for value in match.values] if match.every else [list(match.values)]
    return all(any(product_passes(p, match, values) for p in products) for values in wanted)


def chosen_orders(condition: Orders | Bought, view: View) -> list[Order]:
    """Her counted orders of the store, in the period."""
    return [
        order
        for order in view.world.orders_of(view.contact)
        if condition.store in (None, order.store)
        and contains(condition.period, order.placed_at, view)
    ]


def bought(condition: Bought, view: View) -> bool:
    """Enough different orders have a matching line."""
    orders = chosen_orders(condition, view)
    products = condition.products
    if products is None:
        return len(orders) >= condition.times
    if products.every:
        return lines_pass([line for o in orders for line in o.lines], products, view.world)
    matching = [order for order in orders if lines_pass(order.lines, products, view.world)]
    return len(matching) >= condition.times


def order_date(condition: OrderDate, view: View) -> bool:
    """The first, the last, or some order lies in the period."""
    dates = [
        order.placed_at
        for order in view.world.orders_of(view.contact)
        if condition.store in (None, order.store)
    ]
    if condition.which == "first":
        dates = sorted(dates)[:1]
    if condition.which == "last":
        dates = sorted(dates)[-1:]
    return any(contains(condition.period, date, view) for date in dates)


def order_figure(condition: Orders, view: View) -> bool:
    """A figure over her orders compared; without orders all but the count are absent."""
    currency = condition.amount.currency
    orders = [o for o in chosen_orders(condition, view) if currency in (None, o.currency)]
    upto = condition.upto.value if condition.upto else None
    return any(
        number_passes(figure, condition.compare, condition.amount.value, upto)
        for figure in figures(condition.figure, orders)
    )


def figures(figure: str, orders: list[Order]) -> list[Number]:
    """The values that may satisfy the comparison: none, one, or one for each order."""
    if figure == "count":
        return [len(orders) * MILLION]
    if not orders:
        return []
    if figure == "single":
        return [order.total for order in orders]
    spent = sum(order.total for order in orders)
    units = sum(order.units for order in orders) * MILLION
    values: dict[str, list[Number]] = {
        "total": [spent],
        "average": [Fraction(spent, len(orders))],
        "items": [units],
        "items_per_order": [Fraction(units, len(orders))],
    }
    return values[figure]


def abandoned_cart(condition: AbandonedCart, view: View) -> bool:
    """So many of her carts were left behind, in the period."""
    hers = [cart for cart in view.world.carts if cart.contact == view.contact.id]
    count = sum(left_behind(cart, condition, view) for cart in hers)
    return number_passes(count, condition.compare, condition.times)


def left_behind(cart: Cart, condition: AbandonedCart, view: View) -> bool:
    """It is open, holds something of that worth, and has rested as long as its store says."""
    if cart.status != "open" or not cart.lines or cart.checkout_url is None:
        return False
    rests = [rest.after for rest in condition.rests if rest.store in (None, cart.store)]
    since = [later(cart.touched_at, after, view.zone) for after in rests]
    return is_worth(cart, condition) and any(
        instant <= view.now and contains(condition.period, instant, view) for instant in since
    )


def is_worth(cart: Cart, condition: AbandonedCart) -> bool:
    """What is in it is worth so much, in that currency."""
    if condition.amount is None:
        return True
    value, upto = condition.amount.value, condition.upto.value if condition.upto else None
    same = cart.currency == condition.amount.currency
    return same and number_passes(cart.total, condition.worth, value, upto)
