"""Fibres: actors that take turns. Each has a thread to be frozen in, and one at a time runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Semaphore, Thread
from typing import Protocol


class Killed(BaseException):
    """The process is gone: nothing of it is cleaned up."""


class Actor(Protocol):
    """Somebody who does one thing at a time."""

    name: str

    def act(self) -> None:
        """Does the next thing, whatever it leads to."""
        ...

    def die(self) -> None:
        """Is gone, without cleaning up."""
        ...


@dataclass(eq=False)
class Fibre:
    """One actor. `frozen`: in the middle of something, until it is its turn again."""

    actor: Actor
    killed: Callable[[], None]
    frozen: bool = False
    doomed: bool = False
    dying: bool = False
    over: bool = False
    trouble: BaseException | None = None
    mine: Semaphore = field(default_factory=lambda: Semaphore(0))
    back: Semaphore = field(default_factory=lambda: Semaphore(0))
    thread: Thread | None = None

    def go(self) -> None:
        """Lets it do something, until it is done or frozen. Raises what went wrong."""
        if self.thread is None:
            self.thread = Thread(target=self.live, daemon=True)
            self.thread.start()
        self.mine.release()
        self.back.acquire()
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble

    def freeze(self) -> None:
        """Called by the actor itself: others go on. Raises `Killed` when it is never its turn."""
        self.frozen = True
        self.back.release()
        self.mine.acquire()
        self.frozen = False
        if self.doomed:
            self.perish()

    def perish(self) -> None:
        """Is killed here: whatever it still tries while it unwinds, it cannot."""
        self.dying = True
        raise Killed

    def live(self) -> None:
        """Acts whenever it is its turn; whom it kills is started again."""
        self.mine.acquire()
        while not self.over:
            self.once()
            self.back.release()
            self.mine.acquire()
        self.actor.die()
        self.back.release()

    def once(self) -> None:
        """One thing."""
        self.dying = self.doomed = False
        try:
            self.actor.act()
        except Killed:
            self.killed()
            self.actor.die()
        except BaseException as trouble:
            self.trouble = trouble

    def kill(self) -> None:
        """Whoever is frozen never goes on."""
        if self.frozen:
            self.doomed = True
            self.go()

    def end(self) -> None:
        """It does nothing any more."""
        if self.over:
            return
        self.kill()
        self.over = True
        if self.thread is not None:
            self.go()
            self.thread.join()
