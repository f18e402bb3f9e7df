"""Windows: the few messages that are handed off together, and what becomes of each when sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..runtime.outbox import Claimed, Result
from .letters import Desk, LetterError
from .records import Material
from .senders import Accepted, Crew, Outcome, Prepared, Refused, Retry, Routed, Sender

LATE = "more than half a minute went by since it was handed off"
ENDED = "delivery was asked to end"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many rows are leased at once, and how many are handed off at once, by kind."""

    batch: int = 500
    marketing: int = 50
    transactional: int = 10


@dataclass(frozen=True, slots=True)
class Ready:
    """A message that is written, and what it is made from."""

    material: Material
    prepared: Prepared

    @property
    def row(self) -> Claimed:
        """The row in the outbox."""
        return self.material.row

    def timed(self, in_time: Callable[[], bool]) -> Ready:
        """The same, to be sent only as long as there is time."""
        return replace(self, prepared=replace(self.prepared, in_time=in_time))


Window = Sequence[Ready]


@dataclass(slots=True)
class Sent:
    """What became of a window; where something went wrong (None: nothing did), in order; and
    whether the time was over before the end."""

    results: list[Result] = field(default_factory=list)
    notes: list[tuple[str, str | None]] = field(default_factory=list)
    late: bool = False


def windows(ready: Sequence[Ready], sizes: Sizes) -> Iterator[Window]:
    """Cuts a batch into windows of one kind, receipts first."""
    for marketing, size in ((False, sizes.transactional), (True, sizes.marketing)):
        found = [one for one in ready if one.row.marketing == marketing]
        for start in range(0, len(found), size):
            yield found[start : start + size]


def written(
    desk: Desk, materials: Sequence[Material], now: int
) -> tuple[list[Ready], list[Result]]:
    """Writes each message; one that cannot be written stops nobody else."""
    ready: list[Ready] = []
    failed: list[Result] = []
    for material in materials:
        try:
            ready.append(Ready(material, desk.write(material, now)))
        except LetterError as error:
            failed.append(failure(material.row, error.reason, error.message))
        except Exception as error:  # a defect of ours: shown in the row, and nobody else waits
            failed.append(failure(material.row, "defect", type(error).__name__))
    return ready, failed


def stepless(rows: Sequence[Claimed], materials: Sequence[Material]) -> list[Result]:
    """The rows whose step or program is gone."""
    found = {material.row.place for material in materials}
    lost = [row for row in rows if row.place not in found]
    return [failure(row, "no_step", "the step that sent it is not there any more") for row in lost]


def send_all(sender: Sender, window: Window, ending: Callable[[], bool]) -> Sent:
    """Sends a window; when the way out is lost, or it is time to end, the rest is not tried."""
    if isinstance(sender, Crew):
        return send_together(sender, window)
    sent = Sent()
    for number, one in enumerate(window):
        trouble = sender.open()
        if trouble is not None:
            note(sent, sender, one, trouble)
            sent.results += [result(rest.row, trouble) for rest in window[number:]]
            return sent
        if ending() or not one.prepared.in_time():
            sent.late = not ending()
            why = LATE if sent.late else ENDED
            sent.results += [given_back(rest.row, why, "handoff") for rest in window[number:]]
            return sent
        outcome = sender.send(one.prepared)
        note(sent, sender, one, outcome)
        sent.results.append(result(one.row, outcome))
    return sent


def send_together(crew: Crew, window: Window) -> Sent:
    """Sends a window by several hands at once."""
    sent = Sent()
    outcomes = crew.send_all([one.prepared for one in window])
    for one, outcome in zip(window, outcomes, strict=True):
        note(sent, crew, one, outcome)
        sent.results.append(result(one.row, outcome))
    return sent


def note(sent: Sent, sender: Sender, one: Ready, outcome: Outcome) -> None:
    """Notes whether something was wrong with where the message went: a refusal is an answer."""
    if isinstance(sender, Routed):
        trouble = None if isinstance(outcome, Accepted | Refused) else outcome.reason
        sent.notes.append((sender.destination(one.prepared), trouble))


def failure(row: Claimed, reason: str, detail: str) -> Result:
    """A message that never came to its hand-off."""
    return Result(row, "failed", reason, detail, origin="leased")


def given_back(row: Claimed, why: str, origin: str = "leased") -> Result:
    """A message that is left for the next delivery."""
    return Result(row, "lapsed", detail=why, origin=origin)


def held(row: Claimed, destination: str, wait: int) -> Result:
    """A message whose destination is left alone for a while."""
    return Result(row, "held", detail=f"{destination} is left alone", after=wait, origin="leased")


def result(row: Claimed, outcome: Outcome, origin: str = "handoff") -> Result:
    """What a sender said, as the outbox wants to know it."""
    if isinstance(outcome, Accepted):
        return Result(row, "accepted", detail=outcome.detail or None, origin=origin)
    if isinstance(outcome, Refused):
        reason = str(outcome.code)
        return Result(row, "refused", reason, outcome.reason, origin=origin, gone=outcome.gone)
    if isinstance(outcome, Retry):
        told = "retry" if outcome.reached else "unreached"
        return Result(row, told, None, outcome.reason, outcome.after, origin)
    return Result(row, "unknown", detail=outcome.reason, origin=origin)


def trouble(result: Result) -> str:
    """What to tell about a message that did not get through."""
    outcome = "put off" if result.outcome in ("retry", "unreached") else result.outcome
    told = result.detail or result.reason or "nobody knows why"
    return f"{result.row.channel} {result.row.message} {outcome}: {told}"
