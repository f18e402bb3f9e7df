"""Bugs towards the outside: 15, 16, 22, 23, 24."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

import httpx
import pytest
from jinja2 import Environment

from jalon.deliver.senders import replies, webhook
from jalon.deliver.templates import sandbox
from jalon.runtime import intake
from jalon.runtime.intake import EventRow, Evidence, Outcome
from jalon.runtime.store import Store

from . import scanning

RENDERING = import_module(
    "jalon.deliver.templates.render"
)  # its package has a function of that name


def a_click_unsubscribes(patch: pytest.MonkeyPatch) -> None:
    """A link that was looked at is an opt-out, whoever looked."""
    original = intake.add_events

    def add_events(store: Store, rows: Iterable[EventRow], at: int, *more: Any) -> Outcome:
        told = list(rows)
        found = original(store, told, at, *more)
        keys = [str(one.contact_key) for one in told if one.kind == "email_clicked"]
        if keys:
            intake.set_email_status(store, keys, "unsubscribed", at, Evidence("a click"))
        return found

    patch.setattr(intake, "add_events", add_events)


def policy_is_no_address(patch: pytest.MonkeyPatch) -> None:
    """A refusal for our reputation counts as an address that is not there."""
    patch.setattr(replies, "GONE", replies.GONE | {"5.7.1"})


def compared_by_equals(patch: pytest.MonkeyPatch) -> None:
    """A proof is compared as any other text."""
    original = scanning.sources

    def sources() -> dict[str, str]:
        return {
            **original(),
            "deliver/planted.py": "def good(token, proof):\n    return token == proof\n",
        }

    patch.setattr(scanning, "sources", sources)


def plain_environment(patch: pytest.MonkeyPatch) -> None:
    """Templates read whatever Python lets them."""

    def read(source: str, *_: object) -> sandbox.Compiled:
        return sandbox.Compiled(Environment().from_string(source), {}, ())

    patch.setattr(RENDERING, "read", read)


def redirects_followed(patch: pytest.MonkeyPatch) -> None:
    """A request goes wherever the answer sends it."""
    original = webhook.new_client

    def new_client(*settings: Any) -> httpx.Client:
        found = original(*settings)
        found.follow_redirects = True
        return found

    patch.setattr(webhook, "new_client", new_client)
