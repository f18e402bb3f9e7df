"""Real shops: imported whole, and their segments counted again by other means."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jalon.compiler import ir
from jalon.compiler.sql.periods import Periods
from jalon.compiler.sql.segments import members
from jalon.connect.files import Counts, Kind, Options, Report, import_file
from jalon.runtime.deploy import deploy
from jalon.runtime.moment import Moment
from jalon.runtime.sqlite import SqliteStore

from .real_segments import CASES, JOURNEY, REES, UCI, Case

duckdb = pytest.importorskip("duckdb", reason="duckdb counts by other means")
DATA = Path(__file__).parents[3] / "shared/data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"no real data at {DATA}")

NOW = 1_772_323_200_000  # 2026-03-01
SHOPS = {UCI: ("GBP", "Europe/London"), JOURNEY: ("USD", "UTC"), REES: ("USD", "UTC")}
KINDS: tuple[Kind, ...] = ("contacts", "products", "orders", "order_lines", "events")
VIEWS = """
CREATE VIEW bought AS SELECT * REPLACE (CAST(total AS DECIMAL(18, 2)) AS total) FROM "order"
WHERE contact_id IS NOT NULL AND status <> 'cancelled' AND length(split_part(total, '.', 2)) <= 2;
CREATE VIEW line AS SELECT * REPLACE (CAST(quantity AS BIGINT) AS quantity) FROM order_line;
"""


TAKEN: dict[str, dict[Kind, Counts]] = {
    UCI: {
        "contacts": Counts(4372, added=4372),
        "products": Counts(4070, added=4070, partial=1),
        "orders": Counts(25_900, added=25_896, refused=4),
        "order_lines": Counts(541_909, added=541_787, refused=122),
    },
    JOURNEY: {
        "contacts": Counts(2379, added=2379),
        "products": Counts(92_331, added=92_331),
        "orders": Counts(47_243, added=47_243),
        "order_lines": Counts(75_000, added=75_000, products_added=5),
        "events": Counts(8691, added=8691),
    },
    REES: {
        "products": Counts(6493, added=6493),
        "events": Counts(17_434, added=17_434, contacts_added=4504),
    },
}
"""What becomes of each file. Four UCI orders have totals of tenths of a penny."""


@dataclass(frozen=True)
class Shop:
    """A data set as it was imported, and as its files are."""

    data: str
    store: SqliteStore
    reports: dict[Kind, Report]
    files: Any


WITH_LINES = [data for data, taken in TAKEN.items() if "order_lines" in taken]


@pytest.fixture(scope="module", params=SHOPS)
def shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    """A data set, imported whole; a test may name the sets that it is about."""
    found = opened(tmp_path_factory.mktemp("shop") / request.param, request.param)
    yield found
    found.store.close()
    found.files.close()


def opened(folder: Path, data: str) -> Shop:
    """Imports copies of the files, for refused rows are written beside them."""
    shutil.copytree(DATA / data, folder, ignore=shutil.ignore_patterns("raw"))
    currency, zone = SHOPS[data]
    store = SqliteStore.open(folder / "audience.db")
    deploy(store, program(data, zone), NOW)
    meet = not (folder / "contacts.csv.gz").exists()
    options = Options(now=NOW, store="shop", currency=currency, historic=True, create_contacts=meet)
    reports: dict[Kind, Report] = {
        kind: import_file(store, path, kind, options)
        for kind in KINDS
        if (path := folder / f"{kind}.csv.gz").exists()
    }
    return Shop(data, store, reports, queried(folder))


def program(data: str, zone: str) -> ir.Program:
    """The program of a data set: its time zone, a field, and its segments."""
    return ir.Program(
        audience=ir.Audience(time_zone=zone),
        fields=(ir.Field(name="age", type="text"),),
        segments=tuple(
            ir.Segment(name=case.name, predicate=case.predicate)
            for case in CASES
            if case.data == data
        ),
    )


def queried(folder: Path) -> Any:
    """DuckDB on the files as they are, every cell a text."""
    files = duckdb.connect()
    for path in folder.glob("*.csv.gz"):
        name = path.name.removesuffix("s.csv.gz")
        found = files.read_csv(str(path), all_varchar=True)
        found.create(name)
    if (folder / "orders.csv.gz").exists():
        files.execute(VIEWS)
    return files


def ours(shop: Shop, case: Case) -> set[str]:
    """The ids of a segment's members by the compiled statement."""
    periods = Periods()
    program = ir.Program(segments=(ir.Segment(name=case.name, predicate=case.predicate),))
    statement = members(program, periods, case.name, shop.store.dialect)
    found = {number for (number,) in Moment(shop.store, periods, NOW).read(statement)}
    keys = shop.store.connection.execute("SELECT id, key FROM contact")
    return {key for number, key in keys if number in found}


def keys(shop: Shop, case: Case) -> list[str]:
    """The same by the query on the files."""
    return [key for (key,) in shop.files.execute(case.sql).fetchall()]


def test_every_row_is_taken_or_refused_for_its_reason(shop: Shop) -> None:
    found = {kind: report.counts for kind, report in shop.reports.items()}
    assert found == TAKEN[shop.data]


def test_every_segment_has_the_members_that_the_files_say(shop: Shop) -> None:
    cases = [case for case in CASES if case.data == shop.data]
    theirs = {case.name: set(keys(shop, case)) for case in cases}
    assert all(theirs.values())
    assert {case.name: ours(shop, case) for case in cases} == theirs


@pytest.mark.parametrize("shop", WITH_LINES, indirect=True)
def test_the_money_of_all_lines_is_that_of_the_file(shop: Shop) -> None:
    theirs = """SELECT sum(CAST(CAST(line_total AS DECIMAL(18, 3)) * 100 AS BIGINT))
                FROM order_line JOIN "order" USING (order_id)
                WHERE length(split_part(total, '.', 2)) <= 2"""
    found = shop.store.connection.execute("SELECT sum(total) FROM order_line").fetchone()
    assert shop.files.execute(theirs).fetchone() == found


def test_SP_14_of_all_that_past_nothing_is_news(shop: Shop) -> None:
    news = shop.store.connection.execute("SELECT * FROM event WHERE origin <> 'historic'")
    assert news.fetchall() == []
