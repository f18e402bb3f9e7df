"""What a store and the audience tell each other, from the settings of the store."""

from __future__ import annotations

import datetime
from typing import Any, Final

from ...dsl import nodes
from ..ir.syncing import Sync
from ..resolve.facts import Settings
from .literals import duration

FLAGS: Final = {
    "sync contacts": "contacts",
    "sync new contacts back": "new_contacts_back",
    "sync events": "events",
}
FIRST_DAY: Final = datetime.date(1970, 1, 1)


def sync(settings: Settings) -> Sync:
    """The connection; what is not said is as the ir has it."""
    said = {FLAGS[key]: settings.one(key, nodes.YesNo) for key in FLAGS}
    found: dict[str, Any] = {name: flag.value for name, flag in said.items() if flag}
    if since := settings.one("sync sms since", nodes.Date):
        found["sms_since"] = (since.value - FIRST_DAY).days
    if often := settings.one("promo codes every", nodes.Duration):
        found["promo_codes_every"] = duration(often)
    if law := settings.word("privacy"):
        found["privacy"] = law
    return Sync(**found)
