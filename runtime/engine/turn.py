"""What the phases of one tick share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ...compiler.ir.calendar import DAY
from ...compiler.ir.zones import to_wall
from ...compiler.sql.journey.exits import Listener
from ...compiler.sql.journey.passing import Clock
from ...compiler.sql.statement import Statement
from ..loaded import Past, Version
from ..moment import Moment
from ..store import DataError, TooSlow

Attempt = Callable[[int, int], None]
SetAside = Callable[[int, str], None]
Face = tuple[int, frozenset[tuple[int, int]]]
FEW = 10_000  # ids


@dataclass(frozen=True, slots=True)
class Turn:
    """One tick: the instant, the last one, the new events (after, upto] and their kinds.

    `silent`: something was told of somebody that is no event, or is history.
    """

    moment: Moment
    watermark: int
    after: int
    upto: int
    kinds: frozenset[str]
    versions: tuple[Version, ...]
    silent: bool = False

    def values(self, version: Version | Past) -> dict[str, object]:
        """The parameters that the statements of one version share."""
        return {**version.values(), **self.span()}

    def span(self) -> dict[str, object]:
        """The parameters that bound what is new."""
        return {"watermark": self.watermark, "after": self.after, "upto": self.upto}

    def sees(self, clock: Clock | None) -> bool:
        """Does the clock of some zone show anything else than at the last tick (None: always)?"""
        if clock is None:
            return True
        ends = (self.watermark, self.moment.now)
        faces = ({face(clock.windows, at, zone) for at in ends} for _, zone in self.moment.zones)
        return any(len(shown) > 1 for shown in faces)

    def hears(self, kinds: frozenset[str] | None) -> bool:
        """Do the new events concern somebody who listens to these kinds (None: any)?"""
        return bool(self.kinds) if kinds is None else bool(self.kinds & kinds)

    def listen(self, version: Version | Past, listener: Listener) -> None:
        """Runs a listener's statements if the new events concern it, around rows that fail."""
        if self.hears(listener.kinds):
            for statement in listener.statements:
                self.over(version, listener.kinds, statement)

    def over(
        self, version: Version | Past, kinds: frozenset[str] | None, statement: Statement
    ) -> None:
        """Runs a statement over the new events, or over their contacts when it names no kind."""
        if kinds is None:
            self.over_contacts(version, statement)
        else:
            self.over_events(statement_runner(self, version, statement))

    def over_everybody(self, statement: Statement, values: dict[str, object]) -> None:
        """Runs over all contacts by number; one nobody can digest is set aside."""

        def attempt(low: int, high: int) -> None:
            self.moment.write(statement, **values, low=low, high=high)

        def set_aside(contact: int, reason: str) -> None:
            self.moment.write("derive.set-contact-aside", id=contact, reason=reason, stage="enter")

        ((low, high),) = self.moment.read("derive.contact-bounds")
        isolate(self.moment, attempt, (int(low), int(high)), set_aside)

    def over_contacts(self, version: Version | Past, statement: Statement) -> None:
        """Runs over the contacts of the new events; one nobody can digest is set aside."""
        moment, values = self.moment, self.values(version)

        def attempt(low: int, high: int) -> None:
            moment.write(statement, **values, low=low, high=high)

        def set_aside(contact: int, reason: str) -> None:
            moment.write("tick.set-contact-aside", id=contact, reason=reason)

        ((low, high),) = moment.read("tick.touched-bounds")
        isolate(moment, attempt, (int(low), int(high)), set_aside)

    def over_events(self, attempt: Attempt) -> None:
        """Runs over the new events; an event that no statement can digest is set aside."""

        def set_aside(event: int, reason: str) -> None:
            self.moment.write("enter.set-aside", id=event, reason=reason, stage="event")

        isolate(self.moment, attempt, (self.after + 1, self.upto), set_aside)


def statement_runner(turn: Turn, version: Version | Past, statement: Statement) -> Attempt:
    """A statement as an attempt over a range of events."""

    def run(low: int, high: int) -> None:
        values = {**turn.values(version), "after": low - 1, "upto": high}
        turn.moment.write(statement, **values)

    return run


def isolate(moment: Moment, attempt: Attempt, span: tuple[int, int], set_aside: SetAside) -> None:
    """Runs `attempt` over a range of ids; when some row breaks it, halves the range to find it.

    Everybody else goes on: at most 2·log2(range) more attempts per bad row. What takes too long is
    done in halves too, unless it is too much for a few: then it is no matter of how many they are.
    """
    low, high = span
    if low > high:
        return
    try:
        with moment.store.savepoint():
            attempt(low, high)
    except (DataError, TooSlow) as error:
        moment.doubt()
        if isinstance(error, TooSlow) and high - low < FEW:
            raise
        if low == high:
            set_aside(low, str(error))
            return
        middle = (low + high) // 2
        isolate(moment, attempt, (low, middle), set_aside)
        isolate(moment, attempt, (middle + 1, high), set_aside)


def face(windows: Iterable[tuple[int, int]], at: int, zone: ZoneInfo) -> Face:
    """What a clock shows: the local day, and which windows of the day are open."""
    day, time = divmod(to_wall(at, zone), DAY)
    inside = {
        (start, end)
        for start, end in windows
        if (start <= time < end if start <= end else time >= start or time < end)
    }
    return day, frozenset(inside)
