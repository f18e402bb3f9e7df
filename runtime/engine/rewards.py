"""What steps give: points of scores, and codes of discounts."""

from __future__ import annotations

from ...compiler.ir import kinds, steps
from ...compiler.ir.points import MOST_POINTS
from ...compiler.ir.text import fold
from .effects import Site, apply


@apply.register
def _(step: steps.ChangePoints, site: Site) -> None:
    values = {**site.values, "score": step.score, "do": step.do, "points": step.points}
    site.write("clear")
    if site.moment.write("points.find", **values, most=MOST_POINTS):
        site.moment.write("points.change", **values)
        site.moment.write("points.erase", **values)
        named = {"kind": kinds.POINTS_CHANGED, "subject": fold(step.score)}
        site.moment.write("points.changed", **values, **named)


@apply.register
def _(step: steps.GiveDiscount, site: Site) -> None:
    values = {**site.values, "discount": step.discount}
    site.write("clear")
    if site.moment.write("codes.find", **values):
        site.moment.write("codes.give", **values)
        site.write("event", kind=kinds.DISCOUNT_GIVEN, subject=fold(step.discount))
