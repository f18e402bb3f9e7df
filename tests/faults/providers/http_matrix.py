"""F21: machines behind webhooks that misbehave, by a table: the state, one key, no redirect."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator

from jalon.compiler import ir
from jalon.deliver.letters import Desk
from jalon.deliver.loop import Office, deliver_due
from jalon.deliver.senders.webhook import Waits, WebhookSender
from jalon.deliver.settings import Delivery

from ...integration.deliver.building import HOUR, NOW, SECOND, Post, program
from ...integration.deliver.hooks import LOOPBACK
from ..figures import Figures
from .http_server import Answer, Machine, machine, saying
from .http_table import Behaviour, status, table

FAULT, CASES = "F21", 10 * len(table())
WAITS = Waits(connect=0.5, read=0.5, whole=0.7)
FAILURE = status("", "500 Internal Server Error", ("", "")).answer


def posted(machine: Machine, scheme: str) -> tuple[Post, Office]:
    """A store with a request to a machine, and a way out."""
    url = f"{scheme}://127.0.0.1:{machine.port}/hook"
    webhooks = (ir.Webhook(name="crm", url=url, body='{"a": 1}'),)
    post = Post.with_program(program(webhooks=webhooks))
    post.contact(1)
    post.queue(1, channel="webhook", message="crm", purpose="internal")
    way = WebhookSender(reach=LOOPBACK, waits=WAITS)
    return post, Office({"webhook": way}, Desk(Delivery()))


def judged(behaviour: Behaviour) -> list[str]:
    """What is wrong after a machine has behaved so once, and then well."""
    with machine() as trap, machine(encrypted=behaviour.scheme == "https") as found:
        found.answers = [trapped(behaviour, trap)]
        post, office = posted(found, behaviour.scheme)
        deliver_due(post.store, office, NOW)
        wrong = [*first(post, behaviour)]
        if behaviour.taken:
            for hour in (1, 2, 30):
                deliver_due(post.store, office, NOW + hour * HOUR)
            wrong += last(post, found)
        if trap.keys:
            wrong.append("a redirect was followed")
    return [f"{behaviour.name}: {one}" for one in wrong]


def trapped(behaviour: Behaviour, trap: Machine) -> Answer:
    """The answer; a redirect leads into the trap."""
    if not behaviour.name.startswith("30"):
        return behaviour.answer
    line = f"{behaviour.name} Moved\r\nLocation: http://127.0.0.1:{trap.port}/"
    return status(behaviour.name, line, ("", "")).answer


def first(post: Post, behaviour: Behaviour) -> Iterator[str]:
    """What is wrong at once."""
    ((state, due),) = post.sql("SELECT state, not_before FROM outbox")
    [outcome] = post.attempts()
    if (state, outcome) not in behaviour.ways:
        yield f"{state} by {outcome}"
    if due < NOW + behaviour.pause * SECOND:
        yield f"again after {(due - NOW) / SECOND:g} s"


def last(post: Post, found: Machine) -> Iterator[str]:
    """What is wrong in the end."""
    if post.state() != "accepted":
        yield f"{post.state()} in the end"
    if len(set(found.keys)) != 1 or len(found.keys) != len(post.attempts()):
        yield f"{len(found.keys)} requests with {len(set(found.keys))} keys"


def in_doubt() -> list[str]:
    """What is wrong when it took every request, and said each time that it failed."""
    with machine(*[saying(b"")] * 2, *[FAILURE] * 6) as found:
        post, office = posted(found, "http")
        for hour in range(8):
            deliver_due(post.store, office, NOW + hour * HOUR)
    honest = post.states() == {1: ("unknown", "no_answer")} and len(found.keys) == 4
    return [] if honest else [f"{post.states()} after {len(found.keys)} requests"]


def experiment(cases: int, seed: int) -> Figures:
    """Every behaviour, in another order each time round."""
    begun, rng, found = time.monotonic(), random.Random(seed), in_doubt()
    every = table()
    for number in range(cases):
        if number % len(every) == 0:
            rng.shuffle(every)
        found += judged(every[number % len(every)])
    for one in found[:20]:
        print(f"{FAULT}: {one}", file=sys.stderr)
    seconds = time.monotonic() - begun
    return Figures(FAULT, cases, len(found), {"behaviours": len(every)}, seconds)
