"""From material to a prepared message: rendering, composing, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..compiler import ir
from ..compiler.ir.steps import Notify, Send
from ..compiler.ir.webhooks import Header
from ..runtime.outbox import Place, message_id, outbox_key
from .messages import (
    AddressError,
    HeaderError,
    Letter,
    Unsubscribe,
    compose,
    deliverable,
    mailbox,
    phone,
    survey_by_mail,
    survey_by_page,
    unsubscribe_by_mail,
    unsubscribe_by_page,
)
from .records import Material, Programs
from .records.notices import NOTE
from .records.programs import Deployed
from .senders import Prepared, Request
from .settings import Delivery
from .templates import TemplateError, Templates, render
from .templates.requests import request_body, whole_body
from .templates.values import one_line

CONTENT_TYPES = {"json": "application/json", "form": "application/x-www-form-urlencoded"}
UNSUBSCRIBE = "unsubscribe_url"
LONGEST_SUBJECT = 120


class LetterError(Exception):
    """A message that cannot be made for this one contact: the reason in a word, and the words."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(slots=True)
class Desk:
    """Where messages are written: settings, the secret that signs links, compiled templates."""

    delivery: Delivery
    secret: str | None = field(default=None, repr=False)
    tenant: str = ""
    programs: Programs = field(default_factory=Programs)

    def write(self, material: Material, now: int) -> Prepared:
        """One message, ready to leave. Raises `LetterError`, and nothing else."""
        try:
            if material.row.channel == "webhook":
                return self.write_request(material)
            if material.row.purpose == "internal":
                return self.write_note(material, now)
            if material.row.channel == "sms":
                return self.write_sms(material)
            return self.write_email(material, now)
        except TemplateError as error:
            raise LetterError("template", str(error)) from None
        except AddressError as error:
            raise LetterError("address", str(error)) from None
        except HeaderError as error:
            raise LetterError("header", str(error)) from None

    def write_email(self, material: Material, now: int) -> Prepared:
        """An e-mail."""
        row = material.row
        key = outbox_key(self.tenant, row.place, row.channel)
        shown, address = self.writer(material)
        recipient = deliverable(told(material, "email"))
        way_out = self.unsubscribe(key, row.place, address)
        values = {**material.values, "unsubscribe_url": way_out.url}
        if survey := material.deployed.survey(material.origin.journey, material.origin.number):
            values["survey"] = {**survey, "url": self.survey(key, material, address)}
        rendered = render(self.templates(material), values)
        letter = Letter(
            sender=shown,
            recipient=recipient,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
            message_id=message_id(key, address.rpartition("@")[2]),
            at=now,
            headers=way_out.headers if row.marketing else (),
        )
        return Prepared(key, address, recipient, compose(letter), row.queued_at, row.attempt)

    def write_sms(self, material: Material) -> Prepared:
        """A text message."""
        row = material.row
        key = outbox_key(self.tenant, row.place, row.channel)
        rendered = render(self.templates(material), {**material.values, "unsubscribe_url": None})
        words = rendered.text.strip()
        recipient = phone(told(material, "phone"))
        return Prepared(
            key, "", recipient, words.encode("utf-8", "replace"), row.queued_at, row.attempt
        )

    def write_note(self, material: Material, now: int) -> Prepared:
        """An e-mail to a teammate: the first line of the note is the subject. STEP-51"""
        row = material.row
        to, text = noted(material)
        key = outbox_key(self.tenant, row.place, row.channel)
        shown, address = self.writer(material)
        recipient = deliverable(to)
        rendered = render(self.programs.note(text), {**material.values, UNSUBSCRIBE: None})
        letter = Letter(
            sender=shown,
            recipient=recipient,
            subject=shorten(one_line(rendered.text.strip().partition("\n")[0])),
            text=f"{rendered.text.strip()}\n\n-- \n{about(material)}",
            html=None,
            message_id=message_id(key, address.rpartition("@")[2]),
            at=now,
        )
        return Prepared(key, address, recipient, compose(letter), row.queued_at, row.attempt)

    def write_request(self, material: Material) -> Request:
        """A request to a webhook, its secrets still references. STEP-49"""
        row = material.row
        webhook = material.deployed.webhook(row.message)
        if webhook is None:
            raise LetterError("no_webhook", f"there is no webhook `{row.message}` in this program")
        values = {**material.values, UNSUBSCRIBE: None}
        body = (
            whole_body(values, webhook.format)
            if webhook.body is None
            else request_body(self.programs.note(webhook.body), values, webhook.format)
        )
        return Request(
            key=outbox_key(self.tenant, row.place, row.channel),
            sender="",
            recipient=webhook.url if isinstance(webhook.url, str) else f"env:{webhook.url.env}",
            content=body.encode("utf-8", "replace"),
            queued_at=row.queued_at,
            attempt=row.attempt,
            url=webhook.url,
            headers=with_type(webhook),
        )

    def templates(self, material: Material) -> Templates:
        """The compiled templates of the message. Raises `TemplateError`."""
        origin = material.origin
        subject = material.deployed.subject(origin.journey, origin.number)
        row = material.row
        return self.programs.templates(origin.program_id, row.message, subject, row.channel)

    def writer(self, material: Material) -> tuple[str, str]:
        """Who writes, and the address alone: by the message, the audience or the settings."""
        message = material.deployed.message(material.row.channel, material.row.message)
        return writer_of(message, material.deployed.program.audience, self.delivery)

    def unsubscribe(self, key: str, place: Place, address: str) -> Unsubscribe:
        """How the contact unsubscribes: on a page when there is one, else by mail."""
        if self.delivery.page and self.secret:
            return unsubscribe_by_page(self.delivery.page, self.secret, key, place)
        return unsubscribe_by_mail(address, key)

    def survey(self, key: str, material: Material, address: str) -> str:
        """Where the survey of a message is answered: on a page when there is one, else by mail."""
        if self.delivery.survey and self.secret:
            return survey_by_page(self.delivery.survey, self.secret, key, material.row.place)
        step = material.deployed.step(material.origin.journey, material.origin.number)
        name = step.survey if isinstance(step, Send) else None
        return survey_by_mail(address, name or "", key)


