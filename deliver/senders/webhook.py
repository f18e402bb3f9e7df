"""Requests to webhooks over HTTP: to an address that was looked at, without following redirects."""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from jalon import __version__

from ...compiler.ir.webhooks import Secret
from .deadline import Deadline
from .networks import Blocked, Reach
from .outcome import Accepted, Outcome, Prepared, Refused, Request, Retry, Unknown

if TYPE_CHECKING:
    import httpx

CREW: Final = 10
LONGEST_PAUSE: Final = 24 * 3600  # seconds that a server may ask us to wait
PLAIN: Final = re.compile(r"[\t -~]*")
BUSY: Final = (429, 503)
TOO_LATE: Final = "too late: more than half a minute since it was handed off"


@dataclass(frozen=True, slots=True)
class Waits:
    """How long to wait, in seconds: for the connection, each part of the answer, and in all."""

    connect: float = 10.0
    read: float = 10.0
    whole: float = 20.0


class Missing(Exception):
    """A secret that is not there, or cannot be used."""


@dataclass
class WebhookSender:
    """Posts requests, several at a time. Secrets are looked up for each, and kept nowhere."""

    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    reach: Reach = field(default_factory=Reach)
    waits: Waits = field(default_factory=Waits)
    client: httpx.Client | None = field(default=None, repr=False)

    @property
    def only(self) -> None:
        """Every request has a destination of its own."""

    def destination(self, message: Prepared) -> str:
        """The machine; an address that is a secret is told by the name of the secret."""
        assert isinstance(message, Request)
        if isinstance(message.url, str):
            return urlsplit(message.url).netloc.rpartition("@")[2]
        return f"env:{message.url.env}"

    def open(self) -> Retry | None:
        """Gets ready; each request has a connection of its own."""
        if self.client is None:
            self.client = new_client(self.waits)
        return None

    def close(self) -> None:
        """Ends what is open."""
        if self.client is not None:
            self.client.close()
            self.client = None

    def send_all(self, messages: Sequence[Prepared]) -> list[Outcome]:
        """Several requests at a time, so that one slow machine does not hold up the others."""
        self.open()
        with ThreadPoolExecutor(CREW) as crew:
            return list(crew.map(self.send, messages))

    def send(self, message: Prepared) -> Outcome:
        """One request; whatever is not 2xx is tried again. STEP-50"""
        assert isinstance(message, Request)
        if not message.in_time():
            return Retry(TOO_LATE, reached=False)
        with Deadline(self.waits.whole) as deadline:
            outcome = self.tried(message, deadline)
        if deadline.passed and isinstance(outcome, Retry | Unknown):
            return replace(outcome, reason=f"no answer within {self.waits.whole:g} seconds")
        return outcome

    def tried(self, message: Request, deadline: Deadline) -> Outcome:
        """What becomes of one request, as an outcome."""
        try:
            return self.posted(message, deadline)
        except Missing as error:
            return Retry(str(error), reached=False)
        except Blocked as error:
            return Refused("blocked", str(error))
        except OSError:
            return Retry("the name of the machine is not known", reached=False)
        except Exception as error:  # in words of ours: theirs may repeat an address or a header
            words = in_words(error, self.waits)
            if may_have_arrived(error):
                return Unknown(words)
            return Retry(words, reached=not unconnected(error))

    def posted(self, message: Request, deadline: Deadline) -> Outcome:
        """Sends the request to the first address that answers."""
        import httpx

        parts = urlsplit(self.value(message.url))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return Refused("address", "the secret address is none that a request can go to")
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        headers = self.headers(message) | {"Host": parts.netloc.rpartition("@")[2]}
        *others, last = self.reach.addresses(parts.hostname, port)
        for address in others:
            try:
                return self.answer(message, headers, address, deadline)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if deadline.passed:
                    raise
        return self.answer(message, headers, last, deadline)

    def headers(self, message: Request) -> dict[str, str]:
        """The headers of a request. Raises `Missing`."""
        return {
            **{one.name: self.value(one.value) for one in message.headers},
            "Idempotency-Key": message.key,
            "User-Agent": f"jalon/{__version__}",
        }

    def answer(
        self, message: Request, headers: dict[str, str], address: str, deadline: Deadline
    ) -> Outcome:
        """What one address answers; its body is not read."""
        import httpx

        assert self.client is not None
        aim = httpx.URL(self.value(message.url))
        request = self.client.build_request(
            "POST",
            aim.copy_with(host=address),
            headers=headers,
            content=message.content,
            extensions={"sni_hostname": aim.host, "trace": deadline.watch},
        )
        response = self.client.send(request, stream=True)
        response.close()
        return judged(response.status_code, response.headers)

    def value(self, said: str | Secret) -> str:
        """A text, or the secret that it stands for. Raises `Missing`."""
        if isinstance(said, str):
            return said
        found = self.environment.get(said.env)
        if not found:
            raise Missing(f"the environment variable `{said.env}` is not set")
        if not PLAIN.fullmatch(found):
            raise Missing(f"the environment variable `{said.env}` is not one line of ASCII")
        return found


def new_client(waits: Waits) -> httpx.Client:
    """No proxies, no redirects; no connection is kept: it was made for one name only."""
    import httpx

    return httpx.Client(
        verify=ssl.create_default_context(),
        trust_env=False,
        follow_redirects=False,
        limits=httpx.Limits(max_keepalive_connections=0),
        timeout=httpx.Timeout(waits.read, connect=waits.connect),
    )


def in_words(error: Exception, waits: Waits) -> str:
    """What went wrong."""
    import httpx

    if isinstance(error, httpx.ConnectTimeout):
        return f"no connection within {waits.connect:g} seconds"
    if isinstance(error, httpx.TimeoutException):
        return f"no answer within {waits.read:g} seconds"
    if isinstance(error, httpx.ConnectError):
        return "no connection: nobody listens, or the certificate is not to be trusted"
    return f"the request failed: {type(error).__name__}"


def may_have_arrived(error: Exception) -> bool:
    """Whether the request was on its way when it went wrong."""
    import httpx

    before = isinstance(error, httpx.UnsupportedProtocol) or unconnected(error)
    return isinstance(error, httpx.TransportError) and not before


def unconnected(error: Exception) -> bool:
    """Whether no connection came about, so that there was no request at all."""
    import httpx

    return isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)


def judged(status: int, headers: Mapping[str, str]) -> Outcome:
    """What a status means: 2xx is taken, 4xx not; of 5xx nobody knows unless it asks to wait."""
    words = f"the answer was {status}"
    if 200 <= status <= 299:
        return Accepted(str(status))
    if status in BUSY and (after := pause(headers)) is not None:
        return Retry(words, after)
    if status >= 500:
        return Unknown(words)
    return Retry(f"{words}, and redirects are not followed" if 300 <= status <= 399 else words)


def pause(headers: Mapping[str, str]) -> int | None:
    """How long the other side asks us to wait, in milliseconds: so many seconds, or until a date.

    A date counts from the one of the answer itself: whose clock is right does not matter.
    """
    asked = headers.get("Retry-After", "")
    if asked.isdecimal():
        return min(int(asked), LONGEST_PAUSE) * 1000
    try:
        until, now = (parsedate_to_datetime(headers.get(n, "")) for n in ("Retry-After", "Date"))
        seconds = (until - now).total_seconds()
    except (TypeError, ValueError):
        return None
    return int(min(max(seconds, 0), LONGEST_PAUSE)) * 1000
