"""One way to write each thing: what is accepted besides is rewritten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.dsl.format import format_source
from jalon.dsl.format.words import is_word
from jalon.dsl.parser import parse
from jalon.dsl.source import Source
from jalon.dsl.tokens import scan

CONDITIONS = [
    ("has purchased", "bought anything"),
    ("has not purchased in the last 8 months", "not bought anything in the last 8 months"),
    ("bought any product", "bought anything"),
    ('bought any of products "A", "B"', 'bought product "A", "B"'),
    ('bought all of product "A", "B"', 'bought all of products "A", "B"'),
    ("orders more than 3", "orders > 3"),
    ("orders at least 3", "orders >= 3"),
    ("orders less than 3", "orders < 3"),
    ("orders at most 3", "orders <= 3"),
    ("orders is 3", "orders = 3"),
    ("orders is not 3", "orders != 3"),
    ('field plan = "gold"', 'field plan is "gold"'),
    ("field plan != gold", "field plan is not gold"),
    ("field plan is not blank", "field plan is filled"),
    ("field member is TRUE", "field member is yes"),
    ("field member is off", "field member is no"),
    ("bought anything > 2 times", "bought anything more than 2 times"),
    (
        "bought anything in store a today = 1 time",
        "bought anything exactly 1 time today in store a",
    ),
    ("last order > 8 months ago", "last order more than 8 months ago"),
    ("subscribed to email", "subscribed"),
    ("Tagged “vip”", 'tagged "vip"'),
    ("tagged « très bien »", 'tagged "très bien"'),
    ("tagged vip", "tagged vip"),
    ('((tagged "a" and ((vip))))', 'tagged "a" and vip'),
    ('(tagged "a" and vip) or vip', 'tagged "a" and vip or vip'),
    ('tagged "a" and (vip or rating > 4)', 'tagged "a" and (vip or rating > 4)'),
    ("not (vip)", "not vip"),
    ('in segment "loyal"', "in segment loyal"),
    ('in segment "very loyal"', 'in segment "very loyal"'),
    ("total spent > 0012.50 EUR", "total spent > 12.50 EUR"),
]
EVENTS = [
    ('texts keyword "SALE24"', 'texts "SALE24"'),
    ("order confirmation", "order confirmed"),
    ("order invoice", "order paid"),
    ("shipping confirmation", "order shipped"),
    ("refund confirmation", "order refunded"),
    ("cancellation confirmation", "order cancelled"),
    ("order canceled", "order cancelled"),
    ("buys anything", "buys any product"),
    ('buys product "A", "B"', 'buys products "A", "B"'),
    ('buys products "A"', 'buys product "A"'),
    ('adds low stock products "A" to cart', 'adds low stock product "A" to cart'),
    (
        'abandons cart after 6 hours with product "A" in store s',
        'abandons cart in store s with products "A" after 6h',
    ),
]
STEPS = [
    ("WAIT 30 Minutes", "wait 30m"),
    ("wait 90 s", "wait 90s"),
    ("wait 1h 30 mins", "wait 1h 30m"),
    ("wait 1h30m", "wait 1h 30m"),
    ("wait 1d", "wait 1 day"),
    ("wait 2 day", "wait 2 days"),
    ("wait until tuesday at 9:30", "wait until tuesday 09:30"),
    ("wait until monday, tuesday, wednesday", "wait until monday to wednesday"),
    ("wait until friday to monday at 10:00", "wait until friday to monday 10:00"),
    ("wait until monday to sunday", "wait until monday to sunday"),
    ("wait until sunday, saturday", "wait until saturday, sunday"),
    ("unsubscribe from email", "unsubscribe"),
    ('send email "as" as "hello"', 'send email "as" as hello'),
    (
        'send email hello with subject "Hi" with survey nps',
        'send email hello with survey nps with subject "Hi"',
    ),
    ("add 1 points to loyalty", "add 1 point to loyalty"),
]
DECLARATIONS = [
    ("AUDIENCE: Double Opt-In: on", "audience: double opt-in: yes"),
    (
        "audience: frequency: 1 email per day, 3 email per week, 2 message per month",
        "audience: frequency: at most 1 email per day, 3 emails per week, 2 messages per month",
    ),
    ("store shop: sell with shop: true", "store shop: sell with shop: yes"),
    ("field colour: Choice of “red”, “blue”", 'field colour: choice of "red", "blue"'),
    ("score loyalty: 10 when buys any product", "score loyalty: +10 when buys any product"),
    (
        "discount GIFT: Free Shipping; limit: 1 per customer",
        "discount GIFT: free shipping; limit: 1 per customer",
    ),
    ("email hello", "email hello"),
    ("store shop: Counted Orders: not canceled", "store shop: counted orders: not cancelled"),
    ('segment "loyal" «Très fidèles»: vip', 'segment loyal "Très fidèles": vip'),
]


def one_line(line: str) -> str:
    """A file of one line, formatted."""
    text, found = format_source(Source("line.journey", line))
    assert found == []
    return str(text).removesuffix("\n")


@pytest.mark.parametrize(("written", "canonical"), CONDITIONS)
def test_conditions_are_rewritten(written: str, canonical: str) -> None:
    assert one_line(f"segment s: {written}") == f"segment s: {canonical}"


@pytest.mark.parametrize(("written", "canonical"), EVENTS)
def test_events_are_rewritten(written: str, canonical: str) -> None:
    assert one_line(f"starting point: {written}") == f"starting point: {canonical}"


@pytest.mark.parametrize(("written", "canonical"), STEPS)
def test_steps_are_rewritten(written: str, canonical: str) -> None:
    assert one_line(written) == canonical


@pytest.mark.parametrize(("written", "canonical"), DECLARATIONS)
def test_declarations_are_rewritten(written: str, canonical: str) -> None:
    assert one_line(written) == canonical


RAW = st.lists(
    st.sampled_from(['"', '\\"', "\\\\", "\\n", "\n", "\n  ", " ", "a", "# b"]), max_size=9
)


@given(RAW.map("".join))
def test_a_text_in_three_quotes_keeps_its_value(raw: str) -> None:
    source = Source("text.journey", f'sms a: """{raw}"""')
    if parse(source)[1]:
        return
    text, found = format_source(source)
    assert found == []
    assert format_source(Source("text.journey", str(text))) == (text, [])


@given(st.text(max_size=4))
def test_a_word_is_what_the_lexer_takes_for_one(text: str) -> None:
    tokens = [(token.kind, token.text) for token in scan(Source("word", text))]
    assert is_word(text) == (tokens == [("WORD", text)])
