"""How mail servers misbehave, and what must become of the message each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from ...integration.deliver.honest import Certificates
from ...integration.deliver.scripted import DROP, RESET, SILENCE, Script, Told
from .acts import cut_after, dribbled, encrypted_by, half_closed, once, raw, slowly

OK = "250 fine"
TLS = {"tls": "starttls"}
LOGIN = {"login": ("ana", "open sesame")}
STARTTLS, AUTH = "250-hello\r\n250 STARTTLS", "250-hello\r\n250 AUTH PLAIN"
GREYLISTED = "451 4.7.1 greylisted, come back in 15 minutes"


@dataclass(frozen=True)
class Behaviour:
    """What a server does, and the states in which it may leave the message that it does it to.

    `whole`: it does so to everybody, before any message. `gone`: the address does not exist.
    """

    name: str
    script: Callable[[], Script]
    states: frozenset[str]
    whole: bool = False
    gone: bool = False
    server: Mapping[str, object] = field(default_factory=dict)


def second(name: str, verb: str, told: Told, *states: str, gone: bool = False) -> Behaviour:
    """Does it to the second message."""
    script = {verb: [OK if verb != "DATA" else "354 go on", told]}
    return Behaviour(name, lambda: {**script, verb: [*script[verb]]}, frozenset(states), gone=gone)


def whole(name: str, states: str, server: Mapping[str, object], **script: Told) -> Behaviour:
    """Does it to the first connection."""

    def made() -> Script:
        return {"AUTH": "235 welcome", **{verb: [told] for verb, told in script.items()}}

    return Behaviour(name, made, frozenset({states}), whole=True, server=server)


def permanent(name: str, server: Mapping[str, object], **script: Told) -> Behaviour:
    """Does it for ever."""
    return Behaviour(name, lambda: script, frozenset({"queued"}), whole=True, server=server)


def strangers() -> Told:
    """Encrypts with a certificate that nobody vouches for."""
    with TemporaryDirectory() as folder:
        return encrypted_by(Certificates.made(Path(folder)).server)


def before() -> list[Behaviour]:
    """Before any message."""
    return [
        whole("220 after a while", "accepted", {}, HELLO=slowly("220 hello", 0.2)),
        whole("garbage for a banner", "queued", {}, HELLO="HTTP/1.1 400 Bad Request"),
        whole("a banner of one byte a moment", "queued", {}, HELLO=dribbled(b"220 ")),
        whole("connection limit", "queued", {}, HELLO="421 4.7.0 too many connections"),
        whole("554 for a banner", "queued", {}, HELLO="554 5.7.1 go away"),
        whole("EHLO 502", "accepted", {}, EHLO="502 not implemented"),
        permanent("STARTTLS refused", TLS, EHLO=STARTTLS, STAR="454 4.7.0 not now"),
        permanent("STARTTLS not offered", TLS, EHLO="250 hello"),
        permanent("TLS cut", TLS, EHLO=STARTTLS, STAR=encrypted_by(None)),
        permanent("certificate of a stranger", TLS, EHLO=STARTTLS, STAR=strangers()),
        Behaviour(
            "AUTH 454",
            lambda: {"EHLO": AUTH, "AUTH": once("454 4.7.0 later", "235 welcome")},
            frozenset({"queued"}),
            whole=True,
            server=LOGIN,
        ),
        permanent("AUTH 535", LOGIN, EHLO=AUTH, AUTH="535 5.7.8 wrong password"),
    ]


def envelope() -> list[Behaviour]:
    """While sender and recipient are told."""
    return [
        second("MAIL 421", "MAIL", "421 4.3.2 closing", "queued"),
        second("MAIL 452", "MAIL", "452 4.3.1 no room", "queued"),
        second("MAIL 550 about us", "MAIL", "550 5.1.8 bad sender", "refused"),
        second("RCPT 450", "RCPT", "450 4.2.0 busy", "queued"),
        second("RCPT 451", "RCPT", "451 4.3.0 later", "queued"),
        second("RCPT 550", "RCPT", "550 5.1.1 no such user", "refused", gone=True),
        second("RCPT 550 without a status", "RCPT", "550 no such user", "refused"),
        second("RCPT 550 disabled", "RCPT", "550 5.2.1 disabled", "refused", gone=True),
        second("RCPT 550 policy", "RCPT", "550 5.7.1 no", "refused"),
        second("RCPT 550 authentication", "RCPT", "550 5.7.26 fails DMARC", "refused"),
        second("RCPT 550 reputation", "RCPT", "550 5.1.1 blocked by Spamhaus", "refused"),
        second("RCPT 551", "RCPT", "551 5.1.6 moved", "refused", gone=True),
        second("RCPT 552", "RCPT", "552 5.2.2 mailbox full", "refused"),
        second("RCPT 553", "RCPT", "553 5.1.3 bad syntax", "refused", gone=True),
        second("RCPT twice answered", "RCPT", "250 ok\r\n250 ok", "queued"),
        second("greylisted", "RCPT", GREYLISTED, "queued"),
        second("RCPT of several lines", "RCPT", "250-one\r\n250-two\r\n250 three", "accepted"),
        second("RCPT 251", "RCPT", "251 will forward", "accepted"),
        second("junk of eight bits", "RCPT", raw(b"250 \xff\xfe\x80\r\n"), "accepted"),
        second("connection dropped", "RCPT", DROP, "queued"),
        second("no word", "MAIL", SILENCE, "queued"),
    ]


def content() -> list[Behaviour]:
    """While the message is told, and after it."""
    return [
        second("DATA 354, then reset", "DATA", cut_after(b"354 go on\r\n"), "queued"),
        second("DATA 354, half closed", "DATA", half_closed("354 go on"), "queued", "unknown"),
        second("250 before the end", "DATA", "354 go on\r\n250 taken", "queued"),
        second("250, then reset", "DOT", cut_after(b"250 taken\r\n"), "accepted", "unknown"),
        second("250 after nine minutes", "DOT", SILENCE, "unknown"),
        second("a byte a moment", "DOT", dribbled(b"250 "), "unknown"),
        second("reset after the dot", "DOT", RESET, "unknown"),
        second("half closed after the dot", "DOT", half_closed(None), "unknown"),
        second("garbage after the dot", "DOT", "rubbish", "unknown"),
        second("421 after the dot", "DOT", "421 4.3.2 closing", "queued"),
        second("451 after the dot", "DOT", "451 4.3.0 later", "queued"),
        second("452 after the dot", "DOT", "452 4.3.1 no room", "queued"),
        second("552 after the dot", "DOT", "552 5.3.4 too big", "refused"),
        second("554 after the dot", "DOT", "554 5.7.1 looks like spam", "refused"),
        second("250 without a number", "DOT", "250", "accepted"),
        second("250 twice", "DOT", "250 taken\r\n250 taken", "accepted"),
    ]


def table() -> list[Behaviour]:
    """All of them."""
    return [*before(), *envelope(), *content()]
