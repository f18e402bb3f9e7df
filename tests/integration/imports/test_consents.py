"""Files of consents and of suppressed addresses, as other systems keep them."""

from __future__ import annotations

from pathlib import Path

from .files import imported, refused, rows, shop, written

CONSENTS = "contact_id,topic,state,told_at,text_version\n"
NO = "ana,news,unsubscribed,2026-02-01T00:00:00Z,\n"
TOPICS = "SELECT topic, state FROM topic_consent"


def test_an_opt_out_of_a_topic_comes_with_its_proof(tmp_path: Path) -> None:
    store = shop("ana")
    yes = "ana,news,subscribed,2026-01-01T00:00:00Z,v3\n"
    imported(store, written(tmp_path, "consents.csv", f"{CONSENTS}{yes}{NO}"))
    assert rows(store, TOPICS) == [("news", "unsubscribed")]
    found = rows(store, "SELECT state, text_version, at FROM consent ORDER BY id")
    assert found == [("subscribed", "v3", 1767225600000), ("unsubscribed", None, 1769904000000)]


def test_a_consent_without_newer_proof_takes_no_opt_out_back(tmp_path: Path) -> None:
    store = shop("ana")
    imported(store, written(tmp_path, "a.csv", f"{CONSENTS}{NO}"))
    for told_at in ("2026-01-31T23:59:59Z", ""):
        line = f"ana,news,subscribed,{told_at},\n"
        report = imported(store, written(tmp_path, "b.csv", f"{CONSENTS}{line}"))
        reason = "kept `unsubscribed`: it is newer, and an import does not take that back"
        assert refused(report) == [(2, reason, line.strip())]
    newer = "ana,news,subscribed,2026-02-02,\n"
    imported(store, written(tmp_path, "c.csv", f"{CONSENTS}{newer}"))
    assert rows(store, TOPICS) == [("news", "subscribed")]


def test_what_nobody_can_say_is_refused(tmp_path: Path) -> None:
    store = shop("ana")
    text = f"{CONSENTS}ana,news,granted,,\nana,,subscribed,,\nzoe,news,subscribed,,\n"
    report = imported(store, written(tmp_path, "c.csv", text))
    assert [line for line, _, _ in refused(report)] == [2, 3, 4]


def test_tracking_is_imported_and_a_no_is_kept(tmp_path: Path) -> None:
    store = shop("ana")
    for n, state in enumerate(("granted", "denied", "granted")):
        text = f"contact_id,purpose,state,source\nana,tracking,{state},file {n}\n"
        imported(store, written(tmp_path, f"{n}.csv", text))
    assert rows(store, "SELECT tracking FROM contact") == [("denied",)]


def test_suppressed_addresses_are_kept_as_seals(tmp_path: Path) -> None:
    store = shop()
    text = "address,reason,topic\nana@x.org,manual,news\nben@x.org,hard_bounce,\nx,angry,\n"
    report = imported(store, written(tmp_path, "suppressions.csv", text))
    assert [line for line, _, _ in refused(report)] == [4]
    found = rows(store, "SELECT reason, purpose, topic FROM suppression ORDER BY reason")
    assert found == [("hard_bounce", "all", ""), ("manual", "all", "news")]
    assert rows(store, "SELECT * FROM suppression WHERE address LIKE '%x.org%'") == []
