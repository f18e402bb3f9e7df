"""What goes on during the chaos: journeys, an audience, and what happens to it, from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from jalon.compiler import ir
from jalon.compiler.pipeline import compile_project
from jalon.compiler.project import ProjectSources
from jalon.runtime.intake import ContactRow, EventRow

from .clock import START

AUDIENCE = 2_000
JUDGED = 50
"""Contacts whose number divided by this leaves 7 are told few, certain things: for them a plain
model can say what must come out, whenever the engine happened to look."""
KINDS = ("joined", "joined", "paid", "paid", "visited", "left")
JOURNEYS = """
audience:
  from: "Trail <hello@trail.example>"
  currency: EUR

webhook crm:
  url: env:CRM_URL
  body: '''{"email": "{{ contact.email }}"}'''

email hello:
  subject: "Hello {{ contact.first_name or 'you' }}"
  body: "Hello, [unsubscribe]({{ unsubscribe_url }})"

email seen:
  subject: "You looked"
  body: "[unsubscribe]({{ unsubscribe_url }})"

email unseen:
  subject: "You did not look"
  body: "[unsubscribe]({{ unsubscribe_url }})"

email receipt:
  subject: "Receipt"
  kind: transactional
  body: "Thank you"

journey welcome:
  starting point: event "joined"
  re-entry: always
  exit when: event "left"
  send email hello
  wait 1h
  if tagged "vip":
    send email hello
  else:
    call webhook crm
  wait for event "visited" up to 4h
  if tagged "vip":
    send email seen
  else:
    send email unseen

journey receipts:
  starting point: event "paid"
  re-entry: always
  send email receipt

journey crowd:
  starting point: event "came"
  wait 10 days
  if tagged "few":
    send email hello
  wait 10 days

journey pairs:
  starting point: event "joined"
  re-entry: always
  wait 30m
  if event "visited" within 1 day:
    send email seen
  else:
    send email unseen
""".replace("'''", '"""')


@cache
def program() -> ir.Program:
    """The journeys, compiled."""
    found, diagnostics = compile_project(ProjectSources.of({"chaos.journey": JOURNEYS}))
    assert found is not None, diagnostics
    return found


def audience(count: int = AUDIENCE) -> list[ContactRow]:
    """Subscribed people; of some the mail server wants nothing, or nothing yet."""
    return [
        ContactRow(
            key=f"c{n}",
            email=f"{box(n)}{n}@people.example",
            first_name=f"Ana {n}",
            email_status="subscribed",
            tags=["vip"] if n % 3 == 0 else [],
            added_at=START,
        )
        for n in range(count)
    ]


def box(number: int) -> str:
    """How the address of a contact begins."""
    return "refused" if number % 97 == 96 else "greylist" if number % 97 == 95 else "c"


def judged(number: int) -> bool:
    """Whether a plain model can say what must become of a contact."""
    return number % JUDGED == 7


@dataclass(frozen=True, slots=True)
class Load:
    """How much happens: to an audience of so many, to so many of them in each batch."""

    seed: int
    audience: int
    batch: int

    def happenings(self, number: int, now: int = 0) -> list[EventRow]:
        """One batch of events: the same for a number, at whatever instant."""
        random = Random(f"{self.seed}:{number}")
        return [
            EventRow(
                key=f"{self.seed}-{number}-{n}",
                kind="custom",
                subject=what,
                contact_key=f"c{who}",
                at=now,
            )
            for n, (what, who) in enumerate(self.chosen(random, number))
        ]

    def chosen(self, random: Random, number: int) -> list[tuple[str, int]]:
        """What happens to whom. To a judged contact, each thing happens once at most."""
        people = random.sample(range(self.audience), self.batch)
        found = [(random.choice(KINDS), who) for who in people if not judged(who)]
        for what, turn in (("joined", number), ("paid", number - 2), ("visited", number - 12)):
            who = turn * JUDGED + 7
            if 0 <= who < self.audience and (what != "visited" or turn % 2):
                found.append((what, who))
        random.shuffle(found)
        return found

    def leavers(self, number: int) -> list[str]:
        """Who opts out in the same turn."""
        random = Random(f"{self.seed}:{number}:out")
        return [f"c{who}" for who in random.sample(range(self.audience), 1) if not judged(who)]
