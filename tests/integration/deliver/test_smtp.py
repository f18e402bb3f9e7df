"""SMTP over real sockets: what an honest server takes, and what each refusal comes to."""

from __future__ import annotations

import socket
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from jalon.deliver.senders import Accepted, Outcome, Prepared, Refused, Retry, Unknown
from jalon.deliver.senders.smtp import Seconds, SmtpSender, SmtpServer

from .honest import Certificates, free_port, honest
from .scripted import DROP, RESET, SILENCE, Script, Told, answering, scripted

CONTENT = b"Subject: hi\r\n\r\nHello\r\n.\r\n..dots\r\nend\r\n"
PATIENCE = Seconds(connect=1, read=0.5)


def message(number: int = 1, content: bytes = CONTENT) -> Prepared:
    return Prepared(f"{number:064x}", "hello@trail.example", f"c{number}@x.example", content, 0)


@pytest.fixture(autouse=True)
def quiet_about_logins() -> Iterator[None]:
    """The honest server warns that it asks for a login although it sees no STARTTLS."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Requiring AUTH", UserWarning)
        yield


@contextmanager
def sending(server: SmtpServer) -> Iterator[SmtpSender]:
    sender = SmtpSender(server, PATIENCE)
    try:
        yield sender
    finally:
        sender.close()


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates.made(tmp_path_factory.mktemp("certificates"))


def outcome(script: Script) -> tuple[Outcome, list[str]]:
    """What sending one message comes to, and the commands that the server heard."""
    with scripted(script) as (server, address), sending(address) as sender:
        return sender.send(message()), server.heard


# --- an honest server -----------------------------------------------------------------------------


def test_an_honest_server_gets_the_message_as_it_is() -> None:
    with honest() as (inbox, address), sending(address) as sender:
        assert sender.send(message()) == Accepted("250 taken")
    assert inbox.taken == [("hello@trail.example", ["c1@x.example"], CONTENT)]


def test_many_messages_share_one_connection_each_with_one_recipient() -> None:
    with scripted({}) as (server, address), sending(address) as sender:
        assert all(isinstance(sender.send(message(n)), Accepted) for n in range(5))
    assert server.heard.count("EHLO") == 1
    assert server.heard.count("RCPT") == server.heard.count("DATA") == 5


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_an_encrypted_connection_logs_in(tls: str, certificates: Certificates) -> None:
    with honest(tls, certificates) as (inbox, address), sending(address) as sender:
        assert isinstance(sender.send(message()), Accepted)
    assert inbox.encrypted == [True]


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    tls: str, certificates: Certificates
) -> None:
    with honest(tls, certificates) as (inbox, address):
        found = SmtpSender(replace(address, authorities=None), PATIENCE).open()
    assert isinstance(found, Retry)
    assert "cannot be trusted" in found.reason
    assert inbox.taken == []


def test_a_wrong_password_is_no_reason_to_give_a_message_up(certificates: Certificates) -> None:
    with honest("starttls", certificates) as (_, address):
        found = SmtpSender(replace(address, login=("ana", "wrong")), PATIENCE).open()
    assert isinstance(found, Retry)
    assert found.reason.startswith("localhost lets nobody in: 535")
    assert "wrong" not in found.reason


def test_encryption_that_is_asked_for_is_not_done_without() -> None:
    with honest() as (inbox, address), sending(replace(address, tls="starttls")) as sender:
        found = sender.send(message())
    assert isinstance(found, Retry)
    assert "does not offer what is asked for: STARTTLS" in found.reason
    assert inbox.taken == []


def test_a_server_that_takes_back_its_encryption_gets_nothing() -> None:
    script = {"EHLO": "250-hi\r\n250 STARTTLS", "STAR": "454 not now"}
    with scripted(script) as (server, address):
        found = SmtpSender(replace(address, tls="starttls"), PATIENCE).open()
    assert isinstance(found, Retry)
    assert "MAIL" not in server.heard


def test_bare_line_ends_and_dots_arrive_as_lines() -> None:
    with honest() as (inbox, address), sending(address) as sender:
        sender.send(message(content=b"A: b\n\n.\r.x\r\nend"))
    assert inbox.taken[0][2] == b"A: b\r\n\r\n.\r\n.x\r\nend\r\n"


# --- a server that fails --------------------------------------------------------------------------

BEFORE = [
    *({stage: reply} for stage in ("HELLO", "EHLO") for reply in ("421 busy", "450 later", DROP)),
    *({stage: reply} for stage in ("HELLO", "EHLO") for reply in ("554 no", SILENCE, RESET)),
    *({stage: "450 later"} for stage in ("MAIL", "RCPT", "DATA", "DOT")),
    *({stage: "421 closing"} for stage in ("MAIL", "RCPT", "DATA", "DOT")),
    *({stage: DROP} for stage in ("MAIL", "RCPT", "DATA")),
    *({stage: RESET} for stage in ("MAIL", "RCPT", "DATA")),
    *({stage: SILENCE} for stage in ("MAIL", "RCPT", "DATA")),
    {"MAIL": "rubbish"},
    {"RCPT": "354 what"},
    {"DATA": "250 what"},
]


@pytest.mark.parametrize("script", BEFORE, ids=str)
def test_what_certainly_did_not_leave_is_tried_again(script: Script) -> None:
    found, _ = outcome({**script, "HELO": script.get("EHLO", "250 fine")})
    assert isinstance(found, Retry)


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "DOT"])
@pytest.mark.parametrize("code", [550, 551, 552, 553, 554])
def test_a_5xx_reply_refuses_for_good(stage: str, code: int) -> None:
    found, _ = outcome({stage: f"{code} 5.3.4 too big"})
    assert found == Refused("5.3.4", f"{code} 5.3.4 too big")
    found, _ = outcome({stage: f"{code} no"})
    assert found == Refused(code, f"{code} no")


@pytest.mark.parametrize("end", [DROP, RESET, SILENCE, "rubbish", "354 what"])
def test_no_answer_after_the_final_dot_is_unknown(end: str) -> None:
    found, heard = outcome({"DOT": end})
    assert isinstance(found, Unknown)
    assert heard.count("DATA") == 1


def test_the_final_dot_waits_for_no_acknowledgement() -> None:
    with honest() as (_, server):
        sender = SmtpSender(server)
        assert sender.open() is None
        assert sender.client
        assert sender.client.sock
        at_once = sender.client.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        sender.close()
    assert at_once


def test_nobody_listening_is_tried_again() -> None:
    with sending(SmtpServer("127.0.0.1", free_port(), "none")) as sender:
        found = sender.send(message())
    assert isinstance(found, Retry)
    assert "cannot be reached" in found.reason


@pytest.mark.parametrize("reply", ["450 later", "550 no"])
@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "DOT"])
def test_the_next_message_goes_out_after_a_refusal(stage: str, reply: str) -> None:
    with scripted({stage: [reply]}) as (server, address), sending(address) as sender:
        assert not isinstance(sender.send(message(1)), Accepted)
        assert isinstance(sender.send(message(2)), Accepted)
    assert server.heard.count("EHLO") == 1
    assert server.heard.count("RSET") == 1


@pytest.mark.parametrize("end", [DROP, "421 closing", SILENCE])
def test_the_next_message_goes_out_on_a_new_connection(end: str) -> None:
    with scripted({"DOT": [end]}) as (server, address), sending(address) as sender:
        sender.send(message(1))
        assert isinstance(sender.send(message(2)), Accepted)
    assert len(server.messages) == 2


def test_a_connection_that_was_closed_while_idle_costs_no_message_anything() -> None:
    answers: list[Told] = [closing, "250 taken"]
    with scripted({"DOT": answers}) as (server, address), sending(address) as sender:
        assert isinstance(sender.send(message(1)), Accepted)
        time.sleep(0.05)
        assert isinstance(sender.send(message(2)), Accepted)
    assert server.heard.count("EHLO") == 2


def closing(line: socket.socket) -> None:
    """Takes the message, says so, and hangs up."""
    line.sendall(b"250 taken\r\n")


def test_a_reply_is_kept_without_the_recipients_address() -> None:
    found, _ = outcome({"RCPT": "550 <C1@x.example> is " + "unknown " * 100})
    assert isinstance(found, Refused)
    assert "x.example" not in found.reason
    assert len(found.reason) <= 220


def test_a_reply_of_several_lines_is_one_line() -> None:
    found, _ = outcome({"RCPT": "550-5.7.1 policy\r\n550 no"})
    assert found == Refused("5.7.1", "550 5.7.1 policy no")


def test_T30_who_dribbles_a_reply_holds_nobody_up_for_longer_than_one() -> None:
    def answer(line: socket.socket) -> None:
        for letter in b"220 hello, it is nice to hear from you\r\n":
            line.sendall(bytes([letter]))
            time.sleep(0.1)

    with answering(answer) as port:
        began = time.monotonic()
        found = SmtpSender(SmtpServer("127.0.0.1", port, "none"), Seconds(connect=0.3)).open()
    assert isinstance(found, Retry)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(("steps", "last"), [(1, "RSET"), (3, "RSET"), (4, "DATA")])
def test_what_was_handed_off_too_long_ago_gets_no_final_dot(steps: int, last: str) -> None:
    asked = iter([True] * (steps - 1) + [False])
    late = replace(message(), in_time=lambda: next(asked))
    with scripted({}) as (server, address), sending(address) as sender:
        assert isinstance(sender.send(late), Retry)
        assert isinstance(sender.send(message(2)), Accepted)
    assert server.ended == 1
    assert server.heard[: len(server.heard) - server.heard[::-1].index(last)].count("RSET") < 2


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    sender = SmtpSender(SmtpServer("127.0.0.1", 1, "none"))
    sender.close()
    sender.close()
    assert "SmtpServer(127.0.0.1:1, tls=none)" in repr(sender.server)
