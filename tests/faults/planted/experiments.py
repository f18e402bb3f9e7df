"""Experiments, each of which passes on the product as it is, and finds the bug it is there for."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from jalon.compiler import ir
from jalon.compiler.ir.program import FrequencyLimit
from jalon.deliver import way
from jalon.deliver.letters import Desk
from jalon.deliver.senders import Refused, Retry
from jalon.deliver.senders.smtp import SmtpSender
from jalon.deliver.settings import Delivery
from jalon.deliver.templates import Sources, TemplateError, prepare, render
from jalon.deliver.window import Window, written
from jalon.runtime import intake, outbox
from jalon.runtime.clock import VirtualClock
from jalon.runtime.outbox import Patience, outbox_key
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.sqlite.store import connect
from jalon.runtime.store import Store, StoreError

from ...integration.deliver import building
from ...integration.deliver.building import NOW, Post, Recorder
from ...integration.deliver.hooks import listening, sender
from ...integration.deliver.scripted import scripted
from ...integration.deliver.test_smtp import message
from ...integration.deliver.test_webhooks import request, sent
from ...simulation.happenings import KINDS
from ...simulation.simulation import Simulation
from ...unit.deliver.rendering import DATA
from . import scanning
from .sending import GATHER

RUN_TOGETHER = [(run, step) for run in range(1, 130) for step in range(1, 130)]
HOSTILE = ("{{ contact.__class__ }}", "{{ contact['keys']() }}", "{{ contact.items }}")


def simulated(seeds: range, kinds: Sequence[str] = KINDS) -> Callable[[], None]:
    """So many runs of the simulation; the first that fails says so, and how to see it again."""

    def run() -> None:
        for seed in seeds:
            try:
                Simulation(seed, kinds=kinds).run()
            except Exception as error:
                words = str(error).partition("\n")[0]
                raise AssertionError(f"simulation, seed {seed}: {words}") from error

    return run


def a_second_row_of_a_key_is_refused() -> None:
    """By the database itself, of each row that is there: runs, events, messages, attempts."""
    post = Post.with_program().waiting(1)
    intake.add_events(post.store, [event("e1")], NOW)
    outbox.claim(post.store, NOW, 1, Patience())
    for table in ("outbox", "event", "enrollment"):
        columns = [c for (c,) in post.sql("SELECT name FROM pragma_table_info(?)", table)]
        named = ", ".join(c for c in columns if table == "outbox" or c != "id")
        try:
            post.sql(f"INSERT INTO {table} ({named}) SELECT {named} FROM {table} LIMIT 1")
        except sqlite3.IntegrityError:
            continue
        raise AssertionError(f"a second row of one key stands in `{table}` (INV-6)")


def event(key: str) -> intake.EventRow:
    """An event of the first contact."""
    return intake.EventRow(kind="custom", subject="x", at=NOW, contact_key="c1", key=key)


def keys_are_all_different() -> None:
    """However the numbers of two messages stand beside each other."""
    found = {outbox_key("t", place, "email") for place in RUN_TOGETHER}
    missing = len(RUN_TOGETHER) - len(found)
    assert not missing, f"{missing} of {len(RUN_TOGETHER)} messages share a key (INV-6)"


def nobody_reads_what_another_is_changing() -> None:
    """Two connections: who has begun is alone until the end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        SqliteStore.open(path).close()
        one, other = (SqliteStore(connect(str(path)), str(path)) for _ in range(2))
        other.connection.execute("PRAGMA busy_timeout = 0")
        try:
            with one.transaction():
                assert began(other) is False, "two transactions have begun at once (T1 and T2)"
        finally:
            one.close()
            other.close()


def began(store: SqliteStore) -> bool:
    """Whether a transaction can begin."""
    try:
        with store.transaction():
            return True
    except StoreError:
        return False


class Cut:
    """A connection that is lost once, between a COMMIT and its answer."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.lost = False

    def __getattr__(self, name: str) -> Any:
        """Everything else is the store's own."""
        return getattr(self.store, name)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """The outermost one is committed, and then the connection is lost."""
        inside = self.store.inside()
        with self.store.transaction():
            yield
        if not inside and not self.lost:
            self.lost = True
            raise StoreError("the connection was lost")


