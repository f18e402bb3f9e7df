"""Broken rows: each is refused alone, with its line and its text, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.connect.files import FileProblem

from .files import imported, opened, refused, rows, shop, written

HEADER = "contact_id,first_name\n"


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ("a,1\nb\nc,3\n", 3, "1 cells where the header has 2"),
        ("a,1\nb,2,3\nc,3\n", 3, "3 cells where the header has 2"),
        ('a,1\n"b,2\nc,3\n', 3, "a quotation mark is opened and never closed"),
        ('a,1\n"b"x,2\nc,3\n', 3, "text after a closing quotation mark"),
        ('a,1\n"b,2\n"c",3\n', 3, "text after a closing quotation mark"),
        ("a,1\n,2\nc,3\n", 3, "`contact_id` is empty"),
        ("a,1\nb,\0\nc,3\n", 3, "a NUL character"),
        ("a,1\n\n\nb\nc,3\n", 5, "1 cells where the header has 2"),
        ('"a\nlong",1\nb\nc,3\n', 4, "1 cells where the header has 2"),
    ],
)
def test_a_broken_line_is_refused_alone(tmp_path: Path, body: str, line: int, reason: str) -> None:
    store = shop()
    report = imported(store, written(tmp_path, "c.csv", HEADER + body))
    text = (HEADER + body).splitlines()[line - 1]
    assert refused(report) == [(line, reason, text)]
    assert (report.counts.added, report.counts.refused) == (2, 1)
    assert report.refused_path == tmp_path / "c.csv.refused.csv"


def test_a_quotation_mark_that_is_never_closed_costs_one_line_of_many(tmp_path: Path) -> None:
    lines = [f"c{n},x\n" for n in range(1000)]
    lines[300] = 'c300,"x\n'
    lines[301] = 'c301,"x\n'
    lines[999] = 'c999,"x'
    report = imported(shop(), written(tmp_path, "c.csv", HEADER + "".join(lines)))
    assert [line for line, _, _ in refused(report)] == [302, 303, 1001]
    assert report.counts.added == 997


def test_a_cell_may_have_several_lines(tmp_path: Path) -> None:
    store = shop()
    imported(store, written(tmp_path, "c.csv", HEADER + 'a,"one\ntwo ""quoted"""\n'))
    assert rows(store, "SELECT first_name FROM contact") == [('one\ntwo "quoted"',)]


def test_empty_cells_after_the_last_column_do_no_harm(tmp_path: Path) -> None:
    report = imported(shop(), written(tmp_path, "c.csv", HEADER + "a,1,,\nb,2\n"))
    assert (report.counts.added, report.counts.refused) == (2, 0)


def test_refusals_of_the_store_have_their_lines_too(tmp_path: Path) -> None:
    content = (
        "order_id,line_no,product_id,unit_price,quantity\n"
        "o1,1,P1,1.00,1\n"
        "o9,1,P1,1.00,1\n"
        "o1,2,P1,0.001,1\n"
        "o1,3,P1,1.00,half\n"
        "o1,four,P1,1.00,1\n"
        "o1,5,P1,cheap,1\n"
    )
    report = imported(shop("ana"), written(tmp_path, "l.csv", content))
    assert [(line, reason) for line, reason, _ in refused(report)] == [
        (3, "there is no order `o9`"),
        (4, "kept without an amount that has more decimals than EUR has"),
        (5, "`quantity`: `half` is no number"),
        (6, "`line_no`: `four` is no number"),
        (7, "kept without `unit_price`: `cheap` is no number"),
    ]
    counts = report.counts
    assert (counts.read, counts.added, counts.refused, counts.partial) == (6, 3, 3, 2)


@pytest.mark.parametrize("address", ["ana", "ana@x..org", "é@x.org", "a b@x.org", "ana@-x.org"])
def test_an_address_that_no_server_takes_refuses_the_row(tmp_path: Path, address: str) -> None:
    content = f"contact_id,email\nben,ben@bücher.example\nana,{address}\n"
    report = imported(shop(), written(tmp_path, "c.csv", content))
    [(line, reason, _)] = refused(report)
    assert (line, report.counts.added, report.counts.refused) == (3, 1, 1)
    assert reason == f"`{address}` is no e-mail address that mail servers accept"


@pytest.mark.parametrize("amount", ["1,50", "1_000", "NaN", "0x10", "1 000", "--1"])
def test_an_amount_is_not_guessed(tmp_path: Path, amount: str) -> None:
    content = f'order_id,ordered_at,total\no2,2026-03-01,"{amount}"\n'
    [(line, reason, _)] = refused(imported(shop(), written(tmp_path, "o.csv", content)))
    assert (line, reason.startswith(f"`total`: `{amount}` is no number")) == (2, True)


@pytest.mark.parametrize("time", ["24/12/2026", "yesterday", "2026-13-01", "1772323200"])
def test_a_time_is_not_guessed(tmp_path: Path, time: str) -> None:
    content = f"order_id,ordered_at,total\no2,{time},1\n"
    [(line, reason, _)] = refused(imported(shop(), written(tmp_path, "o.csv", content)))
    assert (line, reason) == (2, f"`ordered_at`: `{time}` is no time like 2026-12-24T09:30:00Z")


def test_a_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = shop()
    path = written(tmp_path, "c.csv", HEADER + "a\nb,2\n")
    (tmp_path / "c.csv.refused.csv").mkdir()
    with pytest.raises(FileProblem, match=r"refused.csv` cannot be written"):
        imported(store, path)
    assert rows(store, "SELECT count(*) FROM contact") == [(0,)]


@given(st.lists(st.text(st.sampled_from('ab,"\n\r;x \0é\x1c\u2028'), max_size=12), max_size=12))
def test_no_text_breaks_an_import_and_every_record_is_counted(
    tmp_path: Path, lines: list[str]
) -> None:
    store = opened()
    path = written(tmp_path, "any.csv", HEADER + "\n".join(lines))
    counts = imported(store, path).counts
    assert counts.read == counts.added + counts.changed + counts.unchanged + counts.refused
    assert rows(store, "SELECT count(*) FROM contact") == [(counts.added,)]


@given(st.binary(max_size=200))
def test_no_bytes_break_an_import(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, "any.csv", HEADER.encode() + content)
    assert imported(opened(), path).counts.read >= 0
