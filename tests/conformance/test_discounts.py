"""Discounts: codes that journeys give, and what is true of whoever holds one."""

from __future__ import annotations

from pathlib import Path

from .letters import letters
from .projects import DAY, HOUR, journey, steps
from .scenario import Scenario


def giving(folder: Path, *lines: str, terms: str = "", more: str = "") -> Scenario:
    """A journey that gives K1 and does what the lines say; contacts A, B and C."""
    start = journey('tag added "x"', "re-entry: always", steps=steps("give discount K1", *lines))
    declared = f"discount K1: 10% off{terms}\nsegment holders: has discount K1\n"
    scenario = Scenario.of(folder, f"{declared}{start}{more}")
    scenario.contact("A", "B", "C")
    return scenario


def give(scenario: Scenario, who: str) -> list[str]:
    """The codes that these contacts hold after they went through the journey."""
    scenario.tag("x", *who)
    scenario.tick(plus=HOUR)
    scenario.untag("x", *who)
    rows = scenario.asked.execute("SELECT code FROM holding ORDER BY id")
    return [code for (code,) in rows]


def order(scenario: Scenario, who: str, code: str) -> None:
    """An order that was made with a code."""
    scenario.buys(who, discount_code=code)
    scenario.tick(plus=HOUR)


def test_every_contact_gets_a_code_of_her_own(tmp_path: Path) -> None:
    scenario = giving(tmp_path)
    codes = give(scenario, "ABC")
    assert len(set(codes)) == 3
    assert all(code.startswith("K1-") and len(code) == 15 for code in codes)
    assert scenario.members("holders") == "ABC"


def test_who_holds_a_good_code_gets_no_second_one(tmp_path: Path) -> None:
    scenario = giving(tmp_path)
    give(scenario, "AB")
    assert len(give(scenario, "ABC")) == 3


def test_a_code_that_is_used_up_is_followed_by_no_other(tmp_path: Path) -> None:
    scenario = giving(tmp_path, terms="\n  limit: 1 per customer")
    [code] = give(scenario, "A")
    order(scenario, "A", code.lower())
    assert scenario.members("holders") == ""
    assert give(scenario, "A") == [code]


def test_all_customers_use_up_a_discount_together(tmp_path: Path) -> None:
    scenario = giving(tmp_path, terms="\n  limit: 1")
    first, _ = give(scenario, "AB")
    order(scenario, "A", first)
    assert (scenario.members("holders"), len(give(scenario, "C"))) == ("", 2)


def test_a_code_is_over_after_its_last_day(tmp_path: Path) -> None:
    scenario = giving(tmp_path, terms="\n  ends: 2024-06-16")
    give(scenario, "A")
    scenario.tick("2024-06-16T23:59")
    assert scenario.members("holders") == "A"
    scenario.tick(plus=DAY)
    assert (scenario.members("holders"), len(give(scenario, "B"))) == ("", 1)


def test_a_code_is_there_for_the_next_step_and_for_who_waits(tmp_path: Path) -> None:
    waiting = journey('tag added "y"', steps=steps("wait for has discount K1", 'add tag "z"'))
    more = waiting[waiting.index("journey j") :].replace("journey j", "journey k")
    scenario = giving(tmp_path, "if has discount K1:", "  send email m", more="\n" + more)
    scenario.tag("y", "A", "B")
    scenario.tick()
    give(scenario, "A")
    scenario.tick(plus=HOUR)
    assert (scenario.received(), scenario.tagged("z")) == ("A", "A")


def test_an_order_that_is_told_twice_uses_a_code_once(tmp_path: Path) -> None:
    scenario = giving(tmp_path, terms="\n  limit: 2 per customer")
    [code] = give(scenario, "A")
    for _ in range(2):
        scenario.buys("A", key="O", discount_code=code)
        scenario.tick(plus=HOUR)
    assert scenario.members("holders") == "A"


def test_the_message_shows_the_code_and_what_it_is_worth(tmp_path: Path) -> None:
    body = "{{ discount.code }}: {{ discount.value }}, {{ discount.ends }}. {{ unsubscribe_url }}"
    text = f'email m:\n  subject: "Hello"\n  body: """{body}"""\n\ndiscount K1: 7.50 EUR off\n'
    lines = 'journey j:\n  starting point: tag added "x"\n\n  give discount K1\n  send email m\n'
    scenario = Scenario.of(tmp_path, f"{text}  ends: 2024-12-31\n\n{lines}")
    scenario.contact("A", "B")
    codes = give(scenario, "AB")
    told = {who: letter.text.split(". ")[0] for who, letter in letters(scenario).items()}
    worth = [f"{code}: 7.50 EUR, 2024-12-31" for code in codes]
    assert told == dict(zip("AB", worth, strict=True))


def test_a_code_that_is_used_up_or_over_is_not_mailed_again(tmp_path: Path) -> None:
    body = "{% if discount %}{{ discount.code }}{% else %}none{% endif %}. {{ unsubscribe_url }}"
    lines = steps("give discount K1", "wait 1 day", "send email again")
    start = journey('tag added "x"', steps=lines)
    text = f'email again:\n  subject: "Hello"\n  body: """{body}"""\n\ndiscount K1: 10% off\n'
    scenario = Scenario.of(tmp_path, f"{text}  limit: 1 per customer\n\n{start}")
    scenario.contact("A", "B")
    code, other = give(scenario, "AB")
    order(scenario, "A", code)
    scenario.tick(plus=2 * DAY)
    told = {who: letter.text.split(". ")[0] for who, letter in letters(scenario).items()}
    assert told == {"A": "none", "B": other}
