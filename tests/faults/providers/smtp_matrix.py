"""F20: mail servers that misbehave, by a table: the state, the address, and nothing twice."""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jalon.deliver.letters import Desk
from jalon.deliver.loop import Office, deliver_due
from jalon.deliver.senders.smtp import Seconds, SmtpSender
from jalon.deliver.settings import Delivery
from jalon.runtime.outbox import outbox_key

from ...integration.deliver.building import HOUR, NOW, Post
from ...integration.deliver.scripted import Scripted, scripted
from ..figures import Figures
from .smtp_table import Behaviour, table

PURPOSES = ("marketing", "transactional", "cart")
FAULT, CASES = "F20", len(table()) * len(PURPOSES)
PATIENCE = Seconds(connect=0.7, read=0.7, taken=0.7)
PEOPLE, SECOND = 3, 2
KEY = re.compile(r"^Message-ID: <([0-9a-f]{40})@", re.MULTILINE | re.IGNORECASE)


@dataclass
class Case:
    """A store with three messages, a server, and an office between them."""

    post: Post
    server: Scripted
    office: Office

    def deliver(self, now: int) -> None:
        """Whatever is due."""
        deliver_due(self.post.store, self.office, now)

    def key(self, run: int) -> str:
        """What a message is called at the server."""
        ((node,),) = self.post.sql("SELECT node_id FROM outbox WHERE enrollment_id = ?", run)
        return outbox_key(self.office.desk.tenant, (run, int(node)), "email")[:40]

    def taken(self) -> Counter[str]:
        """How often the server has each message."""
        return Counter(key for one in self.server.taken for key in KEY.findall(one))


def judged(behaviour: Behaviour, purpose: str) -> list[str]:
    """What is wrong after a server has behaved so, and then well for more than a day."""
    post = Post.with_program().waiting(PEOPLE, purpose=purpose)
    with scripted(behaviour.script()) as (server, address):
        sender = SmtpSender(replace(address, **behaviour.server), PATIENCE)  # type: ignore[arg-type]
        case = Case(post, server, Office({"email": sender}, Desk(Delivery())))
        try:
            case.deliver(NOW)
            found = [*first(case, behaviour, purpose)]
            for hour in (1, 2, 3, 30):
                case.deliver(NOW + hour * HOUR)
        finally:
            sender.close()
    return [f"{behaviour.name}, {purpose}: {one}" for one in (*found, *last(case, behaviour))]


def first(case: Case, behaviour: Behaviour, purpose: str) -> Iterator[str]:
    """What is wrong at once: the state, and whether the address is left alone."""
    states = {run: state for run, (state, _) in case.post.states().items()}
    for run in states if behaviour.whole else (SECOND,):
        allowed = behaviour.states
        if purpose == "transactional" and "unknown" in allowed:
            allowed |= {"queued"}  # it is sent again, under the same Message-ID
        if states[run] not in allowed:
            yield f"{run} is {states[run]}, not {sorted(allowed)}"
    statuses = case.post.sql("SELECT id, email_status FROM contact ORDER BY id")
    cleaned = [id for id, status in statuses if status == "cleaned"]
    suppressed = len(case.post.sql("SELECT * FROM suppression"))
    if (cleaned, suppressed) != ([SECOND] if behaviour.gone else [], int(behaviour.gone)):
        yield f"cleaned: {cleaned}, suppressed: {suppressed}"


def last(case: Case, behaviour: Behaviour) -> Iterator[str]:
    """What is wrong in the end: a lie, a duplicate, somebody else who was held up."""
    taken = case.taken()
    for run, (state, _) in case.post.states().items():
        there, key = taken[case.key(run)], case.key(run)[:8]
        doubts = case.post.attempts(run).count("unknown")
        purpose = case.post.sql("SELECT purpose FROM outbox WHERE enrollment_id = ?", run)
        if there > 1 + (doubts if purpose == [("transactional",)] else 0):
            yield f"{key} arrived {there} times"
        if (state == "accepted" and not there) or (state not in ("accepted", "unknown") and there):
            yield f"{key} is {state} and arrived {there} times"
        if run != SECOND and not behaviour.whole and state != "accepted":
            yield f"{key} of somebody else is {state}"


def experiment(cases: int, seed: int) -> Figures:
    """Every behaviour with every purpose, in another order each time round."""
    begun, rng, found = time.monotonic(), random.Random(seed), []
    every = [(one, purpose) for one in table() for purpose in PURPOSES]
    for number in range(cases):
        if number % len(every) == 0:
            rng.shuffle(every)
        found += judged(*every[number % len(every)])
    for one in found[:20]:
        print(f"{FAULT}: {one}", file=sys.stderr)
    seconds = time.monotonic() - begun
    return Figures(FAULT, cases, len(found), {"behaviours": len(table())}, seconds)
