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
    assert "this contact has no cart to show" in ran.err
    assert "in this journey" not in ran.err


def test_the_link_to_a_survey_is_an_example_of_its_own(jalon: Jalon, running: Path) -> None:
    (running / "survey.journey").write_text(
        'survey npx "How was it?": 0 to 10\n\nemail asked "Asked":\n'
        '  subject: "Hello"\n\n'
        "journey asking:\n  starting point: signs up for email\n\n"
        "  send email asked with survey npx\n"
    )
    (running / "emails" / "asked.md").write_text("{{ survey.url }} {{ unsubscribe_url }}")
    ran = jalon("message", "asked", "--contact", "1")
    assert "https://survey.example https://unsubscribe.example" in ran.out, ran.err


def test_an_unknown_message_or_contact_is_told(jalon: Jalon, running: Path) -> None:
    assert "did you mean `hello`?" in jalon("message", "helo", "--contact", "1").err
    missing = jalon("message", "hello", "--contact", "anna@trail.example")
    assert "did you mean `ana@trail.example`?" in missing.err


def test_a_discount_that_was_not_given_yet_shows_what_is_declared(
    jalon: Jalon, running: Path
) -> None:
    (running / "gift.journey").write_text(
        'discount D10: 10% off\n\nemail gift:\n  subject: "{{ discount.value }}"\n\n'
        "journey giving:\n  starting point: signs up for email\n\n"
        "  give discount D10\n  send email gift\n"
    )
    (running / "emails" / "gift.md").write_text("{{ discount.code }} {{ unsubscribe_url }}")
    ran = jalon("message", "gift", "--contact", "1")
    assert ran.out.startswith("10%\n\nD10"), ran.err
