"""What is kept outside the database, where erasure does not reach: it is told, by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..runtime.store import Store
from .databases import Place
from .rehearsal import FOLDER, copy_of
from .settings import delivery

BACKUPS = "backups, and archives of the write-ahead log: restore one, and erase again"
PAGES = (
    "PostgreSQL writes over the bytes of deleted rows by and by, and keeps samples of tables that "
    "are empty now; `--rewrite` takes both out of its files at once, and keeps everybody waiting "
    "meanwhile"
)
SAMPLES = (
    "samples of columns that PostgreSQL planned by: unless your user owns the database, what was "
    "replaced lies in `pg_statistic` until autovacuum comes by"
)


def leftovers(store: Store, place: Place, project: Path, *, rewritten: bool) -> Iterator[str]:
    """Where she may still be found, each with what to do about it if that is not plain."""
    if isinstance(place, Path):
        yield from rehearsals(place)
    else:
        yield SAMPLES if rewritten else PAGES
    yield from refused_rows(store)
    yield from letters(project)
    yield BACKUPS


def rehearsals(database: Path) -> Iterator[str]:
    """The copy of the last rehearsal, and its letters."""
    copy, folder = copy_of(database), database.parent / FOLDER
    if copy.exists():
        yield f"{copy}, the copy of the last rehearsal: delete it"
    if folder.exists():
        yield f"{folder}, the letters of the last rehearsal: delete them"


def refused_rows(store: Store) -> Iterator[str]:
    """What imports refused, beside the files they read."""
    for (path,) in store.read("erase.imports"):
        beside = Path(f"{path}.refused.csv")
        if beside.exists():
            yield f"{beside}, rows that an import refused: delete it, or her lines"


def letters(project: Path) -> Iterator[str]:
    """Messages that were written to folders instead of being sent."""
    ways, _ = delivery(project)
    kinds = (ways.mail, ways.sms, ways.webhooks)
    folders = (ways.mail_folder, ways.sms_folder, ways.webhook_folder)
    for kind, folder in zip(kinds, folders, strict=True):
        if kind in ("maildir", "folder") and folder.exists():
            yield f"{folder}, messages as they were sent: delete hers"
