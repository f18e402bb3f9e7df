"""A process with everything imported that forks others: one starts in milliseconds."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from jalon.runtime.store import StoreError

from . import client, http_sink, pooler, proxy, smtp_sink, worker
from .ledger import Ledger
from .scene import Life, Scene
from .warmth import Warmth

PLANTED = "JALON_PLANTED"  # the variable that names what is to be broken
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Forge:
    """Obeys lines of JSON: `warm` for a scene, `start` a task, `wait` for a process."""

    def __init__(self) -> None:
        self.scene: Scene | None = None
        self.warmth: Warmth | None = None

    def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        """Carries out one order."""
        match order["do"]:
            case "warm":
                self.scene = Scene(**order["scene"])
                self.warmth = Warmth.of(self.scene) if order["store"] else None
                return {}
            case "start":
                return {"pid": self.start(order["task"], order["life"])}
            case _:
                return {"status": os.waitpid(order["pid"], 0)[1]}

    def start(self, task: str, life: dict[str, Any]) -> int:
        """Forks a process for a task; it dies when this one does."""
        if child := os.fork():
            return child
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        assert self.scene is not None
        self.inherit(self.scene.path / f"{task}.err")
        try:
            self.tasks(self.scene)[task](life)
        except StoreError as error:  # what `jalon run` would say before it ends
            Ledger(self.scene.path / "ended.log").note(task=task, message=error.message)
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(1)

    def inherit(self, errors: Path) -> None:
        """A child has nothing to do with the orders; its complaints go into a file."""
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # clients are gone all the time
        nothing = os.open(os.devnull, os.O_RDWR)
        file = os.open(errors, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o644)
        for number, target in ((0, nothing), (1, nothing), (2, file)):
            os.dup2(target, number)

    def tasks(self, scene: Scene) -> dict[str, Callable[[dict[str, Any]], None]]:
        """What a process can be told to do."""
        return {
            "worker": lambda life: worker.live(scene, Life.told(life), self.hot()),
            "client": lambda life: client.live(scene, Life.told(life)),
            "smtp": lambda _: asyncio.run(smtp_sink.serve(scene.path)),
            "http": lambda _: asyncio.run(http_sink.serve(scene.path)),
            "proxy": lambda given: asyncio.run(proxy.serve(scene.path, given)),
            "pooler": lambda given: asyncio.run(pooler.serve(scene.path, given)),
        }

    def hot(self) -> Warmth:
        """The warmth of the scene."""
        assert self.warmth is not None, "warm the forge first"
        return self.warmth


def plant(name: str) -> None:
    """Breaks something on purpose, in this process and in all that it will fork.

    The name is that of a function that is given something to patch with: `package.module:function`.
    """
    module, _, function = name.partition(":")
    getattr(import_module(module), function)(pytest.MonkeyPatch())


def main() -> None:
    """Until nobody gives orders any more."""
    if bug := os.environ.get(PLANTED):
        plant(bug)
    forge = Forge()
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(forge.obey(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
