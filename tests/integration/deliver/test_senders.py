"""Maildir, folder and console: what arrives there, once, whole, readable by others."""

from __future__ import annotations

import io
import mailbox
import os
from email import policy
from pathlib import Path

import pytest

from jalon.deliver.messages import Letter, compose
from jalon.deliver.senders import Accepted, Prepared, Retry, Sender
from jalon.deliver.senders.console import ConsoleSender
from jalon.deliver.senders.folder import FolderSender
from jalon.deliver.senders.maildir import MaildirSender

KEY = "ab" * 32


def prepared(text: str = "Hello é", attempt: int = 1) -> Prepared:
    letter = Letter("a@x.example", "ana@x.example", "Hé", text, f"<p>{text}</p>", f"<{KEY}@x>", 0)
    return Prepared(KEY, "a@x.example", "ana@x.example", compose(letter), 5_000, attempt)


def test_the_standard_library_reads_the_maildir(tmp_path: Path) -> None:
    sender = MaildirSender(tmp_path / "mail")
    assert sender.open() is None
    assert isinstance(sender.send(prepared()), Accepted)
    box = mailbox.Maildir(tmp_path / "mail", factory=None, create=False)
    [key] = box.keys()
    mail = mailbox.email.message_from_bytes(box.get_bytes(key), policy=policy.default)  # type: ignore[attr-defined]
    assert (mail["Subject"], mail["To"]) == ("Hé", "ana@x.example")
    assert mail.get_body(("plain",)).get_content() == "Hello é\n"
    assert b"\r" not in box.get_bytes(key)


def test_sending_again_leaves_one_file(tmp_path: Path) -> None:
    sender = MaildirSender(tmp_path)
    sender.open()
    for attempt in (1, 2, 3):
        sender.send(prepared(attempt=attempt))
    assert [path.name for path in (tmp_path / "new").iterdir()] == [f"5.{KEY[:40]}.jalon"]
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_message_that_was_read_meanwhile_is_not_written_again(tmp_path: Path) -> None:
    sender = MaildirSender(tmp_path)
    sender.open()
    sender.send(prepared())
    [path] = (tmp_path / "new").iterdir()
    path.rename(tmp_path / "cur" / f"{path.name}:2,S")
    assert isinstance(sender.send(prepared(attempt=2)), Accepted)
    assert list((tmp_path / "new").iterdir()) == []


def test_a_durable_maildir_reaches_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    for durable in (False, True):
        sender = MaildirSender(tmp_path / str(durable), durable=durable)
        sender.open()
        sender.send(prepared())
    assert len(synced) == 1


@pytest.mark.parametrize("kind", [MaildirSender, FolderSender])
def test_a_folder_that_cannot_be_made_or_written_is_tried_again(
    kind: type[MaildirSender] | type[FolderSender], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    sender: Sender = kind(tmp_path / "file" / "below")
    found = sender.open()
    assert isinstance(found, Retry)
    assert "cannot be made" in found.reason
    lost = kind(tmp_path / "gone")
    lost.ready = True
    sent = lost.send(prepared())
    assert isinstance(sent, Retry)
    assert "cannot be written: No such file" in sent.reason


def test_a_text_message_is_one_readable_file(tmp_path: Path) -> None:
    sender = FolderSender(tmp_path)
    message = Prepared(KEY, "", "+33600000001", "Hé\ntwo".encode(), 5_000)
    for _ in range(2):
        assert isinstance(sender.send(message), Accepted)
    [path] = tmp_path.iterdir()
    assert path.name == f"5.{KEY[:40]}.txt"
    assert path.read_text("utf-8") == "To: +33600000001\n\nHé\ntwo"


def test_the_console_shows_what_a_reader_would_see() -> None:
    screen = io.StringIO()
    sender = ConsoleSender(screen)
    assert sender.open() is None
    assert isinstance(sender.send(prepared()), Accepted)
    assert screen.getvalue().splitlines()[1:] == [
        "To: ana@x.example",
        "Subject: Hé",
        "",
        "Hello é",
    ]


def test_the_console_shows_text_messages() -> None:
    screen = io.StringIO()
    ConsoleSender(screen, "sms").send(Prepared(KEY, "", "+336", b"Hi", 0))
    assert "SMS to +336\n\nHi\n" in screen.getvalue()


def test_a_screen_that_is_gone_is_tried_again() -> None:
    class Gone(io.StringIO):
        def write(self, text: str, /) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    assert ConsoleSender(Gone()).send(prepared()) == Retry(
        "the screen cannot be written: Broken pipe"
    )
