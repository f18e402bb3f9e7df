"""The segmentation rules of the catalogue (SEG-…) that the compiler enforces."""

import pytest

from .texts import HELLO, STORE, cites, codes, program, told, warns

SENT = "journey greet:\n  starting point: added manually\n  send email hello\n"


def test_SEG_02_vendor_of_a_store_without_vendors() -> None:
    bare = "store shop:\n  has: order count\n"
    assert cites(f'{bare}segment s: bought vendor "Acme"', "SEG-02")
    assert cites(f'{bare}segment s: bought category "Boots"', "SEG-02")
    assert codes(f'{STORE}segment s: bought vendor "Acme"') == []


def test_SEG_02_one_store_that_knows_is_enough() -> None:
    other = "store other:\n  has: order count\n"
    assert codes(f'{STORE}{other}segment s: bought vendor "Acme"') == []
    assert cites(f'{STORE}{other}segment s: bought vendor "Acme" in store other', "SEG-02")


def test_SEG_04_order_count_of_a_custom_integration() -> None:
    custom = "store shop:\n  platform: custom\n"
    assert cites(f"{custom}segment s: orders > 1", "SEG-04")
    assert codes(f"{custom}  has: vendors, order count\nsegment s: orders > 1") == []


@pytest.mark.parametrize("platform", ["shopify", "bigcommerce", "magento", "prestashop"])
def test_SEG_05_order_count_of_a_named_connector(platform: str) -> None:
    assert codes(f"store shop:\n  platform: {platform}\nsegment s: orders > 1") == []


def test_SEG_07_variants_are_no_products() -> None:
    variant = '"gid://shopify/ProductVariant/42"'
    assert cites(f"{STORE}segment s: bought product {variant}", "SEG-07")
    start = f"starting point: abandons cart with products {variant}"
    assert cites(f"{STORE}journey j:\n  {start}\n  send email\n", "SEG-07")


@pytest.mark.parametrize(
    "condition",
    [
        "bought anything",
        "orders > 1",
        "total spent > 5 EUR",
        "last order since last email",
        'bought vendor "Acme"',
    ],
)
def test_SEG_26_purchases_need_a_store(condition: str) -> None:
    assert cites(f"audience:\n  currency: EUR\nsegment s: {condition}", "SEG-26")
    assert codes(f"{STORE}segment s: {condition}") == []


def test_SEG_26_a_project_of_journeys_alone_has_a_store() -> None:
    assert codes("starting point: buys any product\nif orders > 3: stop") == []


def test_SEG_37_built_in_customers_need_a_store() -> None:
    assert cites("segment s: in segment repeat_customers", "SEG-37")
    assert codes("segment s: in segment new_subscribers") == []


def test_SEG_44_empty_blocks() -> None:
    assert "J121" in codes('segment s:\n  any of:\n  tagged "a"\n')


def test_SEG_47_condition_on_an_email_that_nobody_sends() -> None:
    segment = f"{HELLO}segment s: opened email hello\n"
    assert warns(segment, "SEG-47")
    assert warns(segment + SENT.replace("starting", "status: draft\n  starting"), "SEG-47")
    assert codes(segment + SENT) == []


@pytest.mark.parametrize(
    ("condition", "near"),
    [
        ("field shoe_sise > 40", "shoe_size"),
        ("in group interests.runing", "running"),
        ("bought anything in store shpo", "shop"),
        ("opened email helo", "hello"),
        ("in segment loyl", "loyal"),
        ("completed journey gret", "greet"),
    ],
)
def test_SEG_48_unknown_names_with_the_line_and_the_nearest(condition: str, near: str) -> None:
    declared = 'field shoe_size: number\ngroup interests: running\nsegment loyal: tagged "a"\n'
    text = f"{STORE}{HELLO}{declared}{SENT}segment s: {condition}"
    (found,) = told(text)
    assert (found.code, found.rule, found.help) == ("J201", "SEG-48", f"did you mean `{near}`?")
    assert found.fix is not None
    assert found.fix.replacement == near


def test_SEG_48_tags_are_free_until_the_audience_lists_them() -> None:
    segment = 'segment s: tagged "vip"'
    assert codes(segment) == []
    assert cites(f'audience:\n  tags: "warm"\n{segment}', "SEG-48")
    adds = 'journey j:\n  starting point: added manually\n  add tag "VIP"\n'
    assert codes(f'audience:\n  tags: "warm"\n{adds}{segment}') == []


def test_SEG_51_ratings_have_one_to_five_stars() -> None:
    assert cites("segment s: rating = 6", "SEG-51")
    assert cites("segment s: rating > 0", "SEG-51")
    assert codes("segment s: rating > 4") == []


FIELDS = """\
field plan: text
field size: number
field colour: choice of "red", "blue"
field home: address
field birth: birthday
field renewal: date
"""


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        ('field plan > "a"', "SEG-62"),
        ('field size contains "1"', "SEG-62"),
        ('field colour > "red"', "SEG-63"),
        ('field home is "Annecy"', "SEG-64"),
        ('field birth is "30 January 1990"', "SEG-65"),
        ("field birth > 12-24", "SEG-65"),
        ('field renewal contains "2026"', "SEG-66"),
        ("added in the next 3 days", None),
        ('language is "french"', "SEG-72"),
        ('country is "France"', "SEG-73"),
        ('country is "UK"', "SEG-73"),
        ('language is "xx"', "SEG-72"),
    ],
)
def test_SEG_62_to_SEG_73_operators_and_values_by_type(condition: str, rule: str | None) -> None:
    (found,) = told(f"{FIELDS}segment s: {condition}")
    assert found.rule == rule
    assert found.severity == "error"


def test_AMB_28_a_bare_number_needs_one_currency() -> None:
    stores = "store a:\n  currency: EUR\nstore b:\n  currency: USD\n"
    assert cites(f"{stores}segment s: total spent > 5", "AMB-28")
    assert codes(f"{stores}segment s: total spent > 5 USD") == []
    assert codes(f"{stores}segment s: total spent > 5 in store a") == []


def test_AMB_28_money_in_a_currency_that_no_store_takes() -> None:
    assert cites(f"{STORE}segment s: total spent > 5 USD", "AMB-28")


def test_segments_may_not_use_themselves() -> None:
    (found,) = told("segment a: in segment b\nsegment b: not in segment a")
    assert "`a` → `b` → `a`" in found.message or "`b` → `a` → `b`" in found.message


def test_one_unknown_field_is_one_mistake_per_use() -> None:
    assert codes('segment s:\n  field x > 3\n  field x is "y"\n') == ["J201", "J201"]


def test_what_a_broken_line_declares_is_not_unknown() -> None:
    text = 'segment loyal\n  tagged "a"\nsegment s: in segment loyal\n'
    assert set(codes(text)) == {"J107"}


def test_overriding_a_built_in_segment() -> None:
    own = f"{STORE}segment repeat_customers: orders >= 5\nsegment s: in segment repeat_customers"
    (repeat, _) = program(own).segments
    assert not repeat.built_in
