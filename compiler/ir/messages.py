"""Messages: what is sent, with its templates as text."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Described

from .base import Model


class Email(Model):
    """An e-mail; `subject`, `preheader` and `body` are Jinja2 source."""

    channel: Literal["email"] = "email"
    name: str
    title: str | None = None
    subject: str
    preheader: str | None = None
    sender: str | None = None
    purpose: Literal["marketing", "transactional"] = "marketing"
    track: tuple[Literal["opens", "clicks"], ...] = ("opens", "clicks")
    format: Literal["markdown", "html", "mjml", "text"] = "markdown"
    body: str


class Sms(Model):
    """A text message; `body` is Jinja2 source."""

    channel: Literal["sms"] = "sms"
    name: str
    title: str | None = None
    purpose: Literal["marketing", "transactional"] = "marketing"
    body: str


Message = Annotated[Email | Sms, Described(discriminator="channel")]
