"""Webhooks: where requests go to, with what in them; secrets stay references."""

from __future__ import annotations

from typing import Literal

from .base import Model


class Secret(Model):
    """`env:NAME`: read where the program runs, never stored."""

    env: str


class Header(Model):
    """One header of a request."""

    name: str
    value: str | Secret


class Webhook(Model):
    """A request: `body` is Jinja2 source; without one, all that is known goes out as JSON."""

    name: str
    title: str | None = None
    url: str | Secret
    headers: tuple[Header, ...] = ()
    format: Literal["json", "form"] = "json"
    body: str | None = None

    def secrets(self) -> tuple[str, ...]:
        """The environment variables that it needs."""
        values = (self.url, *(header.value for header in self.headers))
        return tuple(sorted({value.env for value in values if isinstance(value, Secret)}))
