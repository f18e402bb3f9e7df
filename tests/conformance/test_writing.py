"""X-02: what can be written is printed back unchanged; and short forms mean the long ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.dsl.format import format_source
from jalon.dsl.parser import parse
from jalon.dsl.source import Source

from .projects import EMAIL
from .scenario import HEAD, compiled

STARTS = {
    "SP-20": 'tag added "vip"',
    "SP-21": "signs up for email including imported",
    "SP-22": "signs up for email",
    "SP-23": 'texts "SALE24"',
    "SP-25": "signs up for sms including imported",
    "SP-26": "joins group interests.running",
    "SP-27": "leaves group interests.running",
    "SP-28": 'field plan changes to "gold"',
    "SP-29": 'views page "/pricing"',
    "SP-30": 'clicks link "/signup"',
    "SP-31": "added manually",
    "SP-35": "on specific date renewal",
    "SP-36": "7 days after signup date",
    "SP-37": "on birthday dob",
    "SP-38": "on recurring date anniversary",
    "SP-39": "3 days before birthday at 10:00",
    "SP-42": "buys any product in store shop",
    "SP-43": 'buys products "A", "B"',
    "SP-44": "goes 30 days without buying",
    "SP-46": 'views store page "/sale"',
    "SP-47": 'views collection "boots"',
    "SP-48": 'searches for "boots"',
    "SP-49": 'adds product "A" to cart',
    "SP-50": "submits payment info",
    "SP-51": "adds any low stock product to cart",
    "SP-53": "product back in stock",
    "SP-55": "abandons cart",
    "SP-56": 'abandons cart without products "C"',
    "SP-58": "abandons cart after 6h",
    "SP-64": "order confirmed",
    "SP-65": "order paid",
    "SP-66": "order shipped",
    "SP-67": "order refunded",
    "SP-68": "order cancelled",
    "SP-70": "is sent email hello",
    "SP-71": "opens email hello",
    "SP-72": "does not open email hello within 3 days",
    "SP-73": "clicks email hello",
    "SP-74": "does not click email hello within 2 days",
    "SP-75": 'clicks link "https://x.example" in email hello',
    "SP-76": "answers survey nps",
    "SP-80": "api call",
    "SP-81": 'event "booked" where event.seats > 2',
    "SP-84": "eventbrite check-in",
    "SP-85": "eventbrite ticket",
    "SP-86": 'eventbrite ticket for "e1"',
    "SP-87": 'eventbrite check-in at "e1"',
    "SP-88": "chat finished",
    "SP-89": 'zapier event "lead"',
}


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
def test_X_02_a_starting_point_is_printed_back_unchanged(start: str) -> None:
    source = Source("j.journey", f"starting point: {start}\nwait 1h\n")
    text, found = format_source(source)
    assert (text, found) == (source.text, [])
    assert parse(Source("j.journey", text or "")) == parse(source)


@pytest.mark.parametrize("short", ["split: 50/50", "split 50/50:", "split: 50%/50%"])
def test_STEP_27_half_and_half_is_a_split_of_50_percent(tmp_path: Path, short: str) -> None:
    lines = "{}\n    {}a: send email m\n    {}b: wait 1h\n"
    journey = f"{HEAD}{EMAIL}journey j:\n  starting point: added manually\n  {lines}"
    half, whole = (
        compiled(tmp_path, journey.format(head, share, share))[0]
        for head, share in ((short, ""), ("split:", "50% "))
    )
    assert half is not None
    assert whole is not None
    assert half.journeys == whole.journeys
