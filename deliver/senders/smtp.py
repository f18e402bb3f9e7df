"""Mail over SMTP: one recipient per transaction, and an exact answer to "did it leave?"."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from .outcome import Accepted, Outcome, Prepared, Refused, Retry, Unknown

LONGEST_DETAIL = 200
Reply = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long to wait for a server: to let us in, and for each of its replies after that."""

    connect: float = 10.0
    read: float = 60.0


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
        self.client: smtplib.SMTP | None = None

    def open(self) -> Retry | None:
        """Connects, encrypts and logs in. Nothing has left yet: whatever fails, later will do."""
        if self.client is not None:
            return None
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
        outcome = transaction(self.client, message)
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


def connected(server: SmtpServer, patience: Seconds) -> smtplib.SMTP:
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
    if client.sock is not None:
        client.sock.settimeout(patience.read)
    return client


def greeted(server: SmtpServer, timeout: float) -> smtplib.SMTP:
    """A connection that has said hello."""
    if server.tls == "implicit":
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host,
            server.port,
            local_hostname=server.hello,
            timeout=timeout,
            context=trust(server),
        )
    else:
        client = smtplib.SMTP(
            server.host, server.port, local_hostname=server.hello, timeout=timeout
        )
    try:
        client.ehlo_or_helo_if_needed()
    except BaseException:
        client.close()
        raise
    return client


def encrypt(client: smtplib.SMTP, server: SmtpServer) -> None:
    """STARTTLS, which is required once it is asked for."""
    code, text = client.starttls(context=trust(server))
    if code != 220:
        raise smtplib.SMTPResponseException(code, text)
    client.ehlo_or_helo_if_needed()


def trust(server: SmtpServer) -> ssl.SSLContext:
    """Certificates are always verified, against the system's authorities or the given file."""
    return ssl.create_default_context(cafile=server.authorities)


def transaction(client: smtplib.SMTP, message: Prepared) -> Outcome:
    """Hands over one message. Until the final dot is sent, nothing can have been taken."""
    steps: tuple[tuple[Callable[[], Reply], int], ...] = (
        (lambda: client.docmd("MAIL", f"FROM:<{message.sender}>"), 250),
        (lambda: client.docmd("RCPT", f"TO:<{message.recipient}>"), 250),
        (lambda: client.docmd("DATA"), 354),
    )
    try:
        for step, expected in steps:
            code, text = step()
            if code != expected and not (expected == 250 and code == 251):
                return judged(code, text, message)
        client.send(stuffed(message.content))
    except (smtplib.SMTPException, OSError) as error:
        client.close()
        return Retry(f"the connection was lost before the end of the message: {error}")
    return ended(client, message)


def ended(client: smtplib.SMTP, message: Prepared) -> Outcome:
    """Sends the final dot and reads the answer. Without one, nobody knows."""
    try:
        client.send(b".\r\n")
        code, text = client.getreply()
    except (smtplib.SMTPException, OSError) as error:
        client.close()
        return Unknown(f"no answer after the end of the message: {error}")
    if 200 <= code <= 299:
        return Accepted(without_address(said(code, text), message))
    if 400 <= code <= 599:
        return judged(code, text, message)
    client.close()
    return Unknown(f"an answer that makes no sense: {said(code, text)}")


def judged(code: int, text: bytes, message: Prepared) -> Outcome:
    """A refusal: for good when it begins with 5, for now in all other cases."""
    words = without_address(said(code, text), message)
    return Refused(code, words) if 500 <= code <= 599 else Retry(words)


def said(code: int, text: bytes | str) -> str:
    """A reply as one line of bounded length."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"[:LONGEST_DETAIL].strip()


def without_address(words: str, message: Prepared) -> str:
    """The reply without the recipient: attempts are kept longer than people."""
    return re.sub(re.escape(message.recipient), "<recipient>", words, flags=re.IGNORECASE)


def stuffed(content: bytes) -> bytes:
    """CRLF only, a dot before every dot at the start of a line, and a line break at the end."""
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n").split(b"\n")
    return b"\r\n".join(b"." + line if line[:1] == b"." else line for line in lines) + b"\r\n"
