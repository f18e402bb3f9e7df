"""What should have come of it: the reference folds everything that was committed, in that order."""

from __future__ import annotations

from dataclasses import replace

from jalon.compiler import ir

from ..differential.asking import Asked
from ..differential.ours import Ours
from ..differential.readback import snapshot
from ..differential.snapshot import Row, Snapshot, differences, rows
from ..differential.story import Action, Story, Told
from ..reference.world import Contact
from .ledger import Entry, Ledger, Line, Sent, Stopped

OUTBOX = """SELECT j.name, o.contact_id, COALESCE(e.entered_at, a.entered_at), n.number, o.channel,
    o.message, o.purpose, o.queued_at,
    CASE WHEN o.state = 'suppressed' AND o.attempt = 0 AND o.reason <> 'exit' THEN o.reason END
FROM outbox AS o
JOIN node AS n ON n.id = o.node_id
JOIN journey_version AS v ON v.id = n.version_id
JOIN journey AS j ON j.id = v.journey_id
LEFT JOIN enrollment AS e ON e.id = o.enrollment_id
LEFT JOIN enrollment_archive AS a ON a.id = o.enrollment_id"""


BY_NUMBER = frozenset({"orders", "carts"})
EMPTY = frozenset({"quarantine", "waiting", "unheard"})
"""Parts that are empty in a sound store; the reference has none of them."""


class Oracle(Ours):
    """The reference's world; it is told besides what was sent, and what was stopped."""

    def __init__(self, program: ir.Program, base: int, audience: list[Contact]) -> None:
        super().__init__(Story(program.audience.time_zone, base, program, audience))
        self.known: set[str] = set()
        self.stopped: set[int] = set()

    def fold(self, ledger: Ledger) -> None:
        """Everything that was committed; what has a key counts once."""
        for now, key, entry in ledger.entries:
            if not key or isinstance(entry, Told) or key not in self.known:
                self.known.add(key)
                self.take(entry, now)

    def take(self, entry: Entry, now: int) -> None:
        """One thing that was committed."""
        match entry:
            case Sent():
                for event in entry.events:
                    number = self.world.next_event()
                    self.world.events.append(replace(event, id=number))
            case Stopped():
                self.stop(entry.line)
            case _:
                self.apply(entry, now)

    def stop(self, line: Line) -> None:
        """A message does not leave: her next one may be the first."""
        for run in self.world.runs:
            if (run.journey, run.contact, run.entered_at) == line.run_key:
                for message in run.outbox:
                    if message.step == line.step and message.reason is None:
                        message.reason = line.reason
                        self.stopped.add(id(message))

    def outbox(self) -> list[Row]:
        """The messages that were to be sent, and those that were not."""
        found: list[Row] = []
        for run in self.world.runs:
            for m in run.outbox:
                late = m.reason == "exit" or id(m) in self.stopped
                who = (run.journey, run.contact, run.entered_at, m.step)
                what = (m.channel, m.message, m.purpose, m.queued_at)
                found.append((*who, *what, None if late else m.reason))
        return rows(found)


def astray(oracle: Oracle, asked: Asked, program: ir.Program, *, numbered: bool) -> list[str]:
    """Where the store and the reference differ; unless `numbered`, a rollback costs numbers."""
    theirs: Snapshot = snapshot(asked, program.fields)
    theirs["outbox"] = rows(asked.execute(OUTBOX).fetchall())
    ours = {**oracle.snapshot(), "outbox": oracle.outbox()}
    parts = ours.keys() - (frozenset() if numbered else BY_NUMBER)
    return differences({p: ours[p] for p in parts}, {p: theirs.get(p, []) for p in parts | EMPTY})


__all__ = ["Action", "Oracle", "astray"]
