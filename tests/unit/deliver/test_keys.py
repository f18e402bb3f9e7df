"""Keys: one for each message, the same for ever."""

from hypothesis import given
from hypothesis import strategies as st

from jalon.runtime.outbox import message_id, outbox_key
from jalon.runtime.outbox.keys import injective, jitter

PARTS = st.lists(st.text(max_size=5), max_size=5)


@given(PARTS, PARTS)
def test_different_parts_never_make_the_same_key(one: list[str], other: list[str]) -> None:
    assert (injective(*one) == injective(*other)) == (one == other)


def test_parts_do_not_run_together() -> None:
    assert injective("ab", "c") != injective("a", "bc") != injective("abc")


def test_the_key_of_a_message_never_changes() -> None:
    key = outbox_key("shop", (1, 23), "email")
    assert key == "5d9b9b1a" or len(key) == 64
    assert key == outbox_key("shop", (1, 23), "email", 1, 0)


def test_every_part_of_a_message_is_in_its_key() -> None:
    keys = {
        outbox_key("shop", (1, 23), "email"),
        outbox_key("other", (1, 23), "email"),
        outbox_key("shop", (12, 3), "email"),
        outbox_key("shop", (1, 23), "sms"),
        outbox_key("shop", (1, 23), "email", 2),
        outbox_key("shop", (1, 23), "email", 1, 1),
    }
    assert len(keys) == 6


def test_a_message_id_is_made_of_the_key() -> None:
    assert message_id("ab" * 32, "trail.example") == f"<{'ab' * 20}@trail.example>"


@given(st.integers(1, 10**9), st.integers(1, 300), st.integers(1, 900_000))
def test_jitter_is_within_its_bounds_and_the_same_in_a_replay(
    run: int, attempt: int, most: int
) -> None:
    wait = jitter((run, 1), attempt, most)
    assert 0 < wait <= most
    assert wait == jitter((run, 1), attempt, most)


def test_jitter_is_spread_out() -> None:
    waits = [jitter((run, 1), 1, 1000) for run in range(2000)]
    assert 450 < sum(waits) / len(waits) < 550
    assert len(set(waits)) > 800
