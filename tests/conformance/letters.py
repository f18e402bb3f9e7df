"""Letters of a scenario: what its contacts read, and what is said about the templates."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from jalon.compiler.pipeline import check
from jalon.deliver.loop import deliver_due
from jalon.deliver.templates.checking import mistakes

from ..integration.deliver.building import Recorder, office
from .scenario import HEAD, Scenario, compiled


@dataclass(frozen=True, slots=True)
class Letter:
    """What one contact reads."""

    subject: str
    text: str
    html: str
    headers: tuple[str, ...]


def letters(scenario: Scenario) -> dict[str, Letter]:
    """Delivers what is due; the letters by the first letter of the contact's address.

    From here on the reference does not judge: it delivers nothing.
    """
    scenario.judged = False
    recorder = Recorder()
    deliver_due(scenario.store, office(recorder), scenario.now)
    read = (message_from_bytes(sent.content, policy=policy.default) for sent in recorder.sent)
    return {str(one["To"])[0].upper(): letter(one) for one in read}


def letter(mail: EmailMessage) -> Letter:
    """One mail, decoded."""
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    html = page.get_content() if page else ""
    text = plain.get_content().replace("\r\n", "\n")
    return Letter(str(mail["Subject"]), text, html, tuple(mail.keys()))


def template_problems(folder: Path, text: str, head: str = HEAD) -> list[tuple[str, str]]:
    """The rules that the templates of a project break, and how badly."""
    compiled(folder, head + text)
    said = check(folder, mistakes)
    return sorted({(one.rule or one.code, one.severity.value) for one in said})
