"""What a store and the audience tell each other."""

from __future__ import annotations

from typing import Literal

from .base import Model
from .calendar import Duration

HOUR = 3_600_000


class Sync(Model):
    """The connection of a store; read by what connects it, and where its events come in."""

    contacts: bool = True
    sms_since: int | None = None  # the first local day of consents that are taken, SYNC-53
    new_contacts_back: bool = False  # SYNC-60, SYNC-61
    events: bool = True  # SYNC-70
    promo_codes_every: Duration = Duration(milliseconds=3 * HOUR)  # SYNC-81
    privacy: Literal["gdpr", "ccpa"] | None = None  # SYNC-73

    @property
    def behaviour(self) -> Literal["all", "consented", "none"]:
        """Of what people do in the store, what is taken over."""
        if not self.events:
            return "none"
        return "consented" if self.privacy else "all"
