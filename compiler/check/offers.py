"""Checks of discounts and offers: what is taken off, by which code, and where it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ...dsl.source import Source
from ..exact import minor_units, units
from ..ir.currencies import DECIMALS
from ..resolve.facts import Settings
from ..resolve.offers import OFFER_STATUSES, currency_of, sells_with_shop, status_of, store_of
from ..resolve.project import Project
from ..rules.meaning import TOO_PRECISE
from ..rules.rewards import (
    BANNER,
    CODE_IN_MESSAGE,
    DISCOUNT_TERMS,
    NO_SHOP_CHANNEL,
    NOTHING_OFF,
    OFFER_WITHOUT_CODE,
    SHARED_CODE,
)
from ..rules.stores import SEVERAL_CURRENCIES
from .literals import too_precise
from .names import reference
from .place import Checks, Findings, Found, On, Place
from .words import listed, one_of

BANNER_SIZE: Final = (933, 480)
Money = nodes.Money | nodes.Number


def known(node: nodes.GiveDiscount | nodes.HasDiscount, place: Place) -> Findings:
    """`give discount THANKS01`."""
    return reference(node.discount, nodes.Discount, place)


def benefit(node: nodes.Discount, place: Place) -> Findings:
    """`0% off`, `0 EUR off`. OFFER-16."""
    match node.benefit:
        case nodes.Percentage(value=value) | nodes.Number(value=value) | nodes.Money(amount=value):
            if value <= 0:
                words = f"`{place.text(node.benefit)}` off takes nothing off"
                help = "write what is taken off: `10% off`, `5 EUR off`"
                yield NOTHING_OFF, Finding(node.benefit.span, words, help)
        case _:
            return
    if isinstance(node.benefit, Money):
        yield from money(node.benefit, place)


def money(node: Money, place: Place) -> Findings:
    """A bare amount is in the currency of the stores, when they have only one. AMB-28."""
    if isinstance(node, nodes.Money):
        return  # literals.py has its say
    taken = place.project.currencies
    decimals = DECIMALS.get(currency_of(node, place.project))
    if len(taken) > 1:
        words = f"`{place.text(node)}` could be {listed(taken)}: the stores differ"
        help = f"write the currency: `{place.text(node)} {taken[0]}`"
        yield SEVERAL_CURRENCIES, Finding(node.span, words, help)
    elif decimals is not None and minor_units(node.value, decimals) is None:
        yield TOO_PRECISE, too_precise(node, decimals, place)


def terms(node: nodes.Discount, place: Place) -> Findings:
    """`limit: 0 per customer`, `ends: today`. OFFER-12."""
    settings = Settings.of(node.settings)
    limit = settings.one("limit", nodes.Number)
    if limit and (units(limit.value, 1) is None or limit.value < 1):
        words = f"`{place.text(limit)}` is no number of uses"
        yield DISCOUNT_TERMS, Finding(limit.span, words, "write a whole number from 1")
    for value in settings.found.get("minimum spend", ()):
        if isinstance(value, Money):
            yield from money(value, place)
    for value in settings.found.get("ends", ()):
        if not isinstance(value, nodes.Date):
            words = f"`{place.text(value)}` is not a day"
            help = "write its last day, such as `2027-01-31`"
            yield DISCOUNT_TERMS, Finding(value.span, words, help)


def names(node: nodes.Offer, place: Place) -> Findings:
    """`store: shopp`, `discount: THANKS01`, `status: actve`."""
    settings = Settings.of(node.settings)
    yield from reference(settings.one("discount", nodes.Name), nodes.Discount, place)
    store, word = settings.one("store", nodes.Name), settings.one("status", nodes.Word)
    if store and store.text not in place.project.stores:
        yield from reference(store, nodes.Store, place)
    if word:
        yield from one_of(word, "status of an offer", tuple(OFFER_STATUSES), "OFFER-25")


def channel(node: nodes.Offer, place: Place) -> Findings:
    """An offer of a store that is not in the Shop channel. OFFER-01."""
    settings = Settings.of(node.settings)
    said, found = settings.one("store", nodes.Name), store_of(settings, place.project)
    if found and not sells_with_shop(found):
        words = f"store `{found.name}` does not sell with Shop, where offers are shown"
        help = "add to the store: `sell with shop: yes`"
        yield NO_SHOP_CHANNEL, Finding((said or node.name).span, words, help)
    elif found is None and said is None and not unread(place.project):
        words = f"the offer `{node.name}` does not say of which store it is"
        yield NO_SHOP_CHANNEL, Finding(node.name.span, words, "add to it: `store: NAME`")


def unread(project: Project) -> bool:
    """Whether there may be a store in a line that could not be read."""
    return not project.stores and project.symbols.may_have(nodes.Store)


def code(node: nodes.Offer, place: Place) -> Findings:
    """An active offer without a code, or with it in its words. OFFER-20, 22."""
    settings = Settings.of(node.settings)
    found = settings.one("discount", nodes.Name)
    if found is None and status_of(settings) == "active":
        words = f"the offer `{node.name}` has no code, and cannot be active without"
        help = "add to it: `discount: NAME`, or `status: draft`"
        yield OFFER_WITHOUT_CODE, Finding(node.name.span, words, help)
    if found and node.title and says(node.title.value, found.text):
        words = f"the words of the offer say its code, `{found}`"
        yield CODE_IN_MESSAGE, Finding(node.title.span, words, "leave it out: the app shows it")


def says(text: str, code: str) -> bool:
    """Whether a code stands in a text as a word of its own, in any letter case."""
    return re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text, re.IGNORECASE) is not None


def banner(node: nodes.Offer, place: Place) -> Findings:
    """`banner: "banners/small.png"`. OFFER-21."""
    said = Settings.of(node.settings).one("banner", nodes.Text)
    if said is None:
        return
    size, wanted = measured(said.value, place), "933 × 480 pixels"
    if size is None:
        words = f"there is no file `{said.value}`"
        yield BANNER, Finding(said.span, words, f"put an image of {wanted} there")
    elif size != BANNER_SIZE:
        found = f"is {size[0]} × {size[1]} pixels" if min(size) > 0 else "is no image that we know"
        yield BANNER, Finding(said.span, f"`{said.value}` {found}", f"make it {wanted}")


def measured(path: str, place: Place) -> tuple[int, int] | None:
    """The size of an image beside the journey or above it, or nothing."""
    sources, folder = place.project.sources, place.project.sources.folder(place.source)
    for above in (folder, *folder.parents):
        if size := sources.measure(str(PurePosixPath(above) / path)):
            return size
    return None


def shared_codes(project: Project) -> Iterator[tuple[Source, Found]]:
    """Two offers of one code. OFFER-14."""
    seen: dict[str, str] = {}
    for declared in project.symbols.all(nodes.Offer):
        found = Settings.of(declared.node.settings).one("discount", nodes.Name)
        if found and found.text in seen:
            words = f"the offers `{seen[found.text]}` and `{declared.node.name}` share a code"
            help = "give each a discount of its own, so that its orders can be told"
            yield declared.source, (SHARED_CODE, Finding(found.span, words, help))
        elif found:
            seen[found.text] = declared.node.name.text


CHECKS: Checks = (
    On(nodes.GiveDiscount, known),
    On(nodes.HasDiscount, known),
    On(nodes.Discount, benefit),
    On(nodes.Discount, terms),
    On(nodes.Offer, names),
    On(nodes.Offer, channel),
    On(nodes.Offer, code),
    On(nodes.Offer, banner),
)
