"""Headers: understood when they are near enough, and asked about when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.connect.files import FileProblem, Kind

from .files import imported, rows, shop, written


def test_letter_case_and_blanks_make_no_difference(tmp_path: Path) -> None:
    store = shop()
    content = "Contact_ID, First Name ,E-MAIL,EMAIL\na,Ana,x,a@x.org\n"
    imported(store, written(tmp_path, "c.csv", content))
    assert rows(store, "SELECT first_name, email FROM contact") == [("Ana", "a@x.org")]


def test_unknown_columns_are_told_once_and_kept_in_nothing(tmp_path: Path) -> None:
    content = "contact_id,frist_name,shoe\na,Ana,42\nb,Ben,43\n"
    report = imported(shop(), written(tmp_path, "c.csv", content))
    assert report.notes == (
        "column `frist_name` is not known and kept in nothing; did you mean `first_name`?",
        "column `shoe` is not known and kept in nothing",
    )


def test_columns_that_are_known_but_not_used_say_why(tmp_path: Path) -> None:
    content = "order_id,ordered_at,total,store_id\no2,2026-03-01,1,319\n"
    report = imported(shop(), written(tmp_path, "o.csv", content))
    assert report.notes == (
        "column `store_id` is not used: an outlet is no store of its own; `store` names one",
    )


@pytest.mark.parametrize(
    ("what", "header", "message", "help"),
    [
        (
            "orders",
            "order_id,order_date,total",
            "column `ordered_at` is missing; the file has `order_id`, `order_date`, `total`",
            "is it `order_date`? call it `ordered_at`",
        ),
        (
            "contacts",
            "name",
            "column `contact_id` or `email` is missing; the file has `name`",
            None,
        ),
        ("contacts", "email,E_Mail,EMAIL", "two columns are `email`: `email` and `EMAIL`", None),
    ],
)
def test_a_header_that_does_not_do_is_refused_whole(
    tmp_path: Path, what: Kind, header: str, message: str, help: str | None
) -> None:
    store = shop()
    with pytest.raises(FileProblem) as problem:
        imported(store, written(tmp_path, "x.csv", f"{header}\n1,2,3\n"), what)
    assert (problem.value.message, problem.value.help) == (message, help)
    assert rows(store, "SELECT count(*) FROM import_progress") == [(0,)]


def test_declared_fields_are_columns_and_attributes_of_contacts(tmp_path: Path) -> None:
    store = shop()
    content = 'contact_id,PLAN,attributes\na,gold,"{""size"": 10.5, ""age"": ""65+""}"\n'
    report = imported(store, written(tmp_path, "c.csv", content))
    assert rows(store, "SELECT field_plan, field_size FROM contact") == [("gold", 10_500_000)]
    assert report.notes == ("of the attributes, `age` are no declared fields and kept in nothing",)
