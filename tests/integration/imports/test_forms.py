"""Every form a file may have: packed, encoded, delimited, JSON, Parquet; and what is none."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.connect.files import FileProblem, detect_kind

from .files import CONTACTS, NOW, imported, refused, rows, shop, written

NAMES = "contact_id,first_name\nana,Ánaïs\nben,Bén\n"
FOUND = [("ana", "Ánaïs"), ("ben", "Bén")]
OBJECTS = '{"contact_id": 17, "First Name": "Ána"}\n\n{"contact_id": 17.0, "vip": true}\n'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("c.csv", NAMES.encode()),
        ("c.csv", b"\xef\xbb\xbf" + NAMES.encode()),
        ("c.csv", NAMES.encode("utf-16")),
        ("c.csv", NAMES.encode("cp1252")),
        ("c.csv.gz", NAMES.encode()),
        ("c.csv.gz", NAMES.encode("cp1252")),
        ("c.csv", NAMES.replace("\n", "\r\n").encode()),
        ("c.csv", NAMES.replace("\n", "\r").encode()),
        ("c.csv", NAMES.replace(",", ";").encode()),
        ("c.tsv", NAMES.replace(",", "\t").encode()),
        ("c.csv", f"\n\n{NAMES}\n\n".encode()),
        ("c.csv", NAMES.rstrip("\n").encode()),
    ],
)
def test_a_csv_file_is_read_however_it_was_saved(tmp_path: Path, name: str, content: bytes) -> None:
    store = shop()
    report = imported(store, written(tmp_path, name, content))
    assert (report.what, report.counts.added, report.counts.refused) == ("contacts", 2, 0)
    assert rows(store, "SELECT key, first_name FROM contact ORDER BY key") == FOUND


def test_what_is_not_utf8_is_read_as_cp1252_and_said(tmp_path: Path) -> None:
    content = b"contact_id,first_name\na,\xc3\x81na\nb,Bj\xf6rn \x80 \x81\n"
    store = shop()
    report = imported(store, written(tmp_path, "c.csv", content))
    assert report.notes == ("the file is not UTF-8 throughout: what is not was read as cp1252",)
    found = rows(store, "SELECT first_name FROM contact ORDER BY key")
    assert found == [("Ána",), ("Björn € \x81",)]


@pytest.mark.parametrize("name", ["c.ndjson", "c.jsonl.gz"])
def test_lines_of_json_are_records(tmp_path: Path, name: str) -> None:
    store = shop()
    assert imported(store, written(tmp_path, name, OBJECTS)).counts.added == 2
    found = rows(store, "SELECT key, first_name, vip FROM contact ORDER BY id")
    assert found == [("17", "Ána", 0), ("17.0", None, 1)]


def test_a_line_that_is_no_json_object_is_refused(tmp_path: Path) -> None:
    content = '{"contact_id": "a"}\n{"contact_id": \n[1]\n{"contact_id": NaN}\n'
    report = imported(shop(), written(tmp_path, "c.ndjson", content))
    assert [line for line, _, _ in refused(report)] == [2, 3, 4]
    assert [text for _, _, text in refused(report)] == content.splitlines()[1:]


def test_numbers_of_json_stay_exact(tmp_path: Path) -> None:
    content = '{"order_id": "o2", "ordered_at": "2026-03-01", "total": 1234567890.10}\n'
    store = shop()
    imported(store, written(tmp_path, "o.ndjson", content))
    assert rows(store, "SELECT total FROM orders") == [(123456789010,)]


def test_json_nested_too_deep_is_one_refused_line(tmp_path: Path) -> None:
    content = '{"contact_id": "a"}\n{"contact_id": ' + "[" * 100_000 + "\n"
    report = imported(shop(), written(tmp_path, "c.ndjson", content))
    assert [(line, reason) for line, reason, _ in refused(report)] == [
        (2, "this JSON is nested too deep")
    ]


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    from pyarrow import parquet

    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    columns = {
        "order_id": pa.array([1, 2]),
        "ordered_at": pa.array([at, None]),
        "total": pa.array([Decimal("12.50"), Decimal("1.00")]),
    }
    parquet.write_table(pa.table(columns), tmp_path / "o.parquet")
    store = shop()
    report = imported(store, tmp_path / "o.parquet")
    found = rows(store, "SELECT key, placed_at, total FROM orders")
    assert found == [("1", int(at.timestamp()) * 1000, 1250)]
    assert [(line, reason) for line, reason, _ in refused(report)] == [(2, "`ordered_at` is empty")]


def test_without_pyarrow_a_parquet_file_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FileProblem, match="need the package pyarrow") as problem:
        imported(shop(), written(tmp_path, "o.parquet", b"PAR1 and so on"))
    assert problem.value.help == (
        'install it with `pip install "jalon[parquet]"`, or save the table as CSV'
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("c.csv", b"", "is empty"),
        ("c.csv", b"\xef\xbb\xbf \n", "is empty"),
        ("c.xlsx", b"PK\x03\x04...", "is a workbook or a zip archive"),
        ("c.json", b'[{"contact_id": 1}]', "is one JSON list"),
        ("c.ndjson", b'{"contact_id": \n', "has no JSON object"),
        ("c.csv", b"\x1f\x8b\x08\x00 cut short", "is cut short or damaged"),
        ("c.parquet", b"PAR1 and so on", "is no whole Parquet file"),
        ("c.csv", b'contact_id,"first_name\n', "the header of"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileProblem, match=message):
        imported(shop(), tmp_path / name, "contacts")


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be read: no such file"):
        imported(shop(), tmp_path / "c.csv")
    with pytest.raises(FileProblem, match="cannot be read: is a directory"):
        imported(shop(), tmp_path)


@pytest.mark.parametrize(
    ("name", "header", "kind"),
    [
        ("x.csv", "contact_id,email", "contacts"),
        ("x.csv", "Email,First Name", "contacts"),
        ("x.csv", "product_id,name", "products"),
        ("x.csv", "order_id,contact_id,ordered_at,total", "orders"),
        ("x.csv", "order_id,line_no,product_id", "order_lines"),
        ("x.csv", "event_id,contact_id,occurred_at,type,product_id", "events"),
        ("orders.csv.gz", "a,b", "orders"),
    ],
)
def test_the_kind_is_seen_from_the_columns(
    tmp_path: Path, name: str, header: str, kind: str
) -> None:
    assert detect_kind(written(tmp_path, name, f"{header}\n")) == kind


def test_a_kind_that_cannot_be_seen_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be seen from `a`, `b`"):
        detect_kind(written(tmp_path, "x.csv", "a,b\n"))


def test_the_progress_ends_at_the_end_of_the_file(tmp_path: Path) -> None:
    from jalon.connect.files import Options, import_file

    seen: list[tuple[int, int]] = []
    path = written(tmp_path, "c.csv", CONTACTS)
    options = Options(now=NOW, batch=1)
    import_file(shop(), path, None, options, lambda done, lines: seen.append((done, lines)))
    assert seen == [(2, 3), (3, 3)]
