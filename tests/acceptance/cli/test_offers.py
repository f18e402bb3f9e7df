"""`jalon offers` shows the offers, and ends or wakes one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from jalon.compiler import ir
from jalon.compiler.ir.offers import Discount, Offer
from jalon.runtime.deploy import deploy
from jalon.runtime.sqlite import SqliteStore

from .conftest import Jalon


@pytest.fixture
def offers(project: Path) -> Path:
    """A database with an active offer, and a draft without a code."""
    shop = ir.Store(name="shop", currency="EUR", time_zone="UTC")
    code = Discount(name="K1", type="percentage", value=1000)
    shown = Offer(name="thanks", store="shop", discount="K1")
    draft = Offer(name="later", store="shop", status="draft")
    program = ir.Program(stores=(shop,), discounts=(code,), offers=(shown, draft))
    with closing(SqliteStore.open(project / "jalon.db")) as store:
        deploy(store, program, 0)
    return project


def test_every_offer_is_listed_with_its_figures(jalon: Jalon, offers: Path) -> None:
    lines = jalon("offers").out.splitlines()
    found = [line.split() for line in lines if "shop" in line]
    assert found == [
        ["later", "shop", "draft", "0", "0", "0", "EUR"],
        ["thanks", "shop", "K1", "active", "0", "0", "0", "EUR"],
    ]


def test_an_offer_is_deactivated_activated_and_deleted(jalon: Jalon, offers: Path) -> None:
    told = [jalon("offers", word, "thanks").out for word in ("deactivate", "activate", "delete")]
    states = ("inactive", "active", "deleted")
    assert told == [f"`thanks` is {state}\n" for state in states]
    assert "thanks" not in jalon("offers").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("activate", "thanks"), "`thanks` is active: there is nothing to activate"),
        (("publish", "later"), "`later` has no code, and cannot be active"),
        (("delete", "thank"), "there is no offer `thank`"),
        (("delete",), "`delete` which offer?"),
    ],
)
def test_what_cannot_be_done_is_said(
    jalon: Jalon, offers: Path, words: tuple[str, ...], said: str
) -> None:
    ran = jalon("offers", *words)
    assert (ran.code, said in ran.err) == (2, True)


def test_without_offers_it_says_so(jalon: Jalon, project: Path) -> None:
    with closing(SqliteStore.open(project / "jalon.db")):
        assert jalon("offers").out == "there are no offers\n"
