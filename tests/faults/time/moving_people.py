"""F34: people move by up to 26 hours while they wait: once per local day, outside quiet hours."""

from __future__ import annotations

import random
import time
from zoneinfo import ZoneInfo

from jalon.runtime.intake.rows import ContactRow

from ...conformance.scenario import instant
from ..figures import Figures
from .stage import DAY, HOUR, Stage
from .walk import shown

FAULT, CASES = "F34", 10_000
BEGIN = instant("2026-03-20T00:00:00")
DAYS, ROUNDS, MOVES = 10, 4, 3
ZONES = (
    *("Pacific/Kiritimati", "Pacific/Apia", "Pacific/Chatham", "Asia/Kathmandu", "Europe/Paris"),
    *("UTC", "America/St_Johns", "America/Havana", "America/Los_Angeles", "Pacific/Niue"),
    "Etc/GMT+12",
)
TEXT = f"""email m:
  subject: "Hello"

journey j:
  starting point: tag added "go"
  quiet hours: 21:00 to 08:00
  wait until 09:00
  repeat {ROUNDS} times every 1 day:
    send email m
"""
DUE = """SELECT c.key, o.queued_at, o.node_id
FROM outbox AS o JOIN contact AS c ON c.id = o.contact_id
WHERE o.queued_at >= ?"""
Walls = dict[str, list[int]]
"""What the clock showed where each contact lived, whenever something was due."""


def experiment(cases: int, seed: int) -> Figures:
    """Everybody gets a letter a day, and moves now and then."""
    begun, draw = time.monotonic(), random.Random(seed)
    homes = {f"c{number}": draw.choice(ZONES) for number in range(cases)}
    stage = Stage.of(TEXT, BEGIN)
    stage.crowd((person(key, home) for key, home in homes.items()), BEGIN)
    stage.tag(homes, BEGIN)
    due: Walls = {key: [] for key in homes}
    seen: set[tuple[int, ...]] = set()
    wrong = moves = 0
    for now in range(BEGIN, BEGIN + DAYS * DAY, HOUR):
        stage.tick(now)
        fresh = {*stage.sql(DUE, now - HOUR)} - seen
        seen |= fresh
        for key, at, _ in fresh:
            due[str(key)].append(shown(ZoneInfo(homes[str(key)]), at))
        wrong += early_or_late(stage, homes, now)
        movers = [key for key in homes if draw.random() < MOVES / (7 * 24)]
        homes |= {key: draw.choice(ZONES) for key in movers}
        stage.crowd((person(key, homes[key]) for key in movers), now)
        moves += len(movers)
    wrong += stage.set_aside() + sum(mistakes(walls) for walls in due.values())
    wrong += abs(len(stage.sink.taken) - cases * ROUNDS)
    return Figures(FAULT, cases, wrong, {"moves": moves}, time.monotonic() - begun)


def early_or_late(stage: Stage, homes: dict[str, str], now: int) -> int:
    """Hands over what is due; returns how much of it left in quiet hours."""
    before = len(stage.sink.taken)
    stage.deliver(now)
    keys = [address.partition("@")[0] for address, _ in stage.sink.taken[before:]]
    hours = [shown(ZoneInfo(homes[key]), now) % DAY for key in keys]
    return sum(not 8 * HOUR <= hour < 21 * HOUR for hour in hours)


def mistakes(walls: list[int]) -> int:
    """Letters that did not come, or came on a local day that had one."""
    days = [wall // DAY for wall in walls]
    return abs(len(days) - ROUNDS) + len(days) - len(set(days))


def person(key: str, zone: str) -> ContactRow:
    """A subscribed contact who lives there."""
    return ContactRow(
        key=key, email=f"{key}@x.example", email_status="subscribed", time_zone=zone, added_at=0
    )
