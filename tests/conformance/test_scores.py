"""STEP-71…75, GR-42…47: points that contacts collect, and what orders are worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import DAY, HOUR, SEND, journey, steps
from .scenario import HEAD, Scenario, problems

PLAN = """
score loyalty:
  +10 when buys category "Boots"
  +1 when buys any product
  -5 when goes 90 days without buying

segment rich: score of loyalty >= 10
segment other: score of loyalty != 10
segment poor: not score of loyalty >= 10

"""


def scored(folder: Path, *lines: str, start: str = 'tag added "x"') -> Scenario:
    """A journey with these steps, the plan, contacts A and B, and a product of each kind."""
    text = journey(start, "re-entry: always", steps=steps(*lines) if lines else SEND)
    scenario = Scenario.of(folder, PLAN + text)
    scenario.contact("A", "B")
    scenario.product("X", categories=("Boots",))
    scenario.product("Y", categories=("Socks",))
    return scenario


def points(scenario: Scenario, who: str = "A") -> int | None:
    """The points of a contact, None when there are none."""
    sql = """SELECT p.points FROM score_points AS p JOIN contact AS c ON c.id = p.contact_id
        WHERE p.score = 'loyalty' AND c.key = ?"""
    row = scenario.asked.execute(sql, (who,)).fetchone()
    return None if row is None else int(row[0])


def test_STEP_71_points_are_subtracted_from_nothing_and_erased(tmp_path: Path) -> None:
    lines = ("subtract 10 points from loyalty", "wait 1h", "erase points of loyalty")
    scenario = scored(tmp_path, *lines)
    scenario.tag("x", "A")
    scenario.tick()
    assert (points(scenario), scenario.members("other")) == (-10, "A")
    scenario.tick(plus=HOUR)
    assert (points(scenario), scenario.members("other")) == (None, "")


def test_STEP_71_points_are_set_to_an_exact_value(tmp_path: Path) -> None:
    scenario = scored(tmp_path, "add 3 points to loyalty", "set points of loyalty to -7")
    scenario.tag("x", "A")
    scenario.tick()
    assert (points(scenario), scenario.members("rich"), scenario.members("poor")) == (-7, "", "AB")


@pytest.mark.parametrize("line", ["add 100 points to loyalty", "add 99999999 points to loyalty"])
def test_STEP_72_additions_stop_at_the_most(tmp_path: Path, line: str) -> None:
    scenario = scored(tmp_path, "set points of loyalty to 99999990", line)
    scenario.tag("x", "A")
    scenario.tick()
    assert points(scenario) == 99_999_999


def test_STEP_72_what_comes_after_the_most_counts_from_there(tmp_path: Path) -> None:
    scenario = scored(tmp_path, "set points of loyalty to 99999990")
    scenario.tag("x", "A")
    scenario.tick()
    scenario.buys("A", "X")
    scenario.tick(plus=90 * DAY)
    assert points(scenario) == 99_999_994


@pytest.mark.parametrize("line", ["add points to loyalty", "set points of loyalty"])
def test_STEP_73_a_step_says_how_many_points(tmp_path: Path, line: str) -> None:
    assert problems(tmp_path, PLAN + journey('tag added "x"', steps=steps(line))) == ["STEP-73"]
    assert problems(tmp_path, "score s:\n  when buys any product\n") == ["STEP-73"]


def test_STEP_74_other_actions_send_tag_and_move_between_groups(tmp_path: Path) -> None:
    lines = ("send email m", 'add tag "y"', "leave group g.one", "join group g.two")
    scenario = scored(tmp_path, *lines)
    scenario.join("g.one", "A")
    scenario.tag("x", "A")
    scenario.tick()
    in_group = scenario.asked.execute("SELECT grp FROM contact_group").fetchall()
    assert (scenario.received(), scenario.tagged("y"), in_group) == ("A", "A", [("g.two",)])


def test_STEP_75_the_score_comes_into_the_range_once(tmp_path: Path) -> None:
    scenario = scored(tmp_path, start="score of loyalty reaches 15")
    for products, found in (("X", ""), ("X", "A"), ("Y", "A"), ("X", "A")):
        scenario.buys("A", products)
        scenario.tick(plus=HOUR)
        assert scenario.entered() == found
    assert points(scenario) == 31


def test_STEP_75_it_comes_again_when_it_was_below(tmp_path: Path) -> None:
    scenario = scored(tmp_path, start="score of loyalty reaches 10")
    scenario.buys("A", "X")
    scenario.tick()
    scenario.tick(plus=91 * DAY)
    scenario.buys("A", "X")
    scenario.tick(plus=HOUR)
    assert (points(scenario), scenario.entered()) == (15, "AA")


def test_GR_42_a_plan_of_points_for_what_is_bought(tmp_path: Path) -> None:
    scenario = scored(tmp_path)
    scenario.buys("A", "X", "Y")
    scenario.buys("B", "X")
    scenario.tick()
    scenario.buys("B", "Y")
    scenario.tick(plus=HOUR)
    assert (points(scenario), points(scenario, "B")) == (11, 11)


def test_GR_42_time_without_a_purchase_costs_points(tmp_path: Path) -> None:
    scenario = scored(tmp_path)
    scenario.buys("A", "X")
    scenario.tick()
    scenario.tick(plus=89 * DAY)
    assert points(scenario) == 10
    scenario.tick(plus=2 * DAY)
    scenario.tick(plus=200 * DAY)
    assert points(scenario) == 5


def test_GR_43_points_choose_who_receives(tmp_path: Path) -> None:
    scenario = scored(tmp_path, "if in segment rich:", "  send email m")
    scenario.buys("A", "X", "Y")
    scenario.buys("B", "Y")
    scenario.tag("x", "A", "B")
    scenario.tick()
    assert (scenario.members("rich"), scenario.received()) == ("A", "A")


def test_GR_44_an_order_that_is_told_twice_counts_once(tmp_path: Path) -> None:
    scenario = scored(tmp_path)
    for _ in range(2):
        scenario.buys("A", "X", "X", "Y", key="O")
        scenario.tick(plus=HOUR)
    assert points(scenario) == 21


def test_GR_44_the_past_is_worth_nothing(tmp_path: Path) -> None:
    scenario = scored(tmp_path)
    scenario.buys("A", "X", at="2024-01-01")
    scenario.tick()
    assert points(scenario) is None


PAID = HEAD.replace("platform: shopify", "platform: shopify\n  counted orders: paid")


def bought(folder: Path, condition: str, *orders: tuple[int, str]) -> str:
    """Who is in a segment of this condition after A made these orders: amount and status."""
    scenario = Scenario.of(folder, f"segment s: {condition}\n", PAID)
    scenario.contact("A", "B")
    for total, status in orders:
        scenario.buys("A", total=total, financial_status=status)
    return scenario.members("s")


def test_GR_46_only_paid_orders_are_revenue(tmp_path: Path) -> None:
    assert bought(tmp_path, "total spent = 50 EUR", (50, "paid"), (30, "pending")) == "A"


def test_GR_47_the_average_order_is_revenue_by_orders(tmp_path: Path) -> None:
    orders = ((40, "paid"), (60, "paid"), (7, "pending"))
    assert bought(tmp_path, "average order = 50 EUR", *orders) == "A"
