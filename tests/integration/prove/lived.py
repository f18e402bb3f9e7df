"""A store that has lived: runs that waited, left, ended, and messages that were sent or not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from jalon.deliver.loop import deliver_due
from jalon.deliver.senders import Outcome, Refused, Retry, Unknown
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.sqlite.store import MEMORY, connect

from ...conformance import scenario as told
from ..deliver.building import Recorder, office

if TYPE_CHECKING:
    from ...conformance.scenario import Scenario

TEXT = """
email m "M":
  subject: "Hello"

email late "Late":
  subject: "Still there?"

journey j:
  starting point: tag added "x"
  exit when: tagged "gone"
  quiet hours: 20:00 to 09:00

  send email m
  wait 48 hours
  wait for tagged "y" up to 3 days
  send email late

journey k:
  starting point: tag added "x"

  wait for opens email m

journey w:
  starting point: tag added "z"

  wait 9 days
"""
FREQUENT = told.HEAD.replace("\n  from", "\n  frequency: at most 2 emails per day\n  from")
ANSWERS: tuple[Outcome, ...] = (Retry("421 later"), Unknown("no reply"), Refused(550, "no such"))
END = told.instant("2024-06-22T12:00")


@cache
def image() -> bytes:
    """The store, made once; on SQLite, whatever the tests run on."""
    with TemporaryDirectory() as folder:
        scenario = told.Scenario.of(Path(folder), TEXT, FREQUENT)
    live(scenario)
    assert isinstance(scenario.store, SqliteStore)
    return scenario.store.connection.serialize()


def live(scenario: Scenario) -> None:
    """A week: one leaves, one gets no marketing, one waits at the end; something was bought."""
    scenario.judged = False
    names = ("A", "B", "C", "D", "E", "F")
    scenario.contact(*names, "N", origin="live")
    scenario.contact("U", origin="live", email_status="unsubscribed")
    recorder = Recorder(list(ANSWERS))
    scenario.tag("x", *names, "U")
    scenario.product("P")
    scenario.buys("N", "P")
    scenario.cart("N", "P")
    for hours in (0, 1, 30, 30, 30, 30, 47):
        scenario.tick(plus=hours * 3_600_000)
        deliver_due(scenario.store, office(recorder), scenario.now)
        if hours == 1:
            scenario.tag("gone", "B")
            scenario.tag("z", "N")
    assert scenario.now == END


def lived() -> SqliteStore:
    """A copy of it, without the triggers that would refuse what the tests plant."""
    connection = connect(MEMORY)
    connection.deserialize(image())
    store = SqliteStore(connection, MEMORY)
    store.prepare()
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in rows:
        connection.execute(f'DROP TRIGGER "{name}"')
    return store
