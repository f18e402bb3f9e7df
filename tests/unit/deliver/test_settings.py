"""The `[delivery]` table: what it may say, and what is said about it."""

from pathlib import Path

import pytest

from jalon.deliver.opening import open_senders
from jalon.deliver.senders.console import ConsoleSender
from jalon.deliver.senders.folder import FolderSender
from jalon.deliver.senders.maildir import MaildirSender
from jalon.deliver.senders.smtp import SmtpSender
from jalon.deliver.settings import read_delivery

ROOT = Path("/project")
SMTP = {"sender": "smtp", "host": "mail.example"}
WRONG: list[tuple[dict[str, object], str, str]] = [
    ({"sender": "smpt"}, "delivery.sender: there is no `smpt` here", "did you mean `smtp`?"),
    ({"sender": "pigeon"}, "delivery.sender: there is no `pigeon` here", "one of: `maildir`"),
    ({"sender": 3}, "delivery.sender: this must be a text in quotes", ""),
    ({"hots": "x"}, "delivery.hots: this setting is unknown", "did you mean `host`?"),
    ({"durable": "yes"}, "delivery.durable: this must be `true` or `false`", ""),
    ({**SMTP, "port": 0}, "delivery.port: 0 is not a port", "1 to 65535"),
    ({**SMTP, "port": True}, "delivery.port: this must be a whole number", ""),
    ({"sender": "smtp"}, "delivery.host: SMTP needs the name of a server", "add `host"),
    ({**SMTP, "user": "u"}, "delivery.password: a login needs the password too", ""),
    ({**SMTP, "password": "env:P"}, "delivery.user: a login needs the user too", ""),
    ({"from": "nobody"}, "delivery.from: this is not an e-mail address", "write an address"),
    ({"unsubscribe": "http://t"}, "delivery.unsubscribe: `http://t` is no https address", ""),
    ({"unsubscribe": "https://t/u"}, "delivery.secret: the links to the unsubscribe page", "add"),
    ({"sms": {"sender": "console", "pth": "x"}}, "delivery.sms.pth: this setting", "`path`"),
    ({"sms": 3}, "delivery.sms: this must be a table", ""),
    ({"webhooks": {"allow": ["10.0.0.0/33"]}}, "delivery.webhooks.allow: `10.0.0.0/33`", "127.0"),
    ({"webhooks": {"allow": [1]}}, "delivery.webhooks.allow: this must be a list of texts", ""),
    ({"rate": "100 a minute"}, "delivery.rate: `100 a minute` is no rate", "100/minute"),
    ({"sms": {"rate": "0/day"}}, "delivery.sms.rate: `0/day` is no rate", "5/second"),
    ({"retry_for": "a while"}, "delivery.retry_for: `a while` is no time", "24 hours"),
    ({"survey": "https://x.example/s"}, "delivery.secret: the links to the survey page", "env:"),
    (
        {**SMTP, "tls": "none", "user": "u", "password": "env:P"},
        "delivery.tls: the password would travel in the clear to `mail.example`",
        "starttls",
    ),
]


@pytest.mark.parametrize(("given", "message", "help"), WRONG)
def test_a_mistake_names_its_place_and_what_to_do(
    given: dict[str, object], message: str, help: str
) -> None:
    _, problems = read_delivery(given, ROOT)
    [found] = problems
    assert f"{found.place}: {found.message}".startswith(message)
    assert help in (found.help or "")


def test_all_mistakes_are_found_at_once() -> None:
    _, problems = read_delivery({"sender": "x", "y": 1, "durable": 2, "sms": {"z": 1}}, ROOT)
    assert len(problems) == 4


def test_rates_and_patience_are_read() -> None:
    given = {"rate": "100/minute", "webhooks": {"rate": "5 / second"}, "retry_for": "2 days"}
    given |= {"expire_after": "3 days"}
    delivery, problems = read_delivery(given, ROOT)
    assert problems == []
    assert delivery.rates == {"email": (100, 60_000), "webhook": (5, 1000)}
    assert (delivery.retry_for, delivery.expire_after) == (2 * 86_400_000, 3 * 86_400_000)
    assert delivery.expire_receipts_after is None


def test_without_settings_mail_goes_to_a_maildir_in_the_project() -> None:
    delivery, problems = read_delivery({}, ROOT)
    assert problems == []
    sent = ROOT / "sent"
    folders = (sent / "mail", sent / "sms", sent / "webhooks")
    assert (delivery.mail_folder, delivery.sms_folder, delivery.webhook_folder) == folders
    assert (delivery.mail, delivery.sms, delivery.webhooks) == ("maildir", "folder", "http")
    assert delivery.last_writer == "no-reply@localhost"


def test_the_port_follows_from_the_encryption() -> None:
    ports = []
    for tls in ("starttls", "implicit", "none"):
        delivery, _ = read_delivery({**SMTP, "tls": tls}, ROOT)
        ports.append(delivery.smtp.port if delivery.smtp else None)
    assert ports == [587, 465, 25]


def test_nobody_writes_by_smtp_without_a_name() -> None:
    assert read_delivery(SMTP, ROOT)[0].last_writer is None
    assert read_delivery({**SMTP, "from": "a@x.example"}, ROOT)[0].last_writer == "a@x.example"


def test_a_secret_that_is_written_out_is_refused_and_not_repeated() -> None:
    _, problems = read_delivery({**SMTP, "user": "u", "password": "hunter2"}, ROOT)
    assert problems[0].message == "a secret is never written in a project"
    assert "hunter2" not in repr(problems)


@pytest.mark.parametrize(
    ("given", "mail", "sms"),
    [
        ({}, MaildirSender, FolderSender),
        ({"sender": "console", "sms": {"sender": "console"}}, ConsoleSender, ConsoleSender),
        (SMTP, SmtpSender, FolderSender),
    ],
)
def test_settings_open_the_senders_they_name(
    given: dict[str, object], mail: type, sms: type
) -> None:
    opened, problems = open_senders(read_delivery(given, ROOT)[0], {})
    assert problems == []
    assert (type(opened.senders["email"]), type(opened.senders["sms"])) == (mail, sms)


def test_a_secret_comes_from_the_environment_and_never_shows() -> None:
    given = {**SMTP, "user": "u", "password": "env:P", "secret": "env:S"}
    opened, problems = open_senders(read_delivery(given, ROOT)[0], {"P": "hunter2", "S": "salt"})
    assert (problems, opened.secret) == ([], "salt")
    mail = opened.senders["email"]
    assert isinstance(mail, SmtpSender)
    assert mail.server.login == ("u", "hunter2")
    assert "hunter2" not in repr(mail.server)
    assert "salt" not in repr(opened)


def test_closing_ends_every_connection() -> None:
    opened, _ = open_senders(read_delivery(SMTP, ROOT)[0], {})
    opened.close()
    assert str(read_delivery({**SMTP, "secret": "env:S"}, ROOT)[0].secret) == "env:S"


def test_a_variable_that_is_not_set_is_named() -> None:
    given = {**SMTP, "user": "u", "password": "env:P"}
    _, problems = open_senders(read_delivery(given, ROOT)[0], {"OTHER": "hunter2"})
    assert [p.message for p in problems] == ["the environment variable `P` is not set"]
