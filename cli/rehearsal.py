"""Rehearsals: a copy of the database, on which a virtual clock runs ahead."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..runtime.sqlite import SqliteStore
from ..runtime.sqlite.copying import copy as copy_file
from .databases import Place
from .failure import Failure
from .stores import found

if TYPE_CHECKING:
    from ..deliver.settings import Delivery

FOLDER = "rehearsal"
LETTERS = frozenset({"mail", "sms", "webhooks"})


def rehearsable(place: Place) -> Path:
    """The file to be copied. Raises `Failure` for a database of a server, which has none."""
    if isinstance(place, Path):
        return place
    raise Failure(
        f"a rehearsal works on a copy, and {place} is no file",
        "rehearse the project on a file of its own: `--db rehearsed.db`, after `jalon import`",
    )


@contextmanager
def copied(database: Path) -> Iterator[SqliteStore]:
    """A copy of the database, beside it; an empty one when there is none. The last copy goes."""
    copy = copy_of(database)
    for ending in ("", "-wal", "-shm"):
        copy.with_name(copy.name + ending).unlink(missing_ok=True)
    if database.exists():
        copy_file(found(database), copy)
    with closing(SqliteStore.open(copy)) as store:
        store.connection.execute("PRAGMA synchronous = OFF")  # a copy may be lost
        yield store


def copy_of(database: Path) -> Path:
    """`jalon.db` is rehearsed on `jalon.rehearsal.db`."""
    return database.with_name(f"{database.stem}.{FOLDER}{database.suffix}")


def kept_here(delivery: Delivery, folder: Path) -> Delivery:
    """The same delivery, but every message becomes a file in a folder of the rehearsal."""
    letters = folder / FOLDER
    if letters.exists():
        clear(letters)
    return replace(
        delivery,
        mail="maildir",
        mail_folder=letters / "mail",
        smtp=None,
        sms="folder",
        sms_folder=letters / "sms",
        webhooks="folder",
        webhook_folder=letters / "webhooks",
        rates={},
    )


def clear(letters: Path) -> None:
    """Removes the letters of the last rehearsal, and nothing that is not one."""
    if strange := [one.name for one in letters.iterdir() if one.name not in LETTERS]:
        raise Failure(
            f"`{letters}` would hold the letters of the rehearsal, and holds `{strange[0]}`",
            "move it elsewhere",
        )
    shutil.rmtree(letters)
