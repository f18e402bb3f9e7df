"""The other side: ways out that answer as fate wants, and a sink that remembers what it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from jalon.deliver.letters import Desk
from jalon.deliver.records import Material
from jalon.deliver.senders import Accepted, Outcome, Prepared, Refused, Retry, Unknown

from .fate import Fate

ANSWERS = (
    *("taken",) * 14,
    *("refused", "later", "later", "later in a minute", "lost before", "lost", "taken and lost"),
)
"""How often the other side does what."""
LINES = ("MAIL", "RCPT", "DATA")


@dataclass
class Sink:
    """What has arrived, by the key of the message: the truth about what left."""

    taken: list[str] = field(default_factory=list)

    def counts(self) -> Counter[str]:
        """How often each message arrived."""
        return Counter(self.taken)


@dataclass
class WayOut:
    """One process's connection to the other side; `leaving` looks at what is about to be sent."""

    fate: Fate
    sink: Sink
    leaving: Callable[[Prepared], None]

    def open(self) -> Retry | None:
        """Connects, or not."""
        self.fate.at("connect")
        if not self.fate.calm and self.fate.chance(0.03):
            self.fate.note("no connection")
            return Retry("nobody lets us in")
        self.fate.at("connected")
        return None

    def send(self, message: Prepared) -> Outcome:
        """Line by line: nothing is taken before the final dot."""
        for line in LINES:
            self.fate.at(line)
        answer = "taken" if self.fate.calm else self.fate.pick(ANSWERS)
        self.leaving(message)
        self.fate.note(f"{message.key[:8]} {answer}")
        self.fate.at("final dot")
        if not message.in_time():
            return Retry("it took too long to get here")
        if answer.startswith("taken"):
            self.sink.taken.append(message.key)
            self.fate.at("reply")
        self.fate.at("answered")
        return OUTCOMES[answer]

    def close(self) -> None:
        """Nothing to end."""


OUTCOMES: dict[str, Outcome] = {
    "taken": Accepted("250 taken"),
    "refused": Refused(550, "550 nobody of that name"),
    "later": Retry("451 later"),
    "later in a minute": Retry("429 later", 60_000),
    "lost before": Retry("the connection was lost before the end of the message"),
    "lost": Unknown("no answer"),
    "taken and lost": Unknown("no answer"),
}


@dataclass(slots=True)
class WatchedDesk(Desk):
    """A desk at which one can be hit while writing."""

    fate: Fate | None = None

    def write(self, material: Material, now: int) -> Prepared:
        """One message."""
        if self.fate is not None:
            self.fate.at("render", alone=True)
        return Desk.write(self, material, now)
