"""Offers: their store, their status, and the currency of what discounts take off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from ...dsl import nodes
from .facts import Settings, StoreFacts
from .project import Project

Status = Literal["draft", "active", "inactive"]
OFFER_STATUSES: Final[Mapping[str, Status]] = {
    "draft": "draft",
    "active": "active",
    "inactive": "inactive",
}


def store_of(settings: Settings, project: Project) -> StoreFacts | None:
    """The store that an offer names, else the only one there is."""
    said = settings.one("store", nodes.Name)
    if said:
        return project.stores.get(said.text)
    return next(iter(project.stores.values())) if len(project.stores) == 1 else None


def status_of(settings: Settings) -> Status:
    """The status of an offer; active unless it says otherwise."""
    return OFFER_STATUSES.get(settings.word("status") or "active", "draft")


def sells_with_shop(store: StoreFacts) -> bool:
    """Whether the store shows offers in the Shop channel. OFFER-01."""
    said = store.settings.one("sell with shop", nodes.YesNo)
    return said is not None and said.value


def currency_of(amount: nodes.Money | nodes.Number, project: Project) -> str:
    """The currency that is written, else that of the stores."""
    return amount.currency if isinstance(amount, nodes.Money) else project.currencies[0]
