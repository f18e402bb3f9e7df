"""What the cells of a file mean: ids, times, states, kinds of events, and who is spoken of."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.compiler import ir
from jalon.connect.files import FileProblem
from jalon.runtime.deploy import deploy
from jalon.runtime.sqlite import SqliteStore

from .files import NOW, START, imported, refused, rows, shop, written

NINE = 1_772_355_600_000  # 2026-03-01 09:00 UTC
HOUR = 3_600_000
ORDERS = "order_id,contact_id,ordered_at,status,total\n"
EVENTS = "event_id,contact_id,occurred_at,type,product_id,unit_price,properties\n"


def test_ids_are_texts_as_they_are_written(tmp_path: Path) -> None:
    store = shop()
    imported(store, written(tmp_path, "c.csv", "contact_id\n17850.0\n017850\n1e5\n"))
    found = rows(store, "SELECT key FROM contact ORDER BY id")
    assert found == [("17850.0",), ("017850",), ("1e5",)]


def test_without_an_id_a_contact_is_known_by_the_address(tmp_path: Path) -> None:
    store = shop()
    imported(store, written(tmp_path, "c.csv", "email,tags\nAna@X.org,vip; new\n"))
    assert rows(store, "SELECT key, email FROM contact") == [("ana@x.org", "Ana@X.org")]
    assert rows(store, "SELECT tag FROM contact_tag ORDER BY tag") == [("new",), ("vip",)]


def test_what_is_known_of_a_contact(tmp_path: Path) -> None:
    store = shop()
    columns = "contact_id,Latitude,longitude,postal code,predicted_age,lifetime_value,email_client"
    cells = "ana,45.8992471,-6.5,01000,65+,High,Gmail"
    imported(store, written(tmp_path, "c.csv", f"{columns}\n{cells}\nben,,,,,,\n"))
    imported(store, written(tmp_path, "d.csv", "contact_id,postal_code\nana,\nben,74000\n"))
    found = rows(store, f"SELECT {columns[11:].replace(' ', '_')}, rating FROM contact ORDER BY id")
    assert found == [
        (45_899_247, -6_500_000, "01000", "65+", "high", "Gmail", 2),
        (None, None, "74000", None, None, None, 2),
    ]


@pytest.mark.parametrize(
    ("time", "zone", "instant"),
    [
        ("2026-03-01T09:00:00Z", "Europe/Paris", NINE),
        ("2026-03-01T10:00:00+01:00", "UTC", NINE),
        ("2026-03-01 09:00:00 UTC", "Europe/Paris", NINE),
        ("2026-03-01 09:00:00.5Z", "UTC", NINE + 500),
        ("2026-03-01 10:00", "europe/paris", NINE),
        ("2026-03-01 09:00", None, NINE),
        ("2026-03-01", "UTC", NINE - 9 * HOUR),
        ("2026-03-29 02:30", "Europe/Paris", 1_774_746_000_000),  # a gap: the first after it
        ("2026-10-25 02:30", "Europe/Paris", 1_792_888_200_000),  # a fold: the first of the two
    ],
)
def test_a_time_without_an_offset_is_of_the_zone(
    tmp_path: Path, time: str, zone: str | None, instant: int
) -> None:
    store = shop()
    imported(
        store, written(tmp_path, "c.csv", f"contact_id,created_at\na,{time}\n"), time_zone=zone
    )
    assert rows(store, "SELECT added_at FROM contact") == [(instant,)]


def test_the_zone_is_that_of_the_audience_unless_told(tmp_path: Path) -> None:
    store = SqliteStore.open()
    deploy(store, ir.Program(audience=ir.Audience(time_zone="America/New_York")), START)
    imported(store, written(tmp_path, "c.csv", "contact_id,created_at\na,2026-03-01 04:00\n"))
    assert rows(store, "SELECT added_at FROM contact") == [(NINE,)]


@pytest.mark.parametrize(
    ("status", "counted", "financial", "fulfilled"),
    [
        ("completed", 1, "paid", None),
        ("", 1, None, None),
        ("Cancelled", 0, None, None),
        ("voided", 0, None, None),
        ("shipped", 1, None, "shipped"),
        ("refunded", 1, "refunded", None),
        ("adjustment", 1, "adjustment", None),
    ],
)
def test_the_status_of_an_order_says_whether_it_counts(
    tmp_path: Path, status: str, counted: int, financial: str | None, fulfilled: str | None
) -> None:
    store = shop()
    content = f"{ORDERS}o2,,2026-03-01T09:00:00Z,{status},1\n"
    imported(store, written(tmp_path, "o.csv", content))
    found = rows(
        store, "SELECT counted, financial_status, fulfillment_status, cancelled_at FROM orders"
    )
    assert found == [(counted, financial, fulfilled, None if counted else NINE)]


@pytest.mark.parametrize(
    ("told", "kind", "subject"),
    [
        ("product_view", "product_viewed", None),
        ("add_to_cart", "product_added_to_cart", None),
        ("product_viewed", "product_viewed", None),
        ("page_viewed", "store_page_viewed", None),
        ("purchase", "custom", "purchase"),
        ("campaign_sent", "custom", "campaign_sent"),
        ("Coupon redeemed", "custom", "coupon redeemed"),
        ("ordered", "custom", "ordered"),
        ("tag_added", "custom", "tag_added"),
    ],
)
def test_only_a_type_that_says_exactly_the_same_is_a_kind_of_ours(
    tmp_path: Path, told: str, kind: str, subject: str | None
) -> None:
    store = shop("ana")
    content = f"{EVENTS}e1,ana,2026-03-01T09:00:00Z,{told},P1,,\n"
    imported(store, written(tmp_path, "e.csv", content))
    assert rows(store, "SELECT kind, subject FROM event") == [(kind, subject)]


def test_what_else_is_told_of_an_event_are_its_properties(tmp_path: Path) -> None:
    store = shop("ana")
    content = f'{EVENTS}e1,ana,2026-03-01,purchase,P1,35.79,"{{""Type"": ""C""}}"\n'
    imported(store, written(tmp_path, "e.csv", content))
    assert rows(store, "SELECT properties FROM event") == [
        ('{"Type":"C","product_id":"P1","unit_price":35.79}',)
    ]


def test_events_without_ids_are_the_same_when_the_file_is(tmp_path: Path) -> None:
    store = shop("ana")
    content = "contact_id,occurred_at,type\nana,2026-03-01,x\nana,2026-03-01,x\n"
    path = written(tmp_path, "e.csv", content)
    assert imported(store, path).counts.added == 2
    assert imported(store, path, historic=True).counts.unchanged == 2


@pytest.mark.parametrize("what", ["orders", "events"])
def test_GR_03_rows_of_strangers_are_refused_unless_they_are_to_be_met(
    tmp_path: Path, what: str
) -> None:
    body = f"{ORDERS}o2,zoe,2026-03-01T09:00:00Z,,1\no3,zoe,2026-03-02,,1\n"
    if what == "events":
        body = f"{EVENTS}e1,zoe,2026-03-01T09:00:00Z,x,,,\ne2,zoe,2026-03-02,x,,,\n"
    path = written(tmp_path, "x.csv", body)
    store = shop()
    report = imported(store, path)
    assert [(n, why) for n, why, _ in refused(report)] == [
        (2, "`zoe` is not a contact"),
        (3, "`zoe` is not a contact"),
    ]
    report = imported(store, path, create_contacts=True)
    assert (report.counts.added, report.counts.contacts_added) == (2, 1)
    assert "1 contact was not known: it is there by its id" in report.notes
    assert rows(store, "SELECT key, added_at FROM contact") == [("zoe", NINE)]


def test_products_that_lines_speak_of_are_added_by_id_and_name(tmp_path: Path) -> None:
    store = shop("ana")
    content = "order_id,line_no,product_id,name\no1,1,P1,Boot\no1,2,P2,\no9,1,P3,\n"
    report = imported(store, written(tmp_path, "l.csv", content))
    assert report.counts.products_added == 2
    assert rows(store, "SELECT key, fold_name FROM product") == [("P1", "boot"), ("P2", None)]


def test_SP_14_historic_rows_are_no_news(tmp_path: Path) -> None:
    store = shop()
    content = "contact_id,email_status,tags\nana,subscribed,vip\n"
    imported(store, written(tmp_path, "c.csv", content), historic=True)
    orders = f"{ORDERS}o2,ana,2026-03-01,completed,1\n"
    imported(store, written(tmp_path, "o.csv", orders), historic=True)
    events = f"{EVENTS}e1,ana,2026-03-01,x,,,\n"
    imported(store, written(tmp_path, "e.csv", events), historic=True)
    assert rows(store, "SELECT kind, origin FROM event") == [("custom", "historic")]
    assert rows(store, "SELECT historic FROM orders") == [(1,)]


def test_SP_21_a_contact_imported_as_subscribed_is_an_imported_sign_up(tmp_path: Path) -> None:
    store = shop()
    imported(store, written(tmp_path, "c.csv", "contact_id,email_status\nana,subscribed\n"))
    assert rows(store, "SELECT kind, origin, at FROM event") == [
        ("signed_up_email", "imported", NOW)
    ]


def test_a_store_is_named_or_is_the_only_one(tmp_path: Path) -> None:
    path = written(tmp_path, "p.csv", "product_id,price\nP1,1.5\n")
    store = SqliteStore.open()
    with pytest.raises(FileProblem, match="there is no store yet"):
        imported(store, path, store=None)
    with pytest.raises(FileProblem, match="there is no store `shop`"):
        imported(store, path)
    imported(store, path, currency="gbp")
    assert rows(store, "SELECT price, currency FROM product") == [(150, "GBP")]
    assert imported(store, path, store=None).counts.unchanged == 1


def test_a_setting_that_is_nearly_right_is_corrected(tmp_path: Path) -> None:
    path = written(tmp_path, "p.csv", "product_id\nP1\n")
    wrong = [{"store": "shp"}, {"currency": "EURO"}, {"time_zone": "Europe/Pariss"}]
    for setting, hint in zip(wrong, ["shop", "EUR", "Europe/Paris"], strict=True):
        with pytest.raises(FileProblem) as problem:
            imported(shop(), path, **setting)
        assert problem.value.help == f"did you mean `{hint}`?"


def test_of_several_stores_one_must_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, "p.csv", "product_id\nP1\n")
    with pytest.raises(FileProblem, match="several stores") as problem:
        imported(shop(), path, store=None)
    assert problem.value.help == "name one with --store: shop, strict, tokyo"
