"""Pieces of projects that many scenarios share."""

from __future__ import annotations

SEND = "\n  send email m\n"
EMAIL = 'email m:\n  subject: "Hello"\n\n'
FIELDS = "field plan: text\nfield size: number\nfield renewal: date\ngroup g: one, two\n\n"
HOUR = 3_600_000
DAY = 24 * HOUR


def journey(start: str, *settings: str, steps: str = SEND) -> str:
    """A journey `j` with one starting point, settings and steps, and one message `m`."""
    lines = "\n  ".join([f"starting point: {start}", *settings])
    return f"{EMAIL}{FIELDS}journey j:\n  {lines}\n{steps}"


def steps(*lines: str) -> str:
    """Steps of a journey; deeper lines bring their own indentation."""
    return "\n" + "".join(f"  {line}\n" for line in lines)


def segment(*lines: str) -> str:
    """A segment `s` of these lines, with the usual fields and groups."""
    return FIELDS + "segment s:\n" + "".join(f"  {line}\n" for line in lines)
