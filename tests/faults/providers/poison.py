"""F15: one message on which its worker dies each time; real processes, really killed."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from jalon.deliver.letters import Desk
from jalon.deliver.loop import deliver_due
from jalon.deliver.records import Material
from jalon.deliver.senders import Prepared
from jalon.deliver.senders.maildir import MaildirSender

from ...integration.deliver.building import MINUTE, NOW, Post, office
from ..figures import Figures

FAULT, CASES = "F15", 50
PEOPLE, DEATHS, PATIENCE = 30, (3, 4, 5), 12


class Deadly(Desk):
    """A desk at which somebody dies over one letter."""

    poison = 0

    def write(self, material: Material, now: int) -> Prepared:
        """A letter, or the end."""
        if material.row.contact_id == self.poison:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().write(material, now)


def life(path: Path, poison: int, now: int) -> bool:
    """One worker, until it has done all that is due; whether it was killed on the way."""
    child = os.fork()
    if child:
        return bool(os.WIFSIGNALED(os.waitpid(child, 0)[1]))
    try:
        ours = office(MaildirSender(path.parent / "mail"))
        desk = Deadly(ours.desk.delivery)
        desk.poison = poison
        ours = replace(ours, desk=desk)
        deliver_due(Post.in_file(path).store, ours, now)
    finally:
        os._exit(0)


def judged(poison: int, together: int) -> list[str]:
    """What is wrong when nobody survives one of so many messages."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        Post.in_file(path).waiting(together).store.close()
        deaths = sum(life(path, poison, NOW + turn * 2 * MINUTE) for turn in range(PATIENCE))
        states = Post.in_file(path).states()
        letters = len(list((path.parent / "mail").glob("new/*")))
    wrong = [] if deaths in DEATHS else [f"{deaths} workers died"]
    if states.pop(poison) != ("dead", "crashed"):
        wrong.append("it was not set aside")
    if set(states.values()) - {("accepted", None)} or letters != together - 1:
        wrong.append(f"others did not leave: {letters} of {together - 1}")
    return wrong


def experiment(cases: int, seed: int) -> Figures:
    """Another message each time, alone or among others."""
    begun, rng, found = time.monotonic(), random.Random(seed), []
    for _ in range(cases):
        together = rng.choice((1, 2, 21, PEOPLE))
        found += judged(rng.randint(1, together), together)
    for one in found[:20]:
        print(f"{FAULT}: {one}", file=sys.stderr)
    return Figures(FAULT, cases, len(found), {"lives": cases * PATIENCE}, time.monotonic() - begun)
