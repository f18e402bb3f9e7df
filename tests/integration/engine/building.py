"""Small programs and audiences for the engine's own tests, made without the language."""

from __future__ import annotations

from jalon.compiler import ir
from jalon.compiler.ir import steps as s
from jalon.compiler.ir.calendar import Duration
from jalon.compiler.ir.journey import Journey
from jalon.compiler.ir.messages import Email
from jalon.compiler.ir.steps import Step
from jalon.runtime import intake
from jalon.runtime.deploy import deploy
from jalon.runtime.sqlite import SqliteStore

OPENING = 1_772_323_200_000  # 2026-03-01 00:00 UTC
HOUR = 3_600_000
DAY = 24 * HOUR
TAGGED = ir.EventPattern(kinds=("tag_added",), subjects=("x",))


def journey(*steps: Step, **more: object) -> Journey:
    """A journey that begins when tag x is added; step 0 and the end are added here."""
    last = len(steps) + 1
    settings: dict[str, object] = {"name": "j", "starts": (TAGGED,), **more}
    graph = (s.Start(number=0, key="start", next=1), *steps, s.End(number=last, key="end"))
    return Journey.model_validate({**settings, "steps": graph})


def wait(number: int, milliseconds: int, next: int | None = None) -> s.Wait:
    """A wait for elapsed time."""
    duration = Duration(milliseconds=milliseconds)
    return s.Wait(number=number, key=f"wait{number}", duration=duration, next=next or number + 1)


def send(number: int, next: int | None = None) -> s.Send:
    """A send step of the one message there is."""
    key = f"send{number}"
    return s.Send(number=number, key=key, channel="email", message="m", next=next or number + 1)


def program(*journeys: Journey, **more: object) -> ir.Program:
    """A program with one message, one store and two fields."""
    parts: dict[str, object] = {
        "fields": (ir.Field(name="plan", type="text"), ir.Field(name="size", type="number")),
        "stores": (ir.Store(name="shop", currency="EUR", time_zone="UTC"),),
        "messages": (Email(name="m", subject="Hello", body="Hello"),),
        "journeys": journeys,
    }
    return ir.Program.model_validate({**parts, **more})


def opened(*journeys: Journey, people: int = 3, path: str = ":memory:") -> SqliteStore:
    """A store with a deployed program and subscribed contacts c1 … cn."""
    store = SqliteStore.open(path)
    deploy(store, program(*journeys), OPENING)
    rows = [
        intake.ContactRow(key=f"c{n}", email=f"c{n}@x.example", email_status="subscribed")
        for n in range(1, people + 1)
    ]
    intake.add_contacts(store, rows, OPENING, "historic")
    return store


def tag(store: SqliteStore, at: int, *keys: str, name: str = "x") -> None:
    """Adds a tag to contacts."""
    intake.tag(store, keys, name, at)


def rows(store: SqliteStore, sql: str) -> list[tuple[object, ...]]:
    """Rows of a query written for a test."""
    return store.connection.execute(sql).fetchall()