def writer_of(
    message: ir.Message | None, audience: ir.Audience, delivery: Delivery
) -> tuple[str, str]:
    """Who writes, and the address alone. Raises `LetterError`."""
    own = message.sender if isinstance(message, ir.Email) else None
    if writer := own or audience.sender or delivery.last_writer:
        try:
            return mailbox(writer)
        except HeaderError as error:
            raise LetterError("sender", f"in the sender: {error}") from None
    raise LetterError("no_sender", "nobody is named as the sender: add `from:` to the audience")


def id_of(key: str, channel: str, name: str, program: ir.Program, delivery: Delivery) -> str:
    """The Message-ID of an e-mail, made as when it is written. Raises `LetterError`."""
    message = Deployed.of(program).message(channel, name)
    _, address = writer_of(message, program.audience, delivery)
    return message_id(key, address.rpartition("@")[2])


def with_type(webhook: ir.Webhook) -> tuple[Header, ...]:
    """The headers of a request, with what its body is unless they say so."""
    if any(one.name.lower() == "content-type" for one in webhook.headers):
        return webhook.headers
    return (Header(name="Content-Type", value=CONTENT_TYPES[webhook.format]), *webhook.headers)


def noted(material: Material) -> tuple[str, str]:
    """To whom a note goes, and its template: what a step says, or what became of an offer."""
    if "offer" in material.values:
        return mailbox(material.row.message)[1], NOTE
    step = material.deployed.step(material.origin.journey, material.origin.number)
    if not isinstance(step, Notify):
        raise LetterError("no_step", "the step that wrote it is not there any more")
    return step.address, step.text


def about(material: Material) -> str:
    """Which journey or offer a note comes from, and whom it is about, if anybody."""
    contact, journey = material.values["contact"], material.values["journey"]
    who = [contact.get("name"), contact.get("email")] if isinstance(contact, Mapping) else []
    title = journey.get("title") if isinstance(journey, Mapping) else None
    named = ", ".join(str(one) for one in who if one)
    return ": ".join(str(one) for one in (title or material.origin.journey, named) if one)


def shorten(text: str) -> str:
    """A subject that a reader sees whole."""
    return text if len(text) <= LONGEST_SUBJECT else f"{text[: LONGEST_SUBJECT - 1]}…"


def told(material: Material, name: str) -> str:
    """The contact's address or number. Raises `LetterError` when there is none."""
    contact = material.values["contact"]
    value = contact.get(name) if isinstance(contact, dict) else None
    if isinstance(value, str) and value:
        return value
    raise LetterError("no_address", f"the contact has no {name}")
