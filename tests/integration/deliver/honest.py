"""A mail server that takes everything, on a real socket, with real certificates."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from jalon.deliver.senders.smtp import SmtpServer

USER, PASSWORD = "ana", "open sesame"


@dataclass
class Inbox:
    """What the server has taken: sender, recipients, content; and whether it was encrypted."""

    taken: list[tuple[str | None, list[str], bytes]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Takes a message."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self.taken.append((envelope.mail_from, list(envelope.rcpt_tos), content))
        transport = server.transport
        self.encrypted.append(bool(transport and transport.get_extra_info("sslcontext")))
        return "250 taken"


def authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
) -> AuthResult:
    """One user, one password."""
    return AuthResult(
        success=data == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False
    )


@dataclass(frozen=True)
class Certificates:
    """A certificate for localhost, and the file that says whom to trust."""

    server: ssl.SSLContext
    authorities: Path

    @classmethod
    def made(cls, folder: Path) -> Certificates:
        """Makes an authority and a certificate."""
        authority = trustme.CA()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("localhost").configure_cert(context)
        path = folder / "authority.pem"
        authority.cert_pem.write_to_path(str(path))
        return cls(context, path)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def options(tls: str, certificates: Certificates | None) -> dict[str, Any]:
    """How the server is set up; with TLS it wants a login."""
    if certificates is None:
        return {}
    login: dict[str, Any] = {"auth_required": True, "authenticator": authenticate}
    if tls == "implicit":
        return {**login, "ssl_context": certificates.server, "auth_require_tls": False}
    return {**login, "tls_context": certificates.server, "require_starttls": True}


@contextmanager
def honest(
    tls: str = "none", certificates: Certificates | None = None
) -> Iterator[tuple[Inbox, SmtpServer]]:
    """A server, and how to reach it."""
    inbox, port = Inbox(), free_port()
    controller = Controller(inbox, hostname="localhost", port=port, **options(tls, certificates))
    controller.start()
    try:
        login = (USER, PASSWORD) if certificates else None
        trusted = str(certificates.authorities) if certificates else None
        yield inbox, SmtpServer("localhost", port, tls, login, trusted)
    finally:
        controller.stop()
