"""The rules of the catalogue about steps and messages (STEP-…)."""

import pytest

from .texts import HELLO, cites, codes, told, warns

HEAD = "journey it:\n  starting point: added manually\n"


def steps(*lines: str, before: str = "") -> str:
    return before + HEAD + "".join(f"  {line}\n" for line in lines)


def split(*shares: str) -> str:
    arms = [f"  {share} arm{number}: wait 1h" for number, share in enumerate(shares)]
    return steps("split:", *arms)


def test_STEP_02_repeats_are_bounded() -> None:
    assert cites(steps("repeat 101 times:", "  wait 1h"), "STEP-02")
    assert cites(steps("repeat 0 times:", "  wait 1h"), "STEP-02")
    assert codes(steps("repeat 100 times:", "  wait 1h")) == []


def test_STEP_02_nested_repeats_are_bounded_together() -> None:
    nested = ["repeat 60 times:", "  repeat 60 times:", "    wait 1h"]
    assert cites(steps(*nested), "STEP-02")


READ = "if opened email hello: wait 1h"


@pytest.mark.parametrize(
    ("between", "soon"),
    [
        ([], True),
        (["wait 3h"], True),
        (["wait 4h"], False),
        (["wait 2h", 'add tag "x"', "wait 2h"], False),
        (["wait until 09:00"], False),
        (["wait 1 day"], False),
    ],
)
def test_STEP_22_a_delay_before_asking_about_an_email(between: list[str], soon: bool) -> None:
    text = steps("send email hello", *between, READ, before=HELLO)
    assert warns(text, "STEP-22") is soon


def test_STEP_22_looks_into_branches() -> None:
    nested = ["send email hello", "if vip:", "  if did not open email hello: wait 1h"]
    assert warns(steps(*nested, before=HELLO), "STEP-22")


def test_STEP_22_waiting_for_the_event_is_no_question_asked_too_soon() -> None:
    waits = ["send email hello", "if opens email hello within 1 day: wait 1h"]
    assert codes(steps(*waits, before=HELLO)) == []


def test_STEP_24_shares_add_up_to_a_hundred() -> None:
    assert cites(split("33%", "66%"), "STEP-24")
    assert codes(split("33.33%", "33.33%", "33.34%")) == []


def test_STEP_25_everybody_and_nobody_are_shares() -> None:
    assert codes(split("100%", "0%")) == []


def test_STEP_34_hours_open_before_they_close() -> None:
    assert cites(steps("wait until monday between 17:00 and 09:00"), "STEP-34")
    assert cites(steps("wait until monday between 09:00 and 09:00"), "STEP-34")
    assert codes(steps("wait until monday between 09:00 and 17:00")) == []


def test_STEP_46_a_field_takes_its_own_values() -> None:
    field = "field size: number\n"
    assert cites(steps("set field size to today", before=field), "STEP-46")
    assert codes(steps('set field size to "large"', before=field)) == ["J304"]
    assert codes(steps("set field size to empty", before=field)) == []


def test_steps_after_a_stop_are_never_reached() -> None:
    (found,) = told(steps("stop", "wait 1h", "wait 2h"))
    assert found.code == "J410"
    assert found.message.startswith("`wait 1h` is never reached")


@pytest.mark.parametrize("head", ["sinon:", "elif vip:", 'if contact.country is "FR":'])
def test_a_block_with_a_line_that_cannot_be_read_is_not_judged(head: str) -> None:
    assert "J410" not in codes(steps("if vip: wait 1h", head, "  stop", "wait 1h"))


def test_steps_after_an_if_that_goes_on_are_reached() -> None:
    assert codes(steps("if vip: stop", "wait 1h")) == []
    assert codes(steps("if vip: stop", "else: stop", "wait 1h")) == ["J410"]


def test_labels_are_unique_within_a_journey_only() -> None:
    once = "journey {0}:\n  starting point: added manually\n  wait 1h as pause\n"
    assert codes(once.format("a") + once.format("b")) == []
    assert codes(steps("wait 1h as pause", "wait 2h as pause")) == ["J417"]
    assert codes(steps("wait 1h as start")) == ["J417"]


def test_send_email_alone_is_the_one_named_like_the_journey() -> None:
    named = 'email it:\n  subject: "It"\n  body: """It"""\n'
    assert codes(steps("send email", before=named)) == []
    assert codes(steps("send email")) == ["J504"]


def test_bodies_are_found_by_name_beside_the_journeys_and_above() -> None:
    email = 'email hello:\n  subject: "Hello"\n'
    assert codes(email) == ["J501"]
    assert codes(email, emails__hello_md="Hello") == []
    assert codes(email, emails__hello_md="Hello", emails__hello_html="Hello") == ["J503"]
    assert codes(email, emails__hello_md=" ") == ["J506"]


def test_an_email_needs_a_subject_and_a_sender_an_address() -> None:
    assert codes('email hello:\n  body: """x"""\n') == ["J502"]
    assert codes('audience:\n  from: "Trail & Co"\n') == ["J505"]
    assert codes('audience:\n  from: "Trail & Co <hello@trail.example>"\n') == []
