"""Offers in scenarios: a discount, the offer that shows it, and what becomes of both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jalon.runtime.offers.report import Holder, OfferReport, holders, shop_offers
from jalon.runtime.offers.tell import PromoCodeRow, tell_codes

from .projects import HOUR
from .scenario import HEAD, Scenario, problems

SHOP = HEAD.replace("platform: shopify", "platform: shopify\n  sell with shop: yes")
LIMIT = "limit: 1 per customer"


def project(*terms: str, off: str = "10% off", code: str = "K1", status: str = "active") -> str:
    """A discount with these terms, and the offer that shows it."""
    lines = "".join(f"\n  {term}" for term in terms)
    offer = f'offer thanks "Thank you":\n  discount: {code}\n  status: {status}\n'
    return f"discount {code}: {off}{lines}\n\n{offer}"


def shop(folder: Path, *terms: str, **more: str) -> Scenario:
    """The project deployed, with contacts A and B."""
    scenario = Scenario.of(folder, project(*terms, **more), SHOP)
    scenario.contact("A", "B")
    return scenario


def buys(scenario: Scenario, who: str, code: str | None = None, total: int = 10) -> None:
    """An order now, perhaps with a code, and a tick."""
    more = {"discount_code": code} if code else {}
    scenario.buys(who, total=total, **more)
    scenario.tick(plus=HOUR)


def held(scenario: Scenario) -> list[Holder]:
    """What offers issued so far."""
    return holders(scenario.store, scenario.now)


def displayed(scenario: Scenario) -> str:
    """To whom the app shows an offer."""
    return "".join(sorted(one.contact for one in held(scenario) if one.displayed))


def redeemable(scenario: Scenario) -> str:
    """Who holds a code that still works."""
    return "".join(sorted(one.contact for one in held(scenario) if one.redeemable))


def offer(scenario: Scenario) -> OfferReport:
    """The only offer."""
    (found,) = shop_offers(scenario.store, scenario.now)
    return found


def tell(scenario: Scenario, **more: Any) -> None:
    """The shop tells something of K1, and the clock goes on."""
    tell_codes(scenario.store, [PromoCodeRow(store="shop", code="K1", **more)])
    scenario.tick(plus=HOUR)


def rows(scenario: Scenario, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    return scenario.asked.execute(sql).fetchall()


def cited(folder: Path, text: str, head: str = SHOP) -> list[str]:
    """The rules that a project breaks."""
    return problems(folder, text, head)
