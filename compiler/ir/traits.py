"""What is known of every contact in a few fixed words: the words, and what stars mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EMAIL_STATUSES: Final = ("subscribed", "unsubscribed", "non_subscribed", "pending", "cleaned")
SMS_STATUSES: Final = ("subscribed", "unsubscribed", "none")
GENDERS: Final = ("female", "male")  # SEG-75
AGES: Final = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")  # SEG-75
LEVELS: Final = ("new", "low", "moderate", "high")  # SEG-76
ENGAGEMENTS: Final = ("rarely", "sometimes", "often")  # SEG-77

# SEG-53. A rating is imported and never computed here (SEG-54); a new contact has UNRATED.
STARS: Final[Mapping[int, str]] = {
    1: "came back after unsubscribing, or bounced in the past",
    2: "no engagement",
    3: "low engagement",
    4: "moderate engagement",
    5: "high engagement",
}
UNRATED: Final = 2  # SEG-52
