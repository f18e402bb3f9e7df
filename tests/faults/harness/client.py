"""A client that tells events and opt-outs, and keeps what was acknowledged on the disk."""

from __future__ import annotations

import time
from pathlib import Path

from jalon.runtime import intake
from jalon.runtime.store import StoreError

from .ledger import Entry, Ledger, entries
from .points import Watch, watched
from .scene import AnyStore, Life, Scene

EVIDENCE = intake.Evidence("the client of the experiment")


def live(scene: Scene, life: Life) -> None:
    """Tells batch after batch; one that was not acknowledged is told again, as it was."""
    watch = Watch(scene.page(), life.place, life.point, life.times)
    watch.at("starting")
    store, clock = watched(scene.open(life.database), watch), scene.clock()
    page = watch.page
    ledger = Ledger(scene.path / "client.log")
    number, at = next_batch(scene.path)
    while True:
        while number >= page.budget():
            time.sleep(0.002)
        at = at or clock.now()
        ledger.note(sent=number, at=at)
        if tell(scene, store, number, at):
            ledger.note(acked=number, at=clock.now())
            watch.at("after ack")
            number, at = number + 1, 0
        watch.at("resting")


def tell(scene: Scene, store: AnyStore, number: int, at: int) -> bool:
    """One batch; False when the store could not take it."""
    try:
        rows = scene.load.happenings(number, at)
        intake.add_events(store, rows, scene.clock().now())
        out = scene.load.leavers(number)
        intake.set_email_status(store, out, "unsubscribed", scene.clock().now(), EVIDENCE)
    except StoreError as error:
        Ledger(scene.path / "turned-away.log").note(batch=number, message=error.message)
        return False
    return True


def next_batch(folder: Path) -> tuple[int, int]:
    """Where to go on: the batch, and when it was told first if it was."""
    noted = entries(folder / "client.log")
    done = max((int(one["acked"]) for one in noted if "acked" in one), default=-1)
    return done + 1, next((int(one["at"]) for one in noted if one.get("sent") == done + 1), 0)


def acknowledged(folder: Path) -> list[Entry]:
    """What was acknowledged, and when."""
    return [one for one in entries(folder / "client.log") if "acked" in one]
