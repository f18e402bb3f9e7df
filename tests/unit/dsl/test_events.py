"""Events: what a line says, in the tree."""

import pytest

from jalon.dsl import nodes
from jalon.dsl.nodes import DateKind, EmailAct, ItemKind, OrderNotice, Quantifier, TextOp

from .reading import event


def texts(found: tuple[nodes.Text, ...]) -> list[str]:
    return [text.value for text in found]


def test_the_smallest_starting_point_takes_bare_products() -> None:
    found = event("abandons cart with products X")
    assert (texts(found.included), found.excluded, found.after) == (["X"], (), None)


def test_an_abandoned_cart_takes_its_clauses_in_any_order() -> None:
    one = event('abandons cart in store s with products "A" without product B after 6h where vip')
    other = event('abandons cart after 6h without products "B" with product A in store s where vip')
    assert one == other


def test_where_reaches_to_the_end_of_the_line() -> None:
    found = event('event "booked" where event.seats > 2 and event.city is "Paris"')
    assert isinstance(found.where, nodes.And)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ('texts keyword "A"', 'texts "A"'),
        ("order confirmation", "order confirmed"),
        ("order invoice", "order paid"),
        ("shipping confirmation", "order shipped"),
        ("refund confirmation", "order refunded"),
        ("cancellation confirmation", "order cancelled"),
        ("buys anything", "buys any product"),
        ('buys product "A"', 'buys products "A"'),
        ("clicks email a", 'clicks email "a"'),
    ],
)
def test_synonyms_are_one_node(text: str, same: str) -> None:
    assert event(text) == event(same)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("buys any product", (ItemKind.ANYTHING, [], TextOp.IS, Quantifier.ANY)),
        ('buys category "B", "C"', (ItemKind.CATEGORY, ["B", "C"], TextOp.IS, Quantifier.ANY)),
        ("buys all of products A, B", (ItemKind.PRODUCT, ["A", "B"], TextOp.IS, Quantifier.ALL)),
        ('buys vendor starting with "A"', (ItemKind.VENDOR, ["A"], TextOp.STARTS_WITH, "any")),
    ],
)
def test_items_say_what_is_bought(text: str, items: tuple[object, ...]) -> None:
    found = event(text).items
    assert (found.kind, texts(found.names), found.op, found.quantifier) == items


def test_a_date_has_its_offset_and_its_hour() -> None:
    date = event("3 days before birthday dob at 10:00").date
    assert (date.kind, date.field.text, date.offset.before) == (DateKind.BIRTHDAY, "dob", True)
    assert date.at.value.hour == 10


def test_what_does_not_happen_has_its_period_inside() -> None:
    found = event("does not open email hello within 3 days")
    assert (found.act, found.within.parts[0][0]) == (EmailAct.OPENED, 3)


def test_a_link_may_be_on_the_site_or_in_an_email() -> None:
    assert isinstance(event('clicks link "/a"'), nodes.ClicksLink)
    assert event('clicks link "/a" in email hello').link.value == "/a"


def test_a_low_stock_product_is_marked() -> None:
    assert event("adds any low stock product to cart").low_stock
    assert not event("adds any product to cart").low_stock


def test_order_notices_are_one_class() -> None:
    assert event("order paid").notice is OrderNotice.PAID


def test_names_that_are_keywords_are_names_where_a_name_stands() -> None:
    assert event("opens email in").email.text == "in"
    assert event("enters segment where").segment.text == "where"
