"""What a sender is given, and what it can say about it (reliability 2.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:  # a project's settings are read without the models
    from ...compiler.ir.webhooks import Header, Secret


def always() -> bool:
    """There is time."""
    return True


@dataclass(frozen=True, slots=True)
class Prepared:
    """One message ready to leave. `key` is the outbox key, `queued_at` in milliseconds UTC.

    For an e-mail, `content` is the whole message with CRLF and `sender`, `recipient` are bare
    addresses; for a text message it is UTF-8 text and they are phone numbers. Once it is not
    `in_time` any more, it must not leave: others may have taken it for lost.
    """

    key: str
    sender: str
    recipient: str
    content: bytes
    queued_at: int
    attempt: int = 1
    in_time: Callable[[], bool] = field(default=always, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Request(Prepared):
    """One request to a webhook: the secrets in it are still references."""

    url: str | Secret = ""
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """The other side took the message; `detail` is what it said."""

    detail: str = ""


@dataclass(frozen=True, slots=True)
class Retry:
    """It certainly did not take the message; later it may. `after` in milliseconds if it said.

    `reached`: somebody was asked; otherwise it counts as no request.
    """

    reason: str
    after: int | None = None
    reached: bool = True


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never take this message; `code` is what it said, or a word of ours.

    `gone` is the address, when that is what does not exist.
    """

    code: int | str
    reason: str
    gone: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have taken the message: only it knows."""

    reason: str


Outcome: TypeAlias = Accepted | Retry | Refused | Unknown


class Sender(Protocol):
    """A way out. Never raises for what the other side does."""

    def open(self) -> Retry | None:
        """Gets ready, at once when it is; or says why nothing can be sent now."""

    def send(self, message: Prepared) -> Outcome:
        """Hands over one message."""
        ...

    def close(self) -> None:
        """Ends the connection, if there is one."""


@runtime_checkable
class Routed(Protocol):
    """A way out that leads to machines elsewhere, which may be in trouble.

    `only` is where all messages go; None when each has a destination of its own.
    """

    @property
    def only(self) -> str | None:
        """The one destination."""
        ...

    def destination(self, message: Prepared) -> str:
        """Where a message goes: the name of the machine."""
        ...


@runtime_checkable
class Crew(Sender, Protocol):
    """A way out that takes several messages at once."""

    def send_all(self, messages: Sequence[Prepared]) -> list[Outcome]:
        """Hands over messages, each for itself; the outcomes are in their order."""
        ...
