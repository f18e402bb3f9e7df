"""From material to a prepared message: rendering, composing, and what can be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..compiler import ir
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
    unsubscribe_by_mail,
    unsubscribe_by_page,
)
from .records import Material, Programs
from .senders import Prepared
from .settings import Delivery
from .templates import TemplateError, Templates, render


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
        rendered = render(
            self.templates(material), {**material.values, "unsubscribe_url": way_out.url}
        )
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

    def templates(self, material: Material) -> Templates:
        """The compiled templates of the message. Raises `TemplateError`."""
        origin = material.origin
        subject = material.deployed.subject(origin.journey, origin.number)
        return self.programs.templates(origin.program_id, material.row.message, subject)

    def writer(self, material: Material) -> tuple[str, str]:
        """Who writes, and the address alone: by the message, the audience or the settings."""
        message = material.deployed.messages.get(material.row.message)
        own = message.sender if isinstance(message, ir.Email) else None
        audience = material.deployed.program.audience.sender
        if writer := own or audience or self.delivery.last_writer:
            try:
                return mailbox(writer)
            except HeaderError as error:
                raise LetterError("sender", f"in the sender: {error}") from None
        raise LetterError("no_sender", "nobody is named as the sender: add `from:` to the audience")

    def unsubscribe(self, key: str, place: Place, address: str) -> Unsubscribe:
        """How the contact unsubscribes: on a page when there is one, else by mail."""
        if self.delivery.page and self.secret:
            return unsubscribe_by_page(self.delivery.page, self.secret, key, place)
        return unsubscribe_by_mail(address, key)


def told(material: Material, name: str) -> str:
    """The contact's address or number. Raises `LetterError` when there is none."""
    contact = material.values["contact"]
    value = contact.get(name) if isinstance(contact, dict) else None
    if isinstance(value, str) and value:
        return value
    raise LetterError("no_address", f"the contact has no {name}")
