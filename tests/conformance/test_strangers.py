"""GR-02 to GR-04: what shops tell too early, and of people who are no contacts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from jalon.runtime import intake
from jalon.runtime.intake.rows import LineRow, OrderRow

from .projects import segment
from .scenario import HEAD, NOW, Scenario


def bought(scenario: Scenario, who: str, store: str = "shop") -> list[str]:
    """An order that a shop tells of; the reasons for which it was refused."""
    lines = [LineRow("P", 1)]
    money = {"total": Decimal(10), "currency": "EUR"}
    row = OrderRow(store=store, key="O", contact_key=who, placed_at=NOW, lines=lines, **money)  # type: ignore[arg-type]
    return [refusal.reason for refusal in intake.add_orders(scenario.store, [row], NOW).refusals]


def test_GR_03_GR_04_who_becomes_a_contact_later_has_bought_nothing(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, segment("bought anything"))
    assert bought(scenario, "B") == ["`B` is not a contact"]
    scenario.tick(plus=86_400_000)
    scenario.contact("B")
    scenario.tick()
    assert scenario.members("s") == ""
    assert bought(scenario, "B") == []
    assert scenario.members("s") == "B"


def test_GR_02_nothing_is_stored_before_the_store_is_declared(tmp_path: Path) -> None:
    """The declaration is what switches a store on."""
    scenario = Scenario.of(tmp_path, segment("bought anything"))
    scenario.contact("A")
    assert bought(scenario, "A", "plugin") == ["there is no store `plugin`"]
    plugin = HEAD + "store plugin:\n  platform: prestashop\n  currency: EUR\n\n"
    scenario.redeploy(tmp_path, segment("bought anything"), plugin)
    assert scenario.members("s") == ""
    assert bought(scenario, "A", "plugin") == []
    assert scenario.members("s") == "A"
