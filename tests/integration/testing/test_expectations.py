"""Every form of expectation, where it holds and where it does not."""

import pytest

from .playing import failures

SIGNED_UP = ("given ana", "at 2026-03-02 09:00", "ana signs up for email")
HELLO = "email hello at 2026-03-02 09:00"

CASES = [
    ("ana received email hello", ""),
    ("ana received email hello at 09:00", ""),
    ("ana received email hello at 2026-03-02 09:00", ""),
    ("ana received email hello at 2026-03-02 10:00", f"ana received {HELLO}"),
    ("ana received email hello within 1m", ""),
    ("ana received email later", f"ana received {HELLO}"),
    ("ana received sms nudge", f"ana received {HELLO}"),
    ("ana did not receive email later", ""),
    ("ana did not receive email hello", f"ana received {HELLO}"),
    ("ana received nothing", f"ana received {HELLO}"),
    ("ben received nothing", ""),
    ("ana received exactly 1 message", ""),
    ("ana received exactly 2 emails", f"ana received {HELLO}"),
    ("ana received exactly 0 sms", ""),
    ("ana received at least 1 email", ""),
    ("ana received more than 1 email", f"ana received {HELLO}"),
    ("ana is at pause in journey welcome", ""),
    ("ben is at pause in journey welcome", "ben is not in journey welcome"),
    ("ana is not at pause in journey welcome", "ana is at pause"),
    ("ben is not at pause in journey welcome", ""),
    ("ana is in journey welcome", ""),
    ("ana is not in journey welcome", "it is not so of ana"),
    ("ana left journey welcome", "ana is still in journey welcome"),
    ("ben left journey welcome", "ben has never been in journey welcome"),
    ("ana did not leave journey welcome", ""),
    ("ana completed journey welcome", "it is not so of ana"),
    ("ana not completed journey welcome", ""),
    ('ana is tagged "vip"', "it is not so of ana"),
    ('ben is tagged "vip" and in segment gold', ""),
    ('ben field plan is "silver"', "it is not so of ben: field plan is gold"),
    ('ana country is "FR"', "it is not so of ana: country is blank"),
    ("ana rating = 4", "it is not so of ana: rating is 2"),
    ("ana was sent email hello", ""),
    ("segment gold is ben", ""),
    ("segment gold is ana, ben", "segment gold is ben"),
    ("segment gold is not ana", ""),
    ("segment gold is not ben", "segment gold is ben"),
    ("segment gold is empty", "segment gold is ben"),
]


@pytest.mark.parametrize(("line", "instead"), CASES, ids=[line for line, _ in CASES])
def test_an_expectation_holds_or_says_what_is_so(line: str, instead: str) -> None:
    ben = 'given ben: field plan is "gold", tagged "vip"'
    found = failures(SIGNED_UP[0], ben, *SIGNED_UP[1:], f"expect {line}")
    assert found == ([instead] if instead else [])


LEFT = (*SIGNED_UP, "after 3 days")


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("ana left journey welcome", ""),
        ("ana left journey welcome because completed", ""),
        ("ana left journey welcome because purchased", "ana left journey welcome: completed"),
        ("ana did not leave journey welcome", "ana left journey welcome: completed"),
        ("ana completed journey welcome", ""),
        ("ana is at pause in journey welcome", "ana is not in journey welcome"),
    ],
)
def test_who_has_left_has_a_reason(line: str, instead: str) -> None:
    assert failures(*LEFT, f"expect {line}") == ([instead] if instead else [])


def test_a_message_that_was_held_back_says_why() -> None:
    found = failures(
        "given ana", "at 2026-03-02 09:00", "ana abandons cart", "after 2 days",
        "expect ana received sms nudge",
    )  # fmt: skip
    assert found == ["sms nudge was not sent: consent"]


def test_every_line_that_does_not_hold_is_told() -> None:
    assert len(failures(*SIGNED_UP, *["expect ana received nothing"] * 2)) == 2


def test_signing_up_again_is_told_where_it_did_nothing() -> None:
    told = ("given ana: subscribed", "ana signs up for email", "expect ana received email hello")
    words = "ana is subscribed to email already, so signing up does nothing"
    assert failures(*told) == [f"ana received nothing; {words}"]
