"""The `[delivery]` table of `jalon.toml`: which senders, where to, and in whose name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from .messages import HeaderError, mailbox
from .senders.networks import Reach
from .tables import Problem, Secret, Table

MailKind = Literal["maildir", "console", "smtp"]
SmsKind = Literal["folder", "console"]
WebhookKind = Literal["http", "folder", "console"]
Tls = Literal["starttls", "implicit", "none"]
PORTS: dict[str, int] = {"starttls": 587, "implicit": 465, "none": 25}
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
NOBODY = "no-reply@localhost"


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server and how to get in."""

    host: str
    port: int
    tls: str = "starttls"
    user: str | None = None
    password: Secret | None = None
    authorities: Path | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """How messages leave. `page` (where one click unsubscribes) and `survey` need the `secret`.

    `rates` are by channel: how many in how many milliseconds. `retry_for` is how long a message is
    tried in vain, in milliseconds; `expire_after` how long marketing may have waited to leave, and
    `expire_receipts_after` the rest.
    """

    mail: str = "maildir"
    mail_folder: Path = Path("sent/mail")
    durable: bool = False
    smtp: Smtp | None = None
    sms: str = "folder"
    sms_folder: Path = Path("sent/sms")
    writer: str | None = None
    webhooks: str = "http"
    webhook_folder: Path = Path("sent/webhooks")
    reach: Reach = field(default_factory=Reach)
    page: str | None = None
    survey: str | None = None
    secret: Secret | None = None
    rates: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    retry_for: int | None = None
    expire_after: int | None = None
    expire_receipts_after: int | None = None

    @property
    def last_writer(self) -> str | None:
        """Who writes when neither the message nor the audience says so; nobody by SMTP."""
        return self.writer or (None if self.mail == "smtp" else NOBODY)


def read_delivery(given: Mapping[str, object], folder: Path) -> tuple[Delivery, list[Problem]]:
    """The settings of a project in `folder`, and everything that is wrong with them."""
    table = Table("delivery", given)
    mail = table.choice("sender", get_args(MailKind)) or "maildir"
    smtp = read_smtp(table, folder)
    sms, webhooks = table.inner("sms"), table.inner("webhooks")
    delivery = Delivery(
        mail=mail,
        mail_folder=folder / (table.text("path") or "sent/mail"),
        durable=table.flag("durable"),
        smtp=smtp if mail == "smtp" else None,
        sms=sms.choice("sender", get_args(SmsKind)) or "folder",
        sms_folder=folder / (sms.text("path") or "sent/sms"),
        webhooks=webhooks.choice("sender", get_args(WebhookKind)) or "http",
        webhook_folder=folder / (webhooks.text("path") or "sent/webhooks"),
        reach=read_reach(webhooks),
        writer=read_writer(table),
        page=read_page(table, "unsubscribe"),
        survey=read_page(table, "survey"),
        secret=table.secret("secret"),
        rates=read_rates({"email": table, "sms": sms, "webhook": webhooks}),
        retry_for=table.span("retry_for"),
        expire_after=table.span("expire_after"),
        expire_receipts_after=table.span("expire_receipts_after"),
    )
    check(table, delivery)
    sms.finish()
    webhooks.finish()
    table.finish()
    return delivery, table.problems


def read_rates(tables: Mapping[str, Table]) -> dict[str, tuple[int, int]]:
    """How many messages of each channel may leave in which time."""
    told = {channel: table.rate("rate") for channel, table in tables.items()}
    return {channel: rate for channel, rate in told.items() if rate is not None}


def read_smtp(table: Table, folder: Path) -> Smtp:
    """The settings of a mail server; the port follows from the encryption unless given."""
    tls = table.choice("tls", get_args(Tls)) or "starttls"
    authorities = table.text("authorities")
    return Smtp(
        host=table.text("host") or "",
        port=table.port("port") or PORTS[tls],
        tls=tls,
        user=table.text("user"),
        password=table.secret("password"),
        authorities=folder / authorities if authorities else None,
    )


def read_writer(table: Table) -> str | None:
    """The sender of messages that name none."""
    writer = table.text("from")
    try:
        return writer and mailbox(writer) and writer
    except HeaderError as error:
        table.refuse("from", str(error), 'write an address, or `"Name <address>"`')
        return None


def read_page(table: Table, name: str) -> str | None:
    """A public page; one click to unsubscribe works over https only (RFC 8058)."""
    page = table.text(name)
    if page is None or (urlsplit(page).scheme == "https" and urlsplit(page).hostname):
        return page
    table.refuse(name, f"`{page}` is no https address")
    return None


def read_reach(table: Table) -> Reach:
    """The networks that requests may reach besides the public web."""
    found = []
    for text in table.texts("allow"):
        try:
            found.append(ip_network(text))
        except ValueError:
            help = "write an address or a network, such as `127.0.0.1` or `10.0.0.0/8`"
            table.refuse("allow", f"`{text}` is no network", help)
    return Reach(tuple(found))


def check(table: Table, delivery: Delivery) -> None:
    """What several settings must say together."""
    if (delivery.page or delivery.survey) and not delivery.secret:
        which = "unsubscribe" if delivery.page else "survey"
        table.refuse(
            "secret",
            f"the links to the {which} page must be signed",
            'add `secret = "env:NAME"`: any long random text will do',
        )
    if delivery.smtp is not None:
        check_smtp(table, delivery.smtp)


def check_smtp(table: Table, smtp: Smtp) -> None:
    """What a mail server needs."""
    if not smtp.host:
        table.refuse("host", "SMTP needs the name of a server", 'add `host = "mail.example"`')
    if (smtp.user is None) != (smtp.password is None):
        missing = "password" if smtp.user else "user"
        table.refuse(missing, f"a login needs the {missing} too")
    if smtp.user and smtp.tls == "none" and smtp.host not in LOCAL:
        table.refuse(
            "tls",
            f"the password would travel in the clear to `{smtp.host}`",
            'use `tls = "starttls"` or `tls = "implicit"`',
        )
