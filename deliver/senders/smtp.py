"""Mail over SMTP: one recipient per transaction, and an exact answer to "did it leave?"."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from .outcome import Accepted, Outcome, Prepared, Refused, Retry, Unknown
from .replies import Client, EncryptedClient, Reply, TooMuchSaid, said

TOO_LATE = "too late: more than half a minute since it was handed off"


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long to wait for a server: to let us in, for each of its replies after that, and for the
    one to a whole message, after which nobody knows."""

    connect: float = 10.0
    read: float = 60.0
    taken: float = 120.0


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where to send, and how to get in. `login` is the user and the password."""

    host: str
    port: int
    tls: str = "starttls"
    login: tuple[str, str] | None = None
    authorities: str | None = None
    hello: str = "[127.0.0.1]"

    def __repr__(self) -> str:
        return f"SmtpServer({self.host}:{self.port}, tls={self.tls})"


class SmtpSender:
    """Keeps one connection, and opens another when it is lost."""

    def __init__(self, server: SmtpServer, patience: Seconds | None = None) -> None:
        self.server = server
        self.patience = patience or Seconds()
        self.client: Client | None = None

    @property
    def only(self) -> str:
        """All messages go to this server."""
        return f"{self.server.host}:{self.server.port}"

    def destination(self, message: Prepared) -> str:
        """The server."""
        return self.only

    def open(self) -> Retry | None:
        """Connects, encrypts and logs in. Nothing has left yet: whatever fails, later will do."""
        if self.client is not None and not self.client.spoke():
            return None
        self.close()
        try:
            self.client = connected(self.server, self.patience)
        except smtplib.SMTPResponseException as error:
            return Retry(
                f"{self.server.host} lets nobody in: {said(error.smtp_code, error.smtp_error)}"
            )
        except ssl.SSLError as error:
            return Retry(f"{self.server.host} cannot be trusted: {error.reason or error}")
        except smtplib.SMTPNotSupportedError as error:
            return Retry(f"{self.server.host} does not offer what is asked for: {error}")
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            return Retry(f"{self.server.host}:{self.server.port} cannot be reached: {error}")
        return None

    def send(self, message: Prepared) -> Outcome:
        """One transaction: MAIL, RCPT, DATA, the message, the final dot."""
        if trouble := self.open():
            return trouble
        assert self.client is not None
        outcome = transaction(self.client, message, self.patience)
        if self.client.sock is None or not self.ready_again(outcome):
            self.close()
        return outcome

    def ready_again(self, outcome: Outcome) -> bool:
        """Makes the connection fit for the next message; False when it is lost."""
        if isinstance(outcome, Accepted):
            return True
        if isinstance(outcome, Unknown) or self.client is None:
            return False
        try:
            return self.client.rset()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False

    def close(self) -> None:
        """Says goodbye, if anybody listens."""
        if self.client is None:
            return
        client, self.client = self.client, None
        try:
            client.quit()
        except (smtplib.SMTPException, OSError):
            client.close()


def connected(server: SmtpServer, patience: Seconds) -> Client:
    """A greeted, encrypted, logged-in connection."""
    client = greeted(server, patience.connect)
    try:
        if server.tls == "starttls":
            encrypt(client, server)
        if server.login is not None:
            client.login(*server.login)
    except BaseException:
        client.close()
        raise
    client.seconds = patience.read
    if client.sock is not None:
        # The final dot is written on its own: it must not wait for the content to be acknowledged.
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def greeted(server: SmtpServer, timeout: float) -> Client:
    """A connection that has said hello."""
    hello = server.hello
    if server.tls == "implicit":
        trusted = trust(server)
        client: Client = EncryptedClient(local_hostname=hello, timeout=timeout, context=trusted)
    else:
        client = Client(local_hostname=hello, timeout=timeout)
    client.seconds = timeout
    client._host = server.host  # type: ignore[attr-defined]  # the name a certificate must have
    try:
        code, text = client.connect(server.host, server.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, text)
        client.ehlo_or_helo_if_needed()
    except BaseException:
        client.close()
        raise
    return client


def encrypt(client: Client, server: SmtpServer) -> None:
    """STARTTLS, which is required once it is asked for."""
    code, text = client.starttls(context=trust(server))
    if code != 220:
        raise smtplib.SMTPResponseException(code, text)
    client.ehlo_or_helo_if_needed()


def trust(server: SmtpServer) -> ssl.SSLContext:
    """Certificates are always verified, against the system's authorities or the given file."""
    return ssl.create_default_context(cafile=server.authorities)


def transaction(client: Client, message: Prepared, patience: Seconds) -> Outcome:
    """Hands over one message. Until the final dot is sent, nothing can have been taken."""
    steps: tuple[tuple[Callable[[], tuple[int, bytes]], int, bool], ...] = (
        (lambda: client.docmd("MAIL", f"FROM:<{message.sender}>"), 250, False),
        (lambda: client.docmd("RCPT", f"TO:<{message.recipient}>"), 250, True),
        (lambda: client.docmd("DATA"), 354, True),
    )
    try:
        for step, expected, about_recipient in steps:
            if not message.in_time():
                return Retry(TOO_LATE)
            code, text = step()
            if code != expected and not (expected == 250 and code == 251):
                return judged(Reply(code, text, about_recipient), message)
        client.send(stuffed(message.content))
    except (smtplib.SMTPException, OSError) as error:
        client.close()
        return Retry(f"the connection was lost before the end of the message: {error}")
    return ended(client, message, patience)


def ended(client: Client, message: Prepared, patience: Seconds) -> Outcome:
    """Sends the final dot and reads the answer. Without one, nobody knows.

    After DATA there is no way back but to hang up: whoever gets no final dot forgets the message.
    """
    if not message.in_time():
        client.close()
        return Retry(TOO_LATE)
    try:
        client.send(b".\r\n")
    except TooMuchSaid as error:
        return Retry(f"the message was not ended: {error}")
    except (smtplib.SMTPException, OSError) as error:
        client.close()
        return Unknown(f"no answer after the end of the message: {error}")
    return answered(client, message, patience)


def answered(client: Client, message: Prepared, patience: Seconds) -> Outcome:
    """What the server says to a whole message."""
    client.seconds = patience.taken
    try:
        code, text = client.getreply()
    except (smtplib.SMTPException, OSError) as error:
        client.close()
        return Unknown(f"no answer after the end of the message: {error}")
    client.seconds = patience.read
    if 200 <= code <= 299:
        return Accepted(without_address(said(code, text), message))
    if 400 <= code <= 599:
        return judged(Reply(code, text, True), message)
    client.close()
    return Unknown(f"an answer that makes no sense: {said(code, text)}")


def judged(reply: Reply, message: Prepared) -> Outcome:
    """A refusal: for good when it begins with 5, for now in all other cases."""
    words = without_address(said(reply.code, reply.text), message)
    if not 500 <= reply.code <= 599:
        return Retry(words)
    gone = message.recipient if reply.gone else None
    return Refused(reply.status or reply.code, words, gone)


def without_address(words: str, message: Prepared) -> str:
    """The reply without the recipient: attempts are kept longer than people."""
    return re.sub(re.escape(message.recipient), "<recipient>", words, flags=re.IGNORECASE)


def stuffed(content: bytes) -> bytes:
    """CRLF only, a dot before every dot at the start of a line, and a line break at the end."""
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n").split(b"\n")
    return b"\r\n".join(b"." + line if line[:1] == b"." else line for line in lines) + b"\r\n"
