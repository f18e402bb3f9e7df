"""Runs the process on the disk with faults, and looks at what it left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from jalon.runtime.prove import violations
from jalon.runtime.sqlite import SqliteStore

from ...integration.deliver.building import NOW, SECOND
from ..figures import Figures


def trial(fault: str, cases: int, seed: int, shim: Path | None = None) -> Figures:
    """One process, so many pieces of work; what was acknowledged must be there, once."""
    begun = time.monotonic()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "jalon.db"
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.disk.child", str(path), str(seed), str(cases)],
            env={**os.environ, **preloaded(shim, Path(folder))},
            capture_output=True,
            text=True,
            check=False,
        )
        told = Counter(line.split()[0] for line in done.stdout.splitlines())
        found = wrong(path, done, cases)
    if found:
        print("\n".join(found), done.stderr[-2000:], file=sys.stderr)
    hit = {"interrupted": told["interrupted"], "failed calls": told["failed"]}
    return Figures(fault, cases, len(found), hit, time.monotonic() - begun)


def preloaded(shim: Path | None, folder: Path) -> Mapping[str, str]:
    """The surroundings in which calls to the disk are taken over."""
    if shim is None:
        return {}
    orders = folder / "orders"
    orders.write_bytes(bytes(12))
    return {"LD_PRELOAD": str(shim), "JALON_SHIM": str(orders)}


def wrong(path: Path, done: subprocess.CompletedProcess[str], cases: int) -> list[str]:
    """What must not be."""
    lines = [line.split() for line in done.stdout.splitlines()]
    found = [f"the process ended with {done.returncode}"] if done.returncode else []
    found += ["a transaction was left open" for one in lines if one == ["open"]]
    sent = Counter(one[1] for one in lines if one[0] == "sent")
    found += [f"{to} got it {times} times" for to, times in sent.items() if times > 1]
    store = SqliteStore.open(path)
    there = {str(key) for (key,) in store.connection.execute("SELECT key FROM contact")}
    found += [f"{one[1]} is lost" for one in lines if one[0] == "acked" and one[1] not in there]
    ((runs,),) = store.connection.execute("SELECT COUNT(*) FROM entry")
    found += [f"{runs} of {cases} were let in"] if runs != cases else []
    found += [f"{one.check} {one.values}" for one in violations(store, NOW + cases * SECOND)]
    store.close()
    return found
