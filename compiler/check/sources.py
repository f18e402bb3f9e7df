"""Checks of what events come from: the sms program, the website, surveys."""

from __future__ import annotations

import re
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..exact import units
from ..resolve.website import path_of
from ..rules.sources import KEYWORD_FORM, NO_SMS_PROGRAM, PAGE_ELSEWHERE, SCALE
from .names import reference
from .place import Checks, Findings, On, Place

KEYWORD: Final = r"[^\W_]{2,30}"  # SP-23
PROGRAM: Final = "sms program"


def needs_program(node: nodes.SignsUp | nodes.TextsKeyword, place: Place) -> Findings:
    """`signs up for sms` of an audience without a number. SP-16."""
    email = isinstance(node, nodes.SignsUp) and node.channel is nodes.Channel.EMAIL
    told = isinstance(place.parent, nodes.Happening)
    if email or told or PROGRAM in place.project.audience.settings.found:
        return
    words = f"`{place.text(node)}` needs an sms program, and the audience has none"
    help = 'add to the `audience:`, for example, `sms program: FR from "+33600000000"`'
    yield NO_SMS_PROGRAM, Finding(node.span, words, help)


def keyword(node: nodes.TextsKeyword, place: Place) -> Findings:
    """`texts "SALE 24"`. SP-23."""
    said = node.keyword.value
    if not isinstance(place.parent, nodes.Happening) and not re.fullmatch(KEYWORD, said):
        words = f"`{said}` is no keyword"
        yield KEYWORD_FORM, Finding(node.keyword.span, words, "write 2 to 30 letters and digits")


def page(node: nodes.ViewsPage, place: Place) -> Findings:
    """`views page "https://elsewhere.example/pricing"`. SP-29."""
    website = place.project.audience.settings.text("website")
    if path_of(node.page.value, website) is None:
        words = f"`{node.page.value}` is no page of the website of the audience"
        help = f"that is {website}" if website else "declare its `website:`"
        yield PAGE_ELSEWHERE, Finding(node.page.span, words, help)


def survey(node: nodes.AnswersSurvey, place: Place) -> Findings:
    """`answers survey npx`. SP-13."""
    return reference(node.survey, nodes.Survey, place)


def scale(node: nodes.Survey, place: Place) -> Findings:
    """`survey nps: 10 to 0`."""
    low, high = units(node.low.value, 1), units(node.high.value, 1)
    if low is None or high is None or low >= high:
        words = f"`{place.text(node.low)} to {place.text(node.high)}` is no scale"
        yield SCALE, Finding(node.low.span, words, "write, for example, `0 to 10`")


CHECKS: Checks = (
    On(nodes.SignsUp, needs_program),
    On(nodes.TextsKeyword, needs_program),
    On(nodes.TextsKeyword, keyword),
    On(nodes.ViewsPage, page),
    On(nodes.AnswersSurvey, survey),
    On(nodes.Survey, scale),
)
