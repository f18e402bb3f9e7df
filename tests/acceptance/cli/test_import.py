"""`jalon import` brings in files and tells exactly what became of their rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Jalon

ORDERS = """\
order_id,contact_id,ordered_at,currency,total
o1,1,2026-03-01T09:00:00Z,EUR,120.00
o2,9,2026-03-02T09:00:00Z,EUR,10.00
"""


def test_every_row_is_accounted_for(jalon: Jalon, project: Path) -> None:
    ran = jalon("import", "contacts", "contacts.csv")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "contacts.csv: 4 rows of contacts"
    assert lines[1] == "  4 added, 0 changed, 0 unchanged, 0 refused"
    assert (project / "jalon.db").is_file()


def test_declared_fields_are_there_before_the_first_run(jalon: Jalon, project: Path) -> None:
    jalon("import", "contacts", "contacts.csv")
    assert "ana@trail.example" in jalon("preview", "gold").out


def test_the_same_file_again_does_nothing(jalon: Jalon, project: Path) -> None:
    jalon("import", "contacts", "contacts.csv")
    ran = jalon("import", "contacts", "contacts.csv")
    assert ran.code == 0
    assert "was imported before" in ran.out


def test_refused_rows_are_told_and_kept(jalon: Jalon, project: Path) -> None:
    (project / "orders.csv").write_text(ORDERS)
    jalon("import", "contacts", "contacts.csv")
    ran = jalon("import", "orders", "orders.csv", "--historic")
    assert ran.code == 1
    assert "1 added, 0 changed, 0 unchanged, 1 refused" in ran.out
    assert "which rows, and why: orders.csv.refused.csv" in ran.out
    assert "o2,9" in (project / "orders.csv.refused.csv").read_text()


def test_people_can_be_made_from_orders(jalon: Jalon, project: Path) -> None:
    (project / "orders.csv").write_text(ORDERS)
    ran = jalon("import", "orders", "orders.csv", "--create-contacts")
    assert ran.code == 0
    assert "2 contacts were not known" in ran.out


def test_several_files_are_imported_in_turn(jalon: Jalon, project: Path) -> None:
    lines = (project / "contacts.csv").read_text().splitlines()
    (project / "more.csv").write_text("\n".join([lines[0], "7,gil@trail.example,Gil,FR,,,"]))
    ran = jalon("import", "contacts", "contacts.csv", "more.csv")
    assert ran.out.count(" rows of contacts") == 1
    assert "more.csv: 1 row of contacts" in ran.out


def test_an_imported_history_starts_no_journey(jalon: Jalon, project: Path) -> None:
    jalon("run", "--once")
    jalon("import", "contacts", "contacts.csv", "--historic")
    assert jalon("run", "--once").out == ""


def test_a_folder_without_a_project_can_be_imported_into(jalon: Jalon, empty: Path) -> None:
    (empty / "people.csv").write_text("contact_id,email\n1,ana@trail.example\n")
    assert jalon("import", "contacts", "people.csv", "--db", "people.db").code == 0
    assert jalon("trace", "ana@trail.example", "--db", "people.db").code == 0


def test_a_project_with_mistakes_imports_nothing(jalon: Jalon, project: Path) -> None:
    (project / "broken.journey").write_text("journey broken: wiat 1h\n")
    assert jalon("import", "contacts", "contacts.csv").code == 1
    assert not (project / "jalon.db").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "`x.csv` is empty"),
        (b"a,b\n1,2\n", "`x.csv`: column `contact_id` or `email` is missing"),
        (b"\x1f\x8bnot really", "`x.csv` is cut short or damaged"),
        (b"PK\x03\x04", "`x.csv` is a workbook or a zip archive"),
    ],
)
def test_a_file_that_cannot_be_imported_is_told(
    jalon: Jalon, project: Path, content: bytes, message: str
) -> None:
    (project / "x.csv").write_bytes(content)
    ran = jalon("import", "contacts", "x.csv")
    assert ran.code == 2
    assert ran.err.startswith(f"error: {message}")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere.csv"], "`nowhere.csv` cannot be read: no such file or directory"),
        (["contacts.csv", "--time-zone", "Europe/Pari"], "`Europe/Pari` is no time zone"),
    ],
)
def test_a_wrong_option_of_an_import_is_told(
    jalon: Jalon, project: Path, words: list[str], message: str
) -> None:
    ran = jalon("import", "contacts", *words)
    assert ran.code == 2
    assert message in ran.err


def test_ctrl_c_says_how_to_go_on(
    jalon: Jalon, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jalon.cli.verbs.import_.import_file", interrupted)
    ran = jalon("import", "contacts", "contacts.csv")
    assert ran.code == 130
    assert "the same command goes on there" in ran.err
