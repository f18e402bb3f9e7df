"""What belongs to a profile: errors under it, and under no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.cli.verbs.rule import profile

from .projects import DAY, EMAIL, HOUR, journey, segment, steps
from .scenario import HEAD, Scenario, problems

MAILCHIMP = 'profile = "mailchimp"\n'
GETRESPONSE = 'profile = "getresponse"\n'
OR = " or ".join
TAGS = [f'tagged "t{n}"' for n in range(9)]
TAGGED = 'tag added "x"'


def beyond(folder: Path, text: str, under: str, head: str = HEAD) -> list[str]:
    """The rules cited under a profile; without one there are none."""
    assert problems(folder, text, head) == []
    return problems(folder, text, head, under)


@pytest.mark.parametrize(("count", "cited"), [(3, []), (4, ["SP-03"])])
def test_SP_03_three_starting_points(tmp_path: Path, count: int, cited: list[str]) -> None:
    more = (f'starting point: tag added "{n}"' for n in range(count - 1))
    assert beyond(tmp_path, journey(TAGGED, *more), MAILCHIMP) == cited


@pytest.mark.parametrize(("pause", "cited"), [("1 minute", ["SP-08"]), ("5 minutes", [])])
def test_SP_08_five_minutes_to_re_entry(tmp_path: Path, pause: str, cited: list[str]) -> None:
    assert beyond(tmp_path, journey(TAGGED, f"re-entry: after {pause}"), MAILCHIMP) == cited


@pytest.mark.parametrize(("idle", "cited"), [("30m", ["SP-58"]), ("1h", [])])
def test_SP_58_an_hour_to_an_abandoned_cart(tmp_path: Path, idle: str, cited: list[str]) -> None:
    assert beyond(tmp_path, journey(f"abandons cart after {idle}"), MAILCHIMP) == cited
    head = HEAD.replace("  platform", f"  cart abandoned after: {idle}\n  platform")
    assert beyond(tmp_path, journey("abandons cart"), MAILCHIMP, head) == cited


@pytest.mark.parametrize(("count", "cited"), [(100, []), (101, ["STEP-03"])])
def test_STEP_03_a_hundred_points(tmp_path: Path, count: int, cited: list[str]) -> None:
    text = journey(TAGGED, steps=steps(*["wait 1h"] * count))
    assert beyond(tmp_path, text, MAILCHIMP) == cited


@pytest.mark.parametrize(
    ("test", "cited"),
    [
        (OR(TAGS[:5]), []),
        (OR(TAGS[:6]), ["STEP-21"]),
        ('tagged "a" and (tagged "b" or tagged "c")', ["STEP-21"]),
    ],
)
def test_STEP_21_five_conditions_in_an_if(tmp_path: Path, test: str, cited: list[str]) -> None:
    text = journey(TAGGED, steps=steps(f"if {test}:", "  wait 1h"))
    assert beyond(tmp_path, text, MAILCHIMP) == cited


def test_STEP_24_two_arms(tmp_path: Path) -> None:
    lines = ("split:", *(f"  {share}% {name}: wait 1h" for share, name in THREE))
    assert beyond(tmp_path, journey(TAGGED, steps=steps(*lines)), MAILCHIMP) == ["STEP-24"]
    halves = journey(TAGGED, steps=steps("split:", "  50% a: wait 1h", "  50% b: wait 2h"))
    assert beyond(tmp_path, halves, MAILCHIMP) == []


THREE = ((50, "a"), (30, "b"), (20, "c"))


@pytest.mark.parametrize(("share", "other"), [(100, 0), (0, 100)])
def test_STEP_25_27_all_in_one_arm_or_half_in_each(tmp_path: Path, share: int, other: int) -> None:
    for one, two in ((share, other), (50, 50)):
        lines = steps("split:", f"  {one}% a: wait 1h", f"  {two}% b: wait 2h")
        assert beyond(tmp_path, journey(TAGGED, steps=lines), MAILCHIMP) == []


@pytest.mark.parametrize(("count", "cited"), [(10, []), (11, ["STEP-29"])])
def test_STEP_29_ten_waits_for_something(tmp_path: Path, count: int, cited: list[str]) -> None:
    text = journey(TAGGED, steps=steps(*['wait for tagged "a"'] * count))
    assert beyond(tmp_path, text, MAILCHIMP) == cited


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ("total spent = 100 EUR", ["SEG-16"]),
        ("single order >= 100 EUR", ["SEG-16"]),
        ("total spent > 100 EUR", []),
        ("average order = 100 EUR", []),
    ],
)
def test_SEG_16_spent_is_more_or_less(tmp_path: Path, line: str, cited: list[str]) -> None:
    assert beyond(tmp_path, segment(line), MAILCHIMP) == cited


def test_SEG_41_a_basic_segment_has_five_conditions(tmp_path: Path) -> None:
    assert beyond(tmp_path, segment(*TAGS[:5]), MAILCHIMP) == []
    assert beyond(tmp_path, segment(*TAGS[:6]), MAILCHIMP) == ["SEG-41"]
    assert beyond(tmp_path, segment(OR(TAGS[:6])), MAILCHIMP) == ["SEG-41"]


def test_SEG_42_an_advanced_segment_has_any_number(tmp_path: Path) -> None:
    lines = (OR(TAGS[:4]), "none of:", *(f"  {tag}" for tag in TAGS[4:]), "vip")
    assert beyond(tmp_path, segment(*lines), MAILCHIMP) == []


@pytest.mark.parametrize("start", ["added manually", "api call"])
def test_STEP_60_a_workflow_starts_with_a_condition(tmp_path: Path, start: str) -> None:
    assert beyond(tmp_path, journey(start), GETRESPONSE) == ["STEP-60"]
    assert beyond(tmp_path, journey(TAGGED), GETRESPONSE) == []


def test_STEP_62_the_list_of_conditions_is_printed() -> None:
    page = profile("getresponse").partition("Conditions of workflows")[2]
    names = [
        line.split("  ")[1]
        for line in page.partition("Conditions of searches")[0].split("\n")
        if line.startswith("  ")
    ]
    assert names == [
        *("subscribed", "message sent", "message opened", "link clicked", "tag", "score"),
        *("purchased", "cart abandoned", "visited URL", "custom field changed", "special event"),
        *("added to pipeline", "billing status changed"),
    ]


def test_STEP_62_other_events_start_no_workflow(tmp_path: Path) -> None:
    assert beyond(tmp_path, journey("chat finished"), GETRESPONSE) == ["STEP-62"]


def test_SEG_80_the_search_asks_what_when_how_often_and_how_much() -> None:
    page = profile("getresponse").partition("Conditions of searches")[2]
    for name in ("product", "date", "purchase count", "amount"):
        assert f"\n  {name}  " in page


def reads(folder: Path, test: str) -> Scenario:
    """A, B and C are sent an email; whoever opens it goes one way, the others another."""
    lines = steps("send email m", f"if {test}:", '  add tag "yes"', "else:", '  add tag "no"')
    text = journey(TAGGED, steps=lines)
    scenario = Scenario.of(folder, text, settings=GETRESPONSE)
    scenario.contact("A", "B")
    scenario.tag("x", "A", "B")
    scenario.tick()
    scenario.now += HOUR
    scenario.event("A", "email_opened", "m")
    scenario.tick()
    return scenario


@pytest.mark.parametrize(
    ("test", "limit"), [("opens email m within 2 days", 2), ("opens email m", 1)]
)
def test_STEP_61_64_yes_when_it_happens_and_no_when_the_time_is_over(
    tmp_path: Path, test: str, limit: int
) -> None:
    scenario = reads(tmp_path, test)
    assert (scenario.tagged("yes"), scenario.tagged("no")) == ("A", "")
    scenario.tick(plus=limit * DAY - HOUR - 1)
    assert scenario.tagged("no") == ""
    scenario.tick(plus=1)
    assert scenario.tagged("no") == "B"


def test_STEP_64_without_the_profile_the_time_is_said(tmp_path: Path) -> None:
    lines = steps("send email m", "if opens email m:", "  wait 1h")
    assert problems(tmp_path, journey(TAGGED, steps=lines)) == ["J413"]


def test_STEP_63_without_a_time_nobody_ever_takes_the_other_way(tmp_path: Path) -> None:
    lines = steps("send email m", "wait for opens email m", 'add tag "yes"')
    scenario = Scenario.of(tmp_path, journey(TAGGED, steps=lines), settings=GETRESPONSE)
    scenario.contact("A")
    scenario.tag("x", "A")
    scenario.tick(plus=1)
    scenario.tick(plus=400 * DAY)
    assert (scenario.inside(), scenario.tagged("yes")) == ("A", "")


def test_STEP_65_an_abandoned_cart_has_its_own_time(tmp_path: Path) -> None:
    lines = steps("if abandons cart in store shop within 2 days:", "  wait 1h")
    assert "STEP-65" in problems(tmp_path, journey(TAGGED, steps=lines), settings=GETRESPONSE)
    own = journey("abandons cart in store shop after 6h")
    assert beyond(tmp_path, own, GETRESPONSE) == []


@pytest.mark.parametrize(("count", "cited"), [(8, []), (9, ["STEP-69"])])
def test_STEP_69_a_filter_of_eight_segments(tmp_path: Path, count: int, cited: list[str]) -> None:
    many = "".join(f"segment s{n}: vip\n" for n in range(count))
    test = OR(f"in segment s{n}" for n in range(count))
    text = many + journey(TAGGED, steps=steps(f"if {test}:", "  wait 1h"))
    assert beyond(tmp_path, text, GETRESPONSE) == cited


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ("total spent > 120", ["SEG-82"]),
        ("total spent > 120 EUR", []),
        ("abandoned a cart worth > 50", ["SEG-82"]),
        ('bought vendor "V"', ["SEG-84"]),
        ('bought vendor "V" in store shop', []),
        ('bought vendor starting with "V" in store shop', ["SEG-84"]),
    ],
)
def test_SEG_82_SEG_84_a_currency_and_a_store_are_said(
    tmp_path: Path, line: str, cited: list[str]
) -> None:
    assert beyond(tmp_path, segment(line), GETRESPONSE) == cited


@pytest.mark.parametrize(
    ("blocks", "width", "cited"), [(8, 8, []), (9, 2, ["SEG-87"]), (2, 9, ["SEG-87"])]
)
def test_SEG_87_eight_sections_of_eight(
    tmp_path: Path, blocks: int, width: int, cited: list[str]
) -> None:
    lines = [OR(f'tagged "{block}.{n}"' for n in range(width)) for block in range(blocks)]
    assert beyond(tmp_path, segment(*lines), GETRESPONSE) == cited


def test_SEG_87_sections_have_no_sections(tmp_path: Path) -> None:
    deep = 'tagged "a" and (tagged "b" or tagged "c" and tagged "d")'
    assert beyond(tmp_path, segment(deep), GETRESPONSE) == ["SEG-87"]
    assert beyond(tmp_path, segment(*TAGS, "none of:", "  vip", "  subscribed"), GETRESPONSE) == []


def test_SEG_88_only_buyers_have_not_bought(tmp_path: Path) -> None:
    assert beyond(tmp_path, segment('not bought product "P"'), GETRESPONSE) == ["SEG-88"]
    lines = ("bought anything", 'not bought product "P"')
    scenario = Scenario.of(tmp_path, segment(*lines), settings=GETRESPONSE)
    scenario.contact("A", "B", "C")
    scenario.buys("A", "Q")
    scenario.buys("C", "P")
    assert scenario.members("s") == "A"


def test_SEG_89_other_families_of_conditions(tmp_path: Path) -> None:
    score = "score loyalty:\n  +10 when buys any product in store shop\n\n"
    lines = ('tagged "vip"', "score of loyalty >= 10", 'first name is "Ana"', "opened any email")
    assert problems(tmp_path, score + segment(*lines), settings=GETRESPONSE) == []


@pytest.mark.parametrize("platform", ["magento", "prestashop", "wordpress", "drupal"])
def test_GR_01_the_plugins_are_of_three_platforms(tmp_path: Path, platform: str) -> None:
    head = HEAD.replace("platform: shopify", f"platform: {platform}")
    cited = ["GR-01"] if platform == "drupal" else []
    assert problems(tmp_path, segment("vip"), head, GETRESPONSE) == cited


def test_GR_05_a_plan_without_commerce(tmp_path: Path) -> None:
    plan = GETRESPONSE + 'plan = "Email Marketing"\n'
    assert beyond(tmp_path, segment("bought anything"), plan) == ["GR-05"]
    assert beyond(tmp_path, segment("vip"), plan) == []
    richer = plan.replace("Email", "Ecommerce")
    assert beyond(tmp_path, segment("bought anything"), richer) == []


def test_GR_06_a_store_of_the_api_tells_what_it_likes(tmp_path: Path) -> None:
    head = HEAD.replace("platform: shopify", "platform: custom")
    line = 'did event "booked" where event.anything is "else" and event.seats > 2'
    text = "field warehouse: text\n" + segment(line, 'field warehouse is "north"')
    assert beyond(tmp_path, text, GETRESPONSE, head) == []


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ('bought product "P"', []),
        ("orders >= 2", []),
        ("abandoned a cart worth > 50 EUR yesterday", []),
        ('viewed product "P"', ["GR-07"]),
        ('searched for "boots"', ["GR-07"]),
        ("started checkout", ["GR-07"]),
    ],
)
def test_GR_07_stores_tell_of_products_purchases_and_carts(
    tmp_path: Path, line: str, cited: list[str]
) -> None:
    assert beyond(tmp_path, segment(line), GETRESPONSE) == cited


def test_an_unknown_profile_is_told_in_the_settings(tmp_path: Path) -> None:
    assert problems(tmp_path, EMAIL, settings='profile = "mailchip"\n') == ["J903"]
