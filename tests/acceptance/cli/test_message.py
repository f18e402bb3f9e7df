"""`jalon message` shows a message to one contact, sends nothing and keeps nothing."""

from __future__ import annotations

from pathlib import Path

from .conftest import Jalon
from .test_preview import content


def test_a_message_is_shown_as_its_contact_reads_it(jalon: Jalon, running: Path) -> None:
    before = content(running / "jalon.db")
    ran = jalon("message", "hello", "--contact", "ana@trail.example")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Hello Ana\n\nHello Ana!\n\nhttps://unsubscribe.example")
    assert "<p>Hello Ana!</p>" in jalon("message", "hello", "--contact", "1", "--html").out
    assert content(running / "jalon.db") == before


def test_a_message_that_the_contact_would_not_get_is_told(jalon: Jalon, running: Path) -> None:
    (running / "rescue.journey").write_text(
        "journey rescue:\n  starting point: abandons cart\n\n  send email\n"
    )
    ran = jalon("message", "rescue", "--contact", "1")
    assert ran.code == 2
    assert "there is no `cart` in this journey" in ran.err


def test_an_unknown_message_or_contact_is_told(jalon: Jalon, running: Path) -> None:
    assert "did you mean `hello`?" in jalon("message", "helo", "--contact", "1").err
    missing = jalon("message", "hello", "--contact", "anna@trail.example")
    assert "did you mean `ana@trail.example`?" in missing.err
