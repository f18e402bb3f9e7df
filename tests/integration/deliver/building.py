"""Stores with messages waiting in the outbox, made without the language and without a tick."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jalon.compiler import ir
from jalon.compiler.ir import steps as s
from jalon.compiler.ir.journey import Journey, QuietHours
from jalon.deliver.letters import Desk
from jalon.deliver.loop import Office, Sizes
from jalon.deliver.senders import Accepted, Outcome, Prepared, Retry, Sender
from jalon.deliver.senders.folder import FolderSender
from jalon.deliver.settings import Delivery
from jalon.runtime.deploy import deploy
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.sqlite.store import connect
from jalon.runtime.store import Row

NOW = 1_772_366_400_000  # 2026-03-01 12:00 UTC
SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000
TAGGED = ir.EventPattern(kinds=("tag_added",), subjects=("x",))
BODY = "Hello {{ contact.first_name or 'you' }}"


def send(number: int, message: str, channel: str = "email", subject: str | None = None) -> s.Send:
    """A send step."""
    return s.Send.model_validate(
        {
            "number": number,
            "key": f"send{number}",
            "channel": channel,
            "message": message,
            "subject": subject,
            "next": number + 1,
        }
    )


def journey(name: str = "j", *steps: s.Step, **more: object) -> Journey:
    """A journey; step 0 and the end are added here."""
    graph = (s.Start(number=0, key="start", next=1), *(steps or (send(1, "hello"),)))
    settings: dict[str, object] = {"name": name, "starts": (TAGGED,), **more}
    end = s.End(number=len(graph), key="end")
    return Journey.model_validate({**settings, "steps": (*graph, end)})


def program(*journeys: Journey, **more: object) -> ir.Program:
    """A program with an e-mail `hello` and a text message `nudge`."""
    parts: dict[str, object] = {
        "audience": ir.Audience(sender="Trail & Co <hello@trail.example>"),
        "fields": (ir.Field(name="size", type="number"),),
        "stores": (ir.Store(name="shop", currency="EUR", time_zone="UTC"),),
        "messages": (
            ir.Email(name="hello", subject="Hi {{ contact.first_name }}", body=BODY),
            ir.Sms(name="nudge", body="Hi {{ contact.first_name }}"),
        ),
        "journeys": journeys or (journey(),),
    }
    return ir.Program.model_validate({**parts, **more})


@cache
def image(deployed: str) -> bytes:
    """A whole store with a deployed program."""
    store = SqliteStore.open()
    deploy(store, ir.Program.model_validate_json(deployed), NOW - HOUR)
    return store.connection.serialize()


@dataclass(slots=True)
class Post:
    """A store whose outbox one can fill and look into."""

    store: SqliteStore = field(default_factory=SqliteStore.open)

    @classmethod
    def with_program(cls, deployed: ir.Program | None = None) -> Post:
        """A store in memory with a deployed program; a copy, since deploying takes a while."""
        connection = connect(":memory:")
        connection.deserialize(image((deployed or program()).to_json()))
        store = SqliteStore(connection, ":memory:")
        store.prepare()
        return cls(store)

    @classmethod
    def in_file(cls, path: Path, deployed: ir.Program | None = None) -> Post:
        """A store in a file, deployed or as somebody left it."""
        existed = path.exists()
        post = cls(SqliteStore.open(path))
        if not existed:
            deploy(post.store, deployed or program(), NOW - HOUR)
        return post

    def sql(self, text: str, *values: object) -> list[Row]:
        """Any statement, for what the tests want to see or to break."""
        return self.store.connection.execute(text, values).fetchall()

    def contact(self, id: int, **columns: object) -> int:
        """A subscribed contact."""
        row = {
            "id": id,
            "key": f"c{id}",
            "bucket": id,
            "email": f"c{id}@x.example",
            "first_name": f"Ana{id}",
            "phone": f"+336000000{id:02}",
            "email_status": "subscribed",
            "sms_status": "subscribed",
            "added_at": NOW,
            "changed_at": NOW,
            **columns,
        }
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        self.sql(f"INSERT INTO contact ({names}) VALUES ({marks})", *row.values())
        return id

    def queue(self, id: int, step: int = 1, **columns: object) -> tuple[int, int]:
        """A run `id` of contact `id`, whose message of that step is queued."""
        ((node,),) = self.sql("SELECT id FROM node WHERE number = ? ORDER BY id LIMIT 1", step)
        self.sql(
            "INSERT INTO enrollment (id, journey_id, version_id, contact_id, event_id, ref,"
            " entered_at, node_id, seq, arrived_at) VALUES (?, 1, 1, ?, ?, ?, ?, ?, 1, ?)"
            " ON CONFLICT DO NOTHING",
            *(id, id, columns.pop("event_id", None), columns.pop("ref", None), NOW, node, NOW),
        )
        row = {
            "enrollment_id": id,
            "node_id": node,
            "contact_id": id,
            "channel": "email",
            "message": "hello",
            "purpose": "marketing",
            "state": "queued",
            "queued_at": NOW,
            "not_before": NOW,
            **columns,
        }
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        self.sql(f"INSERT INTO outbox ({names}) VALUES ({marks})", *row.values())
        return (id, int(node))

    def waiting(self, count: int, **columns: object) -> Post:
        """That many contacts, each with a message queued."""
        for id in range(1, count + 1):
            self.contact(id)
            self.queue(id, 1, **columns)
        return self

    def key(self) -> tuple[int, int]:
        """The place of the first row there is."""
        [place] = self.sql("SELECT enrollment_id, node_id FROM outbox LIMIT 1")
        return (int(place[0]), int(place[1]))

    def states(self) -> dict[int, tuple[str, str | None]]:
        """State and reason by run."""
        rows = self.sql("SELECT enrollment_id, state, reason FROM outbox")
        return {run: (state, reason) for run, state, reason in rows}

    def state(self, id: int = 1) -> str:
        """The state of one run's message."""
        return self.states()[id][0]

    def attempts(self, id: int = 1) -> list[str]:
        """The outcomes of one run's attempts."""
        rows = self.sql("SELECT outcome FROM attempt WHERE enrollment_id = ? ORDER BY number", id)
        return [outcome for (outcome,) in rows]


@dataclass(slots=True)
class Recorder:
    """A sender that keeps what it is given and answers what it is told to."""

    answers: list[Outcome] = field(default_factory=list)
    closed: Retry | None = None
    sent: list[Prepared] = field(default_factory=list)

    def open(self) -> Retry | None:
        """Ready unless told otherwise."""
        return self.closed

    def send(self, message: Prepared) -> Outcome:
        """The next answer, or yes."""
        self.sent.append(message)
        return self.answers.pop(0) if self.answers else Accepted("250 ok")

    def close(self) -> None:
        """Nothing to end."""


def office(mail: Sender, sms: Sender | None = None, sizes: Sizes | None = None) -> Office:
    """An office with these senders."""
    senders = {"email": mail, "sms": sms or FolderSender(Path("/nowhere"))}
    return Office(senders, Desk(Delivery()), sizes=sizes or Sizes())


NIGHT = QuietHours(start=21 * HOUR, end=8 * HOUR)
