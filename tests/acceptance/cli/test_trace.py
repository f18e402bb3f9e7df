"""`jalon trace` tells what happened to a contact, and why nothing did."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import Jalon, ahead


def test_steps_and_messages_are_told_with_their_instants(jalon: Jalon, running: Path) -> None:
    lines = jalon("trace", "ana@trail.example").out.splitlines()
    assert lines[0] == "ana@trail.example · Ana · email subscribed"
    assert lines[1].endswith("all times are those of Europe/Paris")
    assert lines[3].startswith("welcome: entered 20")
    assert lines[3].endswith(", signed up for email")
    assert "send email hello" in lines[4]
    assert "sent 20" in lines[4]
    assert lines[5].startswith("  is at `wait 2 days`, until 20")


def test_a_refusal_is_told_with_its_reason(jalon: Jalon, running: Path) -> None:
    out = jalon("trace", "dora@trail.example", "welcome").out
    assert "not let in\n" in out
    assert "welcome: `only if` did not hold (signed up for email)" in out


def test_nothing_at_all_is_told_too(jalon: Jalon, running: Path) -> None:
    out = jalon("trace", "cleo@trail.example", "welcome").out
    assert "welcome: nothing that starts it has happened since 20" in out
    assert "signs up for email including imported" in out or "latest events" in out
    everything = jalon("trace", "cleo@trail.example").out
    assert "no journey has begun for this contact, and none has refused it" in everything


def test_a_store_without_journeys_is_told(jalon: Jalon, project: Path) -> None:
    jalon("import", "contacts", "contacts.csv")
    ran = jalon("trace", "1", "welcome")
    assert ran.code == 2
    assert "there is no journey at all yet" in ran.err


def test_a_draft_lets_nobody_in(jalon: Jalon, running: Path) -> None:
    (running / "later.journey").write_text(
        'journey later:\n  starting point: tag added "vip"\n  status: draft\n  wait 1h\n'
    )
    jalon("run", "--once")
    out = jalon("trace", "ana@trail.example", "later").out
    assert "later is draft: it lets nobody in" in out
    assert "welcome:" not in out


def test_the_end_of_a_run_is_told(jalon: Jalon, running: Path) -> None:
    jalon("run", "--rehearse", "--until", ahead(3))
    out = jalon("trace", "ben@trail.example", "--db", "jalon.rehearsal.db").out
    assert "wait 2 days" in out
    assert "the time was over" in out
    assert re.search("if in segment french +else\n", out)
    assert "  completed\n" in out


def test_a_contact_can_be_named_by_its_id(jalon: Jalon, running: Path) -> None:
    assert jalon("trace", "1") == jalon("trace", "ANA@trail.example")


def test_a_historic_event_says_that_it_starts_nothing(jalon: Jalon, running: Path) -> None:
    event = {"contact_id": "1", "type": "booked", "occurred_at": "2020-05-01T10:00:00Z"}
    (running / "events.ndjson").write_text(json.dumps(event))
    ran = jalon("import", "events", "events.ndjson", "--historic")
    assert ran.code == 0, ran
    out = jalon("trace", "1").out
    assert 'event "booked" (imported as history: it starts nothing)' in out


def test_the_latest_events_are_told_in_the_order_of_their_instants(
    jalon: Jalon, running: Path
) -> None:
    booked = {"contact_id": "1", "type": "booked"}
    days = ("2020-05-02", "2020-05-01")
    told = [json.dumps(booked | {"occurred_at": f"{day}T10:00:00Z"}) for day in days]
    (running / "events.ndjson").write_text("\n".join(told))
    jalon("import", "events", "events.ndjson")
    lines = jalon("trace", "1").out.partition("latest events\n")[2].splitlines()
    instants = [line[:21] for line in lines]
    assert instants == sorted(instants)
    assert instants[0].startswith("  2020-05-01")


@pytest.mark.parametrize(
    ("words", "message", "help"),
    [
        (["anna@trail.example"], "no contact `anna@trail.example`", "mean `ana@trail.example`?"),
        (["bne@trail.example"], "no contact `bne@trail.example`", "mean `ben@trail.example`?"),
        (["zoe@x.org"], "no contact `zoe@x.org`", "is the address right?"),
        ([""], "no contact ``", "is the address right?"),
        (["1", "welcom"], "no journey `welcom`", "did you mean `welcome`?"),
    ],
)
def test_an_unknown_name_is_told(
    jalon: Jalon, running: Path, words: list[str], message: str, help: str
) -> None:
    ran = jalon("trace", *words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert help in ran.err


def test_an_imported_sign_up_that_starts_nothing_says_so(jalon: Jalon, running: Path) -> None:
    start = "starting point: signs up for email"
    (running / "news.journey").write_text(f"journey news:\n  {start}\n  wait 1h\n")
    jalon("run", "--once")
    (running / "more.csv").write_text("contact_id,email_status\neve,subscribed\n")
    jalon("import", "contacts", "more.csv")
    jalon("run", "--once")
    out = jalon("trace", "eve", "news").out
    assert "was imported: `including imported` at its starting point would let her in" in out
