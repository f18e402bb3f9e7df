"""`jalon demo`: five journeys in a made-up shop, two weeks of its life in virtual time."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from datetime import UTC
from functools import partial
from pathlib import Path
from time import perf_counter

from ...deliver.loop import deliver_due
from ...demo.fortnight import DAYS
from ...demo.project import unpack
from ...demo.shop import DAY, make_shop
from ...demo.stage import Play, load, perform
from ...runtime.sqlite import SqliteStore
from ..arguments import Parser
from ..exit import Exit
from ..failure import Failure
from ..instants import instant, written
from ..job import posting
from ..programs import compiled
from ..report.demo import Finale, print_finale, sizes
from ..report.progress import progress_bar
from ..settings import delivery

OPENING = "2026-03-01T00:00"


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon demo`."""
    parser.add_argument(
        "folder",
        metavar="DIR",
        nargs="?",
        type=Path,
        default=Path("demo-output"),
        help="where the project, the database and the letters go (default: demo-output)",
    )
    parser.add_argument("--seed", type=int, default=7, help="another seed, another shop")
    parser.add_argument("--people", type=int, default=10_000, help="contacts (default: 10,000)")


def run(options: Namespace) -> Exit:
    """Makes the shop, plays the fortnight, and shows what came of it."""
    folder = unpacked(options.folder)
    program = compiled(folder)
    if program is None:
        return Exit.FINDINGS
    started = perf_counter()
    shop = make_shop(options.seed, options.people, instant(written(OPENING), UTC))
    with closing(SqliteStore.open(folder / "jalon.db")) as store:
        with posting(delivery(folder)[0]) as office:
            play = Play(shop, program, options.seed, partial(deliver_due, store, office))
            load(store, play)
            before = sizes(store, program, shop.opening)
            watch(store, play)
        taken = perf_counter() - started
        print_finale(Finale(store, program, folder, before, shop.opening + DAYS * DAY, taken))
    return Exit.OK


def watch(store: SqliteStore, play: Play) -> None:
    """Plays the fortnight behind a progress bar."""
    opening = play.shop.opening
    with progress_bar("two weeks") as advance:
        for now in perform(store, play):
            advance(now - opening, DAYS * DAY)


def unpacked(folder: Path) -> Path:
    """The example project in its folder."""
    try:
        return unpack("trail", folder)
    except FileExistsError:
        raise Failure(
            f"`{folder}` is not empty, and not an earlier demo",
            "name another folder: `jalon demo DIR`",
        ) from None
