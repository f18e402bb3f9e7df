"""The pages that links lead to: looking changes nothing, and a token opens one door (T15, T16)."""

from __future__ import annotations

import hmac
from itertools import product

import pytest

from jalon.deliver.messages import unsubscribe_by_page
from jalon.deliver.pages import Door, Request, confirm, confirmation_link, html, unsubscribe
from jalon.runtime.intake import Evidence, set_email_status
from jalon.runtime.outbox import outbox_key, tenant_of

from ..deliver.building import NOW, Post

DOOR = Door(("now", "before"))
PAGE, DAY = "https://trail.example/u", 86_400_000
ONE_CLICK = "List-Unsubscribe=One-Click"


def sent(secret: str = "now") -> tuple[Post, str]:
    """A message that was queued, and the token of its link."""
    post = Post.with_program().waiting(1)
    place = post.key()
    link = unsubscribe_by_page(
        PAGE, secret, outbox_key(tenant_of(post.store), place, "email"), place
    )
    return post, link.url.rpartition("/")[2]


def status(post: Post) -> object:
    return post.sql("SELECT email_status FROM contact")[0][0]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_T16_looking_at_the_page_of_a_message_changes_nothing(method: str) -> None:
    post, token = sent()
    body = "" if method == "POST" else ONE_CLICK
    answer = unsubscribe(post.store, DOOR, Request(method, token, body), NOW)
    assert (answer.status, answer.page, status(post)) == (200, "ask", "subscribed")
    assert "c1@" not in html(answer, "unsubscribe")
    assert '<form method="post">' in html(answer, "unsubscribe")


def test_T16_one_click_unsubscribes_once_however_often_it_is_said() -> None:
    post, token = sent()
    for _ in range(3):
        request = Request("POST", token, ONE_CLICK, ip="192.0.2.7")
        assert unsubscribe(post.store, DOOR, request, NOW).status == 200
    assert status(post) == "unsubscribed"
    assert post.sql("SELECT source, proof FROM consent") == [("one-click", "message 1/2")]
    assert post.sql("SELECT reason, purpose FROM suppression") == [("unsubscribed", "marketing")]
    assert post.sql("SELECT COUNT(*) FROM event WHERE kind = 'unsubscribed'") == [(1,)]


def test_a_link_made_with_an_earlier_secret_is_still_good() -> None:
    post, token = sent("before")
    assert unsubscribe(post.store, DOOR, Request("POST", token, ONE_CLICK), NOW).page == "done"


def test_T15_no_neighbour_of_a_token_opens_anything() -> None:
    post, token = sent()
    digits = "0123456789abcdef"
    changed = {token[:n] + one + token[n + 1 :] for n, one in product(range(len(token)), digits)}
    for other in changed - {token}:
        answer = unsubscribe(post.store, DOOR, Request("POST", other, ONE_CLICK), NOW)
        assert answer.status == 404
    assert status(post) == "subscribed"


def test_T15_a_token_is_good_for_its_own_purpose_only() -> None:
    post, token = sent()
    survey = hmac.digest(b"now", b"survey:" + token.encode(), "sha256").hex()[:32]
    for other in (f"{token[:-32]}{survey}", token.replace("1-", "2-", 1), "", "1-1-1-é" + "0" * 31):
        assert confirm(post.store, DOOR, Request("POST", other, "confirm=yes"), NOW).status == 404
        assert unsubscribe(post.store, DOOR, Request("POST", other, ONE_CLICK), NOW).status == 404


# --- double opt-in -------------------------------------------------------------------------------


def pending() -> tuple[Post, str]:
    """A contact who has to confirm, and the token of her link."""
    post = Post.with_program()
    post.sql("UPDATE consent_setting SET double_opt_in = 1")
    post.contact(1, email_status="pending", email_hmac="sealed")
    link = confirmation_link(post.store, DOOR, PAGE, "c1", NOW)
    assert link is not None
    return post, link.rpartition("/")[2]


def test_a_sign_up_is_confirmed_by_a_post_and_by_nothing_else() -> None:
    post, token = pending()
    for method in ("GET", "HEAD", "OPTIONS"):
        assert confirm(post.store, DOOR, Request(method, token), NOW).page == "ask"
    assert status(post) == "pending"
    for _ in range(2):
        assert confirm(post.store, DOOR, Request("POST", token, "confirm=yes"), NOW).page == "done"
    assert status(post) == "subscribed"
    assert post.sql("SELECT state, source FROM consent") == [("subscribed", "double opt-in")]


def test_a_confirmation_is_good_for_a_week() -> None:
    post, token = pending()
    request = Request("POST", token, "confirm=yes")
    assert confirm(post.store, DOOR, request, NOW + 7 * DAY).status == 410
    assert confirm(post.store, DOOR, request, NOW + 7 * DAY - 1).status == 200


def test_a_confirmation_does_not_take_an_opt_out_back() -> None:
    post, token = pending()
    set_email_status(post.store, ["c1"], "unsubscribed", NOW, Evidence("page"))
    assert confirm(post.store, DOOR, Request("POST", token, "confirm=yes"), NOW).status == 410
    assert status(post) == "unsubscribed"
    assert confirmation_link(post.store, DOOR, PAGE, "c1", NOW) is None
