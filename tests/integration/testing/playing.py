"""A small project, and a test of it that is written in a few lines."""

from __future__ import annotations

from functools import cache

from jalon.compiler.ir.tests import Suite
from jalon.compiler.pipeline import compile_tests
from jalon.compiler.project import ProjectSources
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.testing import Outcome, Theatre

PROJECT = """\
audience:
  time zone: Europe/Paris
  currency: EUR
  from: "Shop <shop@x.example>"
  postal address: "1 street"

field plan: text
field size: number
field renewal: date
group interests: running, hiking
group g: a

store shop:
  currency: EUR

segment gold:
  field plan is "gold"

email hello:
  subject: "Hello"
  body: \"\"\"Hello\"\"\"

email later:
  subject: "Later"
  body: \"\"\"Later\"\"\"

sms nudge: "Look"

journey welcome:
  starting point: signs up for email

  send email hello
  wait 2 days as pause
  if tagged "vip":
    send email later

journey rescue:
  starting point: abandons cart
  exit when: buys any product

  send email
  wait 1 day
  send sms nudge

journey booked:
  starting point: event "booked" where event.seats > 2
  quiet hours: 22:00 to 08:00

  send email hello

journey by_hand:
  starting point: added manually

  send email later

journey renewal:
  starting point: 3 days before specific date renewal at 10:00

  send email later
"""


def suite(text: str) -> Suite:
    """The tests that a text adds to the project."""
    found, diagnostics = compile_tests(ProjectSources.of({"a.journey": PROJECT, "b.journey": text}))
    assert found is not None, [f"{one.code} {one.message}" for one in diagnostics]
    return found


@cache
def outcome(*lines: str) -> Outcome:
    """What becomes of a test with these lines."""
    found = suite('test "it":\n' + "".join(f"  {line}\n" for line in lines))
    (test,) = found.tests
    return Theatre(found, SqliteStore.open).play(test)


def failures(*lines: str) -> list[str]:
    """The sentences of the lines that did not hold."""
    return [one.words for one in outcome(*lines).failures]
