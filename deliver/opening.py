"""From settings to senders: secrets are looked up here, at the start, and kept nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..compiler import ir
from .senders import Sender
from .senders.console import ConsoleSender
from .senders.folder import FolderSender
from .senders.maildir import MaildirSender
from .senders.smtp import SmtpSender, SmtpServer
from .senders.webhook import WebhookSender
from .settings import Delivery, Smtp
from .tables import Problem, Secret


@dataclass(frozen=True, slots=True)
class Opened:
    """The senders by channel, and the secret that signs links; it never shows."""

    senders: Mapping[str, Sender]
    secret: str | None = field(default=None, repr=False)

    def close(self) -> None:
        """Ends every connection."""
        for sender in self.senders.values():
            sender.close()


def open_senders(
    delivery: Delivery, environment: Mapping[str, str]
) -> tuple[Opened, list[Problem]]:
    """The senders of the settings; a secret that is not in the environment is a problem."""
    problems: list[Problem] = []
    found = {
        name: looked_up(secret, f"delivery.{name}", environment, problems)
        for name, secret in references(delivery).items()
    }
    senders = {
        "email": mail_sender(delivery, found.get("password")),
        "sms": sms_sender(delivery),
        "webhook": webhook_sender(delivery, environment),
    }
    return Opened(senders, found.get("secret")), problems


def references(delivery: Delivery) -> dict[str, Secret]:
    """The secrets that the settings refer to, by setting."""
    password = delivery.smtp.password if delivery.smtp else None
    named = {"password": password, "secret": delivery.secret}
    return {name: secret for name, secret in named.items() if secret is not None}


def looked_up(
    secret: Secret, place: str, environment: Mapping[str, str], problems: list[Problem]
) -> str | None:
    """The secret itself; the problem names the variable, not what is in others."""
    if value := environment.get(secret.name):
        return value
    problems.append(
        Problem(
            place,
            f"the environment variable `{secret.name}` is not set",
            f"set it before you start: export {secret.name}=…",
        )
    )
    return None


def unset(webhooks: Iterable[ir.Webhook], environment: Mapping[str, str]) -> list[Problem]:
    """The secrets of webhooks that are not in the environment."""
    problems: list[Problem] = []
    for webhook in webhooks:
        for name in webhook.secrets():
            looked_up(Secret(name), f"webhook {webhook.name}", environment, problems)
    return problems


def mail_sender(delivery: Delivery, password: str | None) -> Sender:
    """The way out for e-mail."""
    if delivery.smtp is not None:
        return SmtpSender(server(delivery.smtp, password))
    if delivery.mail == "console":
        return ConsoleSender(sys.stdout)
    return MaildirSender(delivery.mail_folder, durable=delivery.durable)


def sms_sender(delivery: Delivery) -> Sender:
    """The way out for text messages."""
    if delivery.sms == "console":
        return ConsoleSender(sys.stdout, "sms")
    return FolderSender(delivery.sms_folder)


def webhook_sender(delivery: Delivery, environment: Mapping[str, str]) -> Sender:
    """The way out for requests."""
    if delivery.webhooks == "console":
        return ConsoleSender(sys.stdout, "webhook")
    if delivery.webhooks == "folder":
        return FolderSender(delivery.webhook_folder)
    return WebhookSender(environment, delivery.reach)


def server(smtp: Smtp, password: str | None) -> SmtpServer:
    """The server as the sender wants it."""
    login = (smtp.user, password) if smtp.user and password else None
    authorities = str(smtp.authorities) if smtp.authorities else None
    return SmtpServer(smtp.host, smtp.port, smtp.tls, login, authorities)
