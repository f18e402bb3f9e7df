"""After an erasure, or when what is old is gone: the store is sound, and nobody comes back."""

from __future__ import annotations

import pytest

from jalon.compiler.ir import steps as s
from jalon.deliver.loop import deliver_due
from jalon.runtime import intake
from jalon.runtime.deploy import deploy
from jalon.runtime.engine.tick import tick
from jalon.runtime.erasure import erase
from jalon.runtime.prove import violations
from jalon.runtime.retention import Retention, retain
from jalon.runtime.sqlite import SqliteStore

from ..deliver.building import HOUR, NOW, Recorder, journey, office, program, send
from ..deliver.building import SECOND as BREATH

DAY = 24 * HOUR
PEOPLE = 4


def wait(number: int, days: int) -> s.Wait:
    """A wait."""
    duration = {"milliseconds": days * DAY}
    given = {"number": number, "key": f"wait{number}", "duration": duration, "next": number + 1}
    return s.Wait.model_validate(given)


def row(n: int) -> intake.ContactRow:
    """A subscribed contact."""
    return intake.ContactRow(key=f"c{n}", email=f"C{n}@x.example", email_status="subscribed")


@pytest.fixture
def store() -> SqliteStore:
    """Everybody has had a message; half of them wait for the next, and one has it in the outbox."""
    store = SqliteStore.open()
    deploy(store, program(journey("j", send(1, "hello"), wait(2, 3), send(3, "hello"))), NOW)
    intake.add_contacts(store, [row(n) for n in range(1, PEOPLE + 1)], NOW)
    intake.tag(store, ["c1", "c2", "c3"], "x", NOW)
    go_on(store, NOW + HOUR, Recorder())
    tick(store, NOW + HOUR + 3 * DAY)
    intake.tag(store, ["c4"], "x", NOW + 4 * DAY)
    return store


def go_on(store: SqliteStore, now: int, sender: Recorder) -> list[str]:
    """A tick, and the messages that are due; to whom they went."""
    tick(store, now)
    deliver_due(store, office(sender), now + BREATH)
    return [message.recipient for message in sender.sent]


@pytest.mark.parametrize("who", [["c1"], ["c4"], ["c1", "c2", "c3", "c4"]])
def test_the_invariants_hold(store: SqliteStore, who: list[str]) -> None:
    """INV-1, INV-4 and all others: in the middle of a journey, and with an event still new."""
    erase(store, who, NOW + 4 * DAY)
    assert violations(store, NOW + 4 * DAY) == []
    left = {f"C{n}@x.example" for n in range(1, PEOPLE + 1) if f"c{n}" not in who}
    assert set(go_on(store, NOW + 5 * DAY, Recorder())) == left
    assert violations(store, NOW + 5 * DAY) == []


def test_they_hold_when_what_is_old_is_deleted(store: SqliteStore) -> None:
    go_on(store, NOW + 5 * DAY, Recorder())
    go_on(store, NOW + 9 * DAY, Recorder())
    assert retain(store, Retention(DAY, DAY, DAY), NOW + 20 * DAY)["runs"] == PEOPLE
    assert violations(store, NOW + 20 * DAY) == []
    intake.tag(store, ["c1"], "x", NOW + 20 * DAY)
    assert go_on(store, NOW + 21 * DAY, Recorder()) == []


@pytest.mark.parametrize("address", ["C1@x.example", "c1@X.EXAMPLE", " c1@x.example "])
@pytest.mark.parametrize("origin", ["imported", "historic"])
def test_an_import_brings_nobody_back(
    store: SqliteStore, address: str, origin: intake.Origin
) -> None:
    """T26: the address is remembered, in whatever way it is written."""
    erase(store, ["c1"], NOW + 4 * DAY)
    rows = [
        intake.ContactRow(key=key, email=address, email_status="subscribed", tags=("x",))
        for key in ("c1", "another")
    ]
    assert len(intake.add_contacts(store, rows, NOW + 5 * DAY, origin).refusals) == 2
    assert "C1@x.example" not in go_on(store, NOW + 9 * DAY, Recorder())


def test_an_event_that_was_forgotten_is_not_taken_again(store: SqliteStore) -> None:
    told = [intake.EventRow(kind="custom", subject="s", contact_key="c1", key="k", at=NOW)]
    intake.add_events(store, told, NOW + 4 * DAY)
    erase(store, ["c1"], NOW + 4 * DAY)
    intake.add_contacts(store, [row(1)], NOW + 5 * DAY)
    assert intake.add_events(store, told, NOW + 5 * DAY).unchanged == 1
