"""How fast a project is read: parsed, checked, compiled, in lines a second."""

from __future__ import annotations

from jalon.compiler.pipeline import check, compile_project
from jalon.compiler.project import ProjectSources
from jalon.dsl.format import format_source
from jalon.dsl.parser import parse
from jalon.dsl.source import Source

from .measure import seconds, table

JOURNEY = """journey j{n} "Number {n}":
  starting point: tag added "t{n}"
  re-entry: after 7 days

  wait 1h
  if tagged "vip" and not bought category "Boots" in the last 90 days:
    send email hello
  else if field plan is "gold":
    wait until monday to friday between 09:00 and 17:00
    send email hello
  else:
    stop
"""
HEAD = """audience:
  currency: EUR

store shop:
  platform: shopify

field plan: text

email hello:
  subject: "Hello"
  body: "Hello"
"""
JOURNEYS = 500


def main() -> None:
    """Prints lines per second of each stage, and each stage's time over parsing's."""
    text = HEAD + "\n" + "\n".join(JOURNEY.format(n=n) for n in range(JOURNEYS))
    lines = text.count("\n")
    source = Source("big.journey", text)
    project = ProjectSources.of({"big.journey": text})
    parse(source)  # reads the grammar's table
    taken = {
        "parse": seconds(lambda: parse(source)),
        "parse and format": seconds(lambda: format_source(source)),
        "parse and check": seconds(lambda: check(project)),
        "parse, check and lower": seconds(lambda: compile_project(project)),
    }
    rows = [
        (name, f"{lines / time:,.0f}", f"{time / taken['parse']:.1f}")
        for name, time in taken.items()
    ]
    table(f"reading {lines:,} lines", [("stage", "lines/s", "÷ parse"), *rows])
