"""The stage of an experiment: a store, sinks, and processes that are started and killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jalon.runtime import intake
from jalon.runtime.deploy import deploy

from . import workload
from .clock import START, SharedClock
from .page import Page
from .scene import AnyStore, Life, Scene
from .server import Server
from .smtp_sink import ORDER

ROOT = Path(__file__).resolve().parents[3]
BATCHES = 2  # of events, for each jump of the time
BATCH, BATCH_THERE = 5, 20  # events in one: on a server several workers have to be busy
PATIENCE = 60.0  # seconds until something that must come is given up


class Stuck(Exception):
    """Something that must happen has not happened in time."""


@dataclass
class Process:
    """A process of the stage."""

    stage: Stage
    pid: int
    place: int
    gone: bool = False

    def signal(self, number: int) -> None:
        """Sends it a signal."""
        os.kill(self.pid, number)

    def kill(self) -> str:
        """Kills it; returns what it was doing, or nothing when it was idle."""
        self.signal(signal.SIGKILL)
        self.wait()
        page = self.stage.page
        return page.read(self.place) if page.live(self.place) else ""

    def wait(self) -> None:
        """Until it is gone."""
        if not self.gone:
            self.stage.order(do="wait", pid=self.pid)
            self.gone = True

    def begun(self) -> None:
        """Until it has done something."""
        until(lambda: self.stage.page.read(self.place) not in ("", "starting") or self.dead())

    def dead(self) -> bool:
        """Whether it has ended, without waiting for it."""
        if self.gone:
            return True
        state = Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2]
        return state.startswith(("Z", "X"))


@dataclass
class Stage:
    """One experiment's processes."""

    scene: Scene
    clock: SharedClock
    page: Page
    forge: subprocess.Popen[str]
    server: Server | None = None

    def order(self, **order: Any) -> dict[str, Any]:
        """Tells the forge to do something."""
        assert self.forge.stdin
        assert self.forge.stdout
        self.forge.stdin.write(json.dumps(order) + "\n")
        self.forge.stdin.flush()
        answer = self.forge.stdout.readline()
        if not answer:
            raise Stuck("the forge is gone")
        return dict(json.loads(answer))

    def warm(self, *, store: bool = True) -> None:
        """Lets the forge read the store; sinks need none."""
        self.order(do="warm", scene=asdict(self.scene), store=store)

    def start(self, task: str, life: Life) -> Process:
        """Starts a process that lives in a certain way."""
        self.page.write(life.place, "")
        answer = self.order(do="start", task=task, life=asdict(life))
        return Process(self, int(answer["pid"]), life.place)

    def serve(self, task: str, **given: object) -> None:
        """Starts a server, and waits until it listens."""
        self.order(do="start", task=task, life=given)
        until((self.scene.path / f"{task}.port").exists)

    def worker(self, place: int = 0, **life: Any) -> Process:
        """A worker, once it is at work."""
        process = self.start("worker", Life(place, **life))
        process.begun()
        return process

    def client(self, place: int = 40, **life: Any) -> Process:
        """A client."""
        return self.start("client", Life(place, **life))

    def script(self, script: dict[str, list[int]]) -> None:
        """Tells the mail server whom to kill, and when."""
        with socket.create_connection(("127.0.0.1", self.scene.port("smtp"))) as line:
            line.sendall(f"{ORDER} {json.dumps(script)}\r\n".encode())
            with line.makefile("rb") as answers:
                answers.readline()  # the greeting
                answers.readline()

    def jump(self, milliseconds: int) -> None:
        """Lets time go on at once, and something happen in it."""
        self.clock.move(milliseconds)
        self.page.grant(BATCHES)
        if self.server:
            self.server.move(self.clock)

    def complaints(self) -> str:
        """What processes said before they ended by themselves: nobody should."""
        return "".join(
            path.read_text() for path in sorted(self.scene.path.glob("*.err")) if path.exists()
        )


def until(true: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Waits for something. Raises `Stuck`."""
    end = time.monotonic() + patience
    while not true():
        if time.monotonic() > end:
            raise Stuck(f"nothing came within {patience:g} seconds")
        time.sleep(0.0002)


@contextmanager
def stage(
    seed: int, server: Server | None = None, audience: int = workload.AUDIENCE
) -> Iterator[Stage]:
    """A stage with an audience and running journeys, on a file or on a server."""
    with tempfile.TemporaryDirectory(prefix="jalon-faults-") as name, forging() as forge:
        folder = Path(name)
        database = server.address if server else str(folder / "store.db")
        clock = SharedClock.made(folder / "clock")
        scene = Scene(name, database, seed, audience, BATCH_THERE if server else BATCH)
        here = Stage(scene, clock, Page(folder / "page"), forge, server)
        here.warm(store=False)
        here.serve("smtp")
        here.serve("http")
        if server:
            server.furnish(clock)
        furnish(scene.open(), audience)
        here.warm()
        yield here


@contextmanager
def forging() -> Iterator[subprocess.Popen[str]]:
    """A forge; with it everything ends that it has started."""
    words = [sys.executable, "-m", "tests.faults.harness.forge"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(words, cwd=ROOT, text=True, **pipes) as forge:  # type: ignore[call-overload]
        try:
            yield forge
        finally:
            forge.kill()


def furnish(store: AnyStore, audience: int) -> None:
    """Journeys and people."""
    deploy(store, workload.program(), START)
    outcome = intake.add_contacts(store, workload.audience(audience), START, "historic")
    assert not outcome.refusals, outcome.refusals
    store.close()
