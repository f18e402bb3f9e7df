"""Rules about what is known of contacts: stars, places, predictions."""

from __future__ import annotations

from ...dsl.diagnostics import Rule, Severity
from ..ir.traits import STARS

_LEGEND = "; ".join(f"{stars} = {meaning}" for stars, meaning in STARS.items())

NO_RATING = Rule(
    "J335",
    "no-such-rating",
    f"A rating has 1 to 5 stars: {_LEGEND}. A new contact has 2. The stars come with the contacts; "
    "nothing that happens here changes them (SEG-50 to SEG-54).",
    """\
segment engaged: rating >= 6
""",
    "SEG-51",
)

NOWHERE = Rule(
    "J336",
    "nowhere-on-earth",
    "A place is its latitude, -90 to 90 degrees north, then its longitude, -180 to 180 degrees "
    "east: `within 20 km of 45.90, 6.12`.",
    """\
segment neighbours: within 20 km of 145.90, 6.12
""",
    "SEG-73",
)

PREDICTED_ELSEWHERE = Rule(
    "J337",
    "predicted-elsewhere",
    "Who the high-value customers are is predicted by others, and read from the `lifetime_value` "
    "of the contacts; whoever came without one is not among them. Declare a segment of that name "
    "to say what it means here.",
    """\
store shop:
  currency: EUR
segment best: in segment high_value_customers
""",
    "SEG-30",
    Severity.WARNING,
)

TABLE = (NO_RATING, NOWHERE, PREDICTED_ELSEWHERE)
