"""What may be wrong with a SQLite file, its library, and the disk under it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..symptom import Symptom, fine, problem, warning
from .store import LOG_CAP, LOG_KEPT, MEMORY, SqliteStore, log_size

Version = tuple[int, int, int]

FIXED: Version = (3, 51, 3)
BACKPORTS: tuple[Version, ...] = ((3, 50, 7), (3, 44, 6))
FIRST_AFFECTED: Version = (3, 7, 0)
MEGABYTE = 1 << 20
ANYBODY = stat.S_IROTH | stat.S_IWOTH
NO_ROOM, LITTLE_ROOM = 64 * MEGABYTE, 1024 * MEGABYTE
SYNCHRONOUS = ("off", "normal", "full", "extra")


def loses_commits(version: Version) -> bool:
    """Whether a checkpoint can undo the commit of another connection: the reset of the log.

    From 3.7.0 to 3.51.2, but for the later releases of the two lines that were mended too.
    """
    mended = any(version[:2] == one[:2] and version >= one for one in BACKPORTS)
    return FIRST_AFFECTED <= version < FIXED and not mended


def looked_at(store: SqliteStore) -> Iterator[Symptom]:
    """What costs nothing to look at."""
    yield library(sqlite3.sqlite_version_info)
    if store.path == MEMORY:
        return
    path = Path(store.path)
    yield permissions(path)
    yield journal(store.connection)
    yield synchronous(store)
    yield log(log_size(store.path))
    usage = shutil.disk_usage(path.resolve().parent)
    yield room(usage.free, usage.total)


def beside(path: Path) -> Iterator[Symptom]:
    """What can be looked at where no store is opened: the library, and the disk."""
    yield library(sqlite3.sqlite_version_info)
    if path.is_file():
        yield permissions(path)
    if path.resolve().parent.is_dir():
        usage = shutil.disk_usage(path.resolve().parent)
        yield room(usage.free, usage.total)


def read_whole(store: SqliteStore) -> Iterator[Symptom]:
    """What needs the whole file to be read."""
    found = [str(words) for (words,) in store.connection.execute("PRAGMA integrity_check(5)")]
    if found == ["ok"]:
        yield fine("pages", "every page and every index of the file is as it should be")
        return
    help = "stop every `jalon run`, keep the file, and go back to the latest copy"
    yield problem("pages", f"the file is damaged: {found[0]}", help)


def library(version: Version) -> Symptom:
    """Whether the library can lose a commit."""
    name = "SQLite " + ".".join(map(str, version))
    if not loses_commits(version):
        return fine("library", name)
    return warning(
        "library",
        f"{name} can lose a commit that comes while another connection checkpoints; commands of "
        "Jalon keep apart",
        "let no other program write to the file; the error is mended from 3.51.3 on",
    )


def permissions(path: Path) -> Symptom:
    """Who may read the file; it holds names and addresses. T34"""
    mode = stat.S_IMODE(os.stat(path).st_mode)
    said = f"`{path}` has the permissions {mode:04o}"
    if not mode & ANYBODY:
        return fine("permissions", said)
    said += f": anybody may {'change' if mode & stat.S_IWOTH else 'read'} it"
    if keeps_permissions(path.resolve().parent):
        return problem("permissions", said, f"`chmod 600 {path}*`")
    help = "this disk keeps no permissions: see to it that nobody else can reach it"
    return warning("permissions", said, help)


def keeps_permissions(folder: Path) -> bool:
    """Whether a file there is its owner's alone when it is made so; a nameless one is tried."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            return not os.fstat(file.fileno()).st_mode & ANYBODY
    except OSError:
        return True


def journal(connection: sqlite3.Connection) -> Symptom:
    """A write-ahead log: readers and the writer do not wait for each other."""
    [(mode,)] = connection.execute("PRAGMA journal_mode")
    if mode == "wal":
        return fine("journal", "the file has a write-ahead log")
    help = "is it on a network disk? SQLite needs a local one"
    return problem("journal", f"the file has the journal mode `{mode}`, not `wal`", help)


def synchronous(store: SqliteStore) -> Symptom:
    """Whether a commit is on the disk before anybody is told."""
    if store.readonly:
        return fine("synchronous", "the file is only read")
    [(level,)] = store.connection.execute("PRAGMA synchronous")
    if level >= 2:
        return fine("synchronous", "every commit is on the disk before anybody is told")
    said = f"commits are `synchronous = {SYNCHRONOUS[level]}`: a power failure takes some back"
    return problem("synchronous", said, "open the file as Jalon does")


def log(size: int) -> Symptom:
    """Whether somebody keeps the log from being emptied."""
    said = f"the write-ahead log has {size / MEGABYTE:,.0f} MB"
    help = "end the program that has been reading the file for long, such as a shell of SQLite"
    if size > LOG_CAP:
        return warning("log", f"{said}: `jalon run` waits until it is emptied", help)
    if size > 2 * LOG_KEPT:
        return warning("log", said, help)
    return fine("log", said)


def room(free: int, total: int) -> Symptom:
    """Whether the disk has room for what is to be written."""
    said = f"{free / MEGABYTE:,.0f} MB of the disk are free, {100 * free // max(total, 1)} %"
    if free < NO_ROOM or (free < LITTLE_ROOM and 20 * free < total):
        return warning("disk", said, "free some space: `jalon run` waits when nothing is left")
    return fine("disk", said)
