"""Days of a contact that arrive, and messages that are left unanswered."""

from __future__ import annotations

from typing import Literal

from .base import Model
from .calendar import DAY, Duration
from .predicates import Predicate

NINE = DAY * 9 // 24  # milliseconds after local midnight, AMB-20


class ContactDate(Model):
    """A local day of the contact, `offset` days later, at a time of day. SP-35…40.

    `attribute` is `added_at` for the signup date, else a field: of dates for `specific` (that day)
    and `recurring` (that day of every year), of birthdays for `birthday`. 29 February is the
    28th in common years. `at` counts milliseconds after local midnight.
    """

    kind: Literal["specific", "signup", "birthday", "recurring"]
    attribute: str
    offset: int = 0
    at: int = NINE

    @property
    def yearly(self) -> bool:
        """Whether it comes back every year."""
        return self.kind in ("birthday", "recurring")


class DateArrives(Model):
    """A contact's day has come. SP-35…41."""

    type: Literal["date"] = "date"
    date: ContactDate
    where: Predicate | None = None


class EmailSilence(Model):
    """A message was sent, and no event of kind `answer` came within the time. SP-72, 74.

    `message` is folded; `where` may read the properties of the send.
    """

    type: Literal["email_silence"] = "email_silence"
    message: str
    answer: Literal["email_opened", "email_clicked"]
    within: Duration
    where: Predicate | None = None
