"""Planted bugs 15 and 22: what unsubscribes, and how proofs are compared."""

from __future__ import annotations

import hmac
from urllib.parse import parse_qsl

import pytest

from jalon.deliver.messages import tokens, unsubscribe_by_page
from jalon.deliver.pages import Door, Request, unsubscribe
from jalon.runtime.outbox import outbox_key, tenant_of
from tests.integration.deliver.building import NOW, Post

ONE_CLICK = "List-Unsubscribe=One-Click"


def a_look_unsubscribes(patch: pytest.MonkeyPatch) -> None:
    """Whatever the method is, the words of the form count."""

    def says(request: Request, name: str, value: str) -> bool:
        return (name, value) in parse_qsl(request.body)

    patch.setattr(Request, "says", says)


def looking_changes_nothing() -> None:
    """GET, HEAD and OPTIONS with all that a POST would say."""
    post = Post.with_program().waiting(1)
    key = outbox_key(tenant_of(post.store), post.key(), "email")
    token = unsubscribe_by_page("https://x.example", "s", key, post.key()).url.rpartition("/")[2]
    for method in ("GET", "HEAD", "OPTIONS"):
        unsubscribe(post.store, Door(("s",)), Request(method, token, ONE_CLICK), NOW)
        ((status,),) = post.sql("SELECT email_status FROM contact")
        assert status == "subscribed", f"{method} unsubscribes"


def compared_by_equals(patch: pytest.MonkeyPatch) -> None:
    """A proof is compared by `==`."""

    def proves(told: str, secrets: tuple[str, ...], purpose: str, text: str) -> bool:
        return any(told == tokens.proof(one, purpose, text) for one in secrets)

    patch.setattr(tokens, "proves", proves)


def proofs_are_compared_in_constant_time() -> None:
    """A spy in the place of `compare_digest` sees the proof that is right, for right and wrong."""
    seen: list[bytes] = []

    def spy(told: bytes, made: bytes) -> bool:
        seen.append(made)
        return told == made

    proof = tokens.proof("secret", "unsubscribe", "x")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hmac, "compare_digest", spy)
        assert tokens.proves(proof, ("secret",), "unsubscribe", "x")
        assert not tokens.proves("0" * 32, ("secret",), "unsubscribe", "x")
    assert seen == [proof.encode()] * 2, "a proof is not compared by `compare_digest`"
