"""Mails to merchants whose offer has stopped: what there is to say, and in which words. OFFER-54"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...runtime.outbox import Place
from ...runtime.store import Store
from .commerce import Record
from .facts import Origin

NOTE: Final = """\
Your offer {{ offer.name }} has stopped, and needs another code

Its code {{ offer.code }} can no longer be offered: {{ offer.reason }}.
Nobody new is shown the offer.

Add a new code to it in the Shop channel: give the offer another `discount:`
in the project, and it goes on.
"""
REASONS: Final[Mapping[str, str]] = {
    "code_deleted": "it was deleted in the store",
    "code_expired": "its last day is over",
    "unsupported_type": "its discount is of a type that offers do not have",
    "merchant_requirements": "the store does not meet the requirements for merchants",
}


def read_notices(store: Store) -> tuple[dict[Place, Origin], dict[Place, Record]]:
    """Where the notices in hand come from, and the offers they speak of."""
    origins: dict[Place, Origin] = {}
    offers: dict[Place, Record] = {}
    for offer, move, program, name, reason, code in store.read("offers.letters"):
        place = (int(offer), int(move))
        origins[place] = Origin(0, int(program), f"offer {name}", None, None)
        offers[place] = {"name": name, "reason": REASONS.get(reason, reason), "code": code}
    return origins, offers