def what_is_told_again_counts_once() -> None:
    """The answer of COMMIT is lost, so the event is told again, under its own key (F4)."""
    post = Post.with_program().waiting(1)
    store = cast(Store, Cut(post.store))
    for _ in range(2):
        with suppress(StoreError):
            intake.add_events(store, [event("e1")], NOW)
    ((count,),) = post.sql("SELECT COUNT(*) FROM event")
    assert count == 1, f"one event stands there {count} times (INV-6)"


# --- the hand-off -----------------------------------------------------------------------------


def written_by(post: Post, office: way.Office) -> Window:
    """The next message that is due, claimed and written, but not yet handed off."""
    shift = way.Shift(post.store, office, VirtualClock(NOW))
    rows = outbox.claim(post.store, NOW, 1, Patience())
    materials = getattr(way, GATHER)(post.store, rows, office.desk.programs, NOW)
    ready, failed = written(office.desk, materials, shift.now)
    assert not failed, failed
    return ready


def office() -> way.Office:
    """A post office of nobody in particular."""
    return way.Office({"email": Recorder()}, Desk(Delivery()))


def who_opts_out_in_time_gets_nothing() -> None:
    """Her message is written, she opts out, it is handed off: it must not be."""
    post, here = Post.with_program().waiting(1), office()
    ready = written_by(post, here)
    evidence = intake.Evidence("a test")
    intake.set_email_status(post.store, ["c1"], "unsubscribed", NOW, evidence)
    leaving = way.handed_off(way.Shift(post.store, here, VirtualClock(NOW)), ready)
    assert not leaving, "a message was handed off after an opt-out was committed (INV-14)"


def two_workers_keep_one_limit() -> None:
    """One message a day: two workers have one of hers each in hand."""
    post, here = Post.with_program(limited()), office()
    post.contact(1)
    post.queue(1, 1)
    post.queue(1, 2)
    in_hand = [written_by(post, here), written_by(post, here)]
    shift = way.Shift(post.store, here, VirtualClock(NOW))
    count = sum(len(way.handed_off(shift, ready)) for ready in in_hand)
    assert count == 1, f"{count} messages were handed off where one may be (INV-16)"


def limited() -> ir.Program:
    """Two messages in a row, of which one a day may leave."""
    frequency = (FrequencyLimit(most=1, channel=None, per="day"),)
    audience = ir.Audience(sender="Shop <shop@x.example>", frequency=frequency)
    steps = (building.send(1, "hello"), building.send(2, "hello"))
    return building.program(building.journey("j", *steps), audience=audience)


# --- the outside ------------------------------------------------------------------------------


def a_click_changes_no_consent() -> None:
    """Scanners look at every link: opens and clicks are told, and change nothing."""
    post = Post.with_program().waiting(1)
    for kind in ("email_opened", "email_clicked"):
        row = intake.EventRow(kind=kind, subject="hello", at=NOW, contact_key="c1", key=kind)
        intake.add_events(post.store, [row], NOW)
    ((status,),) = post.sql("SELECT email_status FROM contact")
    assert status == "subscribed", f"whoever looks at a link is {status}"


def a_policy_is_no_address() -> None:
    """5.7.1 is about us: refused, and the address is not suppressed."""
    with scripted({"RCPT": "550 5.7.1 not accepted here"}) as (_, server):
        way_out = SmtpSender(server)
        said = way_out.send(message())
        way_out.close()
    assert isinstance(said, Refused), said
    assert said.gone is None, "5.7.1 suppresses the address"


def no_proof_is_compared_by_equals() -> None:
    """Nowhere in the product is a proof compared by `==`."""
    found = scanning.compared()
    assert not found, f"a proof is compared by `==` in {', '.join(found)}"


def no_template_reaches_python() -> None:
    """Hostile templates end as errors, or show nothing."""
    for source in HOSTILE:
        try:
            made = render(prepare(Sources(source)), DATA)
        except TemplateError:
            continue
        raise AssertionError(f"`{source}` shows `{made.text.strip()[:40]}`")


def no_redirect_is_followed() -> None:
    """A request goes where the project says, and nowhere else."""
    with listening(307, Location="/elsewhere") as hooks:
        [said] = sent(sender(), request(hooks.url))
    paths = [one.path for one in hooks.taken]
    assert paths == ["/hooks"], f"the request went on to {paths[1:]}"
    assert isinstance(said, Retry)
